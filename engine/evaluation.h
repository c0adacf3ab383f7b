// Conditions, propositions and clauses as functions of time, for one case (semantics.md, "Truth").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/plan.h"
#include "engine/signal.h"
#include "models/verdict.h"

namespace realist::engine {

// An event that may not serve (again): the trigger serves no step, others no second step of their proposition.
struct Spent {
  const models::Event* event = nullptr;
  PropositionIndex proposition = kNone;  // kNone: for every proposition
};

using SpentEvents = boost::container::small_vector<Spent, 4>;

// From where and how a condition is looked at.
struct Scope {
  enum class Mode : std::uint8_t {
    Plain,     // every event so far
    Step,      // events inside the step's window; what has not happened is NotYet until the window has run out
    Stretch,   // `throughout`: events from the stretch's begin, so far
    Refuting,  // without any event test, and only what is dated at or after `from` or undated
    Blocking,  // events from `from`; under `not`, every event so far
    SoFar,     // events inside the step's window so far
    Hopeful,   // what could still come is taken to come
  };
  Mode mode = Mode::Plain;
  std::optional<Time> from;                  // Step, Stretch, Refuting, Blocking
  std::optional<Time> until;                 // Step: the window's end, where it has one
  bool negative = false;                     // under an odd number of nots
  bool under_not = false;                    // the same, within one indicator
  const SpentEvents* spent = nullptr;
  PropositionIndex proposition = kNone;      // whose test this is
  PropositionIndex within = kNone;           // the step's proposition, through whose braces it may be
  bool settled = false;                      // Hopeful: undated facts are final, dated attributes may change
  bool unjudged_is_false = false;            // what only a judgement can tell counts as false until one does
  const models::Event* its = nullptr;        // the occurrence that is being judged
  bool breaking = false;                     // of an `and`, the parts alone that time can only break
  const boost::container::small_vector<NodeId, 4>* doubts = nullptr;  // event tests that may be met no more than perhaps
  bool absent_waits = false;                 // Step: what has not happened is NotYet, under a `not` or without
};

// A moment at which a statement reached a step, and the clock that runs on from there.
struct Clock {
  std::optional<Time> base;                  // none: nothing to count from
  std::vector<models::Duration> earliest, latest;  // handed on by steps without a date of their own
  bool endless = false;                      // an earliest alone was handed on: the next window has no end
  std::vector<StatementIndex> through;       // the statements it came through: it never runs on in one of them again
  friend bool operator==(const Clock&, const Clock&) = default;

  void start_at(const std::optional<Time>& at) {
    base = at;
    earliest.clear(), latest.clear(), through.clear();
    endless = false;
  }
};
struct Moment {
  std::optional<Time> at;
  Clock clock;
  StatementIndex from = kNone;
};

// Evaluates over one case. Results are remembered for the case's life; `reset` starts the next case.
class Evaluation {
 public:
  explicit Evaluation(const Plan& plan) : plan_(plan) { number_terms(); }

  void reset(const Facts& facts, const LinkedRecords& linked);
  void forget_linked() { linked_facts_.clear(); }

  const Plan& plan() const { return plan_; }
  const Facts& facts() const { return *facts_; }
  const Timeline& timeline() const { return facts_->timeline; }
  std::int64_t key(const Time& t) const { return facts_->timeline.key(t); }
  std::int64_t now() const { return key(facts_->as_of); }

  Signal condition(NodeId node, const Facts& facts, const Scope& scope);
  Signal proposition(PropositionIndex p, const Scope& scope);
  const Signal& plain(PropositionIndex p);
  // The signal of a clause that is a proposition looked at plainly, without a copy; null for others.
  const Signal* plain_alone(const models::Clause& clause, bool presuming);
  // The first match of a plain event (Facts::plain_event); null: it has not happened.
  const EventFact* first_event(PropositionIndex p) const {
    const auto matches = facts_->matches_of(p);
    return matches.empty() ? nullptr : &facts_->events[matches.front().event];
  }
  // The first inside the bounds that is not spent; null: none.
  const EventFact* first_event(PropositionIndex p, const std::optional<Time>& from, const std::optional<Time>& until,
                               const SpentEvents& spent) const;
  // A clause; where `presuming`, unobserved propositions are true from the moments at which they were reached.
  Signal clause(const models::Clause& clause, const Scope& scope, bool presuming = false);

  // How an event stands to an event test at an instant, as far as its windows are known then.
  struct Place {
    bool sure = false;                       // it meets the test: the count is reached with it or was before
    bool possible = false;                   // perhaps: its date, a field or the window is not known
    bool wait = false;                       // the window is not known
    bool later = false;                      // … or has not begun
  };
  // `alone`: however many the test asks for.
  Place place(const Node& node, const Facts& facts, const EventFact& fact, Tri fits, std::int64_t at, bool alone = false);
  // From when on the test's own window is known, as often as that changes.
  std::vector<Time> window_known(const Node& node, const Facts& facts);
  // What a number worked out over a record comes to at the as-of instant; none where it is not known.
  std::optional<double> number_now(const TermPlan& term, const Facts& facts);
  // A value as a number; a text that is one too.
  static std::optional<double> number_in(const models::Value& value);
  // When the window of an indicator that is one event test runs out, where that is known.
  std::optional<Time> runs_out(PropositionIndex p);
  // What a clause could have come to while the case was open, as if it had not closed.
  Signal hopeful_while_open(const models::Clause& clause);
  Signal hopeful_while_open(const models::Clause& clause, const Scope& scope);
  // What a clause is at all times, the time before the case began as looked at too; none: it changes.
  std::optional<Tri> wherever(const models::Clause& clause, const Scope& scope);

  // Whether it is, or joins by `and`, something that time can only break: an event test without a window of its own under
  // an odd number of nots.
  bool breaks(const models::Clause& clause, bool negative) const;
  bool breaks(const Node& node, bool negative) const;

  bool unobserved(PropositionIndex p);
  bool conflicting(PropositionIndex p);      // equally late facts that differ, or a judgement against its indicator

  // All there is to know of an antecedent that never came true. Exact: `may_be_true` errs only towards true.
  struct Brief {
    bool may_be_true = true;
    Tri last = Tri::Unknown;
  };
  Brief brief(const models::Clause& clause);

  // Per proposition: when statements reached it, and with which clocks. Only on a loop does a statement reach one at one
  // moment with several: as many as ways lead there, at most kClocks.
  static constexpr std::size_t kClocks = 32;
  std::vector<std::vector<Moment>> moments;
  void reach(PropositionIndex p, Moment moment);
  std::size_t reached = 0;                   // how often `moments` changed
  std::vector<std::size_t> reached_last;     // per proposition: what `reached` was when its moments last changed
  // On a loop all statements of a round see what the round before reached, so that their order cannot matter.
  bool in_rounds = false;
  void end_round();

  // `base` moved on by a window's bound: elapsed time from a day's end, calendar steps as local times, pauses left out.
  Time deadline(const Time& base, const models::Duration& d) const {
    const bool weeks = d.unit == models::Unit::Week;
    if (facts_->pauses.empty() && (weeks || d.unit == models::Unit::Day) && d.count >= 0 && d.count < 100'000) {  // most windows
      const Time day{base.local + d.count * (weeks ? 7 : 1) * models::kDay, Time::kNoOffset, base.day};
      if (day.local < models::kMaxLocal) return day;
    }
    return deadline_past_pauses(base, d);
  }
  // The same for an earliest time: elapsed time from a day's start.
  Time earliest(const Time& base, const models::Duration& d) const;
  // `base` moved back, pauses left out.
  Time back(const Time& base, const models::Duration& d) const;
  // The last instant looked at: as-of, or the closing before it.
  Time horizon() const {
    const bool closed = facts_->closed && models::compare(facts_->closed->end(), facts_->as_of) < 0;
    return closed ? facts_->closed->end() : facts_->as_of;
  }
  bool passed(const Time& end) const { return models::compare(end.end(), facts_->as_of) < 0; }
  // A window with this end has run out: before the case closed, or with it.
  bool ran_out(const Time& end) const { return facts_->closed ? models::compare(end.end(), facts_->closed->end()) <= 0 : passed(end); }

  struct Dates {                             // a phase's or an anchor's time
    std::optional<Time> at;                  // none: not (yet) come
    bool unknown = false;                    // it may have come unrecorded, or without a date
  };
  Dates first_match(PatternId pattern, const Facts& facts, const std::optional<Time>& from, bool last,
                    const Scope& scope);
  struct Phase {
    std::optional<Time> from, until;
    bool unknown = false;
  };
  Phase phase(models::PhaseIndex index, const Facts& facts);

  // The record a proposition is judged on; none: no link, or no such record.
  const Facts* facts_of(PropositionIndex p);
  const Facts* facts_of(PropositionIndex p, std::int64_t at);  // as the links stood then
  // The id of the record the case's links lead to for a kind, followed through; for messages and evidence.
  std::optional<std::string> linked_id(const std::string& kind);
  std::optional<std::string> linked_id(const std::string& kind, std::int64_t until);  // as the links stood then
  bool links_change() { return !link_changes().empty(); }
  // From when on the links lead to a record for a proposition; none: at all times, or never.
  std::optional<Time> linked_since(PropositionIndex p);

  // What decided, or what is missing: the leaves of a condition at an instant. `wanted` is the value to account for.
  struct Account {
    std::vector<models::FactEvidence> evidence;
    std::vector<models::MissingFact> missing;
  };
  void account(const models::Clause& clause, const Scope& scope, std::int64_t at, Tri wanted, bool presuming,
               Account& out);
  void account(PropositionIndex p, const Scope& scope, std::int64_t at, Tri wanted, Account& out);

  // Matches inside a window's bounds (either may be open), spent ones left out.
  struct Counted {
    const EventFact* fact = nullptr;
    Tri fits = Tri::True;
  };
  using CountedEvents = boost::container::small_vector<Counted, 8>;
  CountedEvents counted(PatternId pattern, const Facts& facts, const Scope& scope, const std::optional<Time>& from,
                        const std::optional<Time>& until);
  bool inside(const EventFact& fact, const std::optional<Time>& from, const std::optional<Time>& until) const;

 private:
  Time deadline_past_pauses(const Time& base, const models::Duration& d) const;
  Signal breaking_parts(const Node& join, const Facts& facts, const Scope& scope);
  Signal breaking_parts(const models::Clause& join, const Scope& scope, bool presuming);
  Signal judged_here(PropositionIndex p, const Facts& facts, const Scope& scope);
  Signal here(PropositionIndex p, const Facts& facts, const Scope& scope);
  void see_plain_event(PropositionIndex p, Signal& out) const;
  Signal elsewhere(PropositionIndex p, const Scope& scope);
  Signal event(const Node& node, const Facts& facts, const Scope& scope);
  Signal counting(const Node& node, const Facts& facts, const Scope& scope);
  Signal windowed(const Node& node, const Facts& facts, const Scope& scope);
  Signal in_the_last(const Node& node, const Facts& facts, const Scope& scope);
  Signal cadence(const Node& node, const Facts& facts, const Scope& scope);
  Signal number(const Node& node, const Facts& facts, const Scope& scope);
  Signal judgement(const Node& node, const Facts& facts, const Scope& scope);
  Signal attribute(const Node& node, const Facts& facts, const Scope& scope);
  Signal from_begin(const Signal& signal) const;
  Signal from_begin(const Signal& signal, const std::vector<JudgementFact>& judgements) const;
  // NotYet before the case's begin, whatever undated facts say: a dated one has taken their place by then.
  Signal cut_before_begin(const Signal& signal, Cause cause) const;
  Cause cause_at_begin(const Signal& signal) const;
  bool by_begin(const std::optional<Time>& t) const { return t && facts_->begin && key(*t) <= key(*facts_->begin); }
  std::vector<JudgementFact> judgements_about(PropositionIndex p, const Facts& facts) const;
  Signal as_evidence(const Signal& signal, const Scope& scope, const std::optional<Time>& latest) const;

  struct Sample {
    std::int64_t key;
    std::optional<Time> at;
    std::optional<double> value;
  };
  std::vector<Sample> series(const TermPlan& term, const Facts& facts, const Scope& scope);
  // A term of a number test; terms that say the same of the case's own record are worked out once.
  const std::vector<Sample>& series(NodeId node, std::size_t term, const Facts& facts, const Scope& scope, std::vector<Sample>& fresh);
  void number_terms();

  // A window's bounds as known from an instant on.
  struct Version {
    std::optional<Time> known;               // none: at all times
    std::optional<Time> from, until;         // none: open on that side
    bool unknown = false;
  };
  std::vector<Version> versions(const WindowPlan& window, const Facts& facts, const Scope& scope);
  void bounds(const models::TestWindow& window, const Time& anchor, Version& version) const;

  bool no_more_can_come() const { return closing_counts_ && facts_->closed.has_value(); }
  bool may_miss(PatternId pattern, const Facts& facts) const {
    return facts.excerpt.may_be_missing[plan_.patterns[pattern].type] != 0;
  }
  Tri fit(PatternId pattern, const Match& match, const Facts& facts, const Scope& scope);
  Whose whose(const Scope& scope) const;
  const Facts* linked_facts(const std::string& id);
  // When a link changes, of the case or of a record that its links have ever led to, by date. Mostly none.
  const std::vector<Time>& link_changes();
  Signal along_links(PropositionIndex p, const Scope& scope);

  void account(NodeId node, const Facts& facts, const Scope& scope, std::int64_t at, Tri wanted, Account& out);
  void account_event(const Node& node, const Facts& facts, const Scope& scope, std::int64_t at, Tri wanted, Account& out);
  bool account_judged(PropositionIndex p, const Facts& facts, std::int64_t at, Tri wanted, Account& out);
  models::FactEvidence evidence_of(const Facts& facts, const EventFact& fact) const;
  models::FactEvidence evidence_of(const Facts& facts, const Excerpt::Judged& judged) const;
  std::string record_name(const Facts& facts) const;

  const Plan& plan_;
  const Facts* facts_ = nullptr;
  const LinkedRecords* linked_ = nullptr;
  // Remembered values of this case: those whose stamp is the case's.
  std::uint32_t stamp_ = 0;
  std::vector<Signal> plain_;
  std::vector<std::uint32_t> plain_stamp_;
  std::vector<Brief> brief_;
  std::vector<std::uint32_t> conflict_stamp_;
  std::vector<std::uint8_t> conflict_;
  bool may_conflict_ = true;
  std::map<std::tuple<const models::CaseRecord*, std::int32_t, std::int64_t>, Facts> linked_facts_;
  Time linked_as_of_;
  std::vector<Time> link_changes_;
  std::uint32_t link_changes_stamp_ = 0;
  struct Series {
    std::uint32_t stamp = 0;
    std::vector<Sample> samples;
  };
  std::vector<std::uint32_t> series_of_;         // per node, three terms each; kNone: not remembered
  std::vector<Series> series_;
  bool closing_counts_ = true;
  bool begin_counts_ = true;
  std::vector<std::pair<PropositionIndex, Moment>> this_round_;
};

// One evidence or missing fact once.
void add_once(std::vector<models::FactEvidence>& list, models::FactEvidence fact);
void add_once(std::vector<models::MissingFact>& list, models::MissingFact fact);

}  // namespace realist::engine

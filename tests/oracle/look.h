// The reference's eyes: what a condition or a clause is worth at one instant, by looking at every fact. Slow and plain.
// Rule numbers are those of docs/semantics.md, "Statement verdicts"; "Truth" and "Time" are its other sections.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/judge.h"
#include "models/theory.h"
#include "models/tri.h"
#include "models/verdict.h"

namespace realist::oracle {

// What the deciding facts say of time: undated facts alone; something dated; a judgement that does not say since when.
enum class Basis { Timeless, Dated, Judged };

// A value at an instant, and where it comes from.
struct Look {
  models::Tri value = models::Tri::Unknown;
  Basis basis = Basis::Timeless;
  std::optional<models::Time> date;  // newest date of the deciding facts
  std::optional<models::Time> from;  // newest begin of them: `since`, else the date
  std::optional<models::Time> newest; // newest date of all facts that say so, needed or not
  bool unobserved = false;           // unknown for want of judgements alone
  bool can_come = false;             // not true, and an event or a judgement could still make it so
  bool can_go = false;               // not false, and an event or a judgement could still make it so
  bool settled = false;              // windows have run out or facts are undated: no later event changes it
  bool conflict = false;
  std::vector<const models::Event*> events;  // true: the events that made it so
  std::set<models::MissingFact> missing;     // unknown: what would decide it (only where asked for)
};

Look all_of(const std::vector<Look>& parts);
Look any_of(const std::vector<Look>& parts);
Look at_least_of(std::size_t count, const std::vector<Look>& parts);
Look opposite_of(Look look);

// A stretch of time; a side that is absent is open.
struct Stretch {
  std::optional<models::Time> begin, end;
  bool holds(const models::Time& at) const {
    return (!begin || models::at_or_before(*begin, at)) && (!end || models::at_or_before(at, *end));
  }
};

// From where in a theory a condition is looked at.
struct Scope {
  std::optional<Stretch> window;                   // event tests without a window of their own count inside it
  bool negative_sees_all = false;                  // rule 5: `no event` and `not` look at all that happened so far
  std::set<const models::Event*> spent;            // events that may serve no more (trigger, earlier steps)
  const std::map<models::PropositionIndex, std::set<const models::Event*>>* spent_by = nullptr;  // the same, by proposition
  const models::Event* its = nullptr;              // the occurrence that is being judged
  const models::Event* must_use = nullptr;         // Whenever: this occurrence, and not another, meets its test
  std::optional<models::Time> stretch_begin;       // a `throughout` stretch's begin, for cadences
  bool events_unknown = false;                     // rule 3, refuted
  bool evidence = false;                           // … and what is absent, or older than `evidence_from`, tells nothing
  std::optional<models::Time> evidence_from;
  bool anywhen = false;                            // rule 2, an undated window: the case's begin is left out of account
  bool pass_unobserved = false;                    // rule 4: unobserved parts of an `and` are passed over alone
  bool want_missing = false;
  enum class Part { Whole, Breaking } part = Part::Whole;  // rule 3: of an `and`, what time can only break
  bool waits = false;                              // rule 3: what time can only break is not told yet
  bool absent_waits = false;                       // … nor what has not happened
  bool negated = false;                            // standing under an odd number of `not`s
  bool under_not = false;                          // the same, within one indicator
  bool unjudged_is_false = false;                  // rule 3, late: what no judgement tells yet counts as false
  // Rule 1: propositions presumed, with the moments from which (absent: for all time).
  const std::map<models::PropositionIndex, std::vector<std::optional<models::Time>>>* presumed = nullptr;
  const models::CaseRecord* record = nullptr;      // whose facts; set by the propositions on the way down
  models::PropositionIndex about = models::kNone;
};

// One case seen at one as-of instant.
class Eyes {
 public:
  Eyes(const models::Theory& theory, const models::CaseRecord& record, const engine::LinkedRecords& linked,
       const models::Time& as_of);

  Look clause(const models::Clause& clause, Scope scope, const models::Time& t) const;
  Look condition(const models::Condition& condition, Scope scope, const models::Time& t) const;
  Look proposition(models::PropositionIndex p, Scope scope, const models::Time& t) const;

  // Static: does it contain what time can only break (rule 3)? `negated`: it stands under a `not`.
  bool breaks(const models::Clause& clause, bool negated) const;  // it is, or joins by `and`, such a thing
  bool breaks(const models::Condition& condition, bool negated) const;
  bool breaks(models::PropositionIndex p, bool negated) const;
  bool waits(const models::Clause& clause, bool negated) const;   // it contains such a thing, in whatever join
  bool waits(const models::Condition& condition, bool negated) const;
  bool waits(models::PropositionIndex p, bool negated) const;
  bool has_cadence(models::PropositionIndex p) const;
  bool judgements_alone(models::PropositionIndex p) const;
  bool judged_outright(models::PropositionIndex p) const;  // a judgement of yes or no decides it at T
  // The events that meet the event tests of `p` at `t` that do not stand under a `not`, where no judgement decides it.
  std::set<const models::Event*> events_met(models::PropositionIndex p, bool negated, const Scope& scope, const models::Time& t,
                                            bool with_windows) const;

  // Every instant at which anything may change, in order; those after the horizon hold what windows will bring.
  const std::vector<models::Time>& instants() const { return instants_; }
  void look_also_at(const models::Time& t);
  const models::Time& horizon() const { return horizon_; }     // T, or the closing before it: the last instant looked at
  const models::Time& as_of() const { return as_of_; }
  bool closed() const { return closed_.has_value(); }
  const std::optional<models::Time>& closed_at() const { return closed_; }
  const std::optional<models::Time>& begin() const { return begin_; }
  const models::Theory& theory() const { return theory_; }
  const models::CaseRecord& record() const { return records_.at(root_id_); }
  std::vector<const models::CaseRecord*> records() const;  // with those it is linked to

  // `from` moved by `d` outside pauses (rule 2); none: a pause without an end lies before it.
  std::optional<models::Time> advance(const models::Time& from, const models::Duration& d, bool latest) const;
  models::Time back(const models::Time& from, const models::Duration& d, bool with_pauses) const;

  // Window bounds by something else (language.md).
  std::optional<models::Time> first_event_from(const models::EventPattern& pattern, const std::optional<models::Time>& base,
                                               const std::set<const models::Event*>& except) const;
  std::optional<models::Time> attribute_date_from(const std::string& path, const std::optional<models::Time>& base) const;
  struct PhaseSpan { std::optional<models::Time> from, until; bool unknown = false; };
  PhaseSpan phase(models::PhaseIndex index, const models::Time& t, const Scope& scope) const;
  std::optional<std::pair<std::size_t, std::size_t>> how_many(models::PropositionIndex p, Scope scope, const models::Time& t) const;
  std::string linked_id(models::PropositionIndex p) const;  // "": the case itself

  models::PropositionIndex hidden = models::kNone;  // prediction: this one's observation is not looked at
  mutable bool met_conflict = false;
  // How the event tests looked at took `Scope::must_use`.
  struct Meeting {
    int sure = 0, possible = 0;  // tests that it meets for sure, perhaps
    int wait = 0;                // the window it has to lie in is not known
    bool later = false;          // … or has not begun, or no link leads there yet: it may meet one later
  };
  mutable Meeting meeting;
  mutable bool at_its_date = true;  // … or later, where it is told
  mutable std::set<models::PropositionIndex> masking;  // at its date a judgement decided these, and no event

 private:
  struct Counted;
  struct Bounds;
  struct Number;
  struct Anchored { enum { Found, NotYet, Unknown } state = NotYet; models::Time at; };
  models::CaseRecord seen(const models::CaseRecord& record, bool root) const;
  void find_begin();
  void list_instants();
  const std::string& folded(const std::string& text) const;
  bool visible(const std::optional<models::Time>& at, const models::Time& t) const;
  bool before_begin(const models::Time& t, const Scope& scope) const;
  models::Time state_at(const models::Time& t, const Scope& scope) const;
  bool too_old(const std::optional<models::Time>& at, const Scope& scope) const;
  bool never_told(const models::Clause& clause, const Scope& scope) const;
  Look proposition_at(models::PropositionIndex p, Scope scope, const models::Time& t) const;
  void met_in(const models::Condition& c, Scope scope, const models::Time& t, bool with_windows, std::set<const models::Event*>& out) const;
  std::optional<models::Time> record_begin(const models::CaseRecord& record) const;
  models::Tri field(const models::FieldTest& test, const std::optional<models::Value>& value, const Scope& scope,
                    const models::Time& t, std::set<models::MissingFact>* missing) const;
  models::Tri same(const models::Value& value, const models::Operand& operand, const Scope& scope, const models::Time& t) const;
  models::Tri matches(const models::EventPattern& pattern, const models::Event& event, const Scope& scope,
                      const models::Time& t, std::set<models::MissingFact>* missing) const;
  bool may_be_missing(const models::CaseRecord& record, const std::string& type) const;
  Look attribute(const models::Condition& c, const Scope& scope, const models::Time& t) const;
  Look judgement(const models::Condition& c, const Scope& scope, const models::Time& t) const;
  Look event(const models::Condition& c, const Scope& scope, const models::Time& t) const;
  models::MissingFact missing_anchor(const models::TestWindow& w, const std::string& record_id) const;
  Look cadence(const models::Condition& c, const Scope& scope, const models::Time& t) const;
  Look number(const models::Condition& c, const Scope& scope, const models::Time& t) const;
  Number term(const models::NumberTerm& n, const Scope& scope, const models::Time& t) const;
  Anchored anchor(const models::Anchor& a, const Scope& scope, const models::Time& t) const;
  Bounds bounds(const models::TestWindow& w, const Scope& scope, const models::Time& t) const;
  struct Found { std::optional<models::Value> value; std::optional<models::Time> at; bool conflict = false; };
  Found latest(const models::CaseRecord& record, const std::string& path, const models::Time& t) const;
  struct Target { const models::CaseRecord* record = nullptr; std::string id; bool own = false; };
  Target record_for(models::PropositionIndex p, const models::Time& t) const;
  std::optional<std::string> link_target(const models::CaseRecord& record, const std::string& kind, const models::Time& t) const;
  std::vector<const models::Judgement*> judgements_about(const models::CaseRecord& record, models::PropositionIndex p) const;
  struct Judged { std::optional<models::Value> value; const models::Judgement* from = nullptr; bool conflict = false; };
  Judged last_judgement(const std::vector<const models::Judgement*>& all, const models::Time& t) const;
  const models::CaseRecord* find(const std::string& id) const;

  const models::Theory& theory_;
  std::map<std::string, models::CaseRecord> records_;  // as visible at T
  std::string root_id_;
  models::Time as_of_, horizon_;
  std::optional<models::Time> closed_, begin_;
  struct Gap { models::Time from; std::optional<models::Time> to; };  // `to`: first instant after it
  std::vector<Gap> gaps_;
  std::vector<models::Time> instants_;
  std::set<const models::Judgement*> opposite_;
  std::map<const models::Judgement*, models::PropositionIndex> about_;
  mutable std::unordered_map<std::string, std::string> folds_;
  mutable std::map<std::pair<models::PropositionIndex, const models::Clause*>, bool> never_told_;
};

// Sorting key of an instant on one line: by UTC, a time without an offset read on the clock of those with one.
bool earlier(const models::Time& a, const models::Time& b);
bool equally_late(const models::Time& a, const models::Time& b);  // "Time": a day and an instant of it are
std::string content(const models::Event& event);                  // for ties that no date decides

}  // namespace realist::oracle

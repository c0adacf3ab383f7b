#include "tests/oracle/reference.h"

#include <algorithm>
#include <functional>

#include "tests/oracle/look.h"

namespace realist::oracle {
namespace {

using models::Block;
using models::Clause;
using models::Duration;
using models::Event;
using models::Flag;
using models::Flags;
using models::Form;
using models::Judging;
using models::kNone;
using models::MissingFact;
using models::PropositionIndex;
using models::PropositionVerdict;
using models::Reading;
using models::Role;
using models::Stall;
using models::StallKind;
using models::Statement;
using models::StatementIndex;
using models::StatementResult;
using models::Step;
using models::StepResult;
using models::StepState;
using models::StepWindow;
using models::Time;
using models::Tri;
using models::Truth;
using models::Unit;
using models::Verdict;

// Rule 2: what windows count from, and the times of steps that have no seen date of their own.
struct Clock {
  std::optional<Time> base;
  std::vector<Duration> low, high;  // `on the same day` stands in `high` as no days
  bool endless = false;             // an earliest alone came in between
  friend bool operator==(const Clock&, const Clock&) = default;
};

Clock started(const std::optional<Time>& at) { return Clock{at, {}, {}, false}; }

// "it passes its base on, and adds its own times, if written and not counted back, to the next window"
Clock passed_on(Clock clock, const Step& step) {
  const StepWindow& w = step.window;
  if (step.previously || step.at_any_time) return clock;
  if (w.earliest) clock.low.push_back(*w.earliest);
  if (w.latest) clock.high.push_back(*w.latest);
  else if (w.same_day) clock.high.push_back(Duration{0, Unit::Day});
  else if (w.throughout) clock.high.push_back(*w.throughout);
  else if (w.earliest) clock.endless = true;
  return clock;
}

// The stretch in which a step is expected.
struct Window {
  Stretch stretch;
  bool exists = false;    // written, or the file's default
  bool dated = true;      // there is a date to count from
  bool begun = true;      // what it begins with has come
  bool cut = false;       // it ends with something that may still come
  std::optional<MissingFact> unknown_bound;  // … with a date that is not recorded
  bool has_earliest = false;
  bool elapsed = false;   // in hours or shorter
};

struct Reach {            // a statement has reached a step of this proposition (rule 1)
  StatementIndex statement = 0;
  std::uint32_t step = 0;
  PropositionIndex proposition = 0;
  std::optional<Time> moment;
  Clock after;
  std::set<StatementIndex> via;  // whose clocks ran on to here
  friend bool operator==(const Reach&, const Reach&) = default;
};

struct Judged {           // a step as it was judged, with what the verdict needs of it
  StepResult result;
  Window window;
  Look look;
  bool late_judgement = false;  // came late by a judgement without `since`
  bool dated = false;           // it began to be true with a fact that has a date of its own
  std::optional<Time> instant;  // looked at when it held
  std::optional<Time> since;    // stalled since
  std::optional<Time> held;     // instant of its holding
  std::string amount;
  std::optional<Time> seen_earlier;
  std::optional<Time> end_of_blocks;  // up to where a block counts (rule 5)
};

struct Start {            // one judging's begin
  std::optional<Time> at;
  Clock clock;
  std::set<const Event*> trigger;
  const Event* its = nullptr;
  bool presumed = false;
  bool conflict = false;
  std::optional<Look> unknown;   // an occurrence of which it is not known whether the antecedent held at it
  std::set<StatementIndex> via;
};

struct Run {
  Start start;
  std::vector<Judged> steps;  // as far as reached
  std::vector<Reach> reaches;
  Flags flags;
  Judging judging;
  bool conflict = false;
};

struct Activation {
  std::vector<Start> starts;
  Look last;                // A at T
};

std::vector<PropositionIndex> propositions_in(const Clause& c) {
  if (c.kind == Clause::Kind::Proposition) return {c.proposition};
  std::vector<PropositionIndex> all;
  for (const Clause& part : c.parts)
    for (const PropositionIndex p : propositions_in(part))
      if (std::find(all.begin(), all.end(), p) == all.end()) all.push_back(p);
  return all;
}

// Propositions with the side they stand on.
void signed_propositions(const Clause& c, bool negated, std::set<std::pair<PropositionIndex, bool>>& out) {
  if (c.kind == Clause::Kind::Proposition) out.insert({c.proposition, negated});
  const bool flip = c.kind == Clause::Kind::Not || c.kind == Clause::Kind::None;
  for (const Clause& part : c.parts) signed_propositions(part, flip ? !negated : negated, out);
}

bool stands_positive(const Clause& c, PropositionIndex p) {
  std::set<std::pair<PropositionIndex, bool>> all;
  signed_propositions(c, false, all);
  return all.contains({p, false});
}

// Those without which the clause cannot be true.
void needed(const Clause& c, std::set<PropositionIndex>& out) {
  using Kind = Clause::Kind;
  if (c.kind == Kind::Proposition) out.insert(c.proposition);
  const bool each = c.kind == Kind::All || (c.kind == Kind::Any && c.parts.size() == 1) ||
                    (c.kind == Kind::AtLeast && c.count >= c.parts.size());
  if (each)
    for (const Clause& part : c.parts) needed(part, out);
}

// True where these are.
bool implied(const Clause& c, const std::set<PropositionIndex>& by) {
  using Kind = Clause::Kind;
  if (c.kind == Kind::Proposition) return by.contains(c.proposition);
  if (c.kind == Kind::Not || c.kind == Kind::None) return false;
  const auto parts = std::count_if(c.parts.begin(), c.parts.end(), [&](const Clause& part) { return implied(part, by); });
  return static_cast<std::size_t>(parts) >= (c.kind == Kind::All ? c.parts.size() : c.kind == Kind::Any ? 1 : c.count);
}

// Whether the clause (its opposite, where `negated`) says that `p` is, or is not, so.
bool follows(const Clause& c, bool negated, PropositionIndex p, bool so) {
  using Kind = Clause::Kind;
  if (c.kind == Kind::Proposition) return c.proposition == p && negated != so;
  if (c.kind == Kind::Not) return follows(c.parts[0], !negated, p, so);
  const bool one = c.parts.size() == 1;
  const bool each = c.kind == Kind::All    ? !negated || one
                    : c.kind == Kind::Any  ? negated || one
                    : c.kind == Kind::None ? !negated || one
                                           : one || (negated ? c.count == 1 : c.count == c.parts.size());
  const bool flipped = c.kind == Kind::None ? !negated : negated;
  return each && std::any_of(c.parts.begin(), c.parts.end(), [&](const Clause& part) { return follows(part, flipped, p, so); });
}

std::string amount_of(const Time& from, const Time& to, bool elapsed) {
  const std::int64_t days = models::days_between(from, to);
  if (!elapsed && days > 0) return models::elapsed_string(days * models::kDay, true);
  const bool absolute = from.has_offset() && to.has_offset();
  const Time a = from.end(), b = to.start();
  return models::elapsed_string(std::max<std::int64_t>(0, absolute ? b.utc() - a.utc() : b.local - a.local), false);
}

std::optional<Time> later_of(const std::optional<Time>& a, const std::optional<Time>& b) {
  if (!a) return b;
  return b && earlier(*a, *b) ? b : a;
}

bool stalled_state(StepState s) { return s >= StepState::Refuted && s <= StepState::Overdue; }
bool passes(StepState s) { return s == StepState::Holds || s == StepState::Presumed || s == StepState::Unobserved; }

class Reference {
 public:
  Reference(const models::Theory& theory, const models::CaseRecord& record, const engine::LinkedRecords& linked, const Time& as_of)
      : theory_(theory), eyes_(theory, record, linked, as_of) {
    find_leads();
  }

  models::CaseResult judge();

 private:
  // Judging steps.
  Window window_of(const Step& step, const Clock& clock, const Scope& scope) const;
  std::optional<Time> moved(const Clock& clock, const std::vector<Duration>& by, bool latest) const;
  bool more_generous(const Clock& a, const Clock& b) const;
  Judged judge_step(const Step& step, const Clock& clock, const std::optional<Time>& before, Scope scope) const;
  Judged undated_window(const Step& step, Judged out, Scope scope) const;
  Judged previously(const Step& step, const std::optional<Time>& before, Scope scope) const;
  Judged only_breaks(const Step& step, Judged out, Scope scope) const;
  bool cut_short(const Window& window) const;
  struct Began { bool always = false; Time at; Look look; };
  Began began(const std::function<Look(const Time&)>& look, const Time& t) const;
  std::optional<Tri> at_all_times(const std::function<Look(const Time&)>& look) const;
  void hold(Judged& out, const std::function<Look(const Time&)>& look, const Time& t) const;
  std::set<const Event*> events_used(const Step& step, const Judged& judged, Scope scope, PropositionIndex p) const;
  void find_leads();
  bool leads_to(StatementIndex from, StatementIndex to) const { return leads_[from][to]; }
  void never_held(const Step& step, Judged& out, const Clock& clock, const Scope& scope, bool unknown, bool only_unobserved) const;
  Look look(const Step& step, Scope scope, const Time& t) const;
  std::vector<Time> instants_in(const Stretch& stretch) const;
  Time report(const Time& t, const Stretch& stretch, const Look& look) const;
  bool window_closed(const Window& window) const;
  std::optional<Time> runs_out(const Step& step, const Scope& scope, bool* by_fact) const;

  // Judging statements.
  Run run(StatementIndex s, const Start& start) const;
  Activation activate(StatementIndex s) const;
  void activate_otherwise(StatementIndex s, Activation& out) const;
  Start start_at(StatementIndex s, const Time& t, const Look& look, const Event* its) const;
  std::vector<Start> each_start(StatementIndex s) const;
  bool has_event_test(const Clause& c, bool negated) const;
  void reach_fixpoint();
  void judge_loop(const std::vector<StatementIndex>& loop);
  void presume_back();
  void finish(StatementIndex s, Run& r);
  struct Blocks { std::optional<Block> block; bool maybe = false; bool not_applicable = false; };
  Blocks blocks(StatementIndex s, const std::optional<Time>& from, const std::optional<Time>& until, const Event* its) const;
  void dormant_or_undetermined(StatementIndex s, const Activation& a, StatementResult& out) const;
  void failed_parts(const Clause& c, bool negated, std::vector<PropositionIndex>& out) const;
  void whole_statement(StatementIndex s, StatementResult& out);
  void flags_beside(models::CaseResult& result);

  // Propositions.
  void propositions(models::CaseResult& result);
  Truth observed(PropositionIndex p) const;
  bool held_within(PropositionIndex p, const Scope& scope, const std::optional<Time>& held) const;
  PropositionVerdict mechanism_verdict(PropositionIndex p, std::vector<StatementIndex>& also) const;
  Truth predicted(PropositionIndex p);
  Reading reading(PropositionIndex p, Truth seen, Truth foretold) const;

  std::string what_has_no_date(StatementIndex s) const;

  const models::Theory& theory_;
  Eyes eyes_;
  std::vector<std::vector<bool>> leads_;
  std::vector<Activation> activations_;
  std::vector<std::vector<Run>> runs_;
  std::vector<Reach> reaches_;
  std::map<PropositionIndex, std::vector<std::optional<Time>>> presumed_;
  bool past_open_ = false;           // prediction goes on past open steps
  mutable StatementIndex current_ = 0;
};

// --- Windows -----------------------------------------------------------------------------------------------------

std::optional<Time> Reference::moved(const Clock& clock, const std::vector<Duration>& by, bool latest) const {
  std::optional<Time> at = clock.base;
  for (const Duration& d : by) {
    if (!at) return at;
    if (d.count == 0 && d.unit == Unit::Day) *at = Time{models::day_start(*at).local, at->offset, true};
    else at = eyes_.advance(*at, d, latest);
  }
  return at;
}

// Of several clocks that could run on: the earliest base, and of those the one that leaves most time.
bool Reference::more_generous(const Clock& a, const Clock& b) const {
  if (a.base.has_value() != b.base.has_value()) return !a.base;
  if (!a.base) return false;
  if (models::compare(a.base->start(), b.base->start()) != 0) return earlier(*a.base, *b.base);
  const auto end = [&](const Clock& c) { return c.endless ? std::nullopt : moved(c, c.high, true); };
  const std::optional<Time> end_a = end(a), end_b = end(b);
  if (end_a.has_value() != end_b.has_value()) return !end_a;
  if (end_a && models::compare(end_a->end(), end_b->end()) != 0) return models::compare(end_b->end(), end_a->end()) < 0;
  const std::optional<Time> begin_a = moved(a, a.low, false), begin_b = moved(b, b.low, false);
  return begin_a && (!begin_b || earlier(*begin_a, *begin_b));
}

Window Reference::window_of(const Step& step, const Clock& clock, const Scope& scope) const {
  const StepWindow& w = step.window;
  Window out;
  if (step.at_any_time) return out;  // before or after
  const bool written = w.written() || w.earliest || w.latest || w.same_day || w.is_throughout() || w.bound != StepWindow::Bound::None;
  out.exists = written || theory_.default_window.has_value();
  out.dated = !out.exists || clock.base.has_value() || w.throughout_phase;
  out.stretch.begin = clock.base;
  if (!out.exists || !out.dated) return out;

  Clock own = clock;
  std::optional<Duration> latest = w.latest ? w.latest : w.throughout;
  if (!latest && w.same_day) latest = Duration{0, Unit::Day};
  if (!written) latest = theory_.default_window;
  if (w.earliest) own.low.push_back(*w.earliest);
  if (latest) own.high.push_back(*latest);
  out.has_earliest = !own.low.empty();
  for (const Duration& d : own.low) out.elapsed |= d.elapsed();
  if (latest)
    for (const Duration& d : own.high) out.elapsed |= d.elapsed();
  out.stretch.begin = moved(own, own.low, false);
  if (!out.stretch.begin && clock.base) out.begun = false;
  if (latest && !own.endless) out.stretch.end = moved(own, own.high, true);
  out.cut = (latest && !own.endless && !out.stretch.end) || (w.throughout && own.endless);  // a pause, or a begin, without an end
  // A window that ends with a day is due on that day.
  if (auto& end = out.stretch.end; end && !end->day && models::day_end(*end).local == end->local) *end = Time{models::day_start(*end).local, end->offset, true};

  const auto end_at = [&](const std::optional<Time>& at) {
    if (at && (!out.stretch.end || earlier(*at, *out.stretch.end))) out.stretch.end = at;
    if (!at) out.cut = true;
  };
  if (w.bound == StepWindow::Bound::BeforeEvent) end_at(eyes_.first_event_from(w.event, clock.base, scope.spent));
  if (w.bound == StepWindow::Bound::BeforeAttribute) {
    const std::optional<Time> date = eyes_.attribute_date_from(w.path, clock.base);
    end_at(date);
    if (!date) out.unknown_bound = MissingFact{MissingFact::Kind::Attribute, w.path, ""};
  }
  if (w.bound == StepWindow::Bound::BeforeProposition) {
    std::optional<Time> first;
    for (const Time& t : instants_in({clock.base, std::nullopt})) {
      const Look l = eyes_.proposition(w.proposition, Scope{}, t);
      if (l.value != Tri::True) continue;
      first = report(t, {clock.base, std::nullopt}, l);
      break;
    }
    end_at(first);
  }
  if (w.bound == StepWindow::Bound::DuringPhase || w.throughout_phase) {
    const Eyes::PhaseSpan span = eyes_.phase(w.phase, eyes_.horizon(), scope);
    if (!span.from) {
      out.begun = false;
    } else {
      if (!out.stretch.begin || earlier(*out.stretch.begin, *span.from)) out.stretch.begin = span.from;
      if (span.until || theory_.phases[w.phase].until) end_at(span.until);
    }
  }
  return out;
}

// "Both ends of a window count: it is open while T is not past its end."
bool Reference::window_closed(const Window& window) const {
  return window.stretch.end && models::compare(window.stretch.end->end(), eyes_.as_of().end()) < 0;
}

std::vector<Time> Reference::instants_in(const Stretch& stretch) const {
  std::vector<Time> out;
  const auto fits = [&](const Time& t) {
    return models::compare(t, eyes_.horizon()) <= 0 && (!stretch.begin || models::compare(stretch.begin->start(), t) <= 0) &&
           (!stretch.end || models::compare(t, stretch.end->end()) <= 0);
  };
  if (stretch.begin && fits(stretch.begin->start())) out.push_back(stretch.begin->start());
  for (const Time& t : eyes_.instants())
    if (fits(t) && (out.empty() || models::compare(out.back(), t) != 0)) out.push_back(t);
  return out;
}

// The instant `t` as a reader would write it: the date of the fact that came at it, the window's begin as counted.
Time Reference::report(const Time& t, const Stretch& stretch, const Look& l) const {
  for (const auto& at : {l.from, l.date})
    if (at && models::compare(at->start(), t) == 0) return *at;
  if (stretch.begin && models::compare(stretch.begin->start(), t) == 0) {
    if (l.from && l.from->day && equally_late(*l.from, t)) return *l.from;
    return *stretch.begin;
  }
  if (eyes_.begin() && models::compare(eyes_.begin()->start(), t) == 0) return *eyes_.begin();
  const Time day{models::day_start(t).local, t.offset, true};
  return day.local == t.local ? day : t;  // what no fact marks began with its day
}

Look Reference::look(const Step& step, Scope scope, const Time& t) const {
  scope.negated = step.negated;
  scope.pass_unobserved = !step.negated;
  const Look out = eyes_.clause(step.clause, scope, t);
  return step.negated ? opposite_of(out) : out;
}

// --- One step (rule 3) -------------------------------------------------------------------------------------------

Judged Reference::judge_step(const Step& step, const Clock& clock, const std::optional<Time>& before, Scope scope) const {
  if (step.previously) return previously(step, before, scope);
  Judged out;
  out.window = window_of(step, clock, scope);
  scope.window = out.window.stretch;
  out.result.due = out.window.stretch.end;
  if (out.window.has_earliest) out.result.earliest = out.window.stretch.begin;
  if (!out.window.dated) return undated_window(step, out, scope);
  // "An undated fact decides at once": what is so at all times.
  Scope waits = scope;
  waits.waits = true;
  if (step.window.is_throughout()) waits.stretch_begin = out.window.stretch.begin;
  const bool fails_at_once = step.negated || step.window.is_throughout();
  const bool yes = at_all_times([&](const Time& t) { return look(step, waits, t); }) == Tri::True;
  waits.absent_waits = step.window.is_throughout();
  const bool twice = step.negated && eyes_.waits(step.clause, false);
  const bool no = fails_at_once && at_all_times([&](const Time& t) {
    return twice ? opposite_of(eyes_.clause(step.clause, waits, t)) : look(step, waits, t);
  }) == Tri::False;
  Scope part = scope;
  part.part = Scope::Part::Breaking;
  const bool breaks_at_once = !fails_at_once && eyes_.breaks(step.clause, false) &&
                      at_all_times([&](const Time& t) { return look(step, part, t); }) == Tri::False;
  if (yes || no || breaks_at_once) {
    out.result.state = yes ? StepState::Holds : StepState::Refuted;
    out.instant = eyes_.instants().front();
    out.look = look(step, waits, *out.instant);
    if (!yes && out.window.exists) out.end_of_blocks = out.window.stretch.end;
    return out;
  }
  if (step.negated || step.window.is_throughout()) return only_breaks(step, out, scope);
  Scope breaking = scope, waiting = scope;
  breaking.part = Scope::Part::Breaking;
  waiting.waits = true;
  const bool breaks = eyes_.breaks(step.clause, false);

  bool unknown = false, only_unobserved = true;
  for (const Time& t : out.window.begun ? instants_in(out.window.stretch) : std::vector<Time>{}) {
    if (const Look broken = breaks ? look(step, breaking, t) : Look{}; broken.value == Tri::False) {
      out.result.state = StepState::Refuted;
      if (broken.basis == Basis::Timeless) out.end_of_blocks = out.window.stretch.end;
      else out.since = out.end_of_blocks = report(t, out.window.stretch, broken);
      out.look = broken;
      return out;
    }
    const Look l = look(step, waiting, t);
    if (l.value == Tri::True) {  // "holds at the first instant of its window at which it is true"
      hold(out, [&](const Time& at) { return look(step, waiting, at); }, t);
      return out;
    }
    if (!out.window.stretch.begin && eyes_.begin() && models::compare(t, eyes_.begin()->start()) < 0) continue;
    unknown |= l.value == Tri::Unknown;
    only_unobserved &= l.value != Tri::Unknown || l.unobserved;
  }
  // What time can only break is told when the window, or without one the case, has run out.
  const bool ended = window_closed(out.window) || (eyes_.closed() && !out.window.stretch.end);
  if (eyes_.waits(step.clause, false) && ended && !cut_short(out.window)) {
    const Time end = window_closed(out.window) ? *out.window.stretch.end : *eyes_.closed_at();
    const Look at_end = look(step, scope, end.end());
    if (at_end.value == Tri::True) {
      out.result.state = StepState::Holds;
      out.result.at = out.held = end;
      out.instant = end.end();
      out.look = at_end;
      return out;
    }
  }
  never_held(step, out, clock, scope, unknown, only_unobserved);
  return out;
}

// Where the stretch of its being true began in which `t` lies.
Reference::Began Reference::began(const std::function<Look(const Time&)>& look, const Time& t) const {
  Began out{true, t, look(t)};
  const std::vector<Time> all = instants_in({});
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    if (models::compare(*at, t) >= 0) continue;
    const Look before = look(*at);
    if (before.value != Tri::True) {
      out.always = false;
      break;
    }
    out.at = *at;
    out.look = before;
  }
  return out;
}

// The value that it has at all times, where it is one.
std::optional<Tri> Reference::at_all_times(const std::function<Look(const Time&)>& look) const {
  const std::vector<Time> all = instants_in({});
  const Tri first = look(all.front()).value;
  if (first != Tri::True && first != Tri::False) return std::nullopt;  // nothing is so then
  for (std::size_t i = 1; i < all.size(); ++i)
    if (look(all[i]).value != first) return std::nullopt;
  return first;
}

// It holds at `t`: dated, unless it was so before everything.
void Reference::hold(Judged& out, const std::function<Look(const Time&)>& look, const Time& t) const {
  out.result.state = StepState::Holds;
  out.look = look(t);
  out.instant = t;
  const Began since = began(look, t);
  if (since.always) return;
  out.result.at = out.held = report(t, out.window.stretch, out.look);
  out.dated = since.look.basis == Basis::Dated && since.look.from && models::compare(since.look.from->start(), since.at) >= 0;
}

// "without a window, closes when its indicator can no longer come true because the windows in it have run out"
// `by_fact`: what came last was a fact, and no end of a window.
std::optional<Time> Reference::runs_out(const Step& step, const Scope& scope, bool* by_fact) const {
  const std::vector<Time>& all = eyes_.instants();
  std::size_t first = all.size();  // from here on it never comes true again
  while (first > 0) {
    const Look l = look(step, scope, all[first - 1]);
    if (l.value != Tri::False || !l.settled) break;
    --first;
  }
  for (; first < all.size(); ++first) {
    const Time& t = all[first];
    const Look gone = look(step, scope, t);
    if (gone.basis == Basis::Timeless) continue;
    if (by_fact) *by_fact = gone.from && models::compare(gone.from->start(), t) == 0;
    Time end = t;
    end.local -= 1;
    return models::compare(models::day_end(end), end) == 0 ? Time{models::day_start(end).local, end.offset, true} : end;
  }
  return std::nullopt;
}

void Reference::never_held(const Step& step, Judged& out, const Clock& clock, const Scope& scope, bool unknown,
                           bool only_unobserved) const {
  Scope no_end = scope;
  no_end.window = Stretch{out.window.stretch.begin, std::nullopt};
  const Look last = look(step, no_end, eyes_.horizon());
  std::optional<Time> end = out.window.stretch.end;
  bool by_fact = false;
  if (!out.window.exists) end = out.result.due = runs_out(step, scope, &by_fact);
  const bool run_out = end && models::compare(end->end(), eyes_.as_of().end()) < 0 &&
                       (!eyes_.closed() || models::compare(end->end(), eyes_.closed_at()->end()) <= 0);
  const bool over = run_out || eyes_.closed();
  const bool closed_first = eyes_.closed() && (!end || models::compare(eyes_.closed_at()->end(), end->end()) < 0);
  out.look = last;
  out.end_of_blocks = closed_first || !end ? (eyes_.closed() ? eyes_.closed_at() : std::nullopt) : end;

  // Refuted: "the latest evidence about it, dated at or after its base or undated, says no even if every event test in
  // it were unknown, and its window or the case is closed, or it has none, or that evidence is undated".
  Scope no_events = no_end;
  no_events.events_unknown = no_events.evidence = true;
  no_events.evidence_from = clock.base;
  const Look evidence = look(step, no_events, eyes_.horizon());
  Scope anywhen = no_events;
  anywhen.anywhen = true;
  anywhen.evidence_from.reset();
  const bool undated = evidence.basis == Basis::Timeless || at_all_times([&](const Time& t) { return look(step, anywhen, t); }) == Tri::False;
  if (evidence.value == Tri::False && (over || !out.window.exists || undated)) {
    out.result.state = StepState::Refuted;
    if (!undated) out.since = evidence.newest ? evidence.newest : evidence.date;
    if (!out.window.exists && !undated) out.end_of_blocks = out.since;
    return;
  }
  const Look inside = look(step, scope, eyes_.horizon());
  const bool broke = inside.value == Tri::False && inside.settled && inside.from;
  const bool asked = eyes_.waits(step.clause, false) && last.value == Tri::False;
  if (asked && out.window.exists && broke) runs_out(step, scope, &by_fact);
  const bool for_good = inside.settled && (out.window.exists ? broke && by_fact : !run_out || by_fact);
  if (asked && for_good) {
    out.result.state = StepState::Refuted;  // broken, and nothing else of it can come
    out.since = out.end_of_blocks = later_of(last.from, out.window.stretch.begin);
    return;
  }
  if (eyes_.waits(step.clause, false) && eyes_.closed() && !run_out && last.value == Tri::True) {
    out.result.state = StepState::Unknown;  // unbroken when the case closed
    return;
  }
  // Came true after its end, if it did.
  std::optional<Time> late;
  Look late_look;
  if (end && run_out) {
    bool was = true;  // what was so already, in a stretch that was over before it began, does not come true
    const std::optional<Time>& begin = out.window.stretch.begin;
    for (const Time& t : instants_in({end, std::nullopt})) {
      const Look l = look(step, no_end, t);
      const bool after = models::compare(t, end->end()) > 0 && (!begin || models::compare(t, begin->start()) >= 0);
      if (l.value == Tri::True && !was && after) {
        late = report(t, {}, l);
        late_look = l;
        out.instant = t;
        break;
      }
      was = l.value == Tri::True;
    }
  }
  if (last.unobserved && !late) {
    out.result.state = StepState::Unobserved;
    return;
  }
  if (!over) {
    const bool open = out.window.exists ? !out.window.unknown_bound : last.can_come || last.value == Tri::True;
    out.result.state = open ? StepState::Open : StepState::Unknown;
    if (out.window.unknown_bound) out.look.missing = {*out.window.unknown_bound};
    out.end_of_blocks.reset();
    return;
  }
  if (out.window.unknown_bound && !run_out) {
    out.result.state = StepState::Unknown;
    out.look.missing = {*out.window.unknown_bound};
    return;
  }
  // "once its window or the case is closed, and it was false all through, the first that applies of:"
  if (unknown && late && !only_unobserved) {
    Scope as_false = scope;
    as_false.unjudged_is_false = only_unobserved = true;
    for (const Time& t : instants_in(out.window.stretch)) only_unobserved &= look(step, as_false, t).value != Tri::Unknown;
  }
  const auto parts = propositions_in(step.clause);
  const bool all_judged = step.clause.kind == Clause::Kind::All || std::none_of(parts.begin(), parts.end(), [&](PropositionIndex p) {
    if (!eyes_.proposition(p, Scope{}, eyes_.horizon()).unobserved) return false;
    const std::vector<Time> all = instants_in({});  // … and nobody ever told
    return std::none_of(all.begin(), all.end(), [&](const Time& t) {
      const Tri value = eyes_.proposition(p, Scope{}, t).value;
      return value == Tri::True || value == Tri::False;
    });
  });
  if (unknown && !(only_unobserved && late && all_judged)) {
    out.result.state = StepState::Unknown;
    return;
  }
  out.since = closed_first ? eyes_.closed_at() : end;
  if (late) {
    out.result.state = StepState::Late;
    out.late_judgement = late_look.basis == Basis::Judged;
    out.held = late;
    out.look = late_look;
    out.amount = amount_of(*end, *late, out.window.elapsed);
    return;
  }
  const std::vector<PropositionIndex> all = propositions_in(step.clause);
  if (all.size() == 1 && stands_positive(step.clause, all[0])) {
    const auto some = eyes_.how_many(all[0], scope, eyes_.horizon());
    if (some && some->first > 0) {
      out.result.state = StepState::TooFew;
      out.amount = std::to_string(some->first) + " of " + std::to_string(some->second);
      return;
    }
  }
  std::optional<Time> seen;
  if (out.window.stretch.begin) {
    Scope earlier_on = scope;
    earlier_on.waits = true;
    earlier_on.window = Stretch{std::nullopt, out.window.stretch.begin};
    for (const Time& t : instants_in({std::nullopt, out.window.stretch.begin})) {
      if (models::compare(t, out.window.stretch.begin->start()) >= 0) break;
      const Look l = look(step, earlier_on, t);
      if (l.value != Tri::True) continue;
      seen = report(t, {}, l);
      break;
    }
  }
  if (out.window.has_earliest && seen) {
    out.result.state = StepState::Early;
    out.held = seen;
    out.amount = amount_of(*seen, *out.window.stretch.begin, out.window.elapsed);
  } else if (closed_first) {
    out.result.state = StepState::Closed;
  } else {
    out.result.state = StepState::Overdue;
    out.amount = amount_of(*end, eyes_.horizon(), out.window.elapsed);
    out.seen_earlier = seen;
  }
}

// "Where there is no date to count from, the window is undated: a dated fact leaves a step with a window unknown, an
// undated one decides, and the verdict says which date is missing."
Judged Reference::undated_window(const Step& step, Judged out, Scope scope) const {
  out.window.stretch = {};
  scope.window.reset();
  out.result.due.reset();
  const Look last = look(step, scope, eyes_.horizon());
  out.look = last;
  out.result.state = StepState::Unknown;
  // What is so at all times, the time before the case began too, is so wherever the window lies.
  Scope anywhen = scope;
  anywhen.anywhen = true;
  Scope waiting = anywhen, told = anywhen, breaking = anywhen;
  waiting.waits = told.events_unknown = told.evidence = true;
  const bool whole = step.negated || step.window.is_throughout();
  const bool twice = step.negated && !step.window.is_throughout() && eyes_.waits(step.clause, false);
  if (!whole) breaking.part = Scope::Part::Breaking;
  const auto broken = [&](const Time& t) { return twice ? opposite_of(eyes_.clause(step.clause, waiting, t)) : look(step, breaking, t); };
  if (at_all_times([&](const Time& t) { return look(step, waiting, t); }) == Tri::True) out.result.state = StepState::Holds;
  else if (at_all_times([&](const Time& t) { return look(step, told, t); }) == Tri::False) out.result.state = StepState::Refuted;
  else if ((whole || eyes_.breaks(step.clause, false)) && at_all_times(broken) == Tri::False) out.result.state = StepState::Refuted;
  else if (last.unobserved) out.result.state = StepState::Unobserved;
  out.instant = eyes_.instants().front();
  if (out.result.state != StepState::Unknown) return out;
  bool all_false = !whole && !eyes_.waits(step.clause, false);
  for (const Time& t : instants_in({})) {
    const Tri value = look(step, scope, t).value;
    const bool before = eyes_.begin() && models::compare(t, eyes_.begin()->start()) < 0;
    all_false &= before || value == Tri::False || value == Tri::NotYet;
  }
  if (all_false && eyes_.closed()) {
    out.result.state = StepState::Closed;
    out.since = out.end_of_blocks = eyes_.closed_at();
    return out;
  }
  out.look.missing.insert({MissingFact::Kind::DateOf, what_has_no_date(current_), ""});
  return out;
}

std::string Reference::what_has_no_date(StatementIndex s) const {
  const std::vector<PropositionIndex> all = propositions_in(theory_.statements[s].antecedent);
  return all.empty() ? "" : theory_.propositions[all[0]].phrase;
}

// "`then previously B` holds where B was true at or before the step before it, is refuted where it was false until then,
// unknown where unknown."
Judged Reference::previously(const Step& step, const std::optional<Time>& before, Scope scope) const {
  Judged out;
  const StepWindow& w = step.window;
  out.window.exists = true;
  out.window.stretch.end = before;
  const bool windowed = w.latest || w.earliest || w.same_day;
  if (before) {
    if (w.latest) out.window.stretch.begin = eyes_.back(*before, *w.latest, true);
    else if (w.same_day) out.window.stretch.begin = models::day_start(*before);
    if (w.earliest) out.window.stretch.end = eyes_.back(*before, *w.earliest, true);
  }
  scope.window = out.window.stretch;
  out.since = before;
  const Look last = look(step, scope, eyes_.horizon());
  out.look = last;
  // What is so at all times is so wherever its window lies.
  const std::optional<Tri> always = at_all_times([&](const Time& t) { return look(step, scope, t); });
  if (always == Tri::True || always == Tri::False) {
    out.result.state = always == Tri::True ? StepState::Holds : StepState::Refuted;
    out.instant = before ? before->start() : eyes_.instants().front();
    return out;
  }
  // The `not` of the step stands before `previously`: at no instant until then.
  bool unknown = false, ever = false, told = false;
  const auto positive = [&](const Time& t) { return step.negated ? eyes_.clause(step.clause, scope, t) : look(step, scope, t); };
  for (const Time& t : instants_in(out.window.stretch)) {
    const Look l = positive(t);
    if (l.value == Tri::True) {
      ever = true;
      out.look = l;
      out.instant = t;
      if (!began(positive, t).always) out.held = report(t, out.window.stretch, l);
      break;
    }
    told |= l.value == Tri::False;
    // What the time before the case began leaves unknown asks for nothing.
    unknown |= l.value == Tri::Unknown && !(eyes_.begin() && models::compare(t, eyes_.begin()->start()) < 0);
  }
  if (step.negated) {
    const bool no_date = ever && !before && (windowed || out.held) && !last.unobserved;
    out.result.state = no_date ? StepState::Unknown
                       : ever && !(last.unobserved && !before && (windowed || out.held)) ? StepState::Refuted
                       : last.unobserved && (unknown || !told) ? StepState::Unobserved
                       : unknown ? StepState::Unknown
                                 : StepState::Holds;
    if (no_date) out.look.missing.insert({MissingFact::Kind::DateOf, what_has_no_date(current_), ""});
    if (ever && !no_date) out.since = out.held ? out.held : out.window.stretch.begin ? out.window.stretch.begin : before;
    out.held.reset();
    return out;
  }
  if (ever && !before && (windowed || out.held) && last.unobserved) {
    out.result.state = StepState::Unobserved;
  } else if (ever && !before && (windowed || out.held)) {  // no date to count back from
    out.result.state = StepState::Unknown;
    out.look.missing.insert({MissingFact::Kind::DateOf, what_has_no_date(current_), ""});
  } else if (ever) {
    out.result.state = StepState::Holds;
    out.result.at = out.held;
  } else if (unknown || (last.unobserved && !told)) {
    out.result.state = last.unobserved ? StepState::Unobserved : StepState::Unknown;
  } else {
    out.result.state = StepState::Refuted;
  }
  return out;
}

// "of a kind that time can only break … holds when its window, or without one the case, has run out unbroken, and is
// refuted at the first instant it breaks"
Judged Reference::only_breaks(const Step& step, Judged out, Scope scope) const {
  if (step.window.is_throughout()) scope.stretch_begin = out.window.stretch.begin;
  const Look last = look(step, scope, eyes_.horizon());
  bool unknown = false, told = false;
  std::vector<Time> instants = out.window.begun ? instants_in(out.window.stretch) : std::vector<Time>{};
  if (instants.empty() && out.window.begun && out.window.stretch.begin &&
      models::compare(out.window.stretch.begin->start(), eyes_.horizon()) <= 0)
    instants.push_back(out.window.stretch.begin->start());  // a phase that was over before its step began
  if (out.window.begun && out.window.stretch.begin)  // where a cadence's first stretch ends
    for (const PropositionIndex p : propositions_in(step.clause))
      if (theory_.propositions[p].indicator && theory_.propositions[p].indicator->kind == models::Condition::Kind::Cadence)
        if (const auto at = eyes_.advance(out.window.stretch.begin->start(), theory_.propositions[p].indicator->every, false))
          if (!instants.empty() && models::compare(*at, instants.back()) < 0) instants.push_back(*at);
  std::sort(instants.begin(), instants.end(), earlier);
  const bool twice = step.negated && !step.window.is_throughout() && eyes_.waits(step.clause, false);
  for (const Time& t : instants) {
    Look l = look(step, scope, t);
    if (twice) {  // `not` of what time can only break: not told before the end
      Scope waiting = scope;
      waiting.waits = true;
      l = opposite_of(eyes_.clause(step.clause, waiting, t));
    }
    if (l.value == Tri::False) {
      out.result.state = StepState::Refuted;
      out.since = out.end_of_blocks = report(t, out.window.stretch, l);
      out.look = l;
      return out;
    }
    unknown = l.value == Tri::Unknown || (unknown && step.window.is_throughout());
    told |= l.value == Tri::True;
  }
  out.look = last;
  const bool run_out = window_closed(out.window);
  if (run_out || eyes_.closed()) {
    const Time ended = run_out ? *out.window.stretch.end : *eyes_.closed_at();
    if (twice && !cut_short(out.window) && look(step, scope, ended.end()).value == Tri::False) {
      out.result.state = StepState::Refuted;
      out.since = out.end_of_blocks = ended;
      return out;
    }
    if (twice) unknown = look(step, scope, ended.end()).value == Tri::Unknown;
    const bool holds = !unknown && (told || !last.unobserved) && !cut_short(out.window);
    if (holds) out.result.at = out.held = run_out ? out.window.stretch.end : eyes_.closed_at();
    if (holds) out.instant = ended.end();
    out.result.state = holds ? StepState::Holds : last.unobserved ? StepState::Unobserved : StepState::Unknown;
    return out;
  }
  if (out.window.unknown_bound) out.look.missing = {*out.window.unknown_bound};
  if (last.unobserved) out.result.state = StepState::Unobserved;
  else out.result.state = (unknown && !out.window.exists && !last.can_come && !last.can_go) || out.window.unknown_bound ? StepState::Unknown : StepState::Open;
  return out;
}

// The case closed before the window ended, or before what ends or begins it had come.
bool Reference::cut_short(const Window& window) const {
  if (!eyes_.closed()) return false;
  const Time closed = eyes_.closed_at()->end();
  if (window.stretch.begin && models::compare(closed, window.stretch.begin->start()) < 0) return true;
  return window.stretch.end ? models::compare(closed, window.stretch.end->end()) < 0 : window.cut || !window.begun;
}

// --- One judging -------------------------------------------------------------------------------------------------

Run Reference::run(StatementIndex s, const Start& start) const {
  current_ = s;
  eyes_.met_conflict = false;
  const Statement& statement = theory_.statements[s];
  Run r;
  r.start = start;
  if (start.unknown) return r;
  r.start.via.insert(s);
  Clock clock = start.clock;
  std::optional<Time> moment = start.at;  // the newest of what has come so far
  std::optional<Time> before = start.at;  // the step before
  std::map<PropositionIndex, std::set<const Event*>> used;
  Scope scope;
  scope.its = start.its;
  scope.want_missing = true;
  scope.spent = start.trigger;
  scope.spent_by = &used;
  for (std::uint32_t k = 0; k < statement.steps.size(); ++k) {
    const Step& step = statement.steps[k];
    // Rule 1: "each moment at which a statement … has reached its step, not a negated one"; "`Only if` and `previously`
    // lead to nothing".
    if (!step.negated && !step.previously && statement.form != Form::OnlyIf)
      for (const PropositionIndex p : propositions_in(step.clause))
        if (stands_positive(step.clause, p) && std::none_of(r.reaches.begin(), r.reaches.end(), [&](const Reach& x) {
              return x.proposition == p && x.moment == moment;  // the earlier step's clock has less handed on
            }))
          r.reaches.push_back({s, k, p, moment, passed_on(clock, step), r.start.via});
    Judged judged = judge_step(step, clock, before, scope);
    judged.result.step = k + 1;
    const StepState state = judged.result.state;
    const bool goes_on = passes(state) || judged.late_judgement;
    if (state == StepState::Holds || judged.late_judgement) {
      for (const PropositionIndex p : propositions_in(step.clause)) {
        const std::set<const Event*> now = events_used(step, judged, scope, p);
        used[p].insert(now.begin(), now.end());
      }
      moment = later_of(moment, judged.held);
    }
    // Rule 2: which steps have a seen date of their own.
    const bool seen = state == StepState::Holds && judged.held && judged.dated && !step.negated &&
                      !step.previously && !step.at_any_time && !step.window.is_throughout() && !eyes_.breaks(step.clause, false);
    before = judged.held && !step.previously ? judged.held : before;
    clock = seen ? started(judged.held) : passed_on(clock, step);
    r.steps.push_back(judged);
    if (past_open_ && state == StepState::Open) {  // what comes after it has not begun: as open as it is
      Judged later = judged;
      for (std::uint32_t i = k + 1; i < statement.steps.size(); ++i) {
        later.result.step = i + 1;
        r.steps.push_back(later);
      }
      break;
    }
    if (!goes_on) break;
  }
  // "a judgement without `since` only where no later step holds, else the step holds"
  for (std::size_t k = r.steps.size(); k-- > 0;) {
    if (!r.steps[k].late_judgement) continue;
    bool later_holds = false;
    for (std::size_t i = k + 1; i < r.steps.size(); ++i) later_holds |= r.steps[i].result.state == StepState::Holds;
    if (later_holds) {
      r.steps[k].result.state = StepState::Holds;
      r.steps[k].result.at = r.steps[k].held;
    } else {
      r.steps.resize(k + 1);
    }
  }
  std::erase_if(r.reaches, [&](const Reach& x) { return x.step >= r.steps.size(); });
  // Rule 1: "a statement whose U was not true". Up to the moment it reached the step.
  std::erase_if(r.reaches, [&](const Reach& x) { return blocks(s, start.at, x.moment, start.its).block.has_value(); });
  r.conflict = eyes_.met_conflict;
  return r;
}

// "no event serves two steps with the same proposition": those with which the step's tests without a window of their own
// were met when it held.
std::set<const Event*> Reference::events_used(const Step& step, const Judged& judged, Scope scope, PropositionIndex p) const {
  std::set<std::pair<PropositionIndex, bool>> sides;
  signed_propositions(step.clause, step.negated, sides);
  if (!sides.contains({p, false}) || !judged.instant) return {};
  if (scope.spent_by && scope.spent_by->contains(p)) scope.spent.insert(scope.spent_by->at(p).begin(), scope.spent_by->at(p).end());
  scope.window = judged.window.stretch;
  if (judged.late_judgement) scope.window->end.reset();
  return eyes_.events_met(p, false, scope, *judged.instant, false);
}

// Rule 5: U true at any instant from `from` up to `until` (absent: open on that side).
Reference::Blocks Reference::blocks(StatementIndex s, const std::optional<Time>& from, const std::optional<Time>& until,
                                    const Event* its) const {
  Blocks out;
  Scope scope;
  scope.window = Stretch{from, std::nullopt};
  scope.negative_sees_all = true;
  scope.its = its;
  const Stretch stretch{from, until};
  const auto check = [&](const std::function<Look(const Time&)>& look, PropositionIndex p, const std::string& text, bool file) {
    bool unknown = false;
    std::optional<Block> found;
    for (const Time& t : instants_in(stretch)) {
      const Look l = look(t);
      unknown |= l.value == Tri::Unknown;
      if (l.value != Tri::True) continue;
      found.emplace();
      found->proposition = p;
      found->text = text;
      if (!began(look, t).always) {
        found->since = report(t, stretch, l);
        // "for how long": up to its end or the as-of instant.
        Time end = eyes_.as_of();
        for (const Time& u : instants_in({t, std::nullopt})) {
          if (models::compare(u, t) <= 0 || look(u).value == Tri::True) continue;
          end = u;
          break;
        }
        found->days = models::days_between(*found->since, end);
      }
      break;
    }
    if (!found) {
      out.maybe |= unknown;
      return;
    }
    out.not_applicable |= file;
    const bool sooner = !out.block || (out.block->since && (!found->since || earlier(*found->since, *out.block->since)));
    if (sooner) out.block = found;
  };
  const auto first = [](const Clause& c) {
    const std::vector<PropositionIndex> all = propositions_in(c);
    return all.empty() ? kNone : all[0];
  };
  for (const Clause& u : theory_.statements[s].unless)
    check([&](const Time& t) { return eyes_.clause(u, scope, t); }, first(u), u.text, false);
  for (std::size_t i = 0; i < theory_.not_applicable.size(); ++i)
    check([&](const Time& t) { return eyes_.condition(theory_.not_applicable[i], scope, t); }, kNone,
          i < theory_.not_applicable_texts.size() ? theory_.not_applicable_texts[i] : "", true);
  for (const Clause& u : theory_.not_applicable_phrases)
    check([&](const Time& t) { return eyes_.clause(u, scope, t); }, first(u), u.text, true);
  return out;
}

// --- Antecedents (rule 1) ----------------------------------------------------------------------------------------

bool Reference::has_event_test(const Clause& c, bool negated) const {
  const std::function<bool(const models::Condition&, bool)> in = [&](const models::Condition& x, bool neg) -> bool {
    using Kind = models::Condition::Kind;
    if (x.kind == Kind::Event) return !neg;
    if (x.kind == Kind::Proposition) {
      const auto& indicator = theory_.propositions[x.proposition].indicator;
      return x.proposition != eyes_.hidden && indicator && in(*indicator, neg);
    }
    const bool inner = x.kind == Kind::Not ? !neg : neg;
    return std::any_of(x.parts.begin(), x.parts.end(), [&](const models::Condition& part) { return in(part, inner); });
  };
  if (c.kind == Clause::Kind::Proposition) {
    const auto& indicator = theory_.propositions[c.proposition].indicator;
    return c.proposition != eyes_.hidden && indicator && in(*indicator, negated);
  }
  const bool inner = c.kind == Clause::Kind::Not || c.kind == Clause::Kind::None ? !negated : negated;
  return std::any_of(c.parts.begin(), c.parts.end(), [&](const Clause& part) { return has_event_test(part, inner); });
}

// Which statements lead to which, by way of others too.
void Reference::find_leads() {
  const std::size_t count = theory_.statements.size();
  leads_.assign(count, std::vector<bool>(count, false));
  for (StatementIndex from = 0; from < count; ++from) {
    const Statement& leading = theory_.statements[from];
    if (leading.form == Form::OnlyIf) continue;
    for (StatementIndex to = 0; to < count; ++to) {
      const std::vector<PropositionIndex> needs = propositions_in(theory_.statements[to].antecedent);
      leads_[from][to] = std::any_of(leading.steps.begin(), leading.steps.end(), [&](const Step& step) {
        return !step.negated && !step.previously &&
               std::any_of(needs.begin(), needs.end(), [&](PropositionIndex p) { return stands_positive(step.clause, p); });
      });
    }
  }
  for (std::size_t by = 0; by < count; ++by)
    for (std::size_t from = 0; from < count; ++from)
      for (std::size_t to = 0; to < count; ++to)
        if (leads_[from][by] && leads_[by][to]) leads_[from][to] = true;
}

Start Reference::start_at(StatementIndex s, const Time& t, const Look& l, const Event* its) const {
  const Statement& statement = theory_.statements[s];
  Start start;
  start.its = its;
  start.conflict = l.conflict;
  const bool before_all = models::compare(t, eyes_.instants().front()) == 0;
  if (its && its->at && models::compare(its->at->start(), t) == 0) start.at = its->at;
  else if (!before_all) start.at = report(t, {}, l);
  start.clock = started(start.at);
  std::set<std::pair<PropositionIndex, bool>> sides;
  signed_propositions(statement.antecedent, false, sides);
  Scope met;
  met.its = its;
  for (const auto& [p, negated] : sides)
    for (const Event* e : eyes_.events_met(p, negated, met, t, true))
      if (start.at ? e->at && models::compare(e->at->start(), t) == 0 : !e->at) start.trigger.insert(e);
  if (its) start.trigger = {its};
  else if (statement.form != Form::If) start.trigger.clear();
  if (statement.form == Form::OnlyIf) return start;
  // "where that moment is t0, that statement's clock runs on, as it does where the proposition is judged without `since`"
  std::optional<Clock> running;
  for (const PropositionIndex p : propositions_in(statement.antecedent)) {
    if (!stands_positive(statement.antecedent, p)) continue;
    const Look own = eyes_.proposition(p, Scope{}, t);
    const bool is_presumed = own.unobserved && presumed_.contains(p);
    start.presumed |= is_presumed && eyes_.clause(statement.antecedent, Scope{}, t).value != Tri::True;
    const bool judged_now = own.value == Tri::True && own.basis == Basis::Judged && own.from && models::compare(own.from->start(), t) == 0;
    for (const Reach& reach : reaches_) {
      if (reach.proposition != p) continue;
      const bool at_t0 = reach.moment && start.at ? models::compare(reach.moment->start(), t) == 0 : !reach.moment && !start.at;
      if (!(is_presumed && at_t0) && !judged_now) continue;
      if (reach.moment && models::compare(reach.moment->start(), t) > 0) continue;  // reached after it had begun
      if (reach.via.contains(s)) continue;  // no clock runs on to a statement it came through
      if (!running || more_generous(reach.after, *running)) running = reach.after, start.via = reach.via;
    }
  }
  if (running) start.clock = *running;
  return start;
}

std::vector<Start> Reference::each_start(StatementIndex s) const {
  const Statement& statement = theory_.statements[s];
  Scope scope;
  if (statement.form != Form::OnlyIf) scope.presumed = &presumed_;
  std::vector<Start> out;
  // "each occurrence of an event with the rest true"
  if (has_event_test(statement.antecedent, false)) {
    std::vector<std::pair<Time, std::pair<std::string, Start>>> found;
    std::vector<const Event*> all;
    std::set<const models::CaseRecord*> records{&eyes_.record()};
    for (const models::CaseRecord* r : eyes_.records()) records.insert(r);
    for (const models::CaseRecord* r : records)
      for (const Event& e : r->events) all.push_back(&e);
    for (const Event* e : all) {
      Scope doubting = scope, own = scope;
      doubting.must_use = doubting.its = own.its = e;
      doubting.want_missing = own.want_missing = true;
      const auto undetermined = [&](const Time& t, const Look& l) {
        Start start;
        start.at = e->at;
        start.its = e;
        start.unknown = l;
        return std::pair{t, std::pair{content(*e), start}};
      };
      // At its date, and later where only then it is known whether it meets a test.
      std::optional<std::pair<Time, std::pair<std::string, Start>>> occurrence;
      std::optional<Eyes::Meeting> last;
      for (const Time& t : e->at ? instants_in({e->at->start(), std::nullopt}) : std::vector<Time>{eyes_.horizon()}) {
        eyes_.meeting = {};
        if (!last) eyes_.masking.clear();
        eyes_.at_its_date = !last;
        Look l = eyes_.clause(statement.antecedent, doubting, t);
        const Eyes::Meeting now = eyes_.meeting;
        if (last && now.sure <= last->sure && now.wait >= last->wait) {  // nothing new about it
          if (!now.later) break;
          continue;
        }
        if (now.sure > 0) l = eyes_.clause(statement.antecedent, own, t);  // whatever another test makes of it
        if (now.wait == 0) occurrence.reset();
        if (now.sure + now.possible > 0 && l.value == Tri::Unknown && (!last || now.wait == 0)) occurrence = undetermined(t, l);
        last = now;
        if (now.sure > 0 && !e->at) {  // without a date it counts from when the antecedent is true
          for (const Time& u : instants_in({})) {
            const Look then = eyes_.clause(statement.antecedent, own, u);
            if (then.value != Tri::True) continue;
            occurrence = std::pair{u, std::pair{content(*e), start_at(s, u, then, e)}};
            break;
          }
          break;
        }
        if (now.sure > 0 && l.value == Tri::True) {
          occurrence = std::pair{t, std::pair{content(*e), start_at(s, t, l, e)}};
          break;
        }
        if (!now.later) break;
      }
      if (occurrence) found.push_back(*occurrence);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return models::compare(a.first, b.first) != 0 ? earlier(a.first, b.first) : a.second.first < b.second.first;
    });
    for (const auto& f : found) out.push_back(f.second.second);
    if (!out.empty()) return out;
  }
  // "where no event is tested, each new stretch of the state"; a presumed one begins anew at each moment.
  bool was = false;
  for (const Time& t : instants_in({})) {
    const Look l = eyes_.clause(statement.antecedent, scope, t);
    const bool anew = l.value == Tri::True && !was;
    std::optional<Time> reached;
    if (l.value == Tri::True && was)
      for (const auto& [p, moments] : presumed_)
        if (scope.presumed && stands_positive(statement.antecedent, p))
          for (const auto& m : moments)
            if (m && models::compare(m->start(), t) == 0) reached = m;
    was = l.value == Tri::True;
    if (!anew && !reached) continue;
    Look at_it = l;
    if (!anew) at_it.basis = Basis::Judged, at_it.date = at_it.from = reached;
    out.push_back(start_at(s, t, at_it, nullptr));
  }
  return out;
}

Activation Reference::activate(StatementIndex s) const {
  const Statement& statement = theory_.statements[s];
  Activation out;
  Scope scope;
  if (statement.form != Form::OnlyIf) scope.presumed = &presumed_;
  scope.want_missing = true;
  if (statement.otherwise_of != kNone) {
    activate_otherwise(s, out);
    return out;
  }
  out.last = eyes_.clause(statement.antecedent, scope, eyes_.horizon());
  scope.want_missing = false;
  if (statement.form != Form::If) {
    out.starts = each_start(s);
    return out;
  }
  for (const Time& t : instants_in({})) {
    const Look l = eyes_.clause(statement.antecedent, scope, t);
    if (l.value != Tri::True) continue;
    out.starts.push_back(start_at(s, t, l, nullptr));
    break;
  }
  return out;
}

// "`ID/otherwise` is activated when A can no longer come to hold: its windows or the case have closed, or it rests on
// undated facts that are false; unknown, it is undetermined; where only the closing settles it, its t0 has no date."
void Reference::activate_otherwise(StatementIndex s, Activation& out) const {
  const StatementIndex main = theory_.statements[s].otherwise_of;
  const Clause& antecedent = theory_.statements[main].antecedent;
  Scope scope;
  if (theory_.statements[main].form != Form::OnlyIf) scope.presumed = &presumed_;
  scope.want_missing = true;
  out.last = eyes_.clause(antecedent, scope, eyes_.horizon());
  if (out.last.value == Tri::Unknown) {
    if (activate(main).starts.empty()) return;
    out.last.value = Tri::False;  // it came to hold: never failed for good
    return;
  }
  if (!activate(main).starts.empty()) {
    out.last.value = Tri::False;
    return;
  }
  std::vector<Time> all = instants_in({});
  std::size_t from = all.size();  // from here on it has failed for good
  for (; from > 0; --from) {
    const Look l = eyes_.clause(antecedent, scope, all[from - 1]);
    if (l.value != Tri::False || !l.settled) break;
  }
  if (from < all.size()) {
    Start start;
    if (from > 0) start.at = report(all[from], {}, eyes_.clause(antecedent, scope, all[from]));
    start.clock = started(start.at);
    out.starts.push_back(start);
    return;
  }
  if (eyes_.closed()) out.starts.push_back(Start{});
  out.last.value = Tri::False;
}

// --- Fixpoints ---------------------------------------------------------------------------------------------------

// Rule 1: "Both kinds of presuming are least fixpoints: no loop presumes itself." Begin with nothing presumed.
void Reference::reach_fixpoint() {
  presumed_.clear();
  reaches_.clear();
  const std::size_t count = theory_.statements.size();
  activations_.assign(count, {});
  runs_.assign(count, {});
  std::set<StatementIndex> done;
  while (done.size() < count) {  // those that only what is done leads to; a loop together
    std::vector<StatementIndex> loop;
    for (StatementIndex s = 0; s < count && loop.empty(); ++s) {
      if (done.contains(s)) continue;
      bool ready = true;
      for (StatementIndex other = 0; other < count; ++other)
        ready &= done.contains(other) || other == s || !leads_to(other, s) || leads_to(s, other);
      if (!ready) continue;
      for (StatementIndex other = 0; other < count; ++other)
        if (other == s || (leads_to(other, s) && leads_to(s, other))) loop.push_back(other);
    }
    judge_loop(loop);
    done.insert(loop.begin(), loop.end());
  }
}

// All of a loop see what the round before reached; what was reached once stays so.
void Reference::judge_loop(const std::vector<StatementIndex>& loop) {
  for (bool grew = true; grew;) {
    std::vector<Reach> fresh;
    for (const StatementIndex s : loop) {
      activations_[s] = activate(s);
      runs_[s].clear();
      for (const Start& start : activations_[s].starts) runs_[s].push_back(run(s, start));
      for (const Run& r : runs_[s]) fresh.insert(fresh.end(), r.reaches.begin(), r.reaches.end());
    }
    grew = false;
    for (const Reach& r : fresh) {
      if (std::find(reaches_.begin(), reaches_.end(), r) != reaches_.end()) continue;
      reaches_.push_back(r);
      grew = loop.size() > 1 || leads_to(loop[0], loop[0]);
      if (!eyes_.proposition(r.proposition, Scope{}, eyes_.horizon()).unobserved) continue;
      presumed_[r.proposition].push_back(r.moment);
      if (r.moment) eyes_.look_also_at(*r.moment);
    }
  }
}

// Rule 4: "a step is presumed when it is unobserved and a later one is observed to hold or presumed, in this statement or
// in one whose antecedent needs it true".
void Reference::presume_back() {
  for (bool changed = true; changed;) {
    changed = false;
    std::set<PropositionIndex> from_others;
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
      if (theory_.statements[s].form == Form::OnlyIf || theory_.statements[s].otherwise_of != kNone) continue;
      for (const Run& r : runs_[s])
        for (const Judged& step : r.steps)
          if (step.result.state == StepState::Holds || step.result.state == StepState::Presumed)
            needed(theory_.statements[s].antecedent, from_others);
    }
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
      for (Run& r : runs_[s]) {
        bool later = false;
        for (std::size_t k = r.steps.size(); k-- > 0;) {
          StepState& state = r.steps[k].result.state;
          const Step& step = theory_.statements[s].steps[k];
          if (state == StepState::Unobserved) {
            bool others = !step.negated && !step.previously && theory_.statements[s].form != Form::OnlyIf;
            others = others && implied(step.clause, from_others);
            if (later || others) state = StepState::Presumed, changed = true;
          }
          later |= state == StepState::Holds || state == StepState::Presumed;
        }
      }
    }
  }
}

// --- The verdict of one judging (rules 4 to 7) --------------------------------------------------------------------

StallKind kind_of(const Step& step) {
  if (step.previously) return StallKind::Without;
  if (step.negated) return StallKind::HappenedAllTheSame;
  switch (step.role) {
    case Role::Context: return StallKind::ContextNotMet;
    case Role::Resource: return StallKind::NotDelivered;
    case Role::Reasoning: return StallKind::NoResponse;
    case Role::Mechanism: return StallKind::NotTriggered;
    case Role::Outcome: return StallKind::NoOutcome;
  }
  return StallKind::NoOutcome;
}

void Reference::finish(StatementIndex s, Run& r) {
  const Statement& statement = theory_.statements[s];
  Judging& j = r.judging;
  j = Judging{};
  j.activated = r.start.at;
  if (r.start.unknown) {
    j.verdict = Verdict::Undetermined;
    j.missing.assign(r.start.unknown->missing.begin(), r.start.unknown->missing.end());
    return;
  }
  for (const Judged& step : r.steps) j.steps.push_back(step.result);
  for (auto k = static_cast<std::uint32_t>(j.steps.size()); k < statement.steps.size(); ++k) {
    j.steps.emplace_back();
    j.steps.back().step = k + 1;
  }
  std::optional<std::size_t> decides;
  for (std::size_t k = 0; k < r.steps.size() && !decides; ++k)
    if (!passes(r.steps[k].result.state)) decides = k;
  bool open_end = false;
  if (decides) {
    const Judged& step = r.steps[*decides];
    const StepState state = step.result.state;
    j.verdict = stalled_state(state) ? Verdict::Stalled : state == StepState::Open ? Verdict::Pending : Verdict::Undetermined;
    if (j.verdict == Verdict::Pending) j.due = step.result.due;
    if (j.verdict == Verdict::Undetermined) {
      // Where no fact is missing, a judgement could still tell.
      std::set<MissingFact> missing = step.look.missing;
      if (missing.empty())
        for (const PropositionIndex p : propositions_in(statement.steps[*decides].clause))
          missing.insert({MissingFact::Kind::Judgement, theory_.propositions[p].phrase, eyes_.linked_id(p)});
      j.missing.assign(missing.begin(), missing.end());
    }
  } else if (r.steps.back().result.state != StepState::Unobserved) {
    j.verdict = Verdict::Fired;
  } else {
    // "where only unobserved steps are left at the end, pending while their window, or without one the case, is open"
    open_end = true;
    const Judged& last = r.steps.back();
    const Step& written = statement.steps.back();
    const bool behind = written.previously && (written.window.latest || written.window.earliest || written.window.same_day);
    const bool over = eyes_.closed() || behind || (!written.previously && last.window.exists && window_closed(last.window));
    j.verdict = over ? Verdict::Undetermined : Verdict::Pending;
    if (!over) j.due = last.result.due;
    std::set<MissingFact> missing;
    for (std::size_t k = r.steps.size(); over && k-- > 0 && r.steps[k].result.state == StepState::Unobserved;)
      missing.insert(r.steps[k].look.missing.begin(), r.steps[k].look.missing.end());
    j.missing.assign(missing.begin(), missing.end());
  }
  // Rule 5.
  std::optional<Time> from = r.start.at, until;
  if (j.verdict == Verdict::Stalled) {
    const Judged& step = r.steps[*decides];
    until = step.end_of_blocks;
    if (statement.steps[*decides].previously) {
      from = step.window.stretch.begin ? step.window.stretch.begin : eyes_.begin();
      until = step.since;
    }
  } else if (j.verdict == Verdict::Fired) {
    until = r.steps.back().held;
  } else if (open_end) {
    if (!statement.steps.back().previously) until = r.steps.back().window.stretch.end;
  }
  const Blocks u = blocks(s, from, until, r.start.its);
  const bool replaced = j.verdict == Verdict::Stalled || j.verdict == Verdict::Pending || open_end;
  if (u.not_applicable) j.flags.set(Flag::NotApplicable);
  if (u.block && replaced) {
    j.verdict = Verdict::Blocked;
    j.blocked_by = u.block;
    j.due.reset();
    j.missing.clear();
  } else if (u.block && j.verdict == Verdict::Fired) {
    j.blocked_by = u.block;
    j.flags.set(Flag::Despite);
  } else if (u.maybe && (j.verdict == Verdict::Stalled || j.verdict == Verdict::Pending)) {
    j.flags.set(Flag::MaybeBlocked);
  }
  if (u.not_applicable && !replaced && j.verdict != Verdict::Fired) j.flags.bits &= static_cast<std::uint8_t>(~(1u << static_cast<unsigned>(Flag::NotApplicable)));
  if (r.start.presumed) j.flags.set(Flag::Presumed);
  for (const StepResult& step : j.steps)
    if (step.state == StepState::Presumed) j.flags.set(Flag::Presumed);
  if (r.conflict || r.start.conflict) j.flags.set(Flag::Conflict);
  for (const Judged& step : r.steps) {  // rule 7: a window in hours was met or missed on a bare date
    const StepState state = step.result.state;
    const bool bare = (r.start.clock.base && r.start.clock.base->day) || (step.held && step.held->day);
    const bool decided = state == StepState::Holds || state == StepState::Late || state == StepState::Overdue || state == StepState::Early;
    if (step.window.elapsed && bare && decided) j.flags.set(Flag::ByDateOnly);
  }
  if (!decides || !stalled_state(r.steps[*decides].result.state)) return;
  if (j.verdict != Verdict::Stalled) return;
  const Judged& step = r.steps[*decides];
  Stall stall;
  stall.step = static_cast<std::uint32_t>(*decides + 1);
  stall.kind = kind_of(statement.steps[*decides]);
  stall.reason = step.result.state;
  stall.since = step.since;
  stall.due = step.result.due;
  stall.amount = step.amount;
  stall.seen_earlier = step.seen_earlier;
  // "the first of the step's propositions that did not hold"
  const Step& at = statement.steps[*decides];
  const std::vector<PropositionIndex> all = propositions_in(at.clause);
  std::set<std::pair<PropositionIndex, bool>> sides;
  signed_propositions(at.clause, at.negated, sides);
  for (const PropositionIndex p : all) {
    if (stall.proposition != kNone) break;
    Scope scope;
    scope.window = step.window.stretch;
    scope.spent = r.start.trigger;
    scope.its = r.start.its;
    const Look l = eyes_.proposition(p, scope, eyes_.horizon());
    const bool failed = (sides.contains({p, true}) && l.value == Tri::True) || (sides.contains({p, false}) && l.value != Tri::True && !l.unobserved);
    if (failed) stall.proposition = p;
  }
  if (stall.proposition == kNone) stall.proposition = all[0];
  stall.record = eyes_.linked_id(stall.proposition);
  for (std::size_t k = *decides; k-- > 0 && r.steps[k].result.state == StepState::Unobserved;)
    stall.may_lie_at.insert(stall.may_lie_at.begin(), static_cast<std::uint32_t>(k + 1));
  j.stall = stall;
}

void Reference::failed_parts(const Clause& c, bool negated, std::vector<PropositionIndex>& out) const {
  Scope scope;
  scope.presumed = &presumed_;
  scope.negated = negated;
  const Tri value = eyes_.clause(c, scope, eyes_.horizon()).value;
  const bool failed = value == (negated ? Tri::True : Tri::False);
  if (c.kind == Clause::Kind::Proposition) {
    if (failed && std::find(out.begin(), out.end(), c.proposition) == out.end()) out.push_back(c.proposition);
    return;
  }
  const bool flip = c.kind == Clause::Kind::Not || c.kind == Clause::Kind::None;
  if (!failed) return;
  for (const Clause& part : c.parts) failed_parts(part, flip ? !negated : negated, out);
}

void Reference::dormant_or_undetermined(StatementIndex s, const Activation& a, StatementResult& out) const {
  const Statement& statement = theory_.statements[s];
  out.judging.verdict = a.last.value == Tri::Unknown ? Verdict::Undetermined : Verdict::Dormant;
  if (a.last.conflict) out.judging.flags.set(Flag::Conflict);
  if (out.judging.verdict == Verdict::Undetermined) {
    out.judging.missing.assign(a.last.missing.begin(), a.last.missing.end());
    if (statement.form == Form::OnlyIf) return;
    const Clause& antecedent = statement.otherwise_of == kNone ? statement.antecedent : theory_.statements[statement.otherwise_of].antecedent;
    for (const PropositionIndex p : propositions_in(antecedent)) {
      if (!stands_positive(antecedent, p) || presumed_.contains(p)) continue;
      if (!eyes_.proposition(p, Scope{}, eyes_.horizon()).unobserved) continue;
      for (StatementIndex other = 0; other < theory_.statements.size(); ++other) {
        if (other == s || theory_.statements[other].form == Form::OnlyIf) continue;
        for (const Step& step : theory_.statements[other].steps)
          if (!step.negated && !step.previously && stands_positive(step.clause, p) &&
              std::find(out.waits_on.begin(), out.waits_on.end(), other) == out.waits_on.end())
            out.waits_on.push_back(other);
      }
    }
    std::sort(out.waits_on.begin(), out.waits_on.end());
    return;
  }
  if (statement.otherwise_of == kNone) failed_parts(statement.antecedent, false, out.failed);
}

// "the statement's verdict is the worst of them in the order stalled, undetermined, pending, blocked, fired"
void Reference::whole_statement(StatementIndex s, StatementResult& out) {
  static constexpr Verdict kWorst[] = {Verdict::Stalled, Verdict::Undetermined, Verdict::Pending, Verdict::Blocked, Verdict::Fired};
  out.statement = s;
  if (runs_[s].empty()) {
    dormant_or_undetermined(s, activations_[s], out);
    return;
  }
  const bool each = theory_.statements[s].form != Form::If;
  for (const Run& r : runs_[s]) {
    if (!each) break;
    ++out.occurrences[static_cast<std::size_t>(r.judging.verdict)];
    if (r.judging.verdict != Verdict::Fired) out.not_fired.push_back(r.judging);
  }
  for (const Verdict verdict : kWorst)
    for (const Run& r : runs_[s])
      if (r.judging.verdict == verdict) {
        out.judging = r.judging;
        return;
      }
}

// Rule 7, what needs the other statements; and `held back by`.
void Reference::flags_beside(models::CaseResult& result) {
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    const Statement& statement = theory_.statements[s];
    StatementResult& out = result.statements[s];
    const auto came_true = [&](const std::optional<Time>& from, const std::set<const Event*>& trigger, const Event* its) {
      const Step& last = statement.steps.back();
      if (last.negated || last.previously) return false;
      for (const PropositionIndex p : propositions_in(last.clause))
        if ((eyes_.has_cadence(p) || eyes_.waits(p, false)) && observed(p) != Truth::True) return false;
      Scope scope;
      scope.window = Stretch{from, std::nullopt};
      scope.spent = trigger;
      scope.its = its;
      for (const Time& t : instants_in({from, std::nullopt}))
        if (eyes_.clause(last.clause, scope, t).value == Tri::True) return true;
      return false;
    };
    const auto mark = [&](Judging& j, const Run* r) {
      std::size_t decides = 0;
      while (decides < j.steps.size() && passes(j.steps[decides].state)) ++decides;
      const bool before_last = decides + 1 < statement.steps.size();
      const bool astray = (j.verdict == Verdict::Stalled || j.verdict == Verdict::Blocked) && before_last;
      if (j.verdict == Verdict::Dormant ? came_true(std::nullopt, {}, nullptr)
                                        : astray && came_true(j.activated, r ? r->start.trigger : std::set<const Event*>{}, r ? r->start.its : nullptr))
        j.flags.set(Flag::Bypassed);
      if (!j.stall) return;
      // "another, fired, countervailing statement said the stalled step would not happen"
      const Step& step = statement.steps[j.stall->step - 1];
      for (StatementIndex other = 0; other < theory_.statements.size(); ++other) {
        if (other == s || result.statements[other].verdict() != Verdict::Fired) continue;
        for (const Step& against : theory_.statements[other].steps) {
          if (against.previously || against.negated == step.negated) continue;
          for (const PropositionIndex p : propositions_in(step.clause))
            for (const PropositionIndex q : propositions_in(against.clause))
              if (p == q && against.negated) j.flags.set(Flag::Opposed);
        }
      }
    };
    if (runs_[s].empty()) {
      mark(out.judging, nullptr);
    } else {
      for (Run& r : runs_[s]) mark(r.judging, &r);
      StatementResult again;
      whole_statement(s, again);
      out = again;
    }
  }
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    StatementResult& out = result.statements[s];
    if (out.verdict() != Verdict::Dormant || out.failed.empty()) continue;
    std::set<StatementIndex> holders;
    bool only = true;
    for (const PropositionIndex p : out.failed) {
      bool found = false;
      for (StatementIndex other = 0; other < theory_.statements.size(); ++other) {
        if (other == s) continue;
        const auto& judging = result.statements[other].judging;
        if (judging.verdict != Verdict::Stalled || !judging.stall) continue;
        const Step& step = theory_.statements[other].steps[judging.stall->step - 1];
        if (step.negated || step.previously || !stands_positive(step.clause, p) || !stands_positive(theory_.statements[s].antecedent, p)) continue;
        found = true;
        holders.insert(other);
      }
      only &= found;
    }
    if (only) out.held_back_by.assign(holders.begin(), holders.end());
  }
}

// --- Propositions ------------------------------------------------------------------------------------------------

// "came true at some instant up to T, or not, or unknown"
Truth Reference::observed(PropositionIndex p) const {
  const bool by_steps = eyes_.has_cadence(p) || eyes_.waits(p, false);
  if (by_steps && eyes_.judged_outright(p))
    return eyes_.proposition(p, Scope{}, eyes_.horizon()).value == Tri::True ? Truth::True : Truth::False;
  if (by_steps) {  // "true or false only where a step of it held or broke"
    Truth out = Truth::Unknown;
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s)
      for (const Run& r : runs_[s])
        for (std::size_t k = 0; k < r.steps.size(); ++k) {
          const Step& step = theory_.statements[s].steps[k];
          if (step.clause.kind != Clause::Kind::Proposition || step.clause.proposition != p) continue;
          const StepState state = r.steps[k].result.state;
          if (state == StepState::Holds) out = step.negated ? (out == Truth::True ? out : Truth::False) : Truth::True;
          else if (state == StepState::Refuted) out = step.negated ? Truth::True : out == Truth::True ? out : Truth::False;
        }
    return out;
  }
  Tri last = Tri::Unknown;
  for (const Time& t : instants_in({})) {
    last = eyes_.proposition(p, Scope{}, t).value;
    if (last == Tri::True) return Truth::True;
  }
  const bool never = last == Tri::False || (last == Tri::NotYet && eyes_.closed());  // nothing is looked at after the closing
  return never ? Truth::False : Truth::Unknown;
}

bool Reference::held_within(PropositionIndex p, const Scope& scope, const std::optional<Time>& held) const {
  if (held && eyes_.proposition(p, scope, held->start()).value == Tri::True) return true;
  for (const Time& t : instants_in(*scope.window))
    if (eyes_.proposition(p, scope, t).value == Tri::True) return true;
  return eyes_.proposition(p, scope, eyes_.horizon()).value == Tri::True;
}

PropositionVerdict Reference::mechanism_verdict(PropositionIndex p, std::vector<StatementIndex>& also) const {
  bool fired = false, stalled = false, presumed = false, pending = false, blocked = false, undetermined = false;
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    bool stalled_here = false;
    for (const Run& r : runs_[s])
      for (std::size_t k = 0; k < r.steps.size(); ++k) {
        const Step& step = theory_.statements[s].steps[k];
        const std::vector<PropositionIndex> all = propositions_in(step.clause);
        if (std::find(all.begin(), all.end(), p) == all.end()) continue;
        const StepState state = r.steps[k].result.state;
        const bool unobserved = eyes_.proposition(p, Scope{}, eyes_.horizon()).unobserved;
        const Verdict verdict = r.judging.verdict;
        // "it held, observed": the proposition itself did, whatever became of the others beside it.
        Scope in_window;
        in_window.window = r.steps[k].window.stretch;
        if (r.steps[k].late_judgement) in_window.window->end.reset();
        in_window.spent = r.start.trigger;
        in_window.its = r.start.its;
        const bool by_steps = eyes_.has_cadence(p) || eyes_.waits(p, false);
        const bool held = by_steps ? observed(p) == Truth::True : held_within(p, in_window, r.steps[k].held);
        if (held && !unobserved && (state == StepState::Holds || (stalled_state(state) && all.size() > 1))) fired = true;
        else if (state == StepState::Holds) undetermined = true;
        else if (state == StepState::Presumed) presumed = true;
        else if (verdict == Verdict::Blocked) blocked = true;
        else if (stalled_state(state)) stalled = stalled_here = true;
        else if (state == StepState::Open || (state == StepState::Unobserved && verdict == Verdict::Pending)) pending = true;
        else undetermined = true;
      }
    if (stalled_here) also.push_back(s);
  }
  const bool is_fired = fired;
  if (!is_fired) also.clear();
  return fired          ? PropositionVerdict::Fired
         : stalled      ? PropositionVerdict::Stalled
         : presumed     ? PropositionVerdict::Presumed
         : pending      ? PropositionVerdict::Pending
         : blocked      ? PropositionVerdict::Blocked
         : undetermined ? PropositionVerdict::Undetermined
                        : PropositionVerdict::Dormant;
}

// "what the statements lead to … from everything observed but its own observation": judged again with it hidden.
Truth Reference::predicted(PropositionIndex p) {
  const auto mentions = [&](const Statement& s) {
    return std::any_of(s.steps.begin(), s.steps.end(), [&](const Step& step) {
      const auto all = propositions_in(step.clause);
      return std::find(all.begin(), all.end(), p) != all.end();
    });
  };
  if (std::none_of(theory_.statements.begin(), theory_.statements.end(), mentions)) return Truth::Unknown;
  const auto runs = runs_;
  const auto activations = activations_;
  const auto reaches = reaches_;
  const auto presumed = presumed_;
  eyes_.hidden = p;
  past_open_ = true;
  reach_fixpoint();
  bool support = false, against = false;
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    if (theory_.statements[s].form == Form::OnlyIf) continue;
    for (const Run& r : runs_[s]) {
      // "A statement that is blocked or fired `despite` predicts nothing."
      bool mute = false;
      for (const Run& actual : runs[s])
        if (actual.start.at == r.start.at && actual.start.its == r.start.its)
          mute |= actual.judging.verdict == Verdict::Blocked || actual.judging.flags.has(Flag::Despite);
      if (mute) continue;
      for (std::size_t k = 0; k < r.steps.size(); ++k) {
        const Step& step = theory_.statements[s].steps[k];
        if (step.previously) continue;
        support |= follows(step.clause, step.negated, p, true);
        against |= follows(step.clause, step.negated, p, false);
      }
    }
  }
  eyes_.hidden = kNone;
  past_open_ = false;
  runs_ = runs, activations_ = activations, reaches_ = reaches, presumed_ = presumed;
  return support && against ? Truth::Both : support ? Truth::True : against ? Truth::False : Truth::Unknown;
}

Reading Reference::reading(PropositionIndex p, Truth seen, Truth foretold) const {
  bool open = false, late = false, holds = false, reached = false;
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s)
    for (const Run& r : runs_[s])
      for (std::size_t k = 0; k < theory_.statements[s].steps.size(); ++k) {
        const Step& step = theory_.statements[s].steps[k];
        const auto all = propositions_in(step.clause);
        if (std::find(all.begin(), all.end(), p) == all.end() || step.previously) continue;
        if (r.steps.empty()) continue;
        if (k >= r.steps.size()) {
          const StepState stopped = r.steps.back().result.state;
          open |= stopped == StepState::Open;
          continue;
        }
        reached = true;
        const StepState state = r.steps[k].result.state;
        open |= state == StepState::Open || (state == StepState::Unobserved && r.judging.verdict == Verdict::Pending);
        late |= state == StepState::Late;
        holds |= state == StepState::Holds;
      }
  (void)reached;
  if (foretold == Truth::Both) return Reading::Opposed;
  if (foretold == Truth::Unknown) return seen == Truth::True ? Reading::Unexplained : Reading::Unknown;
  if (foretold == Truth::True) {
    if (seen == Truth::True) return late && !holds ? Reading::Late : Reading::Expected;
    if (open) return Reading::Open;
    return seen == Truth::False ? Reading::Missing : Reading::Unknown;
  }
  if (seen == Truth::True) return Reading::Contradicted;
  const Look now = eyes_.proposition(p, Scope{}, eyes_.horizon());
  if (open && !(now.value == Tri::False && now.basis == Basis::Timeless)) return Reading::Open;  // an undated no settles it
  return seen == Truth::False ? Reading::Expected : Reading::Unknown;
}

void Reference::propositions(models::CaseResult& result) {
  for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p) {
    models::PropositionResult out;
    out.proposition = p;
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s)
      for (const Step& step : theory_.statements[s].steps) {
        const auto all = propositions_in(step.clause);
        if (std::find(all.begin(), all.end(), p) != all.end() && (out.statements.empty() || out.statements.back() != s))
          out.statements.push_back(s);
      }
    out.observed = observed(p);
    out.predicted = predicted(p);
    const auto has = [&](Role role) {
      const auto& roles = theory_.propositions[p].roles;
      return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    if (has(Role::Resource) || has(Role::Reasoning) || has(Role::Mechanism)) out.verdict = mechanism_verdict(p, out.also_stalled);
    if (has(Role::Outcome)) out.reading = reading(p, out.observed, out.predicted);
    result.propositions.push_back(out);
  }
}

models::CaseResult Reference::judge() {
  models::CaseResult result;
  result.case_id = eyes_.record().id;
  result.as_of = eyes_.as_of();
  reach_fixpoint();
  presume_back();
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    for (Run& r : runs_[s]) finish(s, r);
    result.statements.emplace_back();
    whole_statement(s, result.statements.back());
  }
  flags_beside(result);
  propositions(result);
  return result;
}

}  // namespace

models::CaseResult reference_judge(const models::Theory& theory, const models::CaseRecord& record,
                                   const engine::LinkedRecords& linked, const models::Time& as_of) {
  return Reference(theory, record, linked, as_of).judge();
}

}  // namespace realist::oracle

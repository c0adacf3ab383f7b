#include "engine/walk.h"

#include <algorithm>
#include <limits>

namespace realist::engine {
namespace {

using models::Clause;
using models::StepState;
using models::Verdict;
using Mode = Scope::Mode;

bool bare_tie(const Time& a, const Time& b) {
  return (a.day || b.day) && models::at_or_before(a, b) && models::at_or_before(b, a);
}

// Judges one activation of one statement.
class Walk {
 public:
  Walk(StatementIndex s, Evaluation& evaluation, Run& run, Clock clock)
      : index_(s), plan_(evaluation.plan().statements[s]), statement_(evaluation.plan().theory.statements[s]), e_(evaluation),
        run_(run), clock_(std::move(clock)), reached_(run.activated), before_(run.activated) {}

  void judge() {
    boost::container::small_vector<std::size_t, 2> doubtful;  // late by a judgement that does not say since when
    std::size_t i = 0;
    for (; i < plan_.steps.size(); ++i) {
      StepOutcome& outcome = run_.steps.emplace_back();
      step(i, outcome);
      note_moments(i, outcome);
      if (outcome.state == StepState::Late && outcome.cause == Cause::Judged) {
        doubtful.push_back(i);
        StepOutcome held = outcome;
        held.window.until.reset();
        spend(statement_.steps[i], statement_.steps[i].clause, held);
      } else if (outcome.state == StepState::Holds) {
        for (const std::size_t d : doubtful) run_.steps[d].state = StepState::Holds;
        doubtful.clear();
      } else if (outcome.state != StepState::Holds && outcome.state != StepState::Unobserved) {
        break;
      }
      pass(i, outcome);
    }
    if (!doubtful.empty()) i = doubtful.front();
    run_.deciding = static_cast<std::uint32_t>(i);
    run_.steps.resize(std::min(i + 1, plan_.steps.size()));
    for (Reached& reached : reached_steps_)
      if (reached.step < run_.steps.size()) e_.reach(reached.proposition, std::move(reached.moment));
    presume_within();
    decide();
  }

 private:
  const Timeline& timeline() const { return e_.timeline(); }
  std::int64_t key(const Time& t) const { return e_.key(t); }
  bool closed() const { return e_.facts().closed.has_value(); }

  // ---- windows ----

  void set_window(std::size_t i, Window& w) {
    const StepPlan& own = plan_.steps[i];
    w.present = own.windowed;
    if (clock_.base) w.offset = clock_.base->offset, w.from_a_day = clock_.base->day;
    w.from = clock_.base;
    if (!w.present) return;
    w.in_hours = own.in_hours;
    w.undated = !clock_.base;
    if (w.undated) return;
    w.earliest_written = own.earliest || !clock_.earliest.empty();
    for (const models::Duration& d : clock_.earliest) w.from = e_.earliest(*w.from, d);
    if (own.earliest) w.from = e_.earliest(*w.from, *own.earliest);
    if (w.from->local >= models::kMaxLocal) w.from = clock_.base, w.not_begun = true;  // in a pause that has not ended
    if (!clock_.endless && (own.latest || own.same_day)) {
      Time until = *clock_.base;
      for (const models::Duration& d : clock_.latest) until = e_.deadline(until, d);
      if (own.latest) until = e_.deadline(until, *own.latest);
      if (own.same_day) until = day_of(until);
      if (until.local < models::kMaxLocal) w.until = until;  // else a pause that has not ended
    }
    if (own.bounded) bind_bound(statement_.steps[i].window, i, w);
  }

  // The window ended while the case was open.
  bool ran_out(const Window& w) const { return w.until && e_.ran_out(*w.until); }

  // A phase that was over before the step began.
  bool over_before(const Window& w) const { return w.until && w.from && key(w.until->end()) < key(w.from->start()); }

  // When a window or, before it, the case ended; none: neither has.
  std::optional<Time> end_of(const Window& w) const { return ran_out(w) ? w.until : e_.facts().closed; }

  static Time day_of(const Time& t) {
    Time day = models::day_start(t);
    day.day = true;
    day.offset = Time::kNoOffset;
    return day;
  }

  void end_at(Window& w, const std::optional<Time>& t) {
    if (t && (!w.until || models::compare(t->end(), w.until->end()) < 0)) w.until = t;
  }

  void bind_bound(const models::StepWindow& own, std::size_t i, Window& w) {
    using Bound = models::StepWindow::Bound;
    switch (own.bound) {
      case Bound::None: return;
      case Bound::BeforeEvent: {
        Scope scope;
        for (const Spent& spent : run_.spent)
          if (spent.proposition == kNone) triggers_.push_back(spent);
        scope.spent = &triggers_;
        const PatternId pattern = plan_.steps[i].bound_pattern;
        for (const auto& event : e_.counted(pattern, e_.facts(), scope, clock_.base, std::nullopt)) {
          if (event.fits != Tri::True || !event.fact->at) continue;
          end_at(w, event.fact->at);
          return;
        }
        return;
      }
      case Bound::BeforeAttribute: return end_at(w, date_in_force(plan_.steps[i].bound_attribute, w));
      case Bound::BeforeProposition: {
        const Signal signal = e_.proposition(own.proposition, {});
        any_stretch(signal, [&](const Stretch& s) {
          if (s.value != Tri::True || !s.from || key(s.from->at) < key(*clock_.base)) return false;
          end_at(w, s.from->at);
          return true;
        });
        return;
      }
      case Bound::DuringPhase: {
        const Evaluation::Phase phase = e_.phase(own.phase, e_.facts());
        w.not_begun = !phase.from;
        if (phase.from && key(*w.from) < key(*phase.from)) w.from = phase.from;
        end_at(w, phase.until);
        return;
      }
    }
  }

  // A date as it was known when it came: planned dates that were moved in time never end a window.
  std::optional<Time> date_in_force(AttributeId id, Window& w) {
    const models::Attribute* attribute = e_.facts().excerpt.attributes[id];
    std::vector<const models::DatedValue*> history;
    if (attribute)
      for (const models::DatedValue& value : attribute->history)
        if (e_.facts().visible(value.at)) history.push_back(&value);
    auto known = [&](const models::DatedValue* v) { return v->at ? key(*v->at) : std::numeric_limits<std::int64_t>::min(); };
    std::stable_sort(history.begin(), history.end(), [&](auto* a, auto* b) { return known(a) < known(b); });
    std::optional<Time> date;
    for (std::size_t i = 0; i < history.size(); ++i) {
      const auto* text = std::get_if<std::string>(&history[i]->value.data);
      const std::optional<Time> next = text ? models::parse_time(*text) : std::nullopt;
      if (!next || !models::at_or_before(*clock_.base, *next)) continue;
      const bool replaced = i + 1 < history.size() && known(history[i + 1]) <= key(next->start());
      date = next;
      if (!replaced) break;
    }
    w.bound_missing = !date;
    return date;
  }

  // ---- steps ----

  Scope scope_for(Mode mode, const std::optional<Time>& from, const std::optional<Time>& until) {
    Scope scope;
    scope.mode = mode;
    scope.from = from;
    scope.until = until;
    scope.spent = &run_.spent;
    scope.its = run_.its;
    return scope;
  }

  void step(std::size_t i, StepOutcome& outcome) {
    const bool plain = plain_event(plan_.steps[i]);
    if (plain) {
      set_window(i, outcome.window);
      outcome.due = outcome.window.until;
      if (!outcome.window.undated) return event_expected(i, outcome);
    }
    const models::Step& step = statement_.steps[i];
    Observable seen = observable(step.clause, e_);
    if (step.negated) seen.reduced.reset();  // `not (A and B)` is an `or`
    if (seen.unobserved && was_told(i, step, outcome)) return;
    if (seen.unobserved) {
      outcome.state = StepState::Unobserved;
      if (step.window.is_throughout()) outcome.window = stretch_of(step);
      else if (!step.previously && !plain) set_window(i, outcome.window);
      outcome.due = outcome.window.until;
      return;
    }
    const Clause& clause = seen.clause();
    if (step.previously) previously(step, clause, outcome);
    else if (step.window.is_throughout()) throughout(step, clause, outcome);
    else expected(step, i, clause, outcome);
  }

  bool never_told(PropositionIndex p) { return !e_.plain(p).ever(Tri::True) && !e_.plain(p).ever(Tri::False); }

  // Nobody says so now, but somebody did: what was told in its window still tells.
  bool was_told(std::size_t i, const models::Step& step, StepOutcome& outcome) {
    bool some = false;
    each_proposition(step.clause, true, [&](PropositionIndex p, bool) { some |= !never_told(p); });
    if (!some) return false;
    Clause clause = step.clause;
    if (clause.kind == Clause::Kind::All && !step.negated)
      std::erase_if(clause.parts, [&](const Clause& part) {
        bool never = true;
        each_proposition(part, true, [&](PropositionIndex p, bool) { never &= never_told(p); });
        return never;
      });
    StepOutcome told;
    if (step.previously) previously(step, clause, told);
    else if (step.window.is_throughout()) throughout(step, clause, told);
    else expected(step, i, clause, told);
    if (told.state != StepState::Holds && told.state != StepState::Late && told.state != StepState::Refuted) return false;
    outcome = std::move(told);
    return true;
  }

  // ---- a step that is one plain event: its matches are looked up, no signal is built ----

  bool plain_event(const StepPlan& step) const {
    return step.alone != kNone && !step.previously && !step.at_any_time && !step.throughout && e_.facts().plain_event(step.alone);
  }

  void event_expected(std::size_t i, StepOutcome& out) {
    const StepPlan& step = plan_.steps[i];
    const PropositionIndex p = step.alone;
    const Window& w = out.window;
    const EventFact* event = w.not_begun ? nullptr : e_.first_event(p, w.from, w.until, run_.spent);
    if (event) event_came(i, *event, out);
    else if (step.negated) event_stayed_away(statement_.steps[i], out);
    else if (ran_out(w) || closed()) event_missed(p, out);
    else out.state = w.bound_missing ? StepState::Unknown : StepState::Open;
  }

  void event_came(std::size_t i, const EventFact& event, StepOutcome& out) {
    out.at = event.at;
    out.cause = Cause::Dated;
    note_bare(out, *out.at);
    out.state = plan_.steps[i].negated ? StepState::Refuted : StepState::Holds;
    if (plan_.steps[i].negated) out.since = out.at;
    else if (plan_.repeats) spend(statement_.steps[i], statement_.steps[i].clause, out);
  }

  void event_stayed_away(const models::Step& step, StepOutcome& out) {
    const Window& w = out.window;
    const bool over = w.until ? ran_out(w) : closed() && !ends_unseen(step, w);
    if (!over) {
      out.state = closed() || w.bound_missing ? StepState::Unknown : StepState::Open;
      return;
    }
    out.state = StepState::Holds;
    out.at = w.until ? w.until : e_.facts().closed;
    out.cause = Cause::Passing;
  }

  void event_missed(PropositionIndex p, StepOutcome& out) {
    const Window& w = out.window;
    const bool window_over = ran_out(w);
    if (w.bound_missing && !window_over) {
      out.state = StepState::Unknown;
      return;
    }
    out.since = out.due = window_over ? w.until : e_.facts().closed;
    note_bare(out, *out.due);
    const std::int64_t end = key(out.due->end());
    const EventFact* first = e_.first_event(p, w.from, std::nullopt, run_.spent);
    if (window_over && first && first->key > end) {
      out.state = StepState::Late;
      out.at = first->at;
      out.cause = Cause::Dated;
      return note_bare(out, *out.at);
    }
    const EventFact* ever = clock_.base ? e_.first_event(p, std::nullopt, std::nullopt, run_.spent) : nullptr;
    if (w.earliest_written && ever && ever->key < key(w.from->start())) {
      out.state = StepState::Early;
      out.at = ever->at;
    } else if (!window_over) {
      out.state = StepState::Closed;
      out.due = w.until;
    } else {
      out.state = StepState::Overdue;
      if (ever && ever->key < key(clock_.base->start())) out.seen_earlier = ever->at;
    }
  }


  void expected(const models::Step& step, std::size_t i, const Clause& clause, StepOutcome& out) {
    Window& w = out.window;
    if (!w.undated) set_window(i, w);
    if (step.at_any_time) w.from.reset();
    out.due = w.until;
    const Signal signal = e_.clause(clause, scope_for(Mode::Step, w.from, w.until));
    if (w.undated) return undated_window(step, clause, out);
    if (at_all_times(step, clause, out)) return;
    if (step.negated) return countervailing(step, clause, signal, out);
    if (!w.not_begun && breaks_first(clause, signal, out)) return;
    if (!w.not_begun && hold(signal, out)) {
      if (!at_closing(step, out) || !may_break(clause)) return spend(step, clause, out);
      out.state = StepState::Unknown;
      return out.at.reset();
    }
    if (refuted(clause, out) || broken(clause, signal, out)) return;
    const bool window_over = ran_out(w);
    if (!w.present && closed()) out.ran_out = indicator_ran_out(clause, out);
    if (window_over || closed()) return missed(clause, signal, window_over, out);
    if (w.present) {
      out.state = w.bound_missing ? StepState::Unknown : StepState::Open;
      return;
    }
    const Tri hope = e_.clause(clause, scope_for(Mode::Hopeful, w.from, w.until)).last();
    out.ran_out = hope == Tri::False && indicator_ran_out(clause, out);
    if (out.ran_out) return missed(clause, signal, window_over, out);
    out.state = hope == Tri::True ? StepState::Open : StepState::Unknown;
    if (out.state == StepState::Open && clause.kind == Clause::Kind::Proposition) out.due = e_.runs_out(clause.proposition);
  }

  // What is so at all times decides at once, whatever the window.
  bool at_all_times(const models::Step& step, const Clause& clause, StepOutcome& out) {
    const Window& w = out.window;
    Scope scope = scope_for(Mode::Step, w.from, w.until);
    scope.negative = step.negated;
    const Signal waiting = e_.clause(clause, scope);
    const bool yes = waiting.constant() && waiting.last() == (step.negated ? Tri::False : Tri::True);
    scope.negative = false;
    scope.absent_waits = step.window.is_throughout();
    const bool may_fail = step.negated || step.window.is_throughout();
    const Signal whole = yes || !may_fail ? Signal() : e_.clause(clause, scope);
    const bool no = may_fail ? whole.constant() && whole.last() == (step.negated ? Tri::True : Tri::False) : !yes && broken_always(clause, w);
    if (!yes && !no) return false;
    out.state = yes ? StepState::Holds : StepState::Refuted;
    if (yes) spend(step, clause, out);
    return true;
  }

  // What time can only break was broken at all times.
  bool broken_always(const Clause& clause, const Window& w) {
    if (!e_.breaks(clause, false)) return false;
    Scope scope = scope_for(Mode::SoFar, w.from, w.until);
    scope.breaking = true;
    const Signal signal = e_.clause(clause, scope);
    return signal.constant() && signal.last() == Tri::False;
  }

  // The first instant of the window at which the signal is true.
  bool hold(const Signal& signal, StepOutcome& out) {
    const Window& w = out.window;
    if (over_before(w)) return unbroken_before(signal, out);
    if (!signal.constant() && w.from && key(w.from->start()) > key(e_.horizon())) return false;  // its window has not begun
    return any_stretch(signal, [&](const Stretch& s) {
      if (s.value != Tri::True) return false;
      if (w.from && s.to && s.to->key <= key(w.from->start())) return false;
      if (s.from && w.until && s.from->key > key(w.until->end())) return false;
      out.state = StepState::Holds;
      out.cause = s.cause();
      if (!s.from) return true;
      const bool before = w.from && s.from->key < key(w.from->start()) && !bare_tie(s.from->at, *w.from);
      out.at = before ? *w.from : s.from->at;
      note_bare(out, *out.at);
      return true;
    });
  }

  // A phase that was over before the step began brings nothing; what it had to break has not broken.
  bool unbroken_before(const Signal& signal, StepOutcome& out) {
    const Window& w = out.window;
    return any_stretch(signal, [&](const Stretch& s) {
      if (s.value != Tri::True || !s.from || s.cause() != Cause::Passing || s.from->key != key(w.until->end())) return false;
      out.state = StepState::Holds;
      out.cause = Cause::Passing;
      out.at = w.until;
      return true;
    });
  }

  // It came with the closing, which cut its window short.
  bool at_closing(const models::Step& step, const StepOutcome& out) const {
    const std::optional<Time>& closed = e_.facts().closed;
    return closed && out.at && out.cause == Cause::Passing && key(out.at->end()) == key(closed->end()) && !out.window.until && ends_unseen(step, out.window);
  }

  void note_bare(StepOutcome& out, const Time& at) {
    if (out.window.in_hours && (at.day || (clock_.base && clock_.base->day))) out.by_date_only = true;
  }

  // Evidence that says no whatever events may bring.
  bool refuted(const Clause& clause, StepOutcome& out) {
    const Signal evidence = e_.clause(clause, scope_for(Mode::Refuting, clock_.base, std::nullopt));
    if (evidence.last() != Tri::False) return false;
    const Window& w = out.window;
    const bool undated = evidence.constant() || e_.wherever(clause, scope_for(Mode::Refuting, std::nullopt, std::nullopt)) == Tri::False;
    const bool over = ran_out(w) || closed() || !w.present;
    if (!over && !undated) return false;
    out.state = StepState::Refuted;
    if (!undated) out.since = out.at = evidence.points().back().at;
    return true;
  }

  // A part that time can only break was false before the whole was true.
  bool breaks_first(const Clause& clause, const Signal& signal, StepOutcome& out) {
    if (!e_.breaks(clause, false)) return false;
    Scope scope = scope_for(Mode::SoFar, out.window.from, out.window.until);
    scope.breaking = true;
    StepOutcome held, broken;
    held.window = broken.window = out.window;
    if (!hold(!e_.clause(clause, scope), broken)) return false;
    if (hold(signal, held) && (!held.at || (broken.at && key(*held.at) < key(*broken.at)))) return false;
    out.state = StepState::Refuted;
    out.broke = true;
    out.since = out.at = broken.at;
    return true;
  }

  // Contains something that time can only break, in whatever join.
  bool may_break(const Clause& clause) const {
    bool breakable = false;
    each_proposition(clause, true, [&](PropositionIndex p, bool positive) {
      const PropositionPlan& plan = e_.plan().propositions[p];
      breakable |= positive ? plan.negative_event : plan.positive_event;
    });
    return breakable;
  }

  // What time can only break has broken: an event came that it says would not, and nothing can undo it.
  bool broken(const Clause& clause, const Signal& signal, StepOutcome& out) {
    if (!may_break(clause) || signal.last() != Tri::False) return false;
    Scope scope = scope_for(Mode::Hopeful, out.window.from, out.window.until);
    scope.settled = true;
    const Signal hopeful = e_.hopeful_while_open(clause, scope);
    if (hopeful.last() != Tri::False) return false;
    if (hopeful.constant() && signal.constant()) {  // at all times
      if (!out.window.present) out.state = StepState::Refuted;
      return !out.window.present;
    }
    const Point* last = hopeful.constant() ? &signal.points().back() : &hopeful.points().back();  // the last to fall
    if (last->cause != Cause::Dated) return false;
    out.state = StepState::Refuted;
    out.since = out.at = out.window.from && last->key < key(out.window.from->start()) ? *out.window.from : last->at;
    return true;
  }

  // The windows in an indicator have run out: when.
  bool indicator_ran_out(const Clause& clause, StepOutcome& out) {
    Scope scope = scope_for(Mode::Hopeful, out.window.from, std::nullopt);
    scope.settled = true;  // a dated attribute may change
    const Signal hopeful = e_.hopeful_while_open(clause, scope);
    if (hopeful.constant() || hopeful.last() != Tri::False) return false;
    Time at = hopeful.points().back().at;
    if (closed() && key(at) > key(e_.facts().closed->end())) return false;
    if (at.day) at = models::shifted(at, {1, models::Unit::Day}, -1);
    else --at.local;
    out.due = at;
    return true;
  }

  // The window or the case is over and the step was never true in it.
  void missed(const Clause& clause, const Signal& signal, bool window_over, StepOutcome& out) {
    const Window& w = out.window;
    const std::optional<Time> end = window_over ? w.until : out.ran_out ? out.due : e_.facts().closed;
    const std::int64_t last = key(end->end());
    const std::int64_t first = w.from ? key(w.from->start()) : std::numeric_limits<std::int64_t>::min();
    const bool begun = !w.not_begun && (!w.from || (first <= key(e_.horizon()) && first <= last));
    const bool unknown = begun && any_stretch(signal, [&](const Stretch& s) {
      if (!w.from && before_begin(s)) return false;
      return s.value == Tri::Unknown && (!s.from || s.from->key <= last) && (!s.to || s.to->key > first);
    });
    if (unknown || (w.bound_missing && !window_over)) {
      if (!judged_afterwards(clause, window_over, *end, out)) out.state = StepState::Unknown;
      return;
    }
    out.since = out.due = end;
    note_bare(out, *end);
    const Signal whenever = e_.clause(clause, scope_for(Mode::Stretch, w.from, std::nullopt));
    if ((window_over || out.ran_out) && came_true_after(whenever, last, out)) return;
    if (too_few(clause, out)) return;
    // What time can only break is not told before its time.
    const Signal ever = e_.clause(clause, scope_for(Mode::Step, std::nullopt, w.from));
    if (w.earliest_written && !w.not_begun && true_before(ever, key(w.from->start()), out)) {
      out.state = StepState::Early;
      return;
    }
    if (!window_over && !out.ran_out && unbroken(clause, out)) {
      out.state = StepState::Unknown;
      return;
    }
    if (!window_over && !out.ran_out) {
      out.state = StepState::Closed;
      out.due = w.until;
      return;
    }
    out.state = StepState::Overdue;
    if (clock_.base && !ever.constant() && true_before(ever, key(clock_.base->start()), out)) out.seen_earlier = out.at;
    out.at.reset();
  }

  // What time can only break, unbroken when the case closed, and all else about it true.
  bool unbroken(const Clause& clause, const StepOutcome& out) {
    if (!may_break(clause)) return false;
    return e_.clause(clause, scope_for(Mode::SoFar, out.window.from, out.window.until)).at(key(e_.horizon())) == Tri::True;
  }

  // What only a judgement tells, told after the window had ended, and unknown in it for that reason alone.
  bool judged_afterwards(const Clause& clause, bool window_over, const Time& end, StepOutcome& out) {
    if (!window_over) return false;
    bool unobserved = false;
    each_proposition(clause, true, [&](PropositionIndex p, bool) { unobserved |= e_.unobserved(p) && never_told(p); });
    if (unobserved && clause.kind != Clause::Kind::All) return false;
    Scope scope = scope_for(Mode::Stretch, out.window.from, std::nullopt);
    scope.unjudged_is_false = true;
    const Signal signal = e_.clause(clause, scope);
    const std::int64_t last = key(end.end());
    const bool unknown = any_stretch(signal, [&](const Stretch& s) {
      return s.value == Tri::Unknown && (!s.from || s.from->key <= last) &&
             (!s.to || !out.window.from || s.to->key > key(out.window.from->start()));
    });
    if (unknown || !came_true_after(signal, last, out)) return false;
    out.since = out.due = end;
    return true;
  }

  bool came_true_after(const Signal& signal, std::int64_t end, StepOutcome& out) {
    return any_stretch(signal, [&](const Stretch& s) {
      if (s.value != Tri::True || !s.from || s.from->key <= end) return false;
      if (out.window.from && s.from->key < key(out.window.from->start())) return false;
      out.state = StepState::Late;
      out.at = s.from->at;
      out.cause = s.cause();
      note_bare(out, *out.at);
      return true;
    });
  }

  // The first instant before `limit` at which the signal was true.
  bool true_before(const Signal& signal, std::int64_t limit, StepOutcome& out) {
    return any_stretch(signal, [&](const Stretch& s) {
      if (s.value != Tri::True || (s.from && s.from->key >= limit)) return false;
      out.at = s.from ? std::optional<Time>(s.from->at) : e_.facts().begin;
      return true;
    });
  }

  // An event test that asks for several found some.
  bool too_few(const Clause& clause, StepOutcome& out) {
    bool found = false, single = true;
    PropositionIndex only = kNone;
    each_proposition(statement_.steps[run_.steps.size() - 1].clause, true, [&](PropositionIndex p, bool) {
      single &= only == kNone || only == p;
      only = p;
    });
    if (!single) return false;
    each_proposition(clause, true, [&](PropositionIndex p, bool positive) {
      if (found || !positive) return;
      const NodeId id = e_.plan().propositions[p].indicator;
      if (id == kNone) return;
      const Node& node = e_.plan().nodes[id];
      if (node.kind != models::Condition::Kind::Event || node.condition->count < 2) return;
      if (node.window.window->kind != models::TestWindow::Kind::None) return;
      const Facts* facts = e_.facts_of(p);
      if (!facts) return;
      Scope scope = scope_for(Mode::Step, out.window.from, out.window.until);
      scope.proposition = p;
      const auto events = e_.counted(node.pattern, *facts, scope, scope.from, scope.until);
      const auto sure = std::count_if(events.begin(), events.end(), [](const auto& e) { return e.fits == Tri::True; });
      if (sure == 0) return;
      out.state = StepState::TooFew;
      out.have = static_cast<std::uint32_t>(sure);
      out.need = node.condition->count;
      found = true;
    });
    return found;
  }

  // `then not B`: refuted where B comes true, holds when the window, or without one the case, has run out.
  void countervailing(const models::Step& step, const Clause& clause, const Signal& signal, StepOutcome& out) {
    const Window& w = out.window;
    if (!w.not_begun && over_before(w) && key(w.from->start()) <= key(e_.horizon()) && signal.at(key(w.from->start())) == Tri::True) {
      out.state = StepState::Refuted;  // looked at where the step begins
      out.since = out.at = w.from;
      return;
    }
    if (!w.not_begun && hold(signal, out)) {
      const bool cut_short = at_closing(step, out);
      out.state = cut_short ? StepState::Unknown : StepState::Refuted;
      if (!out.at) out.at = w.from;
      if (cut_short) out.at.reset();
      else out.since = out.at;
      return;
    }
    const bool over = w.until ? ran_out(w) : closed() && !ends_unseen(step, w);
    if (!over) {
      const bool told_by_time = w.present || signal.last() != Tri::Unknown ||
                                e_.clause(clause, scope_for(Mode::Hopeful, w.from, w.until)).last() == Tri::True || may_fail(clause, w);
      out.state = closed() || w.bound_missing || !told_by_time ? StepState::Unknown : StepState::Open;
      return;
    }
    const Time end = w.until ? *w.until : *e_.facts().closed;
    if (signal.at(over_before(w) ? key(w.from->start()) : key(end.end())) == Tri::Unknown) {
      out.state = StepState::Unknown;
      return;
    }
    out.state = StepState::Holds;
    out.at = end;
    out.cause = Cause::Passing;
    spend(step, clause, out);
  }

  // An event or a judgement could still make it false.
  bool may_fail(const Clause& clause, const Window& w) {
    Scope scope = scope_for(Mode::Hopeful, w.from, w.until);
    scope.negative = true;
    return e_.clause(clause, scope).last() == Tri::False;
  }

  // The case closed before what ends the window, or begins it, had come.
  bool ends_unseen(const models::Step& step, const Window& w) const {
    using Bound = models::StepWindow::Bound;
    const models::StepWindow& own = step.window;
    const bool endless_phase = own.bound == Bound::DuringPhase && !e_.plan().theory.phases[own.phase].until;
    if (w.not_begun || (own.bound != Bound::None && !endless_phase)) return true;
    const StepPlan& planned = plan_.steps[run_.steps.size() - 1];
    if (clock_.base && !w.until && w.present && (planned.latest || planned.same_day) && !clock_.endless) return true;  // a pause without an end
    return w.from && key(w.from->start()) > key(e_.facts().closed->end());
  }

  // A window with no date to count from: what is so at all times decides, a dated fact cannot be placed.
  void undated_window(const models::Step& step, const Clause& clause, StepOutcome& out) {
    const Tri met = step.negated ? Tri::False : Tri::True, failed = models::negate(met);
    Scope waiting = scope_for(Mode::Step, std::nullopt, std::nullopt);
    waiting.negative = step.negated;
    if (e_.wherever(clause, waiting) == met) out.state = StepState::Holds;
    else if (e_.wherever(clause, scope_for(Mode::Refuting, std::nullopt, std::nullopt)) == failed || broken_wherever(step, clause))
      out.state = StepState::Refuted;
    else out.state = closed() && !step.negated && !step.window.is_throughout() && never(clause) ? StepState::Closed : StepState::Unknown;
    if (out.state == StepState::Closed) out.since = e_.facts().closed;
    if (out.state == StepState::Holds) spend(step, clause, out);
    out.date_missing = out.state == StepState::Unknown;
  }

  // What a step must not be, or what time can only break, is so at all times.
  bool broken_wherever(const models::Step& step, const Clause& clause) {
    Scope scope = scope_for(step.window.is_throughout() ? Mode::SoFar : Mode::Step, std::nullopt, std::nullopt);
    if (step.negated) return e_.wherever(clause, scope) == Tri::True;
    if (step.window.is_throughout()) return e_.wherever(clause, scope) == Tri::False;
    if (!e_.breaks(clause, false)) return false;
    scope.mode = Mode::SoFar;
    scope.breaking = true;
    return e_.wherever(clause, scope) == Tri::False;
  }

  // Wherever its window lay, it was never true in it.
  bool never(const Clause& clause) {
    if (may_break(clause)) return false;
    const Signal ever = e_.clause(clause, scope_for(Mode::SoFar, std::nullopt, std::nullopt));
    return !ever.ever(Tri::True) && !unknown_since_begin(ever);
  }

  Window stretch_of(const models::Step& step) {
    Window w;
    w.present = true;
    w.from = clock_.base;
    if (!step.window.throughout_phase) {
      if (!clock_.base) {
        w.undated = true;
        return w;
      }
      for (const models::Duration& d : clock_.earliest) w.from = e_.earliest(*w.from, d);
      if (clock_.endless) return w;
      w.until = clock_.base;
      for (const models::Duration& d : clock_.latest) w.until = e_.deadline(*w.until, d);
      w.until = e_.deadline(*w.until, *step.window.throughout);
      if (w.until->local >= models::kMaxLocal) w.until.reset();  // a pause that has not ended
      return w;
    }
    const Evaluation::Phase phase = e_.phase(step.window.phase, e_.facts());
    w.not_begun = !phase.from;
    if (phase.from && (!w.from || key(*w.from) < key(*phase.from))) w.from = phase.from;
    w.until = phase.until;
    return w;
  }

  void throughout(const models::Step& step, const Clause& clause, StepOutcome& out) {
    Window& w = out.window;
    w = stretch_of(step);
    out.due = w.until;
    if (w.undated) return undated_window(step, clause, out);
    if (at_all_times(step, clause, out)) return;
    if (w.not_begun) {
      out.state = closed() ? StepState::Unknown : StepState::Open;
      return;
    }
    const Signal signal = e_.clause(clause, scope_for(Mode::Stretch, w.from, std::nullopt));
    const bool endless_phase = step.window.throughout_phase && !e_.plan().theory.phases[step.window.phase].until;
    const std::optional<Time> end = w.until ? w.until : endless_phase ? e_.facts().closed : std::nullopt;
    const std::int64_t first = key(w.from->start()), last = std::max(first, end ? key(end->end()) : e_.now());
    const Tri breaking = step.negated ? Tri::True : Tri::False;  // `not B throughout …`: at no instant of it
    bool unknown = false;
    const bool broken = any_stretch(signal, [&](const Stretch& s) {
      if ((s.from && s.from->key > last) || (s.to && s.to->key <= first)) return false;
      unknown |= s.value == Tri::Unknown;
      if (s.value != breaking) return false;
      out.at = *w.from;
      if (s.from) out.at = s.from->key < first && !bare_tie(s.from->at, *w.from) ? *w.from : s.from->at;
      return true;
    });
    const bool over = end && (w.until ? ran_out(w) : endless_phase);
    if (broken) {
      out.state = StepState::Refuted;
      out.since = out.at;
      out.cause = Cause::Passing;
    } else if (over) {
      out.state = unknown ? StepState::Unknown : StepState::Holds;
      if (!unknown) out.at = end;
      out.cause = Cause::Passing;
      if (!unknown) spend(step, clause, out);
    } else {
      out.state = closed() ? StepState::Unknown : StepState::Open;
    }
  }

  // `then previously B`: B true at or before the step before it.
  void previously(const models::Step& step, const Clause& clause, StepOutcome& out) {
    const std::optional<Time>& before = before_;
    Window& w = out.window;
    w.until = before;
    const models::StepWindow& own = step.window;
    if (before && own.latest) w.from = e_.back(*before, *own.latest);
    if (before && own.same_day) w.from = day_of(*before);
    if (before && own.earliest) w.until = e_.back(*before, *own.earliest);
    const Signal signal = e_.clause(clause, scope_for(w.from ? Mode::SoFar : Mode::Plain, w.from, w.until));
    const Tri wanted = step.negated ? Tri::False : Tri::True;
    if (!before) {
      const bool anywhen = signal.constant() || !own.written();
      if (anywhen && signal.initial() == Tri::True) out.state = step.negated ? StepState::Refuted : StepState::Holds;
      else if (signal.constant() && signal.initial() == wanted) out.state = StepState::Holds;
      else if (!signal.ever(Tri::True) && !unknown_since_begin(signal)) out.state = step.negated ? StepState::Holds : StepState::Refuted;
      else out.state = StepState::Unknown;
      out.date_missing = out.state == StepState::Unknown && signal.ever(Tri::True);
      if (out.state == StepState::Holds) spend(step, clause, out);
      return;
    }
    bool unknown = false, was_true = false;
    any_stretch(signal, [&](const Stretch& s) {
      if (s.from && !models::at_or_before(s.from->at, *w.until)) return true;
      if (w.from && s.to && s.to->key <= key(w.from->start())) return false;
      unknown |= s.value == Tri::Unknown && !before_begin(s) && !(e_.facts().begin && key(w.until->end()) < key(*e_.facts().begin));
      if (s.value != Tri::True) return false;
      was_true = true;
      out.cause = s.cause();
      if (s.from) out.at = s.from->at;
      const bool before_window = w.from && (!s.from || s.from->key < key(w.from->start()));
      if (before_window && !signal.constant()) out.at = w.from;
      return true;
    });
    if (was_true != step.negated && (was_true || !unknown)) {
      out.state = StepState::Holds;
      spend(step, clause, out);
    } else if (unknown && !was_true) {
      out.state = StepState::Unknown;
    } else {
      out.state = StepState::Refuted;
      out.since = was_true && out.at ? out.at : before;
      if (!was_true) out.at.reset();
    }
  }

  // What the time before the case began leaves unknown asks for nothing.
  bool before_begin(const Stretch& s) const { return e_.facts().begin && s.to && s.to->key <= key(*e_.facts().begin); }

  bool unknown_since_begin(const Signal& signal) const {
    return any_stretch(signal, [&](const Stretch& s) { return s.value == Tri::Unknown && !before_begin(s); });
  }

  // Events that a step used serve no later step with the same proposition: those with which its tests without a window of
  // their own were met when it held.
  void spend(const models::Step& step, const Clause& clause, const StepOutcome& out) {
    if (!plan_.repeats) return;
    each_proposition(clause, !step.negated, [&](PropositionIndex p, bool positive) {
      if (positive) spend_in(p, p, true, out);
    });
  }

  void spend_in(PropositionIndex p, PropositionIndex of_step, bool positive, const StepOutcome& out) {
    const NodeId id = e_.plan().propositions[p].indicator;
    const Facts* facts = id != kNone ? e_.facts_of(p) : nullptr;
    if (facts && !judged_when(p, *facts, out)) spend_in(id, of_step, *facts, positive, out);
  }

  // A judgement decided, and no event.
  bool judged_when(PropositionIndex p, const Facts& facts, const StepOutcome& out) const {
    if (e_.plan().propositions[p].has_judged) return false;
    std::int64_t at = out.at ? key(out.at->start()) : std::numeric_limits<std::int64_t>::min();
    if (e_.facts().begin) at = std::max(at, key(*e_.facts().begin));
    return facts.judged[p].at(at) != Tri::NotYet || e_.facts().judged[p].at(at) != Tri::NotYet;
  }

  void spend_in(NodeId id, PropositionIndex of_step, const Facts& facts, bool positive, const StepOutcome& out) {
    const Node& node = e_.plan().nodes[id];
    using Kind = models::Condition::Kind;
    for (const NodeId part : node.parts) spend_in(part, of_step, facts, positive != (node.kind == Kind::Not), out);
    if (node.kind == Kind::Proposition) return spend_in(node.condition->proposition, of_step, positive, out);  // still this step's
    if (node.kind != Kind::Event || !positive || node.window.window->kind != models::TestWindow::Kind::None) return;
    Scope scope = scope_for(Mode::Step, out.window.from, out.window.until);
    scope.proposition = of_step;
    boost::container::small_vector<const EventFact*, 4> used;
    for (const auto& event : e_.counted(node.pattern, facts, scope, scope.from, scope.until)) {
      if (used.size() == node.condition->count) break;
      if (!out.at && event.fact->at) break;  // it held without a date: no dated event made it
      if (out.at && event.fact->at && key(*event.fact->at) > key(out.at->end())) break;
      if (event.fits == Tri::True) used.push_back(event.fact);
    }
    if (used.size() < node.condition->count) return;
    for (const EventFact* fact : used) run_.spent.push_back({fact->event, of_step});
  }

  // ---- passing on ----

  bool has_own_date(std::size_t i, const StepOutcome& outcome) const {
    const StepPlan& step = plan_.steps[i];
    return outcome.state == StepState::Holds && outcome.cause == Cause::Dated && outcome.at && !step.negated &&
           !step.previously && !step.at_any_time && !step.throughout && (plain_event(step) || !e_.breaks(statement_.steps[i].clause, false));
  }

  static void pass_on(const models::Step& step, Clock& clock) {
    const models::StepWindow& own = step.window;
    if (!own.written() || step.previously) return;
    if (own.earliest) clock.earliest.push_back(*own.earliest);
    if (own.latest) clock.latest.push_back(*own.latest);
    if (own.throughout) clock.latest.push_back(*own.throughout);
    if (own.earliest && !own.latest) clock.endless = true;
  }

  void pass(std::size_t i, const StepOutcome& outcome) {
    const StepPlan& step = plan_.steps[i];
    if (outcome.at && !step.previously && (!reached_ || key(*reached_) < key(*outcome.at))) reached_ = outcome.at;
    if (outcome.at && !step.previously) before_ = outcome.at;
    if (has_own_date(i, outcome)) clock_.start_at(outcome.at);
    else if (step.written) pass_on(statement_.steps[i], clock_);
  }

  // A step that was reached and has no date of its own is where another statement's clock runs on.
  void note_moments(std::size_t i, const StepOutcome& outcome) {
    const StepPlan& planned = plan_.steps[i];
    if (!plan_.leads || planned.negated || planned.previously) return;
    if (planned.alone != kNone && (has_own_date(i, outcome) || !hands_on(planned.alone))) return;
    const models::Step& step = statement_.steps[i];
    if (!hands_on(step.clause)) return;
    if (block_until(run_.activated, reached_).found) return;
    each_proposition(step.clause, true, [&](PropositionIndex p, bool positive) {
      if (!positive || !hands_on(p)) return;
      const bool again = std::any_of(reached_steps_.begin(), reached_steps_.end(), [&](const Reached& r) {
        return r.proposition == p && r.moment.at == reached_;  // the earlier step's clock has less handed on
      });
      if (again) return;
      Moment moment{reached_, clock_, index_};
      pass_on(step, moment.clock);
      moment.clock.through.push_back(index_);
      reached_steps_.push_back({i, p, std::move(moment)});
    });
  }

  // Whether anybody's clock can run on from here. Nobody presumes a plain event, and it has a date of its own.
  bool hands_on(PropositionIndex p) const { return e_.plan().propositions[p].leads_on && !e_.facts().plain_event(p); }
  bool hands_on(const Clause& clause) const {
    bool any = false;
    each_proposition(clause, true, [&](PropositionIndex p, bool positive) { any |= positive && hands_on(p); });
    return any;
  }

  void presume_within() {
    bool later = false;
    for (std::size_t i = run_.steps.size(); i-- > 0;) {
      StepOutcome& step = run_.steps[i];
      if (step.state == StepState::Holds) later = true;
      if (step.state == StepState::Unobserved && later) {
        step.state = StepState::Presumed;
        run_.flags.set(models::Flag::Presumed);
      }
    }
  }

  // ---- blocks and the verdict ----

  struct Block {
    std::optional<BlockFound> found;
    bool perhaps = false;

    void take(const BlockFound& other, const Timeline& line) {  // the earliest counts
      const bool earlier = !found || (found->since && (!other.since || line.key(*other.since) < line.key(*found->since)));
      if (earlier) found = other;
    }
  };

  // The plain event that a block of the statement's own is; kNone: it is something else.
  PropositionIndex plain_block(std::size_t b) const {
    if (b >= statement_.unless.size() || statement_.unless[b].kind != Clause::Kind::Proposition) return kNone;
    const PropositionIndex p = statement_.unless[b].proposition;
    return e_.facts().plain_event(p) ? p : kNone;
  }

  Block block_until(const std::optional<Time>& from, const std::optional<Time>& until) {
    Block block;
    if (from && until && key(until->end()) < key(from->start())) return block;  // over before it began
    for (std::size_t b = 0; b < plan_.blocks; ++b) {  // most have none
      if (const PropositionIndex p = plain_block(b); p != kNone) {
        const EventFact* event = e_.first_event(p, from, std::nullopt, {});
        if (event && (!until || models::at_or_before(*event->at, until->end()))) block.take({b, event->at, std::nullopt}, timeline());
        continue;
      }
      const Signal signal = block_signal(index_, b, from, e_, run_.its);
      any_stretch(signal, [&](const Stretch& s) {
        if (s.value != Tri::True && s.value != Tri::Unknown) return false;
        if (s.from && until && !models::at_or_before(s.from->at, until->end())) return false;
        if (from && s.to && s.to->key <= key(from->start())) return false;
        if (s.value == Tri::Unknown) {
          block.perhaps = true;
          return false;
        }
        BlockFound found{b, std::nullopt, std::nullopt};
        if (s.from) found.since = s.from->at;
        if (s.to) found.until = s.to->at;
        block.take(found, timeline());
        return true;
      });
    }
    return block;
  }

  void decide() {
    for (const StepOutcome& step : run_.steps)
      if (step.by_date_only) run_.flags.set(models::Flag::ByDateOnly);
    if (run_.deciding == plan_.steps.size()) return decide_end();
    const StepOutcome& step = run_.steps[run_.deciding];
    if (step.state == StepState::Unknown) {
      run_.verdict = Verdict::Undetermined;
      return;
    }
    run_.verdict = step.state == StepState::Open ? Verdict::Pending : Verdict::Stalled;
    const models::Step& written = statement_.steps[run_.deciding];
    std::optional<Time> from = run_.activated, until;
    if (run_.verdict == Verdict::Stalled) {
      const bool broke = step.broke || written.negated || written.window.is_throughout() || written.previously;
      const bool at_once = broke && step.since;
      if (step.state == StepState::Refuted && (at_once || !step.window.present)) until = step.since;
      else until = step.ran_out ? step.due : end_of(step.window);
      if (written.previously) from = step.window.from ? step.window.from : e_.facts().begin;
    }
    apply_block(block_until(from, until));
  }

  void decide_end() {
    const StepOutcome& last = run_.steps.back();
    if (last.state != StepState::Unobserved) {
      run_.verdict = Verdict::Fired;
      const Block block = block_until(run_.activated, last.at);
      if (block.found) set_despite(*block.found);
      return;
    }
    run_.unobserved_end = true;
    const models::Step& written = statement_.steps.back();
    const bool past = written.previously && written.window.written();  // its window lies behind it
    const bool window_open = !past && !ran_out(last.window);
    run_.end_open = window_open && !closed();
    run_.verdict = run_.end_open ? Verdict::Pending : Verdict::Undetermined;
    apply_block(block_until(run_.activated, end_of(last.window)));
  }

  bool from_theory(std::size_t which) const { return which >= statement_.unless.size(); }

  void apply_block(const Block& block) {
    if (block.found) {
      run_.verdict = Verdict::Blocked;
      run_.block = block.found;
      if (from_theory(block.found->which)) run_.flags.set(models::Flag::NotApplicable);
    } else if (block.perhaps && run_.verdict != Verdict::Undetermined) {
      run_.flags.set(models::Flag::MaybeBlocked);
    }
  }

  void set_despite(const BlockFound& found) {
    run_.block = found;
    run_.flags.set(models::Flag::Despite);
    if (from_theory(found.which)) run_.flags.set(models::Flag::NotApplicable);
  }

  StatementIndex index_;
  const StatementPlan& plan_;
  const models::Statement& statement_;
  Evaluation& e_;
  Run& run_;
  Clock clock_;
  std::optional<Time> reached_;              // the newest of what has come so far
  std::optional<Time> before_;               // the step before
  SpentEvents triggers_;
  struct Reached {
    std::size_t step;
    PropositionIndex proposition;
    Moment moment;
  };
  std::vector<Reached> reached_steps_;
};

}  // namespace

void walk(StatementIndex s, Evaluation& evaluation, Run& run, Clock clock) {
  Walk(s, evaluation, run, std::move(clock)).judge();
}

}  // namespace realist::engine

#include "engine/judging.h"

#include <algorithm>
#include <limits>

#include "engine/walk.h"

namespace realist::engine {
namespace {

using models::Clause;
using models::Form;
using models::Verdict;
using Mode = Scope::Mode;

class Activations {
 public:
  Activations(StatementIndex s, Evaluation& e, StatementRuns& out)
      : index_(s), plan_(e.plan()), own_(plan_.statements[s]), statement_(plan_.theory.statements[s]), e_(e), out_(out) {
    out_.forget();
  }

  void judge() {
    if (own_.otherwise) otherwise();
    else if (own_.form == Form::If) once();
    else whenever();
  }

 private:
  void start(const std::optional<Time>& at, const models::Event* its, const models::Event* trigger = nullptr) {
    Run& run = out_.runs.emplace_back();
    run.activated = at;
    run.its = its;
    if (its || trigger) run.spent.push_back({its ? its : trigger, kNone});
    else if (statement_.form == Form::If && statement_.otherwise_of == kNone) spend_triggers(at, run.spent);
    if (!nothing_reached()) flag_presumed(at, its, run);
    walk(index_, e_, run, clock_at(at));
    for (const StepOutcome& step : run.steps) out_.unobserved |= step.state == models::StepState::Unobserved;
  }

  bool nothing_reached() const {
    return std::all_of(own_.positive.begin(), own_.positive.end(), [&](PropositionIndex p) { return e_.moments[p].empty(); });
  }

  // Where an unobserved part of the antecedent was reached at this very moment, or is judged without saying since when,
  // the clock of the statement that reached it runs on.
  Clock clock_at(const std::optional<Time>& at) {
    const Moment* best = nullptr;
    if (own_.form == Form::OnlyIf || own_.otherwise || nothing_reached()) return {at, {}, {}, false, {}};
    for (const PropositionIndex p : own_.positive) {
      if (e_.moments[p].empty()) continue;
      const bool unseen = e_.unobserved(p);
      const bool judged = !unseen && judged_at(p, at);
      for (const Moment& moment : e_.moments[p]) {
        const auto& through = moment.clock.through;
        if (std::find(through.begin(), through.end(), index_) != through.end()) continue;
        const bool same = moment.at.has_value() == at.has_value() && (!at || e_.key(*moment.at) == e_.key(*at));
        const bool before = !moment.at || (at && e_.key(*moment.at) <= e_.key(*at));
        if (((unseen && same) || (judged && before)) && (!best || generous(moment.clock, best->clock))) best = &moment;
      }
    }
    return best ? best->clock : Clock{at, {}, {}, false, {}};
  }

  bool judged_at(PropositionIndex p, const std::optional<Time>& at) {
    if (!at) return false;
    const Signal& signal = e_.plain(p);
    return std::any_of(signal.points().begin(), signal.points().end(), [&](const Point& point) {
      return point.value == Tri::True && point.cause == Cause::Judged && point.key == e_.key(*at);
    });
  }

  // Of two clocks the one with the earlier base, then the one that leaves more time: a choice that no order changes.
  bool generous(const Clock& a, const Clock& b) {
    if (a.base.has_value() != b.base.has_value()) return !a.base;
    if (a.base && e_.key(*a.base) != e_.key(*b.base)) return e_.key(*a.base) < e_.key(*b.base);
    auto end = [&](const Clock& c) {
      if (!c.base || c.endless) return std::numeric_limits<std::int64_t>::max();
      Time t = *c.base;
      for (const models::Duration& d : c.latest) t = e_.deadline(t, d);
      return e_.key(t.end());
    };
    if (end(a) != end(b)) return end(a) > end(b);
    auto begin = [&](const Clock& c) {
      if (!c.base) return std::numeric_limits<std::int64_t>::min();
      Time t = *c.base;
      for (const models::Duration& d : c.earliest) t = e_.earliest(t, d);
      return e_.key(t.start());
    };
    return begin(a) < begin(b);
  }

  void flag_presumed(const std::optional<Time>& at, const models::Event* its, Run& run) {
    if (statement_.form == Form::OnlyIf) return;
    const bool any = std::any_of(own_.positive.begin(), own_.positive.end(),
                                 [&](PropositionIndex p) { return !e_.moments[p].empty() && e_.unobserved(p); });
    if (!any) return;
    Scope scope;
    scope.its = its;
    const Signal seen = e_.clause(statement_.antecedent, scope, false);
    const Tri value = at ? seen.at(e_.key(*at)) : seen.initial();
    if (value != Tri::True) run.flags.set(models::Flag::Presumed);
  }

  void once() {
    if (own_.alone != kNone && e_.facts().plain_event(own_.alone)) {
      if (const EventFact* event = e_.first_event(own_.alone)) start(event->at, nullptr, event->event);
      return;
    }
    // Most statements of a theory are dormant in most cases: that is seen without building any signal.
    if (const Evaluation::Brief brief = e_.brief(statement_.antecedent); !brief.may_be_true) {
      out_.unknown = brief.last == Tri::Unknown;
      return;
    }
    const Signal* alone = e_.plain_alone(statement_.antecedent, true);
    const Signal signal = alone ? Signal() : antecedent(index_, e_);
    const Signal& looked_at = alone ? *alone : signal;
    const bool held = any_stretch(looked_at, [&](const Stretch& s) {
      if (s.value != Tri::True) return false;
      const std::optional<Time> at = s.from ? std::optional<Time>(s.from->at) : std::nullopt;
      start(at, nullptr);
      return true;
    });
    if (!held) out_.unknown = looked_at.last() == Tri::Unknown;
  }

  // The events that made the antecedent true at this instant.
  void spend_triggers(const std::optional<Time>& time, SpentEvents& triggers) {
    if (own_.events.empty()) return;
    const std::optional<std::int64_t> at = time ? std::optional(e_.key(*time)) : std::nullopt;
    for (const EventTest& test : own_.events) {
      const Facts* facts = e_.facts_of(test.proposition);
      if (!facts) continue;
      std::uint32_t sure = 0;
      if (facts == &e_.facts() && facts->plain_event(test.proposition)) {
        const EventFact* event = e_.first_event(test.proposition);
        if (event && at && event->key == *at) triggers.push_back({event->event, kNone});
        continue;
      }
      for (const auto& event : e_.counted(plan_.nodes[test.node].pattern, *facts, {}, std::nullopt, std::nullopt)) {
        if (at && event.fact->key > *at) break;
        if (event.fits != Tri::True) continue;
        if (!comes_to_hold(plan_.nodes[test.node], *facts, *event.fact)) continue;  // outside the test's own window
        const bool now = at ? event.fact->at && event.fact->key == *at : !event.fact->at;
        if (now) triggers.push_back({event.fact->event, kNone});
        if (++sure == plan_.nodes[test.node].condition->count) break;  // another of the same instant may serve a step
      }
    }
  }

  struct Occurrence {
    const EventFact* fact;
    std::optional<Time> at;
    Tri fits;
    bool windowed;
    bool alone;                   // the antecedent cannot be true without this test
  };

  // Each occurrence of an event with the rest true; where no event is tested, each new stretch of the state.
  void whenever() {
    const std::vector<EventTest>& tests = own_.events;
    const Signal signal = antecedent(index_, e_);
    if (tests.empty()) {
      stretches(signal);
    } else {
      const bool own = own_.looks_at_its;
      for (const Occurrence& occurrence : occurrences(tests)) {
        const models::Event* event = occurrence.fact->event;
        const Signal mine = own ? antecedent(index_, e_, event) : Signal();
        const Signal& rest = own ? mine : signal;
        if (!occurrence.at) {
          undated_occurrence(occurrence, rest);
          continue;
        }
        Tri value = rest.at(e_.key(*occurrence.at));
        if (occurrence.fits == Tri::Unknown && occurrence.alone && value == Tri::True) value = Tri::Unknown;
        else if (occurrence.fits == Tri::Unknown && value == Tri::True) continue;  // true without it
        if (value == Tri::True) start(occurrence.at, event);
        else if (value == Tri::Unknown) undetermined(occurrence.at, event);
      }
    }
    if (out_.runs.empty() && !tests.empty()) stretches(signal);  // true without any of the events it asks for
    if (out_.runs.empty()) out_.unknown = signal.last() == Tri::Unknown;
  }

  // Without a date it counts from when the rest is true; whether it lay in a window of the test's own is not known.
  void undated_occurrence(const Occurrence& occurrence, const Signal& rest) {
    const models::Event* event = occurrence.fact->event;
    const bool sure = occurrence.fits == Tri::True && !occurrence.windowed;
    const bool held = sure && any_stretch(rest, [&](const Stretch& s) {
      if (s.value != Tri::True) return false;
      start(s.from ? std::optional<Time>(s.from->at) : std::nullopt, event);
      return true;
    });
    if (!held && (rest.last() == Tri::Unknown || (!sure && occurrence.alone && rest.last() == Tri::True)))
      undetermined(std::nullopt, event);
  }

  void undetermined(const std::optional<Time>& at, const models::Event* its) {
    Run run;
    run.activated = at;
    run.its = its;
    run.verdict = Verdict::Undetermined;
    run.unknown_antecedent = true;
    out_.runs.push_back(std::move(run));
  }

  void stretches(const Signal& signal) {
    std::vector<std::optional<Time>> starts;
    any_stretch(signal, [&](const Stretch& s) {
      if (s.value == Tri::True) starts.push_back(s.from ? std::optional<Time>(s.from->at) : std::nullopt);
      return false;
    });
    if (statement_.form != Form::OnlyIf) {  // an unobserved part comes to hold anew at each moment it is reached
      for (const PropositionIndex p : own_.positive) {
        if (e_.moments[p].empty() || !e_.unobserved(p)) continue;
        for (const Moment& moment : e_.moments[p])
          if (moment.at && signal.at(e_.key(*moment.at)) == Tri::True && !has(starts, moment.at)) starts.push_back(moment.at);
      }
    }
    auto order = [&](const auto& t) { return t ? e_.key(*t) : std::numeric_limits<std::int64_t>::min(); };
    std::stable_sort(starts.begin(), starts.end(), [&](auto& a, auto& b) { return order(a) < order(b); });
    for (const auto& at : starts) start(at, nullptr);
  }

  bool has(const std::vector<std::optional<Time>>& starts, const std::optional<Time>& at) {
    return std::any_of(starts.begin(), starts.end(), [&](const auto& t) {
      return t.has_value() == at.has_value() && (!t || e_.key(*t) == e_.key(*at));
    });
  }

  std::vector<Occurrence> occurrences(const std::vector<EventTest>& tests) {
    std::vector<Occurrence> list;
    for (const EventTest& test : tests) {
      const Facts* facts = e_.facts_of(test.proposition);
      if (!facts) continue;
      std::uint32_t sure = 0;
      for (const auto& event : e_.counted(plan_.nodes[test.node].pattern, *facts, {}, std::nullopt, std::nullopt)) {
        sure += event.fits == Tri::True;
        // Where a judgement decides, it is not the event that made the proposition come true.
        const auto& begin = e_.facts().begin;
        const bool own_window = plan_.nodes[test.node].window.window->kind != models::TestWindow::Kind::None;
        const std::int64_t looked_at = event.fact->at ? event.fact->key : own_window ? e_.now() : begin ? e_.key(*begin) : event.fact->key;
        if (facts->judged[test.proposition].at(looked_at) != Tri::NotYet) continue;
        if (e_.facts().judged[test.proposition].at(looked_at) != Tri::NotYet) continue;
        if (e_.facts().judged[test.asked].at(looked_at) != Tri::NotYet) continue;
        const bool late_enough = sure >= plan_.nodes[test.node].condition->count || event.fits == Tri::Unknown;
        if (!late_enough) continue;
        const Node& node = plan_.nodes[test.node];
        const bool windowed = node.window.window->kind != models::TestWindow::Kind::None;
        const bool alone = needs(statement_.antecedent, test.node);
        if (event.fits == Tri::True)  // what is sure says more
          std::erase_if(list, [&](const Occurrence& o) { return o.fact == event.fact && o.fits == Tri::Unknown && !windowed && !o.windowed; });
        if (seen_already(list, event.fact, windowed)) continue;
        const std::optional<Time> linked = e_.linked_since(test.proposition);
        auto seen_from = [&](std::optional<Time> at) { return at && linked && e_.key(*at) < e_.key(*linked) ? linked : at; };
        if (const auto at = comes_to_hold(node, *facts, *event.fact)) list.push_back({event.fact, seen_from(*at), event.fits, windowed, alone});
        else if (e_.window_unknown(node, *facts, *event.fact)) list.push_back({event.fact, seen_from(event.fact->at), Tri::Unknown, windowed, alone});
      }
    }
    std::stable_sort(list.begin(), list.end(), [&](const Occurrence& a, const Occurrence& b) {
      auto order = [&](const Occurrence& o) { return o.at ? e_.key(*o.at) : std::numeric_limits<std::int64_t>::min(); };
      return order(a) < order(b);
    });
    return list;
  }

  // An undated event that a test without a window takes is an occurrence, whatever a test with one makes of it.
  static bool seen_already(std::vector<Occurrence>& list, const EventFact* fact, bool windowed) {
    if (!windowed && !fact->at) std::erase_if(list, [&](const Occurrence& o) { return o.fact == fact && o.windowed; });
    return std::any_of(list.begin(), list.end(), [&](const Occurrence& o) { return o.fact == fact; });
  }

  bool needs(const Clause& clause, NodeId test) const {
    if (clause.kind == Clause::Kind::Proposition) return needs(plan_.propositions[clause.proposition].indicator, test);
    const bool each = clause.kind == Clause::Kind::All || clause.parts.size() == 1;
    return each && std::any_of(clause.parts.begin(), clause.parts.end(), [&](const Clause& part) { return needs(part, test); });
  }
  bool needs(NodeId root, NodeId test) const {
    if (root == test || root == kNone) return root == test;
    const Node& node = plan_.nodes[root];
    if (node.kind == models::Condition::Kind::Proposition) return needs(plan_.propositions[node.condition->proposition].indicator, test);
    const bool each = node.kind == models::Condition::Kind::All || (node.kind == models::Condition::Kind::Any && node.parts.size() == 1);
    return each && std::any_of(node.parts.begin(), node.parts.end(), [&](NodeId part) { return needs(part, test); });
  }

  // When an occurrence meets its test: at once, or when the window it has to lie in becomes known; never: outside of it.
  std::optional<std::optional<Time>> comes_to_hold(const Node& node, const Facts& facts, const EventFact& fact) {
    if (node.window.window->kind == models::TestWindow::Kind::None ||
        node.window.window->kind == models::TestWindow::Kind::InTheLast)
      return fact.at;
    return e_.meets_window(node, facts, fact);
  }

  // Activated when the other statement's antecedent can no longer come to hold.
  void otherwise() {
    const Signal signal = e_.clause(statement_.antecedent, {}, true);
    if (signal.ever(Tri::True)) return;  // it came to hold, or is presumed to have
    if (signal.last() == Tri::Unknown) {
      out_.unknown = true;
      return;
    }
    Scope scope;
    scope.mode = Mode::Hopeful;
    scope.settled = true;
    const bool closed = e_.facts().closed.has_value();
    const Signal hopeful = e_.clause(statement_.antecedent, scope);
    if (closed) {
      // Windows that ran out before the case closed have a date; what only the closing settles has none.
      const std::optional<Time> at = run_out_at(signal);
      return start(at, nullptr);
    }
    if (hopeful.last() != Tri::False) return;
    const Signal& settles = hopeful.constant() ? signal : hopeful;  // an event may have settled it too
    start(settles.constant() ? std::nullopt : std::optional<Time>(settles.points().back().at), nullptr);
  }

  std::optional<Time> run_out_at(const Signal& signal) {
    const Signal hopeful = e_.hopeful_while_open(statement_.antecedent);
    if (hopeful.last() != Tri::False) return std::nullopt;
    if (hopeful.constant()) return signal.constant() || signal.last() != Tri::False ? std::nullopt : std::optional<Time>(signal.points().back().at);
    return hopeful.points().back().at;
  }

  StatementIndex index_;
  const Plan& plan_;
  const StatementPlan& own_;
  const models::Statement& statement_;
  Evaluation& e_;
  StatementRuns& out_;
};

}  // namespace

Observable observable(const Clause& clause, Evaluation& e) {
  using Kind = Clause::Kind;
  auto whole = [&](bool unobserved) { return Observable{unobserved, &clause, std::nullopt}; };
  if (clause.kind == Kind::Proposition) return whole(e.unobserved(clause.proposition));
  std::size_t unseen = 0;
  for (const Clause& part : clause.parts) unseen += observable(part, e).unobserved;
  if (unseen == clause.parts.size()) return whole(true);
  if (unseen == 0 || clause.kind != Kind::All) return whole(false);
  Observable out{false, &clause, clause};
  auto told = [&](const Clause& part) {  // what was said before it was taken back is not passed over
    if (part.kind != Kind::Proposition) return false;
    const Signal& signal = e.plain(part.proposition);
    return signal.ever(Tri::True) || signal.ever(Tri::False);
  };
  std::erase_if(out.reduced->parts, [&](const Clause& part) { return observable(part, e).unobserved && !told(part); });
  return out;
}

Signal antecedent(StatementIndex s, Evaluation& e, const models::Event* its) {
  const models::Statement& statement = e.plan().theory.statements[s];
  Scope scope;
  scope.its = its;
  const bool presuming = statement.form != Form::OnlyIf && statement.otherwise_of == kNone;
  return e.clause(statement.antecedent, scope, presuming);
}

Signal block_signal(StatementIndex s, std::size_t which, const std::optional<Time>& from, Evaluation& e,
                    const models::Event* its) {
  const Plan& plan = e.plan();
  const auto& unless = plan.theory.statements[s].unless;
  Scope scope;
  scope.mode = Mode::Blocking;
  scope.from = from;
  scope.its = its;
  if (which < unless.size()) return e.clause(unless[which], scope);
  which -= unless.size();
  if (which < plan.not_applicable.size()) return e.condition(plan.not_applicable[which], e.facts(), scope);
  return e.clause(plan.theory.not_applicable_phrases[which - plan.not_applicable.size()], scope);
}

void judge_statement(StatementIndex s, Evaluation& evaluation, StatementRuns& out) {
  Activations(s, evaluation, out).judge();
}

}  // namespace realist::engine

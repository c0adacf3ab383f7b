#include "engine/judging.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "engine/walk.h"

namespace realist::engine {
namespace {

using models::Clause;
using models::Form;
using models::Verdict;
using Mode = Scope::Mode;

// An event in words: tells two of one instant apart.
std::string content(const models::Event& event) {
  std::string text = event.type + '|' + (event.at ? models::to_string(*event.at) : "");
  std::vector<std::string> fields;
  for (const auto& [path, value] : event.fields) fields.push_back(path + '=' + models::to_string(value));
  std::sort(fields.begin(), fields.end());
  for (const std::string& field : fields) text += '|' + field;
  return text;
}

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
      const bool judged = judged_at(p, at);
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

  // The events that made the antecedent true at this instant: of each of its tests that is met then, the first that meet it.
  void spend_triggers(const std::optional<Time>& time, SpentEvents& triggers) {
    const std::int64_t at = time ? e_.key(*time) : std::numeric_limits<std::int64_t>::min();
    for (const EventTest& test : own_.events) {
      const Facts* facts = e_.facts_of(test.proposition);
      if (!facts) continue;
      if (facts == &e_.facts() && facts->plain_event(test.proposition)) {
        const EventFact* event = e_.first_event(test.proposition);
        if (event && time && event->key == at) triggers.push_back({event->event, kNone});
        continue;
      }
      if (judged(test, at)) continue;
      const Node& node = plan_.nodes[test.node];
      boost::container::small_vector<const EventFact*, 4> met;
      bool reached = false;
      for (const auto& event : e_.counted(node.pattern, *facts, {}, std::nullopt, std::nullopt)) {
        if (event.fits != Tri::True || (event.fact->at && event.fact->key > at)) continue;
        const Evaluation::Place place = e_.place(node, *facts, *event.fact, event.fits, at, true);
        if (!place.sure) continue;
        met.push_back(event.fact);
        reached = met.size() == node.condition->count;
        if (reached) break;
      }
      if (!reached) continue;
      for (const EventFact* fact : met)
        if (time ? fact->at && fact->key == at : !fact->at) triggers.push_back({fact->event, kNone});
    }
  }

  // Where a judgement decides, it is not the event that made a proposition come true.
  bool judged(const EventTest& test, std::int64_t at) {
    if (e_.facts().begin) at = std::max(at, e_.key(*e_.facts().begin));
    return std::any_of(test.path.begin(), test.path.end(), [&](PropositionIndex p) {
      if (plan_.propositions[p].has_judged) return false;
      const Facts* facts = e_.facts_of(p);
      return e_.facts().judged[p].at(at) != Tri::NotYet || (facts && facts->judged[p].at(at) != Tri::NotYet);
    });
  }

  // An event that a test of the antecedent asks for.
  struct Asked {
    const EventTest* test;
    const Facts* facts;
    const EventFact* fact;
    Tri fits;
  };
  struct Occurrence {
    std::optional<Time> at;
    const models::Event* event;
    bool known;                   // else it is not known whether the antecedent held
  };
  using Doubts = boost::container::small_vector<NodeId, 4>;

  // Each occurrence of an event with the rest true; where no event is tested, each new stretch of the state.
  void whenever() {
    const Signal signal = antecedent(index_, e_);
    std::vector<Occurrence> found;
    for (const std::vector<Asked>& event : events_asked()) {
      const models::Event* its = event.front().fact->event;
      const Signal mine = own_.looks_at_its ? antecedent(index_, e_, its) : Signal();
      if (const auto occurrence = occurs(event, own_.looks_at_its ? mine : signal)) found.push_back(*occurrence);
    }
    auto order = [&](const Occurrence& o) { return o.at ? e_.key(*o.at) : std::numeric_limits<std::int64_t>::min(); };
    std::stable_sort(found.begin(), found.end(), [&](auto& a, auto& b) {  // whatever the order of the record
      return order(a) != order(b) ? order(a) < order(b) : content(*a.event) < content(*b.event);
    });
    for (const Occurrence& occurrence : found) {
      if (occurrence.known) start(occurrence.at, occurrence.event);
      else undetermined(occurrence.at, occurrence.event);
    }
    if (out_.runs.empty()) stretches(signal);  // no event is asked for, or it is true without any
    if (out_.runs.empty()) out_.unknown = signal.last() == Tri::Unknown;
  }

  // Every event that some test asks for, with all of these tests.
  std::vector<std::vector<Asked>> events_asked() {
    std::vector<std::vector<Asked>> out;
    std::unordered_map<const models::Event*, std::size_t> places;
    for (const EventTest& test : own_.events) {
      const Facts* facts = e_.facts_of(test.proposition);
      if (!facts) continue;
      for (const auto& event : e_.counted(plan_.nodes[test.node].pattern, *facts, {}, std::nullopt, std::nullopt)) {
        const auto [at, fresh] = places.emplace(event.fact->event, out.size());
        if (fresh) out.emplace_back();
        out[at->second].push_back({&test, facts, event.fact, event.fits});
      }
    }
    return out;
  }

  // How the tests take an event at an instant: the counts tell when there is something new about it.
  struct Taken {
    std::size_t sure = 0, possible = 0, wait = 0;
    bool later = false;
    Doubts doubts;
  };
  Taken taken(const std::vector<Asked>& event, std::int64_t at) {
    Taken out;
    for (const Asked& asked : event) {
      if (judged(*asked.test, asked.fact->at ? asked.fact->key : at)) continue;
      const bool linked = std::all_of(asked.test->path.begin(), asked.test->path.end(), [&](PropositionIndex p) { return e_.facts_of(p, at); });
      if (!linked) {
        out.later = true;
        continue;
      }
      const Evaluation::Place place = e_.place(plan_.nodes[asked.test->node], *asked.facts, *asked.fact, asked.fits, at);
      out.sure += place.sure;
      out.possible += place.possible;
      out.wait += place.wait;
      out.later |= place.later;
      if (place.possible) out.doubts.push_back(asked.test->node);
    }
    return out;
  }

  // Whether an event is an occurrence: decided at its date, and later where only then it is known whether it meets a test.
  std::optional<Occurrence> occurs(const std::vector<Asked>& event, const Signal& rest) {
    const EventFact& fact = *event.front().fact;
    if (!fact.at) return occurs_undated(event, rest);
    std::optional<Occurrence> found;
    std::optional<Taken> last;
    for (const Time& t : looked_at(event)) {
      const Taken now = taken(event, e_.key(t));
      if (last && now.sure <= last->sure && now.wait >= last->wait) continue;
      const Tri value = now.sure > 0 ? rest.at(e_.key(t)) : now.possible > 0 ? doubted(now.doubts, fact).at(e_.key(t)) : Tri::NotYet;
      if (now.wait == 0) found.reset();
      if (value == Tri::Unknown && (!last || now.wait == 0)) found = Occurrence{fact.at, fact.event, false};
      if (value == Tri::True && now.sure > 0) return Occurrence{t, fact.event, true};
      if (!now.later) break;
      last = now;
    }
    return found;
  }

  // Without a date it counts from when the antecedent is true.
  std::optional<Occurrence> occurs_undated(const std::vector<Asked>& event, const Signal& rest) {
    const EventFact& fact = *event.front().fact;
    const Taken now = taken(event, e_.key(e_.horizon()));
    std::optional<Occurrence> found;
    if (now.sure > 0)
      any_stretch(rest, [&](const Stretch& s) {
        if (s.value == Tri::True) found = Occurrence{s.from ? std::optional<Time>(s.from->at) : std::nullopt, fact.event, true};
        return s.value == Tri::True;
      });
    const Tri value = found ? Tri::True : now.sure > 0 ? rest.last() : now.possible > 0 ? doubted(now.doubts, fact).last() : Tri::NotYet;
    if (value == Tri::Unknown) found = Occurrence{std::nullopt, fact.event, false};
    return found;
  }

  // The antecedent where these tests are met no more than perhaps.
  Signal doubted(const Doubts& doubts, const EventFact& fact) {
    Scope scope;
    scope.doubts = &doubts;
    if (own_.looks_at_its) scope.its = fact.event;
    return e_.clause(statement_.antecedent, scope, own_.form != Form::OnlyIf);
  }

  // The event's date, and the instants after it at which a window or a link becomes known.
  std::vector<Time> looked_at(const std::vector<Asked>& event) {
    const EventFact& fact = *event.front().fact;
    std::vector<Time> out{*fact.at};
    auto add = [&](const Time& t) { if (e_.key(t) > fact.key) out.push_back(t); };
    for (const Asked& asked : event) {
      for (const Time& t : e_.window_known(plan_.nodes[asked.test->node], *asked.facts)) add(t);
      for (const PropositionIndex p : asked.test->path)
        if (const auto linked = e_.linked_since(p)) add(*linked);
    }
    std::stable_sort(out.begin() + 1, out.end(), [&](const Time& a, const Time& b) { return e_.key(a) < e_.key(b); });
    return out;
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
    const Signal hopeful = closed ? e_.hopeful_while_open(statement_.antecedent) : e_.clause(statement_.antecedent, scope);
    if (hopeful.last() != Tri::False) {
      if (closed) start(std::nullopt, nullptr);  // only the closing settles it
      return;
    }
    start(failed_since(signal, hopeful), nullptr);
  }

  // From when on it is false for good; none: at all times.
  std::optional<Time> failed_since(const Signal& signal, const Signal& hopeful) {
    std::optional<Time> at;
    for (const Signal* s : {&signal, &hopeful})
      if (!s->constant() && (!at || e_.key(*at) < s->points().back().key)) at = s->points().back().at;
    return at;
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
    bool some = false;
    each_proposition(part, true, [&](PropositionIndex p, bool) { some |= e.plain(p).ever(Tri::True) || e.plain(p).ever(Tri::False); });
    return some;
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

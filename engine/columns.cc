#include "engine/columns.h"

#include <algorithm>

#include "engine/observed.h"

namespace realist::engine {

using models::StepState;
using models::Tri;
using models::Truth;
using models::Verdict;

ColumnsPlan::ColumnsPlan(const Plan& plan, const PlainPlan& rows, const StandingPlan& places) {
  const std::size_t count = plan.propositions.size();
  stalls_at.resize(count);
  part.resize(count);
  end.resize(count);
  against.resize(count);
  for (StatementIndex s = 0; s < plan.statements.size(); ++s) {
    for (std::uint32_t i = 0; i < plan.statements[s].steps.size(); ++i) {
      const StepPlan& step = plan.statements[s].steps[i];
      if (step.negated || step.previously) continue;
      each_proposition(plan.theory.statements[s].steps[i].clause, true, [&](PropositionIndex p, bool) {
        const auto& led = plan.led_to_by[p];
        const auto found = std::find(led.begin(), led.end(), s);
        const std::uint32_t at = places.first_step[s] + i;
        if (found == led.end() || (!stalls_at[p].empty() && stalls_at[p].back().step == at)) return;
        stalls_at[p].push_back({s, static_cast<std::uint32_t>(found - led.begin()), at});
      });
    }
  }
  for (const PlainPart& one : rows.parts) part[one.proposition] = 1;
  for (const PlainPlan::Need& one : rows.ends) end[one.proposition] = 1;
  for (const StandingPlan::Certain& settled : places.certains)
    if (!settled.yes && places.outcome[settled.proposition]) against[settled.proposition] = 1;
}

Plane StateColumn::is(StepState state) const {
  const unsigned code = static_cast<unsigned>(state) + 1;
  Plane out = reached();
  for (unsigned d = 0; d < digits.size(); ++d) out &= code >> d & 1 ? digits[d] : ~digits[d];
  return out;
}

Columns::Columns(const Plan& plan, const StandingPlan& places, const ColumnsPlan& where)
    : plan_(plan), places_(places), where_(where) {
  clear();
}

void Columns::clear() {
  const std::size_t statements = plan_.statements.size();
  lanes = 0;
  closed = {};
  propositions.assign(plan_.propositions.size(), {});
  told.assign(statements, {});
  stalled.assign(places_.steps.size(), {});
  states.assign(places_.steps.size(), {});
  judgings.assign(statements, {});
  for (StatementIndex s = 0; s < statements; ++s) {
    judgings[s].statement = s;
    judgings[s].first_state = places_.first_step[s];
  }
  dormant.clear();
  joined_stalls.clear();
}

void Columns::take(Evaluation& evaluation, const Judgings& judged, PlainJudging& plain) {
  closed.set(lanes, evaluation.facts().closed.has_value());
  for (const auto* list : {&judged.told, &judged.walked})
    for (const StatementIndex s : *list) told[s].set(lanes, judged.how[s] != Judgings::How::Dormant);
  for (const Trace& trace : judged.plain.all)
    if (trace.statement != kNone && !trace.unknown_antecedent) add(lanes, trace, judged.plain.states_of(trace));
  for (PropositionIndex p = 0; p < propositions.size(); ++p) take_proposition(p, evaluation, plain);
  ++lanes;
}

void Columns::take_proposition(PropositionIndex p, Evaluation& e, PlainJudging& plain) {
  PropositionColumn& out = propositions[p];
  using Kind = Facts::Plain::Kind;
  const Facts::Plain& fact = e.facts().plain[p];
  if (fact.kind == Kind::Event) {
    const bool came = fact.first != fact.end;
    out.seen.set(lanes, came);
    out.unseen.set(lanes, !came);
    out.last_true.set(lanes, came);
    out.last_false.set(lanes, !came);
    out.came.set(lanes, came);
    if (where_.against[p] && !came) out.settled_no.set(lanes, e.facts().closed.has_value() || settled_no(e, p));
    return;
  }
  const Truth seen = observed_alone(e, p);
  out.seen.set(lanes, seen == Truth::True);
  out.unseen.set(lanes, seen == Truth::False);
  if (where_.part[p]) {
    const Tri last = fact.kind == Kind::Constant ? fact.value : only_events(e, p) ? met_at_last(e, p) : e.plain(p).last();
    out.last_true.set(lanes, last == Tri::True);
    out.last_false.set(lanes, last == Tri::False);
  }
  if (where_.end[p]) out.came.set(lanes, plain.came(p));
  if (where_.against[p] && seen != Truth::True) out.settled_no.set(lanes, settled_no(e, p));
}

JudgingColumn& Columns::column_for(StatementIndex s, unsigned lane) {
  std::uint32_t at = s;
  while (judgings[at].active.has(lane)) {
    if (judgings[at].next == kNone) {
      judgings[at].next = static_cast<std::uint32_t>(judgings.size());
      JudgingColumn& more = judgings.emplace_back();
      more.statement = s;
      more.first_state = static_cast<std::uint32_t>(states.size());
      states.resize(states.size() + plan_.statements[s].steps.size());
    }
    at = judgings[at].next;
  }
  return judgings[at];
}

void Columns::add(unsigned lane, const Trace& trace, const StepState* state) {
  JudgingColumn& column = column_for(trace.statement, lane);
  column.active.set(lane);
  column.fired.set(lane, trace.verdict == Verdict::Fired);
  column.pending.set(lane, trace.verdict == Verdict::Pending);
  column.blocked.set(lane, trace.verdict == Verdict::Blocked);
  column.predicts.set(lane, trace.verdict != Verdict::Blocked && !trace.flags.has(models::Flag::Despite));
  column.presumed.set(lane, trace.flags.has(models::Flag::Presumed));
  column.unobserved_end.set(lane, trace.unobserved_end);
  column.end_open.set(lane, trace.end_open);
  for (std::uint32_t i = 0; i < trace.count; ++i) states[column.first_state + i].set(lane, state[i]);
}

}  // namespace realist::engine

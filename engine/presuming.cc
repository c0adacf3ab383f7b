#include "engine/presuming.h"

#include <algorithm>

namespace realist::engine {

using models::Flag;
using models::StepState;
using models::Verdict;

// An unobserved step is presumed where a later one is observed to hold or presumed, in its statement or in one whose
// antecedent needs it true: the least fixpoint.
void Presuming::settle(Evaluation& evaluation, Judgings& judgings) {
  e_ = &evaluation;
  judgings_ = &judgings;
  walked_.clear(), plain_.clear();
  using How = Judgings::How;
  for (const StatementIndex s : judgings.walked)
    if (judgings.how[s] == How::Walked && judgings.runs[s].unobserved) walked_.push_back(s);
  for (const StatementIndex s : judgings.told)
    if (judgings.how[s] == How::Plain)
      for (std::uint32_t t = judgings.plain_at[s], end = judgings.plain.end_of(t); t < end; ++t)
        if (judgings.plain.all[t].passes_over) plain_.push_back(t);
  if (walked_.empty() && plain_.empty()) return;
  presumed_.assign(plan_.theory.propositions.size(), 0);
  for (bool grew = true; grew;) {
    grew = false;
    for (const StatementIndex s : walked_)
      for (Run& run : judgings.runs[s].runs) grew |= presume(s, run);
    for (const std::uint32_t at : plain_) grew |= presume(judgings.plain.all[at]);
    for (const StatementIndex s : plan_.presuming) grew |= presume_needed(s);
  }
}

bool Presuming::presume_needed(StatementIndex s) {
  auto seen = [](StepState state) { return state == StepState::Holds || state == StepState::Presumed; };
  bool any = false;
  if (judgings_->how[s] == Judgings::How::Dormant) return false;
  if (judgings_->how[s] == Judgings::How::Plain) {
    const Traces& plain = judgings_->plain;
    for (std::uint32_t t = judgings_->plain_at[s], end = plain.end_of(t); t < end; ++t) {
      const StepState* states = plain.states_of(plain.all[t]);
      any |= std::any_of(states, states + plain.all[t].count, seen);
    }
  } else {
    for (const Run& run : judgings_->runs[s].runs)
      any |= std::any_of(run.steps.begin(), run.steps.end(), [&](const StepOutcome& step) { return seen(step.state); });
  }
  if (!any) return false;
  bool grew = false;
  for (const PropositionIndex p : plan_.statements[s].needed) {
    if (presumed_[p] || !e_->unobserved(p)) continue;
    presumed_[p] = 1;
    grew = true;
  }
  return grew;
}

// `state(i)`: a reference to the state of a step.
template <typename States>
bool Presuming::presume_steps(StatementIndex s, std::uint32_t count, States state, models::Flags& flags) const {
  bool later = false, grew = false;
  for (std::uint32_t i = count; i-- > 0;) {
    StepState& step = state(i);
    if (step == StepState::Holds || step == StepState::Presumed) later = true;
    if (step != StepState::Unobserved || !(later || needed_elsewhere(s, i))) continue;
    step = StepState::Presumed;
    flags.set(Flag::Presumed);
    later = grew = true;
  }
  return grew;
}

bool Presuming::presume(StatementIndex s, Run& run) const {
  const bool grew = presume_steps(s, static_cast<std::uint32_t>(run.steps.size()), [&](std::uint32_t i) -> StepState& { return run.steps[i].state; }, run.flags);
  if (grew && run.unobserved_end && run.steps.back().state == StepState::Presumed) {
    run.unobserved_end = false;
    run.verdict = Verdict::Fired;
    if (run.block) run.flags.set(Flag::Despite);
  }
  return grew;
}

bool Presuming::presume(Trace& trace) const {
  StepState* states = judgings_->plain.states_of(trace);
  const bool grew = presume_steps(trace.statement, trace.count, [&](std::uint32_t i) -> StepState& { return states[i]; }, trace.flags);
  if (grew && trace.unobserved_end && states[trace.count - 1] == StepState::Presumed) {
    trace.unobserved_end = false;
    trace.verdict = Verdict::Fired;
    if (trace.block != Trace::kNotBlocked) trace.flags.set(Flag::Despite);
  }
  return grew;
}

bool Presuming::needed_elsewhere(StatementIndex s, std::uint32_t i) const {
  const models::Step& step = plan_.theory.statements[s].steps[i];
  return !step.negated && !step.previously && implied(step.clause);
}

// True where what others need is.
bool Presuming::implied(const models::Clause& clause) const {
  using Kind = models::Clause::Kind;
  if (clause.kind == Kind::Proposition) return presumed_[clause.proposition] != 0;
  if (clause.kind == Kind::Not || clause.kind == Kind::None) return false;
  const auto parts = std::count_if(clause.parts.begin(), clause.parts.end(), [&](const models::Clause& part) { return implied(part); });
  const std::size_t needed = clause.kind == Kind::All ? clause.parts.size() : clause.kind == Kind::Any ? 1 : clause.count;
  return static_cast<std::size_t>(parts) >= needed;
}

}  // namespace realist::engine

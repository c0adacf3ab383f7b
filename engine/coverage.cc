#include "engine/coverage.h"

namespace realist::engine {

using models::StepState;

void Coverage::add(const models::CaseResult& result) {
  for (const models::PropositionResult& proposition : result.propositions) {
    Seen& seen = seen_[proposition.proposition];
    switch (proposition.observed) {
      case models::Truth::True: ++seen.yes; break;
      case models::Truth::False: ++seen.no; break;
      default: ++seen.unknown; break;
    }
  }
  for (const models::StatementResult& statement : result.statements) {
    add(theory_.statements[statement.statement], statement.judging);
    for (const models::Judging& judging : statement.not_fired) add(theory_.statements[statement.statement], judging);
  }
}

void Coverage::add(const models::Statement& statement, const models::Judging& judging) {
  for (const models::StepResult& result : judging.steps) {
    const models::Step& step = statement.steps[result.step - 1];
    if (!step.negated) add(step.clause, result.state);
  }
  if (!judging.stall || judging.stall->proposition == models::kNone) return;
  const models::Step& stalled = statement.steps[judging.stall->step - 1];
  if (!stalled.negated && stalled.clause.kind == models::Clause::Kind::All) ++seen_[judging.stall->proposition].no;
}

void Coverage::add(const models::Clause& clause, StepState state) {
  if (clause.kind == models::Clause::Kind::All && state == StepState::Holds)
    for (const models::Clause& part : clause.parts) add(part, state);
  if (clause.kind != models::Clause::Kind::Proposition) return;
  Seen& seen = seen_[clause.proposition];
  if (state == StepState::Holds) ++seen.yes;
  else if (state == StepState::Unknown) ++seen.unknown;
  else if (state >= StepState::Refuted && state <= StepState::Overdue) ++seen.no;
}

}  // namespace realist::engine

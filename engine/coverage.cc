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
    if (step.negated || step.clause.kind != models::Clause::Kind::Proposition) continue;
    Seen& seen = seen_[step.clause.proposition];
    if (result.state == StepState::Holds) ++seen.yes;
    else if (result.state == StepState::Unknown) ++seen.unknown;
    else if (result.state >= StepState::Refuted && result.state <= StepState::Overdue) ++seen.no;
  }
}

}  // namespace realist::engine

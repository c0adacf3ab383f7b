#include "cli/graph_overlay.h"

namespace realist::cli {
namespace {

using models::StepState;

void add_step(const models::StepResult& step, std::vector<CohortTally::OfStep>& steps) {
  if (step.step == 0 || step.step > steps.size()) return;
  CohortTally::OfStep& tally = steps[step.step - 1];
  if (step.state <= StepState::Unobserved) ++tally.passed;
  else if (step.state <= StepState::Overdue) ++tally.stopped;
}

}  // namespace

void CohortTally::add(const models::Theory& theory, const models::CaseResult& result) {
  ++cases;
  as_of = result.as_of;
  statements.resize(theory.statements.size());
  propositions.resize(theory.propositions.size());
  for (const models::StatementResult& judged : result.statements) {
    OfStatement& tally = statements[judged.statement];
    ++tally.verdicts[static_cast<std::size_t>(judged.verdict())];
    const models::Statement& statement = theory.statements[judged.statement];
    if (statement.form != models::Form::If) continue;
    tally.steps.resize(statement.steps.size());
    if (judged.verdict() == models::Verdict::Blocked) continue;
    for (const models::StepResult& step : judged.judging.steps) add_step(step, tally.steps);
  }
  for (const models::PropositionResult& judged : result.propositions) {
    OfProposition& tally = propositions[judged.proposition];
    if (judged.observed == models::Truth::True) ++tally.seen;
    else if (judged.observed == models::Truth::False) ++tally.not_seen;
    else ++tally.unknown;
  }
}

}  // namespace realist::cli

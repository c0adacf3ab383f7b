#include "cli/stall_funnel.h"

#include "cli/result_words.h"

namespace realist::cli {

using models::Verdict;

StallFunnel::StallFunnel(const models::Theory& theory) {
  for (const models::Statement& statement : theory.statements) statements.emplace_back(statement.steps.size());
}

void StallFunnel::add(const models::Judging& judging, std::vector<FunnelStep>& steps, std::uint64_t times) {
  if (judging.verdict == Verdict::Fired) {
    for (FunnelStep& step : steps) step.passed += times;
    return;
  }
  if (judging.steps.empty() || steps.empty()) return;
  const std::uint32_t decided = deciding_step(judging);
  const std::size_t at = decided == 0 ? steps.size() : decided;  // an end nobody observed decides at the last step
  for (std::size_t i = 0; i + 1 < at; ++i) steps[i].passed += times;
  FunnelStep& last = steps[at - 1];
  switch (judging.verdict) {
    case Verdict::Stalled: last.stalled += times; break;
    case Verdict::Pending: last.pending += times; break;
    case Verdict::Blocked: last.blocked += times; break;
    default: last.undetermined += times; break;
  }
}

void StallFunnel::add(const models::CaseResult& result) {
  for (const models::StatementResult& judged : result.statements) {
    std::vector<FunnelStep>& steps = statements[judged.statement];
    if (!has_occurrences(judged)) {
      add(judged.judging, steps, 1);
      continue;
    }
    models::Judging fired;
    fired.verdict = Verdict::Fired;
    add(fired, steps, judged.occurrences[static_cast<std::size_t>(Verdict::Fired)]);
    for (const models::Judging& judging : judged.not_fired) add(judging, steps, 1);
  }
}

}  // namespace realist::cli

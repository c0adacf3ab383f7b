#include "engine/traces.h"

namespace realist::engine {

void Traces::add(StatementIndex s, const StatementRuns& judged) {
  for (const Run& run : judged.runs) {
    Trace& trace = all.emplace_back();
    trace.statement = s;
    trace.first = static_cast<std::uint32_t>(states.size());
    trace.count = static_cast<std::uint32_t>(run.steps.size());
    trace.deciding = run.deciding;
    trace.verdict = run.verdict;
    trace.flags = run.flags;
    if (run.block) trace.block = static_cast<std::uint16_t>(std::min<std::size_t>(run.block->which, Trace::kNotBlocked - 1));
    trace.unknown_antecedent = run.unknown_antecedent;
    trace.unobserved_end = run.unobserved_end;
    trace.end_open = run.end_open;
    for (const StepOutcome& step : run.steps) states.push_back(step.state);
  }
}

}  // namespace realist::engine

#include "engine/traces.h"

namespace realist::engine {

int badness(models::Verdict verdict) {
  using models::Verdict;
  switch (verdict) {
    case Verdict::Stalled: return 5;
    case Verdict::Undetermined: return 4;
    case Verdict::Pending: return 3;
    case Verdict::Blocked: return 2;
    case Verdict::Fired: return 1;
    case Verdict::Dormant: return 0;
  }
  return 0;
}

std::uint32_t Traces::end_of(std::uint32_t first) const {
  std::uint32_t end = first + 1;
  while (end < all.size() && all[end].statement == all[first].statement) ++end;
  return end;
}

const Trace& Traces::worst_of(std::uint32_t first) const {
  const Trace* worst = &all[first];
  for (std::uint32_t t = first + 1; t < all.size() && all[t].statement == worst->statement; ++t)
    if (badness(all[t].verdict) > badness(worst->verdict)) worst = &all[t];
  return *worst;
}

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

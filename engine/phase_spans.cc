#include "engine/phase_spans.h"

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/plan.h"

namespace realist::engine {

std::vector<PhaseSpan> phase_spans(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of) {
  std::vector<PhaseSpan> spans;
  if (plan.phases.empty()) return spans;
  const Facts facts = bind(plan, record, as_of);
  Evaluation evaluation(plan);
  evaluation.reset(facts, linked);
  for (models::PhaseIndex i = 0; i < plan.phases.size(); ++i) {
    const Evaluation::Phase phase = evaluation.phase(i, facts);
    if (phase.from) spans.push_back({i, *phase.from, phase.until});
  }
  return spans;
}

}  // namespace realist::engine

// When each phase of a theory began and ended in one case.
#pragma once

#include <optional>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::engine {

struct PhaseSpan {
  models::PhaseIndex phase = models::kNone;
  models::Time from;
  std::optional<models::Time> until;  // none: not over, or no end is written
};

// The phases that had begun by the as-of instant on a known date, in the theory's order. Cost: binding the record once.
std::vector<PhaseSpan> phase_spans(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of);

}  // namespace realist::engine

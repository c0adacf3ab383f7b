// When a case was at risk of breaking at each proposition, read off its result. Internal to the engine.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/shared_cause.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// Adds one entry a proposition that a step of some `If` reached, or that stands in its `unless` and is known to be so or not. Several
// statements about one proposition are one entry: the earliest break, else the whole time. Statements judged each time (`Whenever`)
// are left out: a result has no dates of the times they fired.
void collect_at_risk(const models::Theory& theory, const models::CaseResult& result, std::size_t which, std::vector<AtRisk>& out);

}  // namespace realist::engine

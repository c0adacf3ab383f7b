// What the judged statements say of each proposition: observed, predicted, verdict and reading (semantics.md,
// "Propositions in a case").
#pragma once

#include <vector>

#include "engine/judging.h"
#include "models/verdict.h"

namespace realist::engine {

// One result a proposition, in the theory's order. `runs` has one entry a statement. Cost: linear in the theory's size,
// times the number of its propositions that lie on a feedback loop.
std::vector<models::PropositionResult> standings(Evaluation& evaluation, const std::vector<StatementRuns>& runs);

}  // namespace realist::engine

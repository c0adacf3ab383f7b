// Whether a proposition came true in a case, by the facts alone (semantics.md, "Propositions in a case"). Internal to the engine.
#pragma once

#include "engine/evaluation.h"
#include "models/verdict.h"

namespace realist::engine {

// Came true at some instant, or not, or unknown. What time can only break: as it was judged; Unknown where the steps have to tell.
models::Truth observed_alone(Evaluation& evaluation, PropositionIndex p);

// What a test of some events of the case's own, without a window of its own, comes to at last where nobody judged it: true once it was met.
Tri met_at_last(const Evaluation& evaluation, PropositionIndex p);

// Whether nobody judged a proposition that is such a test (PropositionPlan::some_events).
bool only_events(const Evaluation& evaluation, PropositionIndex p);

// Not seen, and nothing more to come: an undated fact says no, or the case is closed.
bool settled_no(Evaluation& evaluation, PropositionIndex p);

}  // namespace realist::engine

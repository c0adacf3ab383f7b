// Statements that are plain events from end to end, told straight from the sorted matches: most statements of most
// programme theories, in most cases. The verdicts are those of the walk; a property holds the two to each other.
// Internal to the engine.
#pragma once

#include "engine/evaluation.h"
#include "engine/judge.h"

namespace realist::engine {

// Fills `out` where every part of the statement is a plain event (Facts::plain_event) or, in the antecedent, constant in
// this case. False: the statement has to be walked. Cost: a search of the matches a step; no allocation.
bool outline_plainly(StatementIndex s, Evaluation& evaluation, Outline& out);

}  // namespace realist::engine

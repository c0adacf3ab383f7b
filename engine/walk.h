// One activation of a statement, walked step by step (semantics.md, rules 2 to 5). Internal to the engine.
#pragma once

#include "engine/judging.h"

namespace realist::engine {

// Fills `run`, whose activation, occurrence and spent events are set, and notes in `evaluation.moments` what was reached.
// `clock`: what the first window counts from.
void walk(StatementIndex s, Evaluation& evaluation, Run& run, Clock clock);

}  // namespace realist::engine

// Presuming backwards (semantics.md, rule 4). Internal to the engine.
#pragma once

#include <vector>

#include "engine/judging.h"

namespace realist::engine {

// Marks as presumed the unobserved steps that something later was seen to follow, and lets statements fire by them.
void presume(Evaluation& evaluation, std::vector<StatementRuns>& runs);

}  // namespace realist::engine

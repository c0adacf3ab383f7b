// To which phases of the work each proposition of a theory belongs. Internal to the engine.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::engine {

// By proposition, ascending; empty: to none in particular. The rule stands in recording.h.
std::vector<std::set<models::PhaseIndex>> work_phases(const models::Theory& theory);

// The phase that events of this type begin, else the one they end; kNone: neither.
models::PhaseIndex phase_of_event(const models::Theory& theory, std::string_view type);

}  // namespace realist::engine

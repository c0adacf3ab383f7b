// What could be added to a record, as JSON: the fact in the shape a record has it (docs/cli.md, "realist why").
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/needs.h"

namespace realist::cli {

nlohmann::ordered_json addition_to_json(const engine::Addition& addition);

}  // namespace realist::cli

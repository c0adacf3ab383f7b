// What `realist extract` found, as data.
#pragma once

#include <string>

#include "rules/prose/draft.h"

namespace realist::cli {

// {"statements": [...], "left_out": [...], "counts": {...}}, as docs/extract.md has it. Places are bytes of "text".
std::string extract_json(const rules::prose::Draft& draft);

}  // namespace realist::cli

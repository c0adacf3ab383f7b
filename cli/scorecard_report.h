// `realist check --scorecard`: what rules/scorecard.h counts, for a person and for a program.
#pragma once

#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::cli {

// At most 80 columns, but for the theory's name.
std::string scorecard_text(const models::Theory& theory);

// {"after": {"title", "doi"}, "theories": [{"theory": {"name", "version"}, "criteria": [{"name", "met_in_full", "of", "counts":
// [{"what", "met", "of", "next", "code"}]}]}]}. `next` and `code` only where something is left to do.
std::string scorecard_json(const std::vector<models::Theory>& theories);

}  // namespace realist::cli

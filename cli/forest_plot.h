// A forest as SVG: each statement's rate with its interval; with --by each group's, and how it differs, beside each other.
#pragma once

#include <string>

#include "cli/pattern_counts.h"

namespace realist::cli {

// Height grows with statements × groups.
std::string forest_svg(const Patterns& patterns);

}  // namespace realist::cli

// A funnel as SVG: for each step of each statement, how many came so far, and what became of them there; with --by group by group.
#pragma once

#include <string>

#include "cli/pattern_counts.h"

namespace realist::cli {

// Statements that began in no case are named under it. Height grows with steps × groups.
std::string funnel_svg(const Patterns& patterns);

}  // namespace realist::cli

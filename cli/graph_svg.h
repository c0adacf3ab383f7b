// The picture of a theory as SVG: left to right, one box a proposition, one small plate a step of a statement between.
//
// Stands alone (no script, no font, no image from elsewhere), all text is text, and the same view gives the same bytes.
#pragma once

#include <string>

#include "cli/graph_view.h"

namespace realist::cli {

std::string graph_svg(const GraphView& view);

}  // namespace realist::cli

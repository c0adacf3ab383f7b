// The picture of a theory as SVG: left to right, one box a proposition, one small plate a step of a statement between.
//
// Stands alone (no script, no font, no image from elsewhere), all text is text, and the same view gives the same bytes.
#pragma once

#include <string>

#include "cli/graph_diagram.h"
#include "cli/graph_view.h"

namespace realist::cli {

std::string graph_svg(const GraphView& view);

// The same page around a diagram of the view that is drawn already (graph_lanes.h).
std::string graph_svg_page(const GraphView& view, Diagram diagram);

}  // namespace realist::cli

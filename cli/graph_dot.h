// The picture of a theory as Graphviz DOT, for those who want to lay it out themselves. Any phrase is plain label text.
#pragma once

#include <string>

#include "cli/graph_view.h"

namespace realist::cli {

std::string graph_dot(const GraphView& view);

}  // namespace realist::cli

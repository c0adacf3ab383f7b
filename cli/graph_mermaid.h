// The picture of a theory as a Mermaid flowchart, for pages that draw Mermaid (wikis, Markdown on code hosts).
#pragma once

#include <string>

#include "cli/graph_view.h"

namespace realist::cli {

std::string graph_mermaid(const GraphView& view);

}  // namespace realist::cli

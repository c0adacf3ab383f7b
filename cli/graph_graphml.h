// The graph of a theory as GraphML, for network tools: propositions are nodes, pairs of ends of links are edges.
#pragma once

#include <string>

#include "cli/graph_focus.h"
#include "cli/graph_fold.h"
#include "cli/graph_overlay.h"
#include "models/theory_graph.h"

namespace realist::cli {

// At most kMostPairs edges (graph_json.h); those of a link that would pass it are left out, and a comment says how many.
// Shown alone is what is selected; nothing is folded, an edge names its statement's part.
std::string graph_graphml(const models::Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay = {},
                          const GraphSelection& selection = {}, const GraphFolding& folding = {});

}  // namespace realist::cli

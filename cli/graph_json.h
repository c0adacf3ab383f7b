// A theory and its graph as JSON and as GraphML: for programs, so links stand between pairs of propositions.
#pragma once

#include <cstddef>
#include <string>

#include "cli/graph_focus.h"
#include "cli/graph_fold.h"
#include "cli/graph_overlay.h"
#include "models/theory_graph.h"

namespace realist::cli {

// Pairs of ends written at most; a list of a thousand leading to a list of a thousand is a million pairs already. What is
// left out is said ("links_left_out").
inline constexpr std::size_t kMostPairs = 1'000'000;

// The documented schema (docs/graph.md). Keys with nothing to say are left out.
// Nothing is folded: `parts` tells what would be. Shown alone is what is selected; joints with both their sides, loops whole.
std::string graph_json(const models::Theory& theory, const models::TheoryGraph& graph, const GraphOverlay& overlay = {},
                       const GraphSelection& selection = {}, const GraphFolding& folding = {});

}  // namespace realist::cli

// Cuts the view of a large theory into parts that can each be read on their own.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/graph_view.h"

namespace realist::cli {

struct PartLimits {
  std::size_t whole = 230;  // boxes and plates of one connected piece up to which nothing is cut
  std::size_t part = 44;    // plates in a part, about; a statement is never cut, however long
};

// The view as one part, or, where a connected piece of it is too large to take in at once, as several: statements that
// share propositions stay together as far as fits, in reading order. A proposition that several parts need stands in
// each of them and says where else (`elsewhere`). Only boxes, gates and plates are filled in. Cost: linear in the view, but
// for propositions that stand in very many parts.
std::vector<GraphView> graph_parts(const GraphView& view, const PartLimits& limits = {});

}  // namespace realist::cli

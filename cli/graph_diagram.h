// One diagram: the boxes, plates and lines of a view, laid out and drawn as a group of SVG.
#pragma once

#include <cstddef>
#include <string>

#include "cli/graph_boxes.h"
#include "cli/graph_view.h"

namespace realist::cli {

struct DiagramStyle {
  DiagramScale wide = kRoomy, narrow = kRoomyNarrow;  // the narrow one where the wide one would be much wider than high
  double aspect = 1.5;       // what the packing of unconnected pieces aims at
  bool details = true;       // texts for a resting pointer
  bool reasons = true;       // `because` on the plates
  bool columns = false;      // set in plain columns, quickly
  std::string prefix;        // of ids, where several diagrams share a page
};

struct Diagram {
  double width = 0, height = 0;
  std::string svg;           // drawn from (0, 0)
  bool leads = false, negative = false, blocks = false, ties = false;  // the kinds of line in it
  bool plates = true, folds = false;                                   // plates of statements; of several folded together
};

Diagram draw_diagram(const GraphView& view, const DiagramStyle& style);

}  // namespace realist::cli

// One diagram: the boxes, plates and lines of a view, laid out and drawn as a group of SVG.
#pragma once

#include <cstddef>
#include <string>

#include "cli/graph_view.h"

namespace realist::cli {

// Sizes in pixels of the type and the boxes; a large theory is drawn in smaller type, to be read close to.
struct DiagramScale {
  double box_width, phrase, small, band, plate_width, plate;
  std::size_t phrase_lines;
  double rank_gap, node_gap;
};
inline constexpr DiagramScale kRoomy{184, 13, 10.5, 16, 122, 10.5, 9, 26, 14};
inline constexpr DiagramScale kRoomyNarrow{148, 13, 10.5, 16, 108, 10.5, 11, 22, 14};
inline constexpr DiagramScale kClose{160, 12, 9.5, 14, 104, 9.5, 8, 24, 10};
inline constexpr DiagramScale kCloseNarrow{130, 12, 9.5, 14, 96, 9.5, 10, 20, 10};

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
};

Diagram draw_diagram(const GraphView& view, const DiagramStyle& style);

}  // namespace realist::cli

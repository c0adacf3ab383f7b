// The boxes, plates and lines of a theory's pictures, each drawn on its own; where they stand is another matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/graph_layout.h"
#include "cli/graph_view.h"
#include "cli/svg_sheet.h"

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

struct DrawnBox {
  double width = 0, height = 0;
  std::string inside;  // drawn relative to its top left corner
};

class BoxPainter {
 public:
  // `details`: texts for a resting pointer. `reasons`: `because` on the plates. `prefix`: of ids, where several diagrams share
  // a page.
  BoxPainter(const DiagramScale& scale, bool details, bool reasons, std::string prefix)
      : scale_(scale), details_(details), reasons_(reasons), prefix_(std::move(prefix)) {}

  // `foot`: one more line of small type.
  DrawnBox node_box(const GraphNode& node, const std::string& foot = "") const;
  DrawnBox gate_box(const GraphGate& gate) const;
  DrawnBox plate_box(const GraphPlate& plate) const;

 private:
  double put_mark(SvgSheet& sheet, const GraphMark& mark, double x, double y, double width) const;
  double put_share(SvgSheet& sheet, const GraphShare& share, double x, double y, double width) const;
  double put_band(SvgSheet& sheet, const GraphNode& node, double width) const;
  DrawnBox node_frame(const GraphNode& node, double width, double height, const std::string& inside) const;
  std::string plate_frame(const GraphPlate& plate, double width, double height, const std::string& inside) const;
  DrawnBox folded_box(const GraphPlate& plate) const;

  DiagramScale scale_;
  bool details_, reasons_;
  std::string prefix_;
};

struct GraphLine {
  enum class Strength : std::uint8_t { Plain, Strong, Faint };
  bool negative = false, block = false, arrow = false, tie = false;
  Strength strength = Strength::Plain;
};

// `curve`: cubic Bézier, 1 + 3n points. `detail`: what a resting pointer shows.
void draw_line(SvgSheet& sheet, const std::vector<LayoutPoint>& curve, const GraphLine& line, const std::string& detail = "");

}  // namespace realist::cli

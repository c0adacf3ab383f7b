// Where boxes and curves go: Graphviz's `dot` for each connected part of a picture, then the parts packed together.
//
// No text reaches Graphviz, only sizes, so no phrase can upset it. A part too large for it, or one it gives up on, is set
// in plain columns instead. The same input gives the same places.
#pragma once

#include <cstddef>
#include <vector>

namespace realist::cli {

struct LayoutPoint {
  double x = 0, y = 0;
};

struct LayoutBox {
  double width = 0, height = 0;
  LayoutPoint centre;  // filled in
};

struct LayoutEdge {
  std::size_t from = 0, to = 0;  // boxes
  int weight = 1;                // heavier ones are kept shorter and straighter
  std::vector<LayoutPoint> curve;  // filled in: cubic Bézier, 1 + 3n points, from box to box
};

struct LayoutSettings {
  double rank_gap = 26;       // between columns, pixels
  double node_gap = 14;       // between boxes of a column
  double part_gap = 44;       // between connected parts
  double aspect = 1.5;        // width to height that the packing of parts aims at
  std::size_t dot_limit = 2'500;  // boxes and edges of a part beyond which columns do
  std::size_t dot_total = 10'000; // boxes and edges of all parts that Graphviz is given
};

struct LayoutSize {
  double width = 0, height = 0;
};

// Places every box and edge, left to right, from (0, 0) to the size given back.
LayoutSize lay_out(std::vector<LayoutBox>& boxes, std::vector<LayoutEdge>& edges, const LayoutSettings& settings = {});

// Packs rectangles, in the order given, each as high up as it goes, into about the width that gives the aspect;
// `corners` are their top left ones. Cost: linear times the number of rectangles that stand side by side.
LayoutSize pack(const std::vector<LayoutSize>& sizes, double gap, double aspect, std::vector<LayoutPoint>& corners);

}  // namespace realist::cli

#include "cli/graph_diagram.h"

#include <algorithm>
#include <cmath>

#include "cli/graph_boxes.h"
#include "cli/graph_layout.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using Strength = GraphLine::Strength;

constexpr double kTooWide = 2.3;  // width to height from which the narrow scale is tried

class Painter {
 public:
  Painter(const GraphView& view, const DiagramStyle& style, const DiagramScale& scale) : view_(view) {
    const BoxPainter painter(scale, style.details, style.reasons, style.prefix);
    for (const GraphNode& node : view_.nodes) boxes_.push_back(painter.node_box(node));
    for (const GraphGate& gate : view_.gates) boxes_.push_back(painter.gate_box(gate));
    for (const GraphPlate& plate : view_.plates) boxes_.push_back(painter.plate_box(plate));
    connect();
    for (const DrawnBox& box : boxes_) places_.push_back({box.width, box.height});
    LayoutSettings settings;
    settings.rank_gap = scale.rank_gap;
    settings.node_gap = scale.node_gap;
    settings.aspect = style.aspect;
    if (style.columns) settings.dot_limit = 0;
    size_ = lay_out(places_, edges_, settings);
  }

  const LayoutSize& size() const { return size_; }

  Diagram draw() const {
    SvgSheet sheet;
    for (Strength strength : {Strength::Faint, Strength::Plain, Strength::Strong})
      for (std::size_t i = 0; i < edges_.size(); ++i)
        if (lines_[i].strength == strength) draw_line(sheet, edges_[i].curve, lines_[i]);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", places_[i].centre.x - boxes_[i].width / 2,
                places_[i].centre.y - boxes_[i].height / 2);
      sheet.add(boxes_[i].inside);
      sheet.put("</g>\n");
    }
    const auto any = [&](auto has) { return std::any_of(lines_.begin(), lines_.end(), has); };
    return {size_.width, size_.height, sheet.take(), any([](const GraphLine& l) { return l.arrow && !l.negative; }),
            any([](const GraphLine& l) { return l.negative && !l.block; }), any([](const GraphLine& l) { return l.block; }),
            any([](const GraphLine& l) { return l.tie; }),
            std::any_of(view_.plates.begin(), view_.plates.end(), [](const GraphPlate& plate) { return plate.folded == 0; }),
            std::any_of(view_.plates.begin(), view_.plates.end(), [](const GraphPlate& plate) { return plate.folded != 0; })};
  }

 private:
  std::size_t gate_number(std::size_t i) const { return view_.nodes.size() + i; }
  std::size_t plate_number(std::size_t i) const { return view_.nodes.size() + view_.gates.size() + i; }

  // ---- Lines

  void edge(std::size_t from, std::size_t to, int weight, GraphLine line) {
    edges_.push_back({from, to, weight});
    lines_.push_back(line);
  }

  std::size_t source(const GraphInput& input) const { return input.is_gate ? gate_number(input.index) : input.index; }

  void connect() {
    for (std::size_t i = 0; i < view_.gates.size(); ++i)
      for (const GraphInput& input : view_.gates[i].inputs)
        edge(source(input), gate_number(i), 2, {.negative = input.negated});
    for (std::size_t i = 0; i < view_.plates.size(); ++i) connect(i, view_.plates[i]);
    for (const GraphTie& tie : view_.ties) edge(tie.from, tie.to, 1, {.tie = true});
  }

  void connect(std::size_t i, const GraphPlate& plate) {
    const bool block = plate.kind == LinkKind::Blocks;
    const bool judged = !plate.marks.empty() && plate.folded == 0;
    const bool good = judged && plate.marks.back().sign == MarkSign::Good;
    const bool stopped = judged && plate.marks.back().sign == MarkSign::Stopped;
    const Strength in = plate.faint ? Strength::Faint : good || stopped ? Strength::Strong : Strength::Plain;
    const Strength out = plate.faint || stopped ? Strength::Faint : good ? Strength::Strong : Strength::Plain;
    for (const GraphInput& input : plate.inputs)
      edge(source(input), plate_number(i), block ? 1 : 3, {.negative = input.negated, .block = block, .strength = in});
    for (const models::LinkEnd& end : plate.outputs)
      edge(plate_number(i), end.proposition, 4, {.negative = end.negated, .arrow = true, .strength = out});
    if (plate.blocks) edge(plate_number(i), plate_number(*plate.blocks), 1, {.negative = true, .block = true, .strength = in});
  }

  const GraphView& view_;
  std::vector<DrawnBox> boxes_;
  std::vector<LayoutBox> places_;
  std::vector<LayoutEdge> edges_;
  std::vector<GraphLine> lines_;
  LayoutSize size_;
};

}  // namespace

Diagram draw_diagram(const GraphView& view, const DiagramStyle& style) {
  const Painter wide(view, style, style.wide);
  if (wide.size().width <= kTooWide * wide.size().height) return wide.draw();
  return Painter(view, style, style.narrow).draw();
}

}  // namespace realist::cli

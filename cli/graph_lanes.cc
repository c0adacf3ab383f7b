#include "cli/graph_lanes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "cli/graph_boxes.h"
#include "cli/graph_svg.h"
#include "cli/graph_text.h"
#include "cli/result_words.h"
#include "cli/svg_sheet.h"
#include "engine/work_phases.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using models::Role;
using models::Theory;
using Strength = GraphLine::Strength;

constexpr double kTitleWidth = 126;  // of a lane
constexpr double kGutter = 24;       // beside each column, for the lines
constexpr double kGap = 12;          // between boxes
constexpr double kHead = 26;         // of phases, and of roles
constexpr std::size_t kRoomyBoxes = 70;

std::string lane_name(const models::Proposition& p) { return on_one_line(p.actor.empty() ? p.of : p.actor); }

// A line from a box to a box.
struct LaneLine {
  std::size_t from = 0, to = 0;
  GraphLine look;
  std::string detail;
};

void add_sources(const GraphView& view, const std::vector<GraphInput>& inputs, bool negated, std::vector<GraphInput>& out) {
  for (const GraphInput& input : inputs) {
    if (input.is_gate) add_sources(view, view.gates[input.index].inputs, negated != input.negated, out);
    else out.push_back({false, input.index, negated != input.negated});
  }
}

GraphLine look_of(const GraphPlate& plate) {
  GraphLine look;
  look.block = plate.kind == LinkKind::Blocks;
  look.arrow = true;
  const bool good = !plate.marks.empty() && plate.marks.back().sign == MarkSign::Good;
  look.strength = plate.faint ? Strength::Faint : good ? Strength::Strong : Strength::Plain;
  return look;
}

std::vector<LaneLine> lane_lines(const GraphView& view) {
  std::vector<LaneLine> lines;
  for (const GraphPlate& plate : view.plates) {
    const GraphPlate& led = plate.blocks ? view.plates[*plate.blocks] : plate;
    std::vector<GraphInput> sources;
    add_sources(view, plate.inputs, false, sources);
    for (const GraphInput& source : sources)
      for (const models::LinkEnd& end : led.outputs) {
        if (lines.size() > kMostLaneLines) return lines;
        LaneLine line{source.index, end.proposition, look_of(plate), plate.blocks ? "unless, of " + led.label : plate.label};
        line.look.negative = line.look.block || source.negated != end.negated;
        if (line.from != line.to) lines.push_back(std::move(line));
      }
  }
  return lines;
}

// By box: the labels of the statements that it stands in.
std::vector<std::string> feet(const GraphView& view) {
  constexpr std::size_t kNamed = 4;
  std::vector<std::vector<std::string>> labels(view.nodes.size());
  const auto add = [&](std::size_t node, const std::string& label) {
    if (std::find(labels[node].begin(), labels[node].end(), label) == labels[node].end()) labels[node].push_back(label);
  };
  for (const GraphPlate& plate : view.plates) {
    const std::string label = cut_text(plate.blocks ? view.plates[*plate.blocks].label : plate.label, 24);
    std::vector<GraphInput> sources;
    add_sources(view, plate.inputs, false, sources);
    for (const GraphInput& source : sources) add(source.index, label);
    for (const models::LinkEnd& end : plate.outputs) add(end.proposition, label);
  }
  std::vector<std::string> out;
  for (std::vector<std::string>& list : labels) {
    const std::size_t more = list.size() > kNamed + 1 ? list.size() - kNamed : 0;
    if (more != 0) list.resize(kNamed);
    out.push_back(joined(list, ", ") + (more == 0 ? "" : fmt::format(" and {} more", more)));
  }
  return out;
}

class Lanes {
 public:
  Lanes(const Theory& theory, const GraphView& view) : theory_(theory), view_(view), plan_(lane_plan(theory, view)) {
    const DiagramScale& scale = view.nodes.size() > kRoomyBoxes ? kClose : kRoomy;
    const BoxPainter painter(scale, true, true, "");
    const std::vector<std::string> words = feet(view);
    for (std::size_t i = 0; i < view.nodes.size(); ++i) boxes_.push_back(painter.node_box(view.nodes[i], words[i]));
    slot_ = scale.box_width + 8;
    place();
  }

  Diagram draw() const {
    SvgSheet sheet;
    draw_ground(sheet);
    std::vector<LaneLine> lines = lane_lines(view_);
    if (lines.size() > kMostLaneLines) lines.clear();
    draw_lines(sheet, lines);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", corners_[i].x, corners_[i].y);
      sheet.add(boxes_[i].inside);
      sheet.put("</g>\n");
    }
    Diagram out{width_, height_, sheet.take()};
    const auto any = [&](auto has) { return std::any_of(lines.begin(), lines.end(), [&](const LaneLine& line) { return has(line.look); }); };
    out.leads = any([](const GraphLine& l) { return !l.negative; });
    out.negative = any([](const GraphLine& l) { return l.negative && !l.block; });
    out.blocks = any([](const GraphLine& l) { return l.block; });
    out.plates = false;
    return out;
  }

 private:
  using Cell = std::vector<std::size_t>;  // boxes, in the theory's order

  // Boxes beside each other in one column, where its fullest cell would be too high otherwise.
  static std::size_t abreast(std::size_t most) { return most <= 7 ? 1 : most <= 20 ? 2 : most <= 45 ? 3 : most <= 90 ? 4 : 6; }

  void place() {
    corners_.resize(boxes_.size());
    std::vector<std::vector<Cell>> cells(plan_.lanes.size(), std::vector<Cell>(plan_.columns.size()));
    for (std::size_t i = 0; i < boxes_.size(); ++i) cells[plan_.lane_of[i]][plan_.column_of[i]].push_back(i);
    lefts_.push_back(kTitleWidth);
    std::vector<std::size_t> breadth;
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      std::size_t most = 1;
      for (const auto& row : cells) most = std::max(most, row[c].size());
      breadth.push_back(abreast(most));
      lefts_.push_back(lefts_.back() + 2 * kGutter + static_cast<double>(breadth[c]) * (slot_ + kGap) - kGap);
    }
    double y = head();
    for (const auto& row : cells) {
      tops_.push_back(y);
      double deepest = 34;
      for (std::size_t c = 0; c < row.size(); ++c) deepest = std::max(deepest, stack(row[c], lefts_[c] + kGutter, y + kGap, breadth[c]));
      y += deepest + 2 * kGap;
    }
    tops_.push_back(y);
    width_ = lefts_.back();
    height_ = y;
  }

  // Fills a cell down one place after the other, in as many of them as stand abreast; gives its height.
  double stack(const Cell& boxes, double left, double top, std::size_t breadth) {
    const std::size_t each = (boxes.size() + breadth - 1) / breadth;
    double deepest = 0;
    for (std::size_t i = 0; i < boxes.size(); i += each) {
      double y = 0;
      const double x = left + static_cast<double>(i / each) * (slot_ + kGap);
      for (std::size_t k = i; k < std::min(i + each, boxes.size()); ++k) {
        const DrawnBox& box = boxes_[boxes[k]];
        corners_[boxes[k]] = {x + (slot_ - box.width) / 2, top + y};
        y += box.height + kGap;
      }
      deepest = std::max(deepest, y - kGap);
    }
    return deepest;
  }

  bool has_phases() const { return !theory_.phases.empty(); }
  double head() const { return has_phases() ? 2 * kHead : kHead; }

  // ---- Heads and lanes

  void draw_ground(SvgSheet& sheet) const {
    for (std::size_t lane = 0; lane < plan_.lanes.size(); ++lane) {
      sheet.put("<rect y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n", tops_[lane], width_, tops_[lane + 1] - tops_[lane],
                lane % 2 == 0 ? "#f8fafc" : "#ffffff");
      const std::string name = plan_.lanes[lane].empty() ? "nobody named" : plan_.lanes[lane];
      sheet.lines(wrap_text(name, kTitleWidth - 16, 13, 6, true), 8, tops_[lane] + 8, 13,
                  plan_.lanes[lane].empty() ? "font-style=\"italic\" fill=\"#475569\"" : "font-weight=\"bold\" fill=\"#0f172a\"");
    }
    draw_heads(sheet);
    for (const double top : tops_) sheet.put("<path d=\"M0 {0:.1f} L{1:.1f} {0:.1f}\" stroke=\"#94a3b8\"/>\n", top, width_);
  }

  void draw_heads(SvgSheet& sheet) const {
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      std::string role(models::to_string(plan_.columns[c].role));
      for (char& letter : role) letter = static_cast<char>(letter - 'a' + 'A');
      sheet.text((lefts_[c] + lefts_[c + 1]) / 2, head() - 9, 10.5, role, "text-anchor=\"middle\" letter-spacing=\"0.6\" fill=\"#475569\"");
    }
    if (!has_phases()) return;
    for (std::size_t c = 0; c < plan_.columns.size();) {
      std::size_t end = c;
      while (end < plan_.columns.size() && plan_.columns[end].phase == plan_.columns[c].phase) ++end;
      const auto phase = plan_.columns[c].phase;
      const std::string name = phase == models::kNone ? "in no phase in particular" : on_one_line(theory_.phases[phase].name);
      const double left = lefts_[c], width = lefts_[end] - left;
      sheet.put("<rect x=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#1f5c63\"/>\n", left + 2, width - 4, kHead);
      sheet.lines(wrap_text(name, width - 16, 13, 1, true), left + width / 2, 2, 13, "text-anchor=\"middle\" font-weight=\"bold\" fill=\"#ffffff\"");
      if (c != 0) sheet.put("<path d=\"M{0:.1f} {1:.1f} L{0:.1f} {2:.1f}\" stroke=\"#94a3b8\" stroke-dasharray=\"2 3\"/>\n", left, kHead, height_);
      c = end;
    }
  }

  // ---- Lines

  double middle(std::size_t box) const { return corners_[box].y + boxes_[box].height / 2; }

  // Where each line leaves and arrives: spread over the sides of its boxes, in the order of their other ends, so that few cross.
  std::vector<double> ports(const std::vector<LaneLine>& lines, bool leaving) const {
    std::map<std::size_t, std::vector<std::size_t>> at;
    for (std::size_t i = 0; i < lines.size(); ++i) at[leaving ? lines[i].from : lines[i].to].push_back(i);
    std::vector<double> y(lines.size());
    for (auto& [box, list] : at) {
      const auto other = [&](std::size_t i) { return middle(leaving ? lines[i].to : lines[i].from); };
      std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) { return other(a) < other(b); });
      for (std::size_t k = 0; k < list.size(); ++k)
        y[list[k]] = corners_[box].y + boxes_[box].height * static_cast<double>(k + 1) / static_cast<double>(list.size() + 1);
    }
    return y;
  }

  void draw_lines(SvgSheet& sheet, const std::vector<LaneLine>& lines) const {
    const std::vector<double> leave = ports(lines, true), arrive = ports(lines, false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const LayoutPoint from{corners_[lines[i].from].x + boxes_[lines[i].from].width, leave[i]};
      const LayoutPoint to{corners_[lines[i].to].x, arrive[i]};
      const double bend = to.x > from.x ? std::max(18.0, (to.x - from.x) * 0.45) : 46.0;
      draw_line(sheet, {from, {from.x + bend, from.y}, {to.x - bend, to.y}, to}, lines[i].look, lines[i].detail);
    }
  }

  const Theory& theory_;
  const GraphView& view_;
  LanePlan plan_;
  std::vector<DrawnBox> boxes_;
  std::vector<LayoutPoint> corners_;
  std::vector<double> lefts_, tops_;  // of columns and lanes, and where the last ends
  double slot_ = 0, width_ = 0, height_ = 0;
};

}  // namespace

LanePlan lane_plan(const Theory& theory, const GraphView& view) {
  LanePlan plan;
  const auto phases = engine::work_phases(theory);
  std::map<std::string, std::size_t> lane_at;  // by folded name
  const auto column_of = [&](const GraphNode& node) {
    const auto& of = phases[node.proposition];
    return std::tuple(of.empty() ? models::kNone : *of.begin(), node.roles.back());  // kNone is the greatest
  };
  std::map<std::tuple<models::PhaseIndex, Role>, std::size_t> columns;
  for (const GraphNode& node : view.nodes) {
    columns.emplace(column_of(node), 0);
    const std::string name = lane_name(theory.propositions[node.proposition]);
    if (!name.empty() && lane_at.try_emplace(models::fold(name), plan.lanes.size()).second) plan.lanes.push_back(name);
  }
  for (auto& [key, place] : columns) {
    place = plan.columns.size();
    plan.columns.push_back({std::get<0>(key), std::get<1>(key)});
  }
  bool nobody = false;
  for (const GraphNode& node : view.nodes) {
    const std::string name = models::fold(lane_name(theory.propositions[node.proposition]));
    nobody |= name.empty();
    plan.lane_of.push_back(name.empty() ? plan.lanes.size() : lane_at.at(name));
    plan.column_of.push_back(columns.at(column_of(node)));
  }
  if (nobody) plan.lanes.emplace_back();
  return plan;
}

Diagram draw_lanes(const Theory& theory, const GraphView& view) { return Lanes(theory, view).draw(); }

std::string lanes_svg(const Theory& theory, const GraphView& view) {
  GraphView shown = view;
  if (lane_lines(view).size() > kMostLaneLines)
    shown.facts.push_back("Too many lines to be read are left out. Each box names the statements it stands in; --focus draws the lines around one of them.");
  return graph_svg_page(shown, draw_lanes(theory, shown));
}

}  // namespace realist::cli

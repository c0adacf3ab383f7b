#include "cli/graph_dot.h"

#include <fmt/format.h>

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using models::Role;

struct DotLook {
  const char* shape;
  const char* style;
  const char* fill;
};

constexpr DotLook kLooks[] = {{"box", "filled", "#e4e9f0"},
                              {"box", "filled,rounded", "#f4d58d"},
                              {"ellipse", "filled", "#e2a06e"},
                              {"octagon", "filled", "#dcbfd2"},
                              {"box", "filled", "#a9cdd0"}};

// Lines of a label, each centred.
std::string label(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    std::string text = quoted_text(line);
    out += (out.empty() ? "" : "\\n") + text.substr(1, text.size() - 2);
  }
  return '"' + out + '"';
}

std::string share_words(const std::optional<GraphShare>& share) {
  if (!share) return "";
  return share->beside.empty() ? share->words : share->words + " (" + share->beside + ")";
}

std::string node_line(const GraphNode& node) {
  std::vector<std::string> lines;
  lines.push_back(role_words(node.roles));
  for (std::string& line : wrap_text(node.phrase, 190, 13, 12)) lines.push_back(std::move(line));
  lines.push_back(node.about);
  if (node.mark) lines.push_back(mark_words(*node.mark));
  lines.push_back(share_words(node.share));
  const Role role = node.roles.back();
  const DotLook& look = kLooks[static_cast<std::size_t>(role)];
  return fmt::format("  {} [label={}, tooltip={}, shape={}, style={}, fillcolor=\"{}\"{}];\n", node.id, label(lines),
                     quoted_text(cut_text(node.phrase, 500)), look.shape, quoted_text(look.style), look.fill,
                     role == Role::Outcome ? ", peripheries=2" : "");
}

std::string plate_line(const GraphPlate& plate) {
  const std::string because = plate.because.empty() ? "" : "because " + plate.because;
  std::vector<std::string> lines = plate_lines(plate, wrap_text(because, 150, 10, 6));
  lines.push_back(share_words(plate.share));
  if (plate.folded != 0)
    return fmt::format("  {} [label={}, tooltip={}, shape=box3d, style=filled, fillcolor=\"#eef2f7\"];\n", plate.id, label(lines),
                       quoted_text(cut_text(on_one_line(plate.detail), 500)));
  return fmt::format("  {} [label={}, tooltip={}, shape=box, style=\"rounded\", color=\"{}\", fontsize=10, margin=\"0.06,0.03\"];\n",
                     plate.id, label(lines), quoted_text(cut_text(on_one_line(plate.detail), 500)),
                     plate.kind == LinkKind::Blocks ? "#a8200d" : "#94a3b8");
}

constexpr const char* kNegative = "style=dashed, color=\"#a8200d\", arrowhead=tee";

std::string input_line(const GraphView& view, const GraphInput& input, const std::string& to, bool block) {
  const char* plain = block ? "style=dashed, color=\"#a8200d\", arrowhead=none" : "arrowhead=none";
  return fmt::format("  {} -> {} [{}];\n", source_id(view, input), to, input.negated ? kNegative : plain);
}

}  // namespace

std::string graph_dot(const GraphView& view) {
  std::string out = "digraph theory {\n  rankdir=LR;\n  labelloc=t;\n  labeljust=l;\n  nodesep=0.15;\n  ranksep=0.25;\n"
                    "  node [fontname=\"Helvetica\", fontsize=12];\n  edge [color=\"#475569\"];\n";
  std::vector<std::string> head{view.title, view.subtitle};
  head.insert(head.end(), view.facts.begin(), view.facts.end());
  head.insert(head.end(), view.loops.begin(), view.loops.end());
  head.push_back(view.footer);
  out += "  label=" + label(head) + ";\n";
  for (const GraphNode& node : view.nodes) out += node_line(node);
  for (const GraphGate& gate : view.gates)
    out += fmt::format("  {} [label={}, shape=box, style=rounded, fontsize=10];\n", gate.id, label({gate.words}));
  for (const GraphPlate& plate : view.plates) out += plate_line(plate);
  for (const GraphGate& gate : view.gates)
    for (const GraphInput& input : gate.inputs) out += input_line(view, input, gate.id, false);
  for (const GraphPlate& plate : view.plates) {
    for (const GraphInput& input : plate.inputs) out += input_line(view, input, plate.id, plate.kind == LinkKind::Blocks);
    for (const models::LinkEnd& end : plate.outputs)
      out += fmt::format("  {} -> {}{};\n", plate.id, view.nodes[end.proposition].id,
                         end.negated ? fmt::format(" [{}]", kNegative) : "");
    if (plate.blocks) out += fmt::format("  {} -> {} [{}];\n", plate.id, view.plates[*plate.blocks].id, kNegative);
  }
  for (const GraphTie& tie : view.ties)
    out += fmt::format("  {} -> {} [style=dotted, arrowhead=none];\n", view.nodes[tie.from].id, view.nodes[tie.to].id);
  return out + "}\n";
}

}  // namespace realist::cli

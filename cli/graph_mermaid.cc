#include "cli/graph_mermaid.h"

#include <fmt/format.h>

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::LinkKind;

// Brackets that give a box its shape, by role.
constexpr std::pair<const char*, const char*> kShapes[] = {{"[", "]"}, {"(", ")"}, {"([", "])"}, {"{{", "}}"}, {"[[", "]]"}};

// Text inside a quoted label: whatever Mermaid or the page around it could take for markup becomes a character code.
std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "\"#<>&`\\;*_~|[]{}()%";
  std::string out;
  for (char c : text) {
    if (kSpecial.find(c) == kSpecial.npos) out += c;
    else out += fmt::format("#{};", static_cast<int>(c));
  }
  return out;
}

std::string label(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines)
    if (!line.empty()) out += (out.empty() ? "" : "<br/>") + escaped(line);
  return '"' + out + '"';
}

void add_share(const std::optional<GraphShare>& share, std::vector<std::string>& lines) {
  if (!share) return;
  lines.push_back(share->words);
  lines.push_back(share->beside);
}

std::string node_line(const GraphNode& node) {
  std::vector<std::string> lines{role_words(node.roles) + ":", cut_text(node.phrase, 400), node.about};
  if (node.mark) lines.push_back(mark_words(*node.mark));
  add_share(node.share, lines);
  const auto& [open, close] = kShapes[static_cast<std::size_t>(node.roles.back())];
  return fmt::format("  {}{}{}{}:::{}\n", node.id, open, label(lines), close, models::to_string(node.roles.back()));
}

std::string plate_line(const GraphPlate& plate) {
  std::vector<std::string> because;
  if (!plate.because.empty()) because.push_back("because " + cut_text(plate.because, 200));
  std::vector<std::string> lines = plate_lines(plate, because);
  add_share(plate.share, lines);
  if (plate.folded != 0) return fmt::format("  {}[/{}/]:::folded\n", plate.id, label(lines));
  return fmt::format("  {}({}):::{}\n", plate.id, label(lines), plate.kind == LinkKind::Blocks ? "block" : "statement");
}

std::string input_line(const GraphView& view, const GraphInput& input, const std::string& to, bool block) {
  return fmt::format("  {} {} {}\n", source_id(view, input), input.negated ? "-.-x" : block ? "-.-" : "---", to);
}

}  // namespace

std::string graph_mermaid(const GraphView& view) {
  std::string out = "---\ntitle: " + quoted_text(view.title) + "\n---\nflowchart LR\n";
  for (const std::string& line : {view.subtitle, view.footer})
    if (!line.empty()) out += "  %% " + escaped(line) + "\n";
  for (const std::string& line : view.loops) out += "  %% " + escaped(line) + "\n";
  for (const GraphNode& node : view.nodes) out += node_line(node);
  for (const GraphGate& gate : view.gates) out += fmt::format("  {}({}):::statement\n", gate.id, label({gate.words}));
  for (const GraphPlate& plate : view.plates) out += plate_line(plate);
  for (const GraphGate& gate : view.gates)
    for (const GraphInput& input : gate.inputs) out += input_line(view, input, gate.id, false);
  for (const GraphPlate& plate : view.plates) {
    for (const GraphInput& input : plate.inputs) out += input_line(view, input, plate.id, plate.kind == LinkKind::Blocks);
    for (const models::LinkEnd& end : plate.outputs)
      out += fmt::format("  {} {} {}\n", plate.id, end.negated ? "-.-x" : "-->", view.nodes[end.proposition].id);
    if (plate.blocks) out += fmt::format("  {} -.-x {}\n", plate.id, view.plates[*plate.blocks].id);
  }
  for (const GraphTie& tie : view.ties)
    out += fmt::format("  {} -.- {}\n", view.nodes[tie.from].id, view.nodes[tie.to].id);
  return out +
         "  classDef context fill:#e4e9f0,stroke:#334155,color:#0f172a\n"
         "  classDef resource fill:#f4d58d,stroke:#334155,color:#0f172a\n"
         "  classDef reasoning fill:#e2a06e,stroke:#334155,color:#0f172a\n"
         "  classDef mechanism fill:#dcbfd2,stroke:#334155,color:#0f172a\n"
         "  classDef outcome fill:#a9cdd0,stroke:#334155,stroke-width:3px,color:#0f172a\n"
         "  classDef statement fill:#ffffff,stroke:#94a3b8,color:#0f172a\n"
         "  classDef folded fill:#eef2f7,stroke:#334155,stroke-width:2px,color:#0f172a\n"
         "  classDef block fill:#fdf0ed,stroke:#a8200d,color:#7a1a0c\n";
}

}  // namespace realist::cli

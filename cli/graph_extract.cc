#include "cli/graph_extract.h"

#include <algorithm>
#include <set>

namespace realist::cli {
namespace {

void add_inputs(const GraphView& view, const std::vector<GraphInput>& inputs, DrawnStatement& drawn) {
  for (const GraphInput& input : inputs) {
    if (!input.is_gate) {
      drawn.nodes.push_back(input.index);
      continue;
    }
    drawn.gates.push_back(input.index);
    add_inputs(view, view.gates[input.index].inputs, drawn);
  }
}

}  // namespace

void tidy(Numbers& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

std::vector<DrawnStatement> drawn_statements(const GraphView& view) {
  std::map<models::StatementIndex, DrawnStatement> all;
  for (std::size_t i = 0; i < view.plates.size(); ++i) {
    DrawnStatement& drawn = all[view.plates[i].statement];
    drawn.statement = view.plates[i].statement;
    drawn.plates.push_back(i);
    add_inputs(view, view.plates[i].inputs, drawn);
    for (const models::LinkEnd& end : view.plates[i].outputs) drawn.nodes.push_back(end.proposition);
  }
  // What a proposition is observed through is drawn with it.
  std::vector<Numbers> tied(view.nodes.size());
  for (const GraphTie& tie : view.ties) tied[tie.to].push_back(tie.from);
  std::vector<DrawnStatement> list;
  for (auto& [_, drawn] : all) {
    tidy(drawn.gates);
    const std::size_t said = drawn.nodes.size();
    for (std::size_t i = 0; i < said; ++i) {
      const Numbers& more = tied[drawn.nodes[i]];
      drawn.nodes.insert(drawn.nodes.end(), more.begin(), more.end());
    }
    tidy(drawn.nodes);
    list.push_back(std::move(drawn));
  }
  return list;
}

ViewExtract::ViewExtract(const GraphView& view, const Numbers& nodes) : view_(view) {
  for (const std::size_t node : nodes) {
    node_at_.emplace(node, out_.nodes.size());
    out_.nodes.push_back(view.nodes[node]);
  }
}

void ViewExtract::add(const DrawnStatement& statement) {
  for (const std::size_t gate : statement.gates) add_gate(gate);
  std::map<std::size_t, std::size_t> plate_at;
  for (const std::size_t plate : statement.plates) plate_at.emplace(plate, out_.plates.size() + plate_at.size());
  for (const std::size_t plate : statement.plates) {
    GraphPlate copy = view_.plates[plate];
    renumber(copy.inputs);
    for (models::LinkEnd& end : copy.outputs) end.proposition = static_cast<models::PropositionIndex>(node_at_.at(end.proposition));
    if (copy.blocks) copy.blocks = plate_at.at(*copy.blocks);
    out_.plates.push_back(std::move(copy));
  }
}

GraphView ViewExtract::take() {
  const auto before = [](const GraphTie& tie, std::size_t to) { return tie.to < to; };
  for (const auto& [node, at] : node_at_)
    for (auto tie = std::lower_bound(view_.ties.begin(), view_.ties.end(), node, before);
         tie != view_.ties.end() && tie->to == node; ++tie)
      if (const auto from = node_at_.find(tie->from); from != node_at_.end()) out_.ties.push_back({from->second, at});
  return std::move(out_);
}

// Inner gates come first in a view, so they are there already.
void ViewExtract::add_gate(std::size_t gate) {
  GraphGate copy = view_.gates[gate];
  renumber(copy.inputs);
  gate_at_.emplace(gate, out_.gates.size());
  out_.gates.push_back(std::move(copy));
}

void ViewExtract::renumber(std::vector<GraphInput>& inputs) const {
  for (GraphInput& input : inputs) input.index = (input.is_gate ? gate_at_ : node_at_).at(input.index);
}

void take_texts(const GraphView& from, GraphView& to) {
  to.title = from.title;
  to.subtitle = from.subtitle;
  to.facts = from.facts;
  to.footer = from.footer;
  to.description = from.description;
  to.has_shares = from.has_shares;
  std::set<std::size_t> loops;
  for (const GraphPlate& plate : to.plates) loops.insert(plate.loops.begin(), plate.loops.end());
  for (const std::size_t number : loops) to.loops.push_back(from.loops[number - 1]);
  note_signs(to);
}

}  // namespace realist::cli

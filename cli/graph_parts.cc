#include "cli/graph_parts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <string>

namespace realist::cli {
namespace {

using Numbers = std::vector<std::size_t>;

// One statement with everything that is drawn of it.
struct Unit {
  Numbers plates, gates, nodes;  // ascending
};

struct Part {
  Numbers units;
  std::size_t plates = 0;
};

void tidy(Numbers& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

void add_inputs(const GraphView& view, const std::vector<GraphInput>& inputs, Unit& unit) {
  for (const GraphInput& input : inputs) {
    if (!input.is_gate) {
      unit.nodes.push_back(input.index);
      continue;
    }
    unit.gates.push_back(input.index);
    add_inputs(view, view.gates[input.index].inputs, unit);
  }
}

std::vector<Unit> units_of(const GraphView& view) {
  std::map<models::StatementIndex, Unit> units;
  for (std::size_t i = 0; i < view.plates.size(); ++i) {
    Unit& unit = units[view.plates[i].statement];
    unit.plates.push_back(i);
    add_inputs(view, view.plates[i].inputs, unit);
    for (const models::LinkEnd& end : view.plates[i].outputs) unit.nodes.push_back(end.proposition);
  }
  // What a proposition is observed through is drawn with it.
  std::vector<Numbers> tied(view.nodes.size());
  for (const GraphTie& tie : view.ties) tied[tie.to].push_back(tie.from);
  std::vector<Unit> list;
  for (auto& [_, unit] : units) {
    tidy(unit.gates);
    const std::size_t said = unit.nodes.size();
    for (std::size_t i = 0; i < said; ++i)
      unit.nodes.insert(unit.nodes.end(), tied[unit.nodes[i]].begin(), tied[unit.nodes[i]].end());
    tidy(unit.nodes);
    list.push_back(std::move(unit));
  }
  return list;
}

// How much is drawn in the largest connected piece.
std::size_t largest_piece(const GraphView& view, const std::vector<Unit>& units) {
  Numbers parent(units.size());
  std::iota(parent.begin(), parent.end(), 0u);
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::vector<std::optional<std::size_t>> first(view.nodes.size());
  for (std::size_t u = 0; u < units.size(); ++u)
    for (std::size_t node : units[u].nodes) {
      if (!first[node]) first[node] = u;
      const std::size_t a = root(u), b = root(*first[node]);
      parent[std::max(a, b)] = std::min(a, b);
    }
  Numbers size(units.size(), 0);
  for (std::size_t u = 0; u < units.size(); ++u) size[root(u)] += units[u].plates.size() + units[u].gates.size();
  for (const auto& unit : first)
    if (unit) ++size[root(*unit)];
  return size.empty() ? 0 : *std::max_element(size.begin(), size.end());
}

class Divider {
 public:
  Divider(const GraphView& view, const std::vector<Unit>& units, const PartLimits& limits)
      : units_(units), limits_(limits), seen_in_(view.nodes.size()) {}

  std::vector<Part> divide() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const std::optional<std::size_t> best = best_part(u);
      if (!best) parts_.push_back({});
      add(u, best.value_or(parts_.size() - 1));
    }
    return joined();
  }

 private:
  // The part that shares most with a unit and has room; propositions that are in many parts count for little.
  std::optional<std::size_t> best_part(std::size_t u) const {
    std::map<std::size_t, double> shared;
    for (std::size_t node : units_[u].nodes)
      for (std::size_t part : seen_in_[node]) shared[part] += 1.0 / static_cast<double>(seen_in_[node].size());
    std::optional<std::size_t> best;
    double most = 0;
    for (const auto& [part, weight] : shared) {
      if (parts_[part].plates + units_[u].plates.size() > limits_.part || weight < most) continue;
      best = part;
      most = weight;
    }
    return best;
  }

  void add(std::size_t u, std::size_t part) {
    parts_[part].units.push_back(u);
    parts_[part].plates += units_[u].plates.size();
    for (std::size_t node : units_[u].nodes)
      if (seen_in_[node].empty() || std::find(seen_in_[node].begin(), seen_in_[node].end(), part) == seen_in_[node].end())
        seen_in_[node].push_back(part);
  }

  // Small parts are put together, in order, while they fit: a page of crumbs is no easier to read.
  std::vector<Part> joined() const {
    std::vector<Part> out;
    std::optional<std::size_t> open;
    for (const Part& part : parts_) {
      const bool small = part.plates * 2 < limits_.part;
      if (small && open && out[*open].plates + part.plates <= limits_.part) {
        out[*open].units.insert(out[*open].units.end(), part.units.begin(), part.units.end());
        out[*open].plates += part.plates;
        continue;
      }
      if (small) open = out.size();
      out.push_back(part);
    }
    return out;
  }

  const std::vector<Unit>& units_;
  const PartLimits& limits_;
  std::vector<Part> parts_;
  std::vector<Numbers> seen_in_;
};

// A view of its own: everything renumbered.
class Extract {
 public:
  Extract(const GraphView& view, const Numbers& nodes) : view_(view) {
    for (std::size_t node : nodes) {
      node_at_.emplace(node, out_.nodes.size());
      out_.nodes.push_back(view.nodes[node]);
    }
  }

  void add(const Unit& unit) {
    for (std::size_t gate : unit.gates) add_gate(gate);
    std::map<std::size_t, std::size_t> plate_at;
    for (std::size_t plate : unit.plates) plate_at.emplace(plate, out_.plates.size() + plate_at.size());
    for (std::size_t plate : unit.plates) {
      GraphPlate copy = view_.plates[plate];
      renumber(copy.inputs);
      for (models::LinkEnd& end : copy.outputs)
        end.proposition = static_cast<models::PropositionIndex>(node_at_.at(end.proposition));
      if (copy.blocks) copy.blocks = plate_at.at(*copy.blocks);
      out_.plates.push_back(std::move(copy));
    }
  }

  GraphView take() {
    const auto before = [](const GraphTie& tie, std::size_t to) { return tie.to < to; };
    for (const auto& [node, at] : node_at_)
      for (auto tie = std::lower_bound(view_.ties.begin(), view_.ties.end(), node, before);
           tie != view_.ties.end() && tie->to == node; ++tie)
        if (const auto from = node_at_.find(tie->from); from != node_at_.end()) out_.ties.push_back({from->second, at});
    return std::move(out_);
  }

 private:
  // Inner gates come first in a view, so they are there already.
  void add_gate(std::size_t gate) {
    GraphGate copy = view_.gates[gate];
    renumber(copy.inputs);
    gate_at_.emplace(gate, out_.gates.size());
    out_.gates.push_back(std::move(copy));
  }

  void renumber(std::vector<GraphInput>& inputs) const {
    for (GraphInput& input : inputs) input.index = (input.is_gate ? gate_at_ : node_at_).at(input.index);
  }

  const GraphView& view_;
  GraphView out_;
  std::map<std::size_t, std::size_t> node_at_, gate_at_;
};

std::string elsewhere(const Numbers& parts, std::size_t here) {
  constexpr std::size_t kNamed = 5;
  std::string list;
  std::size_t named = 0;
  for (std::size_t part : parts)
    if (part != here && named++ < kNamed) list += (list.empty() ? "" : ", ") + std::to_string(part + 1);
  if (named == 0) return "";
  if (named > kNamed) list += " and " + std::to_string(named - kNamed) + " more";
  return (named == 1 ? "also in part " : "also in parts ") + list;
}

Numbers nodes_of(const Part& part, const std::vector<Unit>& units) {
  Numbers nodes;
  for (std::size_t u : part.units) nodes.insert(nodes.end(), units[u].nodes.begin(), units[u].nodes.end());
  tidy(nodes);
  return nodes;
}

}  // namespace

std::vector<GraphView> graph_parts(const GraphView& view, const PartLimits& limits) {
  const std::vector<Unit> units = units_of(view);
  if (largest_piece(view, units) <= limits.whole) return {view};
  const std::vector<Part> parts = Divider(view, units, limits).divide();

  std::vector<Numbers> parts_of_node(view.nodes.size());
  for (std::size_t p = 0; p < parts.size(); ++p)
    for (std::size_t node : nodes_of(parts[p], units)) parts_of_node[node].push_back(p);

  std::vector<GraphView> out;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    Extract extract(view, nodes_of(parts[p], units));
    Numbers in_order = parts[p].units;
    std::sort(in_order.begin(), in_order.end());
    for (std::size_t u : in_order) extract.add(units[u]);
    out.push_back(extract.take());
    for (GraphNode& node : out.back().nodes) node.elsewhere = elsewhere(parts_of_node[node.proposition], p);
  }
  // Propositions that no statement uses come last, in a part of their own.
  Numbers unused;
  for (std::size_t node = 0; node < view.nodes.size(); ++node)
    if (parts_of_node[node].empty()) unused.push_back(node);
  if (!unused.empty()) out.push_back(Extract(view, unused).take());
  return out;
}

}  // namespace realist::cli

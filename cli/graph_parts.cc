#include "cli/graph_parts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include "cli/graph_extract.h"

namespace realist::cli {
namespace {

using Unit = DrawnStatement;

struct Part {
  Numbers units;
  std::size_t plates = 0;
};

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

void say_elsewhere(const Numbers& nodes, const std::vector<Numbers>& parts_of_node, std::size_t part, GraphView& view) {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string words = elsewhere(parts_of_node[nodes[i]], part);
    std::string& said = view.nodes[i].elsewhere;
    if (!words.empty()) said += (said.empty() ? "" : ", ") + words;
  }
}

}  // namespace

std::vector<GraphView> graph_parts(const GraphView& view, const PartLimits& limits) {
  const std::vector<Unit> units = drawn_statements(view);
  if (largest_piece(view, units) <= limits.whole) return {view};
  const std::vector<Part> parts = Divider(view, units, limits).divide();

  std::vector<Numbers> parts_of_node(view.nodes.size());
  for (std::size_t p = 0; p < parts.size(); ++p)
    for (std::size_t node : nodes_of(parts[p], units)) parts_of_node[node].push_back(p);

  std::vector<GraphView> out;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    ViewExtract extract(view, nodes_of(parts[p], units));
    Numbers in_order = parts[p].units;
    std::sort(in_order.begin(), in_order.end());
    for (std::size_t u : in_order) extract.add(units[u]);
    out.push_back(extract.take());
    say_elsewhere(nodes_of(parts[p], units), parts_of_node, p, out.back());
  }
  // Propositions that no statement uses come last, in a part of their own.
  Numbers unused;
  for (std::size_t node = 0; node < view.nodes.size(); ++node)
    if (parts_of_node[node].empty()) unused.push_back(node);
  if (!unused.empty()) out.push_back(ViewExtract(view, unused).take());
  return out;
}

}  // namespace realist::cli

// Some statements of a view as a view of their own: what parts of a large theory, a focus and a folding are made with.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "cli/graph_view.h"

namespace realist::cli {

using Numbers = std::vector<std::size_t>;

// In order, each once.
void tidy(Numbers& numbers);

// One statement with everything that is drawn of it: places in the view's lists, ascending.
struct DrawnStatement {
  models::StatementIndex statement = 0;
  Numbers plates, gates, nodes;  // `nodes`: those that its propositions are observed through as well
};

// In the order of the statements. Linear.
std::vector<DrawnStatement> drawn_statements(const GraphView& view);

// Gathers boxes and statements of `view`, everything renumbered. Only boxes, gates, plates and ties are filled in.
class ViewExtract {
 public:
  // `nodes`: ascending; every one that an added statement needs.
  ViewExtract(const GraphView& view, const Numbers& nodes);

  void add(const DrawnStatement& statement);
  // Where a box of the whole view stands in this one.
  std::size_t place_of(std::size_t node) const { return node_at_.at(node); }
  GraphView take();

 private:
  void add_gate(std::size_t gate);
  void renumber(std::vector<GraphInput>& inputs) const;

  const GraphView& view_;
  GraphView out_;
  std::map<std::size_t, std::size_t> node_at_, gate_at_;
};

// Everything of `from` that stands around a picture; loops only where a plate of `to` is part of them.
void take_texts(const GraphView& from, GraphView& to);

}  // namespace realist::cli

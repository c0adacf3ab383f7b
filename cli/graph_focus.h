// The surroundings of one statement or proposition: what is drawn of a theory that is too large to be read at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/graph_view.h"

namespace realist::cli {

// Which statements and propositions of a theory are shown.
struct GraphSelection {
  std::vector<bool> statements, propositions;  // empty: all
  std::string around;                          // "GATE-1", "“the participant feels listened to”"; empty: the whole theory
  std::size_t depth = 0;
  std::vector<std::uint32_t> not_shown;        // by proposition: statements that speak of it and are not among these

  bool whole() const { return statements.empty(); }
  bool shows_statement(std::size_t i) const { return whole() || statements[i]; }
  bool shows_proposition(std::size_t p) const { return whole() || propositions[p]; }
  std::size_t count() const;                   // statements shown; 0 where it is the whole
};

// Whole statements, never parts of one: at depth 1 the statement named, or all that speak of the proposition named; at each
// further one those that lead to something that stands in one of these, and, the other way, those that start from
// something these lead to. So statements that only start from the same context are not neighbours. With them come
// their propositions and those that these are observed through. `words`: as find_subject (theory_subject.h) takes them,
// which throws UsageError. Linear in the theory.
GraphSelection around(const models::Theory& theory, const models::TheoryGraph& graph, const std::string& words, std::size_t depth);

// The view of what is shown; a box says in how many statements more it stands.
GraphView focused(const GraphView& view, const GraphSelection& selection);

}  // namespace realist::cli

#include "cli/graph_focus.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/graph_extract.h"
#include "cli/graph_text.h"
#include "cli/plain_words.h"
#include "cli/theory_subject.h"

namespace realist::cli {
namespace {

using models::LinkEnd;
using models::StatementIndex;
using models::Theory;
using models::TheoryGraph;

// The links of each statement, and a walk from statement to statement over the propositions they share.
class Surroundings {
 public:
  Surroundings(const Theory& theory, const TheoryGraph& graph) : graph_(graph), links_(theory.statements.size()) {
    for (std::uint32_t i = 0; i < graph.links.size(); ++i) links_[graph.links[i].statement].push_back(i);
  }

  // Marks what is within `depth` of `start`, one way: with `forward` what it leads to, else what leads to it.
  void mark(const std::vector<StatementIndex>& start, std::size_t depth, bool forward, std::vector<bool>& shown) const {
    std::vector<bool> reached(links_.size(), false);
    std::vector<StatementIndex> ring = start;
    for (const StatementIndex s : ring) reached[s] = true;
    for (std::size_t at = 1; at < depth && !ring.empty(); ++at) {
      std::vector<StatementIndex> next;
      for (const StatementIndex s : ring) add_neighbours(s, forward, reached, next);
      ring = std::move(next);
    }
    for (std::size_t s = 0; s < reached.size(); ++s)
      if (reached[s]) shown[s] = true;
  }

 private:
  void add_neighbours(StatementIndex statement, bool forward, std::vector<bool>& reached, std::vector<StatementIndex>& next) const {
    for (const std::uint32_t link : links_[statement])
      for (const LinkEnd& end : forward ? graph_.links[link].to : graph_.links[link].from)
        for (const std::uint32_t other : (forward ? graph_.leaving : graph_.arriving)[end.proposition]) {
          const StatementIndex s = graph_.links[other].statement;
          if (reached[s]) continue;
          reached[s] = true;
          next.push_back(s);
        }
  }

  const TheoryGraph& graph_;
  std::vector<std::vector<std::uint32_t>> links_;
};

void add_looked_at(const models::Condition& condition, std::vector<bool>& propositions) {
  if (condition.kind == models::Condition::Kind::Proposition && condition.proposition < propositions.size())
    propositions[condition.proposition] = true;
  for (const models::Condition& part : condition.parts) add_looked_at(part, propositions);
}

void add_propositions(const Theory& theory, const TheoryGraph& graph, GraphSelection& selection) {
  selection.propositions.assign(theory.propositions.size(), false);
  std::vector<std::vector<StatementIndex>> left_out(theory.propositions.size());
  for (const models::TheoryLink& link : graph.links)
    for (const auto* ends : {&link.from, &link.to})
      for (const LinkEnd& end : *ends) {
        if (selection.statements[link.statement]) selection.propositions[end.proposition] = true;
        else if (auto& list = left_out[end.proposition]; list.empty() || list.back() != link.statement) list.push_back(link.statement);
      }
  for (const auto& list : left_out) selection.not_shown.push_back(static_cast<std::uint32_t>(list.size()));
  const std::vector<bool> spoken_of = selection.propositions;
  for (std::size_t p = 0; p < spoken_of.size(); ++p)
    if (spoken_of[p] && theory.propositions[p].indicator) add_looked_at(*theory.propositions[p].indicator, selection.propositions);
}

}  // namespace

std::size_t GraphSelection::count() const {
  return static_cast<std::size_t>(std::count(statements.begin(), statements.end(), true));
}

GraphSelection around(const Theory& theory, const TheoryGraph& graph, const std::string& words, std::size_t depth) {
  const TheorySubject subject = find_subject(theory, words);
  GraphSelection selection;
  selection.depth = depth;
  std::vector<StatementIndex> start;
  if (subject.statement != models::kNone) {
    selection.around = theory.statements[subject.statement].label;
    start = {subject.statement};
  } else {
    selection.around = "“" + theory.propositions[subject.proposition].phrase + "”";
    for (StatementIndex s = 0; s < theory.statements.size(); ++s)
      if (speaks_of(theory.statements[s], subject.proposition)) start.push_back(s);
  }
  selection.statements.assign(theory.statements.size(), false);
  const Surroundings surroundings(theory, graph);
  for (const bool forward : {false, true}) surroundings.mark(start, depth, forward, selection.statements);
  add_propositions(theory, graph, selection);
  if (subject.proposition != models::kNone) selection.propositions[subject.proposition] = true;
  return selection;
}

GraphView focused(const GraphView& view, const GraphSelection& selection) {
  if (selection.whole()) return view;
  Numbers nodes;
  for (std::size_t p = 0; p < selection.propositions.size(); ++p)
    if (selection.propositions[p]) nodes.push_back(p);
  ViewExtract extract(view, nodes);
  for (const DrawnStatement& drawn : drawn_statements(view))
    if (selection.statements[drawn.statement]) extract.add(drawn);
  GraphView out = extract.take();
  for (GraphNode& node : out.nodes)
    if (const std::uint32_t more = selection.not_shown[node.proposition]; more != 0)
      node.elsewhere = fmt::format("also in {} not shown", count_words(more, "statement", "statements"));
  take_texts(view, out);
  const std::string shown = fmt::format("shown: {} around {}, {} deep", count_words(selection.count(), "statement", "statements"),
                                        on_one_line(selection.around), selection.depth);
  out.subtitle += " · " + shown;
  out.description += " Only a part is " + shown + ".";
  return out;
}

}  // namespace realist::cli

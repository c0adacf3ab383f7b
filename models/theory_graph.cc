#include "models/theory_graph.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/queue.hpp>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace realist::models {
namespace {

// Vertices are the propositions, then one for each link: a link with m sources and n targets is m + n edges.
using Digraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

// What Boost's algorithms write their numbers to.
template <typename Graph, typename T>
auto by_vertex(const Graph& graph, std::vector<T>& values) {
  return boost::make_iterator_property_map(values.begin(), boost::get(boost::vertex_index, graph));
}

void collect(const Clause& clause, bool negated, std::vector<LinkEnd>& out) {
  if (clause.kind == Clause::Kind::Proposition) {
    if (clause.proposition != kNone) out.push_back({clause.proposition, negated});
    return;
  }
  const bool turns = clause.kind == Clause::Kind::Not || clause.kind == Clause::Kind::None;
  for (const Clause& part : clause.parts) collect(part, negated != turns, out);
}

// Long lists are possible, so repetitions are dropped by sorting, not by searching.
void drop_repeats(std::vector<LinkEnd>& ends) {
  std::vector<std::size_t> by_end(ends.size());
  std::iota(by_end.begin(), by_end.end(), 0u);
  const auto key = [&](std::size_t i) { return std::tuple(ends[i].proposition, ends[i].negated, i); };
  std::sort(by_end.begin(), by_end.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  const auto last = std::unique(by_end.begin(), by_end.end(), [&](std::size_t a, std::size_t b) { return ends[a] == ends[b]; });
  by_end.erase(last, by_end.end());
  std::sort(by_end.begin(), by_end.end());
  std::vector<LinkEnd> kept;
  for (std::size_t i : by_end) kept.push_back(ends[i]);
  ends = std::move(kept);
}

std::vector<LinkEnd> ends_of(const Clause& clause, bool negated) {
  std::vector<LinkEnd> ends;
  collect(clause, negated, ends);
  drop_repeats(ends);
  return ends;
}

const Clause& antecedent_of(const Theory& theory, const Statement& statement) {
  return statement.otherwise_of < theory.statements.size() ? theory.statements[statement.otherwise_of].antecedent
                                                           : statement.antecedent;
}

const Clause& side(const Theory& theory, const Statement& statement, std::uint32_t number) {
  return number == 0 ? antecedent_of(theory, statement) : statement.steps[number - 1].clause;
}

bool side_negated(const Statement& statement, std::uint32_t number) {
  return number == 0 ? statement.otherwise_of != kNone : statement.steps[number - 1].negated;
}

void add_link(const Theory& theory, TheoryLink link, std::vector<TheoryLink>& links) {
  link.from = ends_of(source_clause(theory, link), source_negated(theory, link));
  link.to = ends_of(target_clause(theory, link), target_negated(theory, link));
  if (!link.from.empty() && !link.to.empty()) links.push_back(std::move(link));
}

// A `previously` step says what had to come first; the chain goes on from the step before it.
void add_statement(const Theory& theory, StatementIndex index, std::vector<TheoryLink>& links) {
  const Statement& statement = theory.statements[index];
  std::uint32_t base = 0;
  std::uint32_t last = 0;
  for (std::uint32_t step = 1; step <= statement.steps.size(); ++step) {
    const bool previously = statement.steps[step - 1].previously;
    add_link(theory, {index, step, base, previously ? LinkKind::NeededBefore : LinkKind::LeadsTo, {}, {}}, links);
    if (!previously) base = last = step;
  }
  if (last == 0) last = static_cast<std::uint32_t>(statement.steps.size());
  for (std::uint32_t block = 0; last != 0 && block < statement.unless.size(); ++block)
    add_link(theory, {index, last, block, LinkKind::Blocks, {}, {}}, links);
}

void index_links(std::size_t propositions, TheoryGraph& graph) {
  graph.leaving.resize(propositions);
  graph.arriving.resize(propositions);
  const auto note = [](std::vector<std::uint32_t>& list, std::uint32_t link) {
    if (list.empty() || list.back() != link) list.push_back(link);
  };
  for (std::uint32_t i = 0; i < graph.links.size(); ++i) {
    for (const LinkEnd& end : graph.links[i].from) note(graph.leaving[end.proposition], i);
    for (const LinkEnd& end : graph.links[i].to) note(graph.arriving[end.proposition], i);
  }
}

void note(std::vector<StatementIndex>& list, StatementIndex statement) {
  if (list.empty() || list.back() != statement) list.push_back(statement);
}

void find_joints(const Theory& theory, TheoryGraph& graph) {
  std::vector<Joint> joints(theory.propositions.size());
  for (const TheoryLink& link : graph.links) {
    const bool only_if = link.kind == LinkKind::NeededBefore && theory.statements[link.statement].form == Form::OnlyIf;
    if (link.kind != LinkKind::LeadsTo && !only_if) continue;
    for (const LinkEnd& end : link.to) note(joints[end.proposition].led_to_by, link.statement);
    if (link.base != 0) continue;
    for (const LinkEnd& end : link.from) note(joints[end.proposition].starts, link.statement);
  }
  for (PropositionIndex p = 0; p < joints.size(); ++p) {
    joints[p].proposition = p;
    const auto& [_, ends, starts] = joints[p];
    const bool itself_only = ends.size() == 1 && ends == starts;
    if (!ends.empty() && !starts.empty() && !itself_only) graph.joints.push_back(std::move(joints[p]));
  }
}

Digraph digraph_of(std::size_t propositions, const std::vector<TheoryLink>& links) {
  Digraph digraph(propositions + links.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    for (const LinkEnd& end : links[i].from) boost::add_edge(end.proposition, propositions + i, digraph);
    for (const LinkEnd& end : links[i].to) boost::add_edge(propositions + i, end.proposition, digraph);
  }
  return digraph;
}

void find_components(std::size_t propositions, TheoryGraph& graph) {
  Undirected undirected(propositions + graph.links.size());
  for (std::size_t i = 0; i < graph.links.size(); ++i) {
    for (const LinkEnd& end : graph.links[i].from) boost::add_edge(end.proposition, propositions + i, undirected);
    for (const LinkEnd& end : graph.links[i].to) boost::add_edge(end.proposition, propositions + i, undirected);
  }
  std::vector<std::uint32_t> component(propositions + graph.links.size());
  boost::connected_components(undirected, by_vertex(undirected, component));
  component.resize(propositions);
  // Every link has an end, so every part has a proposition, and the numbers come by first member already.
  graph.component_count = component.empty() ? 0 : *std::max_element(component.begin(), component.end()) + 1;
  graph.component = std::move(component);
}

// Boost numbers strong components from the last in order to the first. Layers are then one pass over the condensation.
void find_order(const Digraph& digraph, std::size_t propositions, TheoryGraph& graph) {
  std::vector<std::uint32_t> strong(boost::num_vertices(digraph));
  const std::uint32_t count =
      strong.empty() ? 0 : static_cast<std::uint32_t>(boost::strong_components(digraph, by_vertex(digraph, strong)));

  std::vector<std::uint32_t> size(count, 0);
  for (std::uint32_t s : strong) ++size[s];
  std::vector<std::size_t> vertices(strong.size());
  std::iota(vertices.begin(), vertices.end(), 0u);
  std::stable_sort(vertices.begin(), vertices.end(), [&](std::size_t a, std::size_t b) { return strong[a] > strong[b]; });

  std::vector<std::uint32_t> layer(count, 0);
  for (std::size_t v : vertices) {
    const std::uint32_t next = layer[strong[v]] + (v >= propositions && size[strong[v]] == 1 ? 1u : 0u);
    for (auto [e, end] = boost::out_edges(v, digraph); e != end; ++e) {
      const std::size_t w = boost::target(*e, digraph);
      if (strong[w] != strong[v]) layer[strong[w]] = std::max(layer[strong[w]], next);
    }
  }

  graph.layer.resize(propositions);
  graph.order.resize(propositions);
  graph.knot.assign(propositions, kNone);
  std::vector<std::uint32_t> knot_of(count, kNone);
  for (PropositionIndex p = 0; p < propositions; ++p) {
    graph.layer[p] = layer[strong[p]];
    graph.order[p] = p;
    if (size[strong[p]] == 1) continue;  // a loop has a link in it, so its part has two vertices at least
    if (knot_of[strong[p]] == kNone) knot_of[strong[p]] = graph.knot_count++;
    graph.knot[p] = knot_of[strong[p]];
  }
  std::stable_sort(graph.order.begin(), graph.order.end(), [&](PropositionIndex a, PropositionIndex b) {
    return std::tuple(graph.layer[a], graph.knot[a]) < std::tuple(graph.layer[b], graph.knot[b]);
  });
}

// One direct way from a proposition to the next inside a knot; `signs`: 1 positive, 2 negative, 3 both are said.
struct Hop {
  PropositionIndex to;
  StatementIndex statement;
  unsigned signs;
};

// Looks for loops inside the knots, with a purse that every look is paid from.
class LoopFinder {
 public:
  LoopFinder(const TheoryGraph& graph, const GraphLimits& limits)
      : graph_(graph), limits_(limits), purse_(limits.loop_work), hops_(graph.knot.size()) {}

  // All loops, or nothing where there are too many or looking takes too long.
  std::optional<std::vector<Loop>> all() {
    if (!gather_hops()) return std::nullopt;
    std::vector<Loop> loops;
    on_path_.assign(hops_.size(), false);
    leads_back_.assign(hops_.size(), kNone);
    for (PropositionIndex start = 0; start < hops_.size(); ++start)
      if (graph_.knot[start] != kNone && !loops_from(start, loops)) return std::nullopt;
    return loops;
  }

  // The shortest loop through each link, as far as the purse reaches.
  std::vector<Loop> shortest() {
    purse_ = limits_.loop_work;
    std::vector<Loop> loops;
    for (PropositionIndex p = 0; p < graph_.knot.size() && loops.size() < limits_.loops; ++p)
      if (graph_.knot[p] != kNone && !shortest_through(p, loops)) break;
    return loops;
  }

 private:
  bool pay() { return purse_ != 0 && purse_-- != 0; }

  bool gather_hops() {
    for (PropositionIndex p = 0; p < hops_.size(); ++p) {
      if (graph_.knot[p] == kNone) continue;
      for (std::uint32_t link : graph_.leaving[p])
        if (!gather_hops(p, graph_.links[link])) return false;
      merge(hops_[p]);
    }
    return true;
  }

  bool gather_hops(PropositionIndex p, const TheoryLink& link) {
    for (const LinkEnd& from : link.from) {
      if (!pay()) return false;
      if (from.proposition != p) continue;
      for (const LinkEnd& to : link.to) {
        if (!pay()) return false;
        if (graph_.knot[to.proposition] == graph_.knot[p])
          hops_[p].push_back({to.proposition, link.statement, is_negative(link, from, to) ? 2u : 1u});
      }
    }
    return true;
  }

  static void merge(std::vector<Hop>& hops) {
    std::stable_sort(hops.begin(), hops.end(), [](const Hop& a, const Hop& b) { return a.to < b.to; });
    std::vector<Hop> merged;
    for (const Hop& hop : hops) {
      if (!merged.empty() && merged.back().to == hop.to) merged.back().signs |= hop.signs;
      else merged.push_back(hop);
    }
    hops = std::move(merged);
  }

  // Marks what leads back to `start` without passing a lower proposition: a loop is found from its lowest member only.
  bool mark_way_back(PropositionIndex start) {
    std::vector<PropositionIndex> queue{start};
    leads_back_[start] = start;
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (std::uint32_t link : graph_.arriving[queue[i]])
        for (const LinkEnd& end : graph_.links[link].from) {
          if (!pay()) return false;
          const PropositionIndex p = end.proposition;
          if (p < start || graph_.knot[p] != graph_.knot[start] || leads_back_[p] == start) continue;
          leads_back_[p] = start;
          queue.push_back(p);
        }
    return true;
  }

  // Depth first with its own stack: a loop may be as long as the theory.
  bool loops_from(PropositionIndex start, std::vector<Loop>& loops) {
    if (!mark_way_back(start)) return false;
    std::vector<std::pair<PropositionIndex, std::size_t>> path{{start, 0}};
    on_path_[start] = true;
    while (!path.empty()) {
      auto& [p, next] = path.back();
      if (next == hops_[p].size()) {
        on_path_[p] = false;
        path.pop_back();
        continue;
      }
      if (!pay()) return false;
      const PropositionIndex to = hops_[p][next++].to;
      if (to == start) {
        if (loops.size() == limits_.loops) return false;
        loops.push_back(loop_of(path));
      } else if (to > start && leads_back_[to] == start && !on_path_[to]) {
        on_path_[to] = true;
        path.emplace_back(to, 0);
      }
    }
    return true;
  }

  Loop loop_of(const std::vector<std::pair<PropositionIndex, std::size_t>>& path) const {
    Loop loop;
    unsigned negatives = 0;
    bool mixed = false;
    for (const auto& [p, next] : path) {
      const Hop& hop = hops_[p][next - 1];
      loop.propositions.push_back(p);
      loop.statements.push_back(hop.statement);
      negatives += hop.signs == 2;
      mixed |= hop.signs == 3;
    }
    loop.sign = mixed ? LoopSign::Mixed : negatives % 2 == 1 ? LoopSign::Negative : LoopSign::Positive;
    return loop;
  }

  // How a search from a proposition came to another one.
  struct Arrival {
    PropositionIndex search = kNone;  // the start of the search that came here last
    PropositionIndex before = kNone;
    StatementIndex statement = 0;
    bool negative = false;
  };

  // Breadth first from `start` over the links of its knot until it comes back.
  bool shortest_through(PropositionIndex start, std::vector<Loop>& loops) {
    arrivals_.resize(graph_.knot.size());
    used_.resize(graph_.links.size(), kNone);
    std::vector<PropositionIndex> queue{start};
    for (std::size_t i = 0; i < queue.size(); ++i)
      for (std::uint32_t number : graph_.leaving[queue[i]]) {
        if (used_[number] == start) continue;
        used_[number] = start;
        const TheoryLink& link = graph_.links[number];
        const auto from = std::find_if(link.from.begin(), link.from.end(),
                                       [&](const LinkEnd& end) { return end.proposition == queue[i]; });
        for (const LinkEnd& to : link.to) {
          if (!pay()) return false;
          Arrival& arrival = arrivals_[to.proposition];
          if (graph_.knot[to.proposition] != graph_.knot[start] || arrival.search == start) continue;
          arrival = {start, queue[i], link.statement, is_negative(link, *from, to)};
          if (to.proposition == start) return keep(start, loops), true;
          queue.push_back(to.proposition);
        }
      }
    return true;
  }

  void keep(PropositionIndex start, std::vector<Loop>& loops) const {
    Loop loop;
    unsigned negatives = 0;
    PropositionIndex p = start;
    do {
      const Arrival& arrival = arrivals_[p];
      loop.propositions.push_back(arrival.before);
      loop.statements.push_back(arrival.statement);
      negatives += arrival.negative;
      p = arrival.before;
    } while (p != start);
    std::reverse(loop.propositions.begin(), loop.propositions.end());
    std::reverse(loop.statements.begin(), loop.statements.end());
    const auto lowest = std::min_element(loop.propositions.begin(), loop.propositions.end()) - loop.propositions.begin();
    std::rotate(loop.propositions.begin(), loop.propositions.begin() + lowest, loop.propositions.end());
    std::rotate(loop.statements.begin(), loop.statements.begin() + lowest, loop.statements.end());
    loop.sign = negatives % 2 == 1 ? LoopSign::Negative : LoopSign::Positive;
    const auto same = [&](const Loop& other) { return other.propositions == loop.propositions; };
    if (std::none_of(loops.begin(), loops.end(), same)) loops.push_back(std::move(loop));
  }

  const TheoryGraph& graph_;
  const GraphLimits& limits_;
  std::size_t purse_;
  std::vector<std::vector<Hop>> hops_;
  std::vector<bool> on_path_;
  std::vector<PropositionIndex> leads_back_;
  std::vector<Arrival> arrivals_;
  std::vector<PropositionIndex> used_;
};

void find_loops(const GraphLimits& limits, TheoryGraph& graph) {
  if (graph.knot_count == 0) return;
  LoopFinder finder(graph, limits);
  std::optional<std::vector<Loop>> loops = finder.all();
  graph.loops_complete = loops.has_value();
  graph.loops = loops ? std::move(*loops) : finder.shortest();
  std::stable_sort(graph.loops.begin(), graph.loops.end(), [](const Loop& a, const Loop& b) {
    if (a.propositions.size() != b.propositions.size()) return a.propositions.size() < b.propositions.size();
    return a.propositions < b.propositions;
  });
}

std::string cut(const std::string& text, std::size_t characters) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++count > characters) return text.substr(0, i) + "…";
  return text;
}

template <typename Graph>
std::vector<bool> visited_from(const Graph& digraph, PropositionIndex start) {
  std::vector<boost::default_color_type> colours(boost::num_vertices(digraph), boost::white_color);
  std::vector<bool> reached(boost::num_vertices(digraph), false);
  boost::queue<std::size_t> queue;
  struct Visitor : boost::default_bfs_visitor {
    explicit Visitor(std::vector<bool>& r) : reached(&r) {}
    void examine_edge(typename boost::graph_traits<Graph>::edge_descriptor e, const Graph& g) const {
      (*reached)[boost::target(e, g)] = true;
    }
    std::vector<bool>* reached;
  };
  boost::breadth_first_visit(digraph, boost::vertex(start, digraph), queue, Visitor(reached),
                             by_vertex(digraph, colours));
  return reached;
}

}  // namespace

std::string_view to_string(LinkKind kind) {
  constexpr std::string_view kWords[] = {"leads to", "needed before", "blocks"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view to_string(LoopSign sign) {
  constexpr std::string_view kWords[] = {"positive", "negative", "mixed"};
  return kWords[static_cast<std::size_t>(sign)];
}

bool is_negative(const TheoryLink& link, const LinkEnd& from, const LinkEnd& to) {
  return (from.negated != to.negated) != (link.kind == LinkKind::Blocks);
}

const Clause& source_clause(const Theory& theory, const TheoryLink& link) {
  const Statement& statement = theory.statements[link.statement];
  if (link.kind == LinkKind::Blocks) return statement.unless[link.base];
  return side(theory, statement, link.kind == LinkKind::LeadsTo ? link.base : link.step);
}

const Clause& target_clause(const Theory& theory, const TheoryLink& link) {
  return side(theory, theory.statements[link.statement], link.kind == LinkKind::NeededBefore ? link.base : link.step);
}

bool source_negated(const Theory& theory, const TheoryLink& link) {
  if (link.kind == LinkKind::Blocks) return false;
  return side_negated(theory.statements[link.statement], link.kind == LinkKind::LeadsTo ? link.base : link.step);
}

bool target_negated(const Theory& theory, const TheoryLink& link) {
  return side_negated(theory.statements[link.statement], link.kind == LinkKind::NeededBefore ? link.base : link.step);
}

TheoryGraph theory_graph(const Theory& theory, const GraphLimits& limits) {
  TheoryGraph graph;
  const std::size_t propositions = theory.propositions.size();
  for (StatementIndex i = 0; i < theory.statements.size(); ++i) add_statement(theory, i, graph.links);
  index_links(propositions, graph);
  find_joints(theory, graph);
  find_components(propositions, graph);
  find_order(digraph_of(propositions, graph.links), propositions, graph);
  find_loops(limits, graph);
  return graph;
}

std::vector<PropositionIndex> reachable(const TheoryGraph& graph, PropositionIndex start, bool forward) {
  const Digraph digraph = digraph_of(graph.leaving.size(), graph.links);
  const std::vector<bool> reached =
      forward ? visited_from(digraph, start) : visited_from(boost::make_reverse_graph(digraph), start);
  std::vector<PropositionIndex> out;
  for (PropositionIndex p = 0; p < graph.leaving.size(); ++p)
    if (reached[p]) out.push_back(p);
  return out;
}

Influence influence(const TheoryGraph& graph, PropositionIndex from, PropositionIndex to) {
  using Signed = std::pair<PropositionIndex, bool>;  // reached by a way of negative sign
  std::set<Signed> seen;
  std::vector<Signed> open = {{from, false}};
  const auto go_on = [&](const TheoryLink& link, PropositionIndex here, bool negative) {
    for (const LinkEnd& start : link.from)
      for (const LinkEnd& end : link.to)
        if (start.proposition == here) open.emplace_back(end.proposition, negative != is_negative(link, start, end));
  };
  while (!open.empty()) {
    const auto [here, negative] = open.back();
    open.pop_back();
    if (!seen.emplace(here, negative).second) continue;
    for (const std::uint32_t link : graph.leaving[here]) go_on(graph.links[link], here, negative);
  }
  if (from == to) return {};
  return {seen.contains({to, false}), seen.contains({to, true})};
}

std::string loop_name(const Theory& theory, const Loop& loop) {
  std::string name;
  for (PropositionIndex p : loop.propositions) name += cut(theory.propositions[p].phrase, 100) + " → ";
  return name + cut(theory.propositions[loop.propositions.front()].phrase, 100);
}

}  // namespace realist::models

#include "models/theory_graph.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/models/theory_of.h"

namespace {

using namespace std::string_literals;
using realist::models::GraphLimits;
using realist::models::kNone;
using realist::models::LinkKind;
using realist::models::LoopSign;
using realist::models::PropositionIndex;
using realist::models::Theory;
using realist::models::theory_graph;
using realist::models::TheoryGraph;
using realist::test::theory_of;

std::string phrase(const Theory& theory, PropositionIndex p) { return theory.propositions[p].phrase; }

// "S1.1 a + c", "S1.2 c - d": every pair of ends with its sign.
std::vector<std::string> pairs(const Theory& theory) {
  std::vector<std::string> out;
  each_pair(theory_graph(theory), [&](const auto& link, const auto& from, const auto& to) {
    out.push_back(theory.statements[link.statement].label + "." + std::to_string(link.step) + " " +
                  phrase(theory, from.proposition) + (is_negative(link, from, to) ? " - " : " + ") +
                  phrase(theory, to.proposition));
    return true;
  });
  return out;
}

std::vector<std::string> loops(const Theory& theory, const GraphLimits& limits = {}) {
  std::vector<std::string> out;
  for (const auto& loop : theory_graph(theory, limits).loops)
    out.push_back(std::string(to_string(loop.sign)) + ": " + loop_name(theory, loop));
  return out;
}

std::vector<std::string> phrases(const Theory& theory, const std::vector<PropositionIndex>& list) {
  std::vector<std::string> out;
  for (PropositionIndex p : list) out.push_back(phrase(theory, p));
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a chain links each step to the one before it") {
  CHECK(pairs(theory_of({"S: a -> b -> c"})) == Strings{"S.1 a + b", "S.2 b + c"});
}

TEST_CASE("several conditions and several outcomes link in pairs") {
  CHECK(pairs(theory_of({"S: a & b -> c & d"})) == Strings{"S.1 a + c", "S.1 a + d", "S.1 b + c", "S.1 b + d"});
}

TEST_CASE("a link is negative where exactly one of its ends is negated") {
  CHECK(pairs(theory_of({"S: a & !b -> !c"})) == Strings{"S.1 a - c", "S.1 b + c"});
  CHECK(pairs(theory_of({"S: a -> !b -> c"})) == Strings{"S.1 a - b", "S.2 b - c"});
}

TEST_CASE("an unless is a negative link to the end of the statement") {
  CHECK(pairs(theory_of({"S: a -> b -> c ; unless u"})) == Strings{"S.1 a + b", "S.2 b + c", "S.2 u - c"});
  CHECK(pairs(theory_of({"S: a -> b ; unless !u"})) == Strings{"S.1 a + b", "S.1 u + b"});
}

TEST_CASE("a previously step leads to what stands before it and the chain goes on without it") {
  CHECK(pairs(theory_of({"S: a -> b -> <- p -> c"})) == Strings{"S.1 a + b", "S.2 p + b", "S.3 b + c"});
}

TEST_CASE("only if runs from the necessary condition to the outcome") {
  const Theory theory = theory_of({"S = only if: a -> b"});
  CHECK(pairs(theory) == Strings{"S.1 a + b"});
  CHECK(theory_graph(theory).links[0].kind == LinkKind::NeededBefore);
}

TEST_CASE("otherwise starts from the failed antecedent of its statement") {
  CHECK(pairs(theory_of({"S: a & !b -> c", "S/otherwise: a & !b -> d ; otherwise of S"})) ==
        Strings{"S.1 a + c", "S.1 b - c", "S/otherwise.1 a - d", "S/otherwise.1 b + d"});
}

TEST_CASE("a proposition said twice in one list is one end") {
  CHECK(pairs(theory_of({"S: a & a -> b"})) == Strings{"S.1 a + b"});
}

TEST_CASE("a joint is led to by one statement and starts another") {
  const Theory theory = theory_of({"S1: a -> b -> c", "S2: c -> d", "S3: b & d -> e"});
  const TheoryGraph graph = theory_graph(theory);
  REQUIRE(graph.joints.size() == 3);
  CHECK(phrase(theory, graph.joints[0].proposition) == "b");
  CHECK(graph.joints[0].led_to_by == std::vector<std::uint32_t>{0});
  CHECK(graph.joints[0].starts == std::vector<std::uint32_t>{2});
  CHECK(phrase(theory, graph.joints[1].proposition) == "c");
  CHECK(phrase(theory, graph.joints[2].proposition) == "d");
}

TEST_CASE("a statement that only leads to its own beginning is a loop and no joint") {
  const Theory theory = theory_of({"S: a -> b -> a"});
  CHECK(theory_graph(theory).joints.empty());
  CHECK(loops(theory) == Strings{"positive: a → b → a"});
}

TEST_CASE("loops are named by their propositions and signed by their links") {
  CHECK(loops(theory_of({"S1: a -> b", "S2: b -> c", "S3: c -> a"})) == Strings{"positive: a → b → c → a"});
  CHECK(loops(theory_of({"S1: a -> b", "S2: b -> !a"})) == Strings{"negative: a → b → a"});
  CHECK(loops(theory_of({"S1: a -> !b", "S2: b -> !a"})) == Strings{"positive: a → b → a"});
  CHECK(loops(theory_of({"S1: a -> b ; unless c", "S2: b -> c"})) == Strings{"negative: b → c → b"});
  CHECK(loops(theory_of({"S1: a -> b", "S2: a -> !b", "S3: b -> a"})) == Strings{"mixed: a → b → a"});
  CHECK(loops(theory_of({"S1: a -> b", "S2: b -> c", "S3: a -> c"})).empty());
}

TEST_CASE("every elementary loop is found once, the shortest first") {
  // Four propositions, each leading to each other one: 6 loops of two, 8 of three, 6 of four.
  Strings lines;
  for (const char* from : {"a", "b", "c", "d"})
    for (const char* to : {"a", "b", "c", "d"})
      if (from != std::string(to)) lines.push_back(from + "-"s + to + ": " + from + " -> " + to);
  const Strings found = loops(theory_of(lines));
  CHECK(found.size() == 20);
  CHECK(std::set<std::string>(found.begin(), found.end()).size() == 20);
  CHECK(found.front() == "positive: a → b → a");
}

TEST_CASE("a proposition that leads to itself is a loop of one") {
  CHECK(loops(theory_of({"S: a -> a"})) == Strings{"positive: a → a"});
}

TEST_CASE("with too many loops to list the shortest are kept and the list is known to be incomplete") {
  Strings lines;
  for (int from = 0; from < 30; ++from)
    for (int to = 0; to < 30; ++to)
      if (from != to) lines.push_back("S: p" + std::to_string(from) + " -> p" + std::to_string(to));
  const TheoryGraph graph = theory_graph(theory_of(lines));
  CHECK_FALSE(graph.loops_complete);
  REQUIRE_FALSE(graph.loops.empty());
  for (const auto& loop : graph.loops) CHECK(loop.propositions.size() == 2);
}

TEST_CASE("one long loop is found whole") {
  Strings lines;
  for (int i = 0; i < 3000; ++i) lines.push_back("S: p" + std::to_string(i) + " -> p" + std::to_string((i + 1) % 3000));
  const TheoryGraph graph = theory_graph(theory_of(lines));
  CHECK(graph.loops_complete);
  REQUIRE(graph.loops.size() == 1);
  CHECK(graph.loops[0].propositions.size() == 3000);
}

TEST_CASE("components, knots and layers follow the links") {
  const Theory theory = theory_of({"S1: a -> b -> c", "S2: x -> y", "S3: c -> b", "S4: c -> z"});
  const TheoryGraph graph = theory_graph(theory);  // a b c x y z
  CHECK(graph.component_count == 2);
  CHECK(graph.component == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 0});
  CHECK(graph.knot_count == 1);
  CHECK(graph.knot == std::vector<std::uint32_t>{kNone, 0, 0, kNone, kNone, kNone});
  CHECK(graph.layer == std::vector<std::uint32_t>{0, 1, 1, 0, 1, 2});
  CHECK(phrases(theory, graph.order) == Strings{"a", "x", "b", "c", "y", "z"});
}

TEST_CASE("what is reachable goes forward and back") {
  const Theory theory = theory_of({"S1: a -> b -> c", "S2: c -> b", "S3: x -> c"});
  const TheoryGraph graph = theory_graph(theory);
  CHECK(phrases(theory, reachable(graph, 0)) == Strings{"b", "c"});
  CHECK(phrases(theory, reachable(graph, 1)) == Strings{"b", "c"});
  CHECK(phrases(theory, reachable(graph, 1, false)) == Strings{"a", "b", "c", "x"});
  CHECK(reachable(graph, 0, false).empty());
}

TEST_CASE("an empty theory has an empty graph") {
  const TheoryGraph graph = theory_graph(Theory{});
  CHECK(graph.links.empty());
  CHECK(graph.component_count == 0);
  CHECK(graph.order.empty());
  CHECK(graph.loops_complete);
}

TEST_CASE("long lists on both sides stay one link") {
  std::string line = "S: c0";
  for (int i = 1; i < 2000; ++i) line += " & c" + std::to_string(i);
  line += " -> d0";
  for (int i = 1; i < 2000; ++i) line += " & d" + std::to_string(i);
  const TheoryGraph graph = theory_graph(theory_of({line}));
  REQUIRE(graph.links.size() == 1);
  CHECK(graph.links[0].from.size() == 2000);
  CHECK(graph.component_count == 1);
}

TEST_CASE("one proposition bears on another by the product of the signs of each way between them") {
  const Theory theory = theory_of({"S1: a & b -> m -> y ; unless c", "S2: c -> y", "S3: !d -> m", "S4: e -> !d"});
  const TheoryGraph graph = theory_graph(theory);
  const auto bears = [&](const char* from, const char* to) {
    PropositionIndex ends[2] = {kNone, kNone};
    for (PropositionIndex p = 0; p < theory.propositions.size(); ++p) {
      if (phrase(theory, p) == from) ends[0] = p;
      if (phrase(theory, p) == to) ends[1] = p;
    }
    const auto found = influence(graph, ends[0], ends[1]);
    return std::string(found.helps ? "+" : "") + (found.hinders ? "-" : "");
  };
  CHECK(bears("a", "y") == "+");
  CHECK(bears("c", "y") == "+-");  // leads to it in S2, blocks it in S1
  CHECK(bears("d", "y") == "-");
  CHECK(bears("e", "y") == "+");   // against what stands against it
  CHECK(bears("y", "a") == "");
  CHECK(bears("y", "y") == "");
}

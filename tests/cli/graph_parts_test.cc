#include "cli/graph_parts.h"

#include <catch2/catch.hpp>
#include <set>

#include "cli/graph_svg.h"
#include "tests/cli/graph_fixtures.h"

using namespace realist::cli;
using namespace realist::test;

namespace {

// A chain of statements, each starting from what the one before it leads to.
realist::models::Theory long_ripple(int statements) {
  std::vector<std::string> lines;
  for (int i = 0; i < statements; ++i)
    lines.push_back("S" + std::to_string(i) + ": p" + std::to_string(i) + " -> p" + std::to_string(i + 1) + " ; unless u" +
                    std::to_string(i));
  return theory_of(lines);
}

}  // namespace

TEST_CASE("a small theory is one part") { CHECK(graph_parts(view_of(long_ripple(10))).size() == 1); }

TEST_CASE("a theory of many small pieces is one part") {
  std::vector<std::string> lines;
  for (int i = 0; i < 300; ++i) lines.push_back("S: a" + std::to_string(i) + " -> b" + std::to_string(i));
  CHECK(graph_parts(view_of(theory_of(lines))).size() == 1);
}

TEST_CASE("a large piece is cut so that every plate stands in exactly one part and no part is too large") {
  const GraphView view = view_of(long_ripple(200));
  const PartLimits limits;
  const auto parts = graph_parts(view, limits);
  REQUIRE(parts.size() > 1);
  std::multiset<std::string> plates;
  for (const GraphView& part : parts) {
    CHECK(part.plates.size() <= limits.part);
    for (const GraphPlate& plate : part.plates) plates.insert(plate.id);
  }
  CHECK(plates.size() == view.plates.size());
  CHECK(std::set<std::string>(plates.begin(), plates.end()).size() == view.plates.size());
}

TEST_CASE("every line of a part ends inside it") {
  for (const GraphView& part : graph_parts(view_of(long_ripple(200)))) {
    for (const GraphPlate& plate : part.plates) {
      for (const GraphInput& input : plate.inputs) CHECK(input.index < part.nodes.size());
      for (const auto& end : plate.outputs) CHECK(end.proposition < part.nodes.size());
      if (plate.kind == realist::models::LinkKind::Blocks) {
        REQUIRE(plate.blocks);
        CHECK(part.plates[*plate.blocks].statement == plate.statement);
      }
    }
  }
}

TEST_CASE("a proposition in two parts says in each where else it stands") {
  const auto parts = graph_parts(view_of(long_ripple(200)));
  std::vector<std::string> said;
  for (const GraphView& part : parts)
    for (const GraphNode& node : part.nodes)
      if (!node.elsewhere.empty()) said.push_back(node.elsewhere);
  // A chain cut into n parts is cut at n - 1 propositions, each drawn twice.
  CHECK(said.size() == 2 * (parts.size() - 1));
  CHECK(said.front() == "also in part 2");
}

TEST_CASE("the picture of a cut theory names its parts") {
  const std::string svg = graph_svg(view_of(long_ripple(200)));
  CHECK(contains(svg, "Part 1 of "));
  CHECK(contains(svg, "also in part 1<"));
}

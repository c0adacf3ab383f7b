// Every format takes every theory: what comes out is read back by a parser that is not ours.
#include <graphviz/cgraph.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "cli/graph_dot.h"
#include "cli/graph_graphml.h"
#include "cli/graph_json.h"
#include "cli/graph_mermaid.h"
#include "cli/graph_svg.h"
#include "cli/graph_text.h"
#include "tests/cli/graph_fixtures.h"

using namespace realist::cli;
using namespace realist::test;
namespace models = realist::models;

namespace {

using Tree = boost::property_tree::ptree;

Tree parsed_xml(const std::string& text) {
  std::istringstream in(text);
  Tree tree;
  boost::property_tree::read_xml(in, tree);
  return tree;
}

// Counts elements of a name anywhere below.
std::size_t elements(const Tree& tree, const std::string& name) {
  std::size_t n = tree.count(name);
  for (const auto& [_, child] : tree) n += elements(child, name);
  return n;
}

std::string words_of(const Tree& tree) {
  std::string words;
  for (const auto& [name, child] : tree)
    if (name != "<xmlattr>") words += (name == "text" ? child.data() + " " : "") + words_of(child);
  return words;
}

struct DotGraph {
  explicit DotGraph(const std::string& text) : graph(agmemread(text.c_str())) {}
  ~DotGraph() { if (graph != nullptr) agclose(graph); }
  Agraph_t* graph;
};

models::Theory looped_theory() {
  return theory_of({"S1: a & b -> c [within 14 days] -> d", "S2: d -> a", "S3: d -> !b ; unless u", "S4 = only if: x -> y"});
}

std::vector<models::Theory> theories() {
  return {models::Theory{}, stalled_theory(), looped_theory(), hostile_theory(), theory_of({"S: a -> a"})};
}

}  // namespace

TEST_CASE("SVG is well-formed for every theory and has a box for every proposition") {
  for (const models::Theory& theory : theories()) {
    const std::string svg = graph_svg(view_of(theory));
    const Tree tree = parsed_xml(svg);
    CHECK(tree.count("svg") == 1);
    CHECK(elements(tree, "clipPath") == theory.propositions.size());
    CHECK(elements(tree, "script") == 0);
  }
}

TEST_CASE("SVG stands alone") {
  const std::string svg = graph_svg(view_of(hostile_theory()));
  CHECK_FALSE(contains(svg, "href"));
  CHECK_FALSE(contains(svg, "@import"));
  CHECK(count(svg, "http") == 1);  // the name space
}

TEST_CASE("phrases stay text in SVG") {
  const std::string svg = graph_svg(view_of(hostile_theory()));
  CHECK(contains(svg, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(contains(words_of(parsed_xml(svg)), "<script>"));
}

TEST_CASE("SVG of an empty theory says how to begin") {
  CHECK(contains(words_of(parsed_xml(graph_svg(view_of({})))), "There are no statements to draw yet."));
}

TEST_CASE("SVG names roles, windows, blocks and verdicts in words") {
  const std::string words = words_of(parsed_xml(graph_svg(view_of(stalled_theory(), stalled_case()))));
  for (const char* word : {"CONTEXT", "MECHANISM", "OUTCOME", "within 14 days", "unless", "stalled at step 1", "not reached",
                           "as of 2016-06-01", "blocks the statement", "sha256 bbbb"})
    CHECK(contains(words, word));
}

TEST_CASE("the same theory gives the same bytes in every format") {
  const models::Theory theory = looped_theory();
  const models::TheoryGraph graph = models::theory_graph(theory);
  CHECK(graph_svg(view_of(theory)) == graph_svg(view_of(theory)));
  CHECK(graph_dot(view_of(theory)) == graph_dot(view_of(theory)));
  CHECK(graph_json(theory, graph) == graph_json(theory, graph));
}

TEST_CASE("a theory too large for Graphviz is still drawn") {
  std::vector<std::string> lines;
  for (int i = 0; i < 2'000; ++i)
    lines.push_back("S" + std::to_string(i) + ": p" + std::to_string(i) + " -> p" + std::to_string((i * 7 + 1) % 2'000));
  CHECK(count(graph_svg(view_of(theory_of(lines))), "<clipPath") >= 2'000);
}

TEST_CASE("DOT is read by Graphviz for every theory") {
  for (const models::Theory& theory : theories()) {
    const GraphView view = view_of(theory);
    const DotGraph dot(graph_dot(view));
    REQUIRE(dot.graph != nullptr);
    CHECK(agnnodes(dot.graph) == static_cast<int>(view.nodes.size() + view.gates.size() + view.plates.size()));
  }
}

TEST_CASE("a quoted phrase is the label Graphviz sees") {
  const DotGraph dot(graph_dot(view_of(theory_of({"S: say \"yes\" -> b"}))));
  REQUIRE(dot.graph != nullptr);
  char name[] = "p1", key[] = "label";
  CHECK(std::string(agget(agnode(dot.graph, name, 0), key)) == "context\\nsay \"yes\"");
}

TEST_CASE("Mermaid lines are nodes, links, classes or comments, and labels hold no markup") {
  const std::regex node(R"re(  \w+(\[|\(|\(\[|\{\{|\[\[)"[^"]*"(\]|\)|\]\)|\}\}|\]\]):::\w+)re");
  const std::regex link(R"re(  \w+ (---|-->|-\.-|-\.-x) \w+)re");
  const std::regex other(R"re(  (classDef \w+ [^"]*|%% [^"<>]*))re");
  for (const models::Theory& theory : theories()) {
    std::istringstream lines(graph_mermaid(view_of(theory)));
    std::string line;
    for (int header = 0; header < 4; ++header) std::getline(lines, line);
    CHECK(line == "flowchart LR");
    while (std::getline(lines, line)) {
      INFO(line);
      const std::string plain = std::regex_replace(line, std::regex("<br/>"), " ");
      CHECK((std::regex_match(plain, node) || std::regex_match(line, link) || std::regex_match(line, other)));
      CHECK_FALSE(contains(plain, "<"));
    }
  }
}

TEST_CASE("GraphML is well-formed, with propositions as nodes and pairs as edges") {
  for (const models::Theory& theory : theories()) {
    const Tree tree = parsed_xml(graph_graphml(theory, models::theory_graph(theory)));
    CHECK(elements(tree, "node") == theory.propositions.size());
  }
  const models::Theory theory = looped_theory();
  const Tree tree = parsed_xml(graph_graphml(theory, models::theory_graph(theory)));
  CHECK(elements(tree, "edge") == 7);  // a-c b-c c-d, d-a, d-b, u-b, x-y
  CHECK(tree.get_child("graphml.graph").count("edge") == 7);
}

TEST_CASE("JSON follows the documented schema") {
  const models::Theory theory = looped_theory();
  const auto json = nlohmann::json::parse(graph_json(theory, models::theory_graph(theory)));
  CHECK(json["theory"]["name"] == "a small theory");
  CHECK(json["theory"]["files"][0]["path"] == "small.theory");
  CHECK(json["propositions"].size() == theory.propositions.size());
  CHECK(json["propositions"][0]["phrase"] == "a");
  CHECK(json["statements"][0]["form"] == "if");
  CHECK(json["statements"][0]["antecedent"] == nlohmann::json::parse(R"({"all": [{"proposition": "p1"}, {"proposition": "p2"}]})"));
  CHECK(json["statements"][0]["steps"][0] ==
        nlohmann::json::parse(R"({"propositions": ["p3"], "negated": false, "role": "mechanism", "window": "within 14 days", "latest": "P14D"})"));
  CHECK(json["statements"][2]["unless"][0]["proposition"] == "p5");
  CHECK(json["statements"][3]["form"] == "only if");
  CHECK(json["links"].size() == 7);
  CHECK(json["links"][0] == nlohmann::json::parse(
      R"({"from": "p1", "to": "p3", "statement": "S1", "step": 1, "sign": "+", "kind": "leads to"})"));
  CHECK(json["loops"].size() == 2);  // a-c-d and b-c-d
  CHECK(json["joints"][0]["proposition"] == "p1");
}

TEST_CASE("JSON carries verdicts") {
  const models::Theory theory = stalled_theory();
  const models::TheoryGraph graph = models::theory_graph(theory);
  const auto one = nlohmann::json::parse(graph_json(theory, graph, stalled_case()));
  CHECK(one["case"]["id"] == "SW-014");
  CHECK(one["statements"][0]["verdict"] == "stalled");
  CHECK(one["statements"][0]["steps"][1]["state"] == "not reached");
  CohortTally tally;
  tally.add(theory, stalled_case());
  const auto many = nlohmann::json::parse(graph_json(theory, graph, tally));
  CHECK(many["cohort"]["cases"] == 1);
  CHECK(many["statements"][0]["counts"]["stalled"] == 1);
  CHECK(many["propositions"][0]["counts"]["seen"] == 1);
}

TEST_CASE("hostile phrases come back from JSON and GraphML as they went in") {
  const models::Theory theory = hostile_theory();
  const models::TheoryGraph graph = models::theory_graph(theory);
  const auto json = nlohmann::json::parse(graph_json(theory, graph));
  for (std::size_t i : {0u, 1u, 2u, 3u, 4u, 5u, 6u, 8u}) CHECK(json["propositions"][i]["phrase"] == theory.propositions[i].phrase);
  CHECK(contains(graph_graphml(theory, graph), xml_text(theory.propositions[0].phrase)));
}

TEST_CASE("more pairs than a file should hold are left out and counted") {
  std::string line = "S: c0";
  for (int i = 1; i < 1'100; ++i) line += " & c" + std::to_string(i);
  line += " -> d0";
  for (int i = 1; i < 1'100; ++i) line += " & d" + std::to_string(i);
  const models::Theory theory = theory_of({line});
  const auto json = nlohmann::json::parse(graph_json(theory, models::theory_graph(theory)));
  CHECK(json["links"].empty());
  CHECK(json["links_left_out"] == 1'100 * 1'100);
}

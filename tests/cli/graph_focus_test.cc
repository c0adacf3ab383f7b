#include "cli/graph_focus.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/graph_dot.h"
#include "cli/graph_fold.h"
#include "cli/graph_graphml.h"
#include "cli/graph_json.h"
#include "cli/graph_mermaid.h"
#include "cli/graph_svg.h"
#include "cli/stops.h"
#include "tests/cli/graph_fixtures.h"

using namespace realist;
using namespace realist::cli;
using namespace realist::test;
using Catch::Matchers::Contains;

namespace {

// A1 → A2 → A3 → A4, one leading to the next; X1 starts from the same context as A2 and leads elsewhere; what Y1 leads to blocks A3.
models::Theory ripple() {
  return theory_of({"A1: a -> b", "A2: b -> c", "A3: c -> d ; unless u", "A4: d -> e", "X1: b -> x", "Y1: v -> u"});
}

std::set<std::string> labels(const models::Theory& theory, const GraphSelection& selection) {
  std::set<std::string> out;
  for (std::size_t s = 0; s < theory.statements.size(); ++s)
    if (selection.statements[s]) out.insert(theory.statements[s].label);
  return out;
}

GraphSelection focus_on(const models::Theory& theory, const std::string& words, std::size_t depth) {
  return around(theory, models::theory_graph(theory), words, depth);
}

using Labels = std::set<std::string>;

// The ripple in two files: A1, A2 and X1 in the first, the rest in the second.
models::Theory in_two_files() {
  models::Theory theory = ripple();
  theory.files = {{"lib/main.theory", std::string(64, 'a')}, {"lib/more/rest.md", std::string(64, 'c')}};
  for (const char* label : {"A3", "A4", "Y1"}) theory.statements[models::find_statement(theory, label)].place.file = 1;
  return theory;
}

const GraphPlate& plate_called(const GraphView& view, const std::string& label) {
  const auto found = std::find_if(view.plates.begin(), view.plates.end(), [&](const GraphPlate& p) { return p.label == label; });
  REQUIRE(found != view.plates.end());
  return *found;
}

std::set<std::string> phrases(const GraphView& view) {
  std::set<std::string> out;
  for (const GraphNode& node : view.nodes) out.insert(node.phrase);
  return out;
}

}  // namespace

TEST_CASE("at depth 1 a focus on a statement is that statement, on a phrase all that speak of it") {
  const models::Theory theory = ripple();
  CHECK(labels(theory, focus_on(theory, "A2", 1)) == Labels{"A2"});
  CHECK(labels(theory, focus_on(theory, "b", 1)) == Labels{"A1", "A2", "X1"});
  CHECK(labels(theory, focus_on(theory, "u", 1)) == Labels{"A3", "Y1"});
}

TEST_CASE("each depth more adds what leads there and what it leads to, blocks as well, and no sibling that shares a context") {
  const models::Theory theory = ripple();
  CHECK(labels(theory, focus_on(theory, "A2", 2)) == Labels{"A1", "A2", "A3"});
  CHECK(labels(theory, focus_on(theory, "A2", 3)) == Labels{"A1", "A2", "A3", "A4"});
  CHECK(labels(theory, focus_on(theory, "A3", 2)) == Labels{"A2", "A3", "A4", "Y1"});
  CHECK(labels(theory, focus_on(theory, "A1", 9)) == Labels{"A1", "A2", "A3", "A4", "X1"});
}

TEST_CASE("a focus on nothing that there is says what was probably meant") {
  models::Theory theory = theory_of({"S: p -> q"});
  theory.propositions[0].phrase = "the participant feels safe";
  REQUIRE_THROWS_WITH(focus_on(theory, "the participant feel safe", 2), Contains("did you mean the participant feels safe?"));
}

TEST_CASE("a focused view holds whole statements, and a box says in how many more it stands") {
  const models::Theory theory = ripple();
  const GraphView view = focused(view_of(theory), focus_on(theory, "A2", 1));
  CHECK(phrases(view) == Labels{"b", "c"});
  REQUIRE(view.plates.size() == 1);
  CHECK(view.plates[0].label == "A2");
  CHECK(view.nodes[0].elsewhere == "also in 2 statements not shown");  // b: A1 and X1
  CHECK(view.nodes[1].elsewhere == "also in 1 statement not shown");   // c: A3
  CHECK_THAT(view.subtitle, Contains("1 statement around A2, 1 deep"));
}

TEST_CASE("what a proposition is observed through comes with it") {
  models::Theory theory = theory_of({"S: p -> q", "T: r -> s"});
  models::Condition looks_at_r;
  looks_at_r.kind = models::Condition::Kind::Proposition;
  looks_at_r.proposition = 2;
  theory.propositions[0].indicator = looks_at_r;
  CHECK(phrases(focused(view_of(theory), focus_on(theory, "S", 1))) == Labels{"p", "q", "r"});
}

TEST_CASE("every format shows the focus alone") {
  const models::Theory theory = ripple();
  const models::TheoryGraph graph = models::theory_graph(theory);
  const GraphSelection selection = around(theory, graph, "A2", 2);
  const GraphView view = focused(view_of(theory), selection);
  for (const std::string& text : {graph_svg(view), graph_dot(view), graph_mermaid(view), graph_graphml(theory, graph, {}, selection),
                                  graph_json(theory, graph, {}, selection)}) {
    CAPTURE(text);
    CHECK(contains(text, "A3"));
    CHECK_FALSE(contains(text, "A4"));
  }
  const auto json = nlohmann::json::parse(graph_json(theory, graph, {}, selection));
  CHECK(json["focus"] == nlohmann::json{{"around", "A2"}, {"depth", 2}, {"statements_left_out", 3}});
  CHECK(json["statements"].size() == 3);
  CHECK(json["propositions"].size() == 5);  // a, b, c, d, u
  CHECK(json["joints"].size() == 2);        // b and c: d starts nothing that is shown, and u is led to by nothing
}

TEST_CASE("the verdicts of a case stand at the right places of a focus") {
  const models::Theory theory = theory_of({"R: k -> l", "S: a -> b [within 14 days] -> c ; unless u"});
  models::CaseResult result = stalled_case();
  result.statements[0].statement = 1;
  result.statements.insert(result.statements.begin(), models::StatementResult{});
  for (models::PropositionResult& p : result.propositions) p.proposition += 2;
  const models::TheoryGraph graph = models::theory_graph(theory);
  const GraphSelection selection = around(theory, graph, "S", 1);
  const auto json = nlohmann::json::parse(graph_json(theory, graph, result, selection));
  REQUIRE(json["statements"].size() == 1);
  CHECK(json["statements"][0]["verdict"] == "stalled");
  CHECK(json["propositions"][1]["verdict"] == "stalled");
}

TEST_CASE("files folded are one box each, with what stands in them alone inside") {
  const models::Theory theory = in_two_files();
  const GraphFolding folding = folding_of(theory, {"files"}, {});
  CHECK(folding.names == std::vector<std::string>{"main", "more/rest"});
  const GraphView view = folded(view_of(theory), folding, {}, {});
  CHECK(phrases(view) == Labels{"c"});  // A2 leads to it, A3 starts from it
  REQUIRE(view.plates.size() == 2);
  const GraphPlate& main = plate_called(view, "main");
  CHECK(main.folded == 3);
  CHECK(main.words == std::vector<std::string>{"3 propositions inside"});  // a, b, x
  CHECK(main.inputs.empty());
  REQUIRE(main.outputs.size() == 1);
  CHECK(view.nodes[main.outputs[0].proposition].phrase == "c");
  CHECK(plate_called(view, "more/rest").inputs.size() == 1);
  CHECK(graph_dot(view).find("3 statements") != std::string::npos);
}

TEST_CASE("one part folded leaves the others open, and a line says not where all it stands for do") {
  const models::Theory theory = in_two_files();
  const GraphView view = folded(view_of(theory), folding_of(theory, {"main.theory"}, {}), {}, {});
  CHECK(view.plates.size() == 5);  // A3 and its block, A4, Y1, and the part
  models::Theory blocked = in_two_files();
  blocked.statements[models::find_statement(blocked, "A3")].place.file = 0;
  const GraphView other = folded(view_of(blocked), folding_of(blocked, {"main"}, {}), {}, {});
  const GraphPlate& part = plate_called(other, "main");
  REQUIRE(part.inputs.size() == 1);  // u, which blocks A3
  CHECK(part.inputs[0].negated);
}

TEST_CASE("what is in focus stays open while the rest is folded") {
  const models::Theory theory = in_two_files();
  const GraphSelection selection = focus_on(theory, "A3", 1);
  const GraphFolding folding = folding_of(theory, {"files"}, selection);
  const GraphView view = folded(view_of(theory), folding, selection, {});
  CHECK(plate_called(view, "A3").folded == 0);
  CHECK(plate_called(view, "more/rest").folded == 2);
  CHECK(plate_called(view, "main").folded == 3);
}

TEST_CASE("statements fold by the phase their first step belongs to, and those of none stay open") {
  models::Theory theory = theory_of({"A1: a -> b", "A2: b -> c", "A3: c -> d", "A4: d -> e", "Z1: k -> l"});
  theory.phases.resize(2);
  theory.phases[0].name = "prison";
  theory.phases[1].name = "community";
  const auto during = [&](const char* label, models::PhaseIndex phase) {
    models::StepWindow& window = theory.statements[models::find_statement(theory, label)].steps[0].window;
    window.bound = models::StepWindow::Bound::DuringPhase;
    window.phase = phase;
  };
  during("A1", 0);
  during("A2", 0);
  during("A3", 1);
  during("A4", 1);
  const GraphFolding folding = folding_of(theory, {"phases"}, {});
  const auto part = [&](const char* label) {
    const std::string* name = folding.name_of(models::find_statement(theory, label));
    return name ? *name : "";
  };
  CHECK(part("A1") == "prison");
  CHECK(part("A2") == "prison");
  CHECK(part("A4") == "community");
  CHECK(part("Z1") == "");
}

TEST_CASE("a folded part carries the verdicts of its statements") {
  const models::Theory theory = in_two_files();
  models::CaseResult result;
  for (models::StatementIndex s = 0; s < theory.statements.size(); ++s) {
    result.statements.push_back({s, {}, {}, {}, {}, {}, {}, {}});
    result.statements.back().judging.verdict = s == 0 ? models::Verdict::Fired : models::Verdict::Dormant;
  }
  const GraphView view = folded(view_of(theory), folding_of(theory, {"main"}, {}), {}, result);
  const GraphPlate& part = plate_called(view, "main");
  REQUIRE(part.marks.size() == 2);
  CHECK(part.marks[0].words == "1 fired");
  CHECK(part.marks[1].words == "2 dormant");
}

TEST_CASE("folding by what a theory does not have is wrong usage") {
  REQUIRE_THROWS_WITH(folding_of(ripple(), {"files"}, {}), Contains("one file"));
  REQUIRE_THROWS_WITH(folding_of(ripple(), {"phases"}, {}), Contains("no phases"));
  REQUIRE_THROWS_WITH(folding_of(in_two_files(), {"mian"}, {}), Contains("did you mean main?"));
}

TEST_CASE("a part of one statement is not folded") {
  models::Theory theory = theory_of({"S: a -> b", "T: b -> c", "W: c -> d"});
  theory.files = {{"x.theory", ""}, {"y.theory", ""}};
  theory.statements[2].place.file = 1;
  CHECK(folding_of(theory, {"files"}, {}).names == std::vector<std::string>{"x"});
}

#include "cli/graph_view.h"

#include <catch2/catch.hpp>

#include "tests/cli/graph_fixtures.h"

using namespace realist::cli;
using namespace realist::test;
namespace models = realist::models;
using Strings = std::vector<std::string>;

TEST_CASE("every step of a statement is a plate between the boxes it joins") {
  const GraphView view = view_of(theory_of({"S: a & !b -> c [within 14 days] -> !d"}));
  REQUIRE(view.plates.size() == 2);
  CHECK(view.plates[0].label == "S");
  CHECK(view.plates[0].number == "step 1 of 2");
  CHECK(view.plates[0].words == Strings{"all of", "within 14 days"});
  REQUIRE(view.plates[0].inputs.size() == 2);
  CHECK_FALSE(view.plates[0].inputs[0].negated);
  CHECK(view.plates[0].inputs[1].negated);
  CHECK(view.plates[1].words == Strings{"then not"});
  REQUIRE(view.plates[1].outputs.size() == 1);
  CHECK(view.plates[1].outputs[0].negated);
}

TEST_CASE("a list inside a list is a gate of its own") {
  models::Theory theory = theory_of({"S: a & x -> d"});
  models::Clause inner{models::Clause::Kind::AtLeast, models::kNone, 2};
  inner.parts = theory.statements[0].antecedent.parts;
  theory.statements[0].antecedent.parts[1] = inner;
  const GraphView view = view_of(theory);
  REQUIRE(view.gates.size() == 1);
  CHECK(view.gates[0].words == "at least 2 of");
  CHECK(view.gates[0].inputs.size() == 2);
  REQUIRE(view.plates[0].inputs.size() == 2);
  CHECK(view.plates[0].inputs[1].is_gate);
}

TEST_CASE("an unless points at the first plate of its statement") {
  const GraphView view = view_of(theory_of({"S1: x -> y", "S2: a -> b -> c ; unless u"}));
  REQUIRE(view.plates.size() == 4);
  CHECK(view.plates[3].label == "unless");
  CHECK(view.plates[3].blocks == 1);
  CHECK(view.plates[3].outputs.empty());
}

TEST_CASE("forms and otherwise are said on the plate") {
  const GraphView view = view_of(theory_of({"W = whenever: a -> b", "O = only if: c -> d", "W/otherwise: a -> e ; otherwise of W"}));
  CHECK(view.plates[0].words == Strings{"whenever"});
  CHECK(view.plates[1].words == Strings{"only if"});
  CHECK(view.plates[2].words == Strings{"otherwise"});
  CHECK(view.plates[2].inputs[0].negated);
}

TEST_CASE("plates in a feedback loop carry its number and the loop is listed by name") {
  const GraphView view = view_of(theory_of({"S1: a -> b", "S2: b -> a", "S3: b -> c"}));
  CHECK(view.plates[0].loops == std::vector<std::size_t>{1});
  CHECK(view.plates[1].loops == std::vector<std::size_t>{1});
  CHECK(view.plates[2].loops.empty());
  CHECK(view.loops == Strings{"Feedback loop 1 (positive): a → b → a"});
}

TEST_CASE("a proposition is tied to those its indicator looks at, once each") {
  models::Theory theory = theory_of({"S: a & b -> c"});
  models::Condition looks{models::Condition::Kind::Proposition};
  looks.proposition = 1;
  theory.propositions[2].indicator = models::Condition{models::Condition::Kind::All, {looks, looks}};
  const GraphView view = view_of(theory);
  REQUIRE(view.ties.size() == 1);
  CHECK(view.ties[0].from == 1);
  CHECK(view.ties[0].to == 2);
}

TEST_CASE("a joint has two roles in one box") {
  const GraphView view = view_of(theory_of({"S1: a -> b", "S2: b -> c"}));
  CHECK(view.nodes[1].joint);
  CHECK(view.nodes[1].roles == std::vector<models::Role>{models::Role::Context, models::Role::Outcome});
  CHECK_FALSE(view.nodes[0].joint);
}

TEST_CASE("a stalled case marks the statement, the step that stopped it, and nothing beyond") {
  const GraphView view = view_of(stalled_theory(), stalled_case());
  REQUIRE(view.plates[0].marks.size() == 1);
  CHECK(view.plates[0].marks[0].sign == MarkSign::Stopped);
  CHECK(view.plates[0].marks[0].words == "stalled at step 1: not delivered (overdue)");
  CHECK(view.plates[1].faint);
  CHECK(view.plates[1].marks[0].words == "not reached");
  CHECK(view.nodes[0].mark->words == "so");
  CHECK(view.nodes[1].mark->words == "stalled here");
  CHECK(view.nodes[2].mark->words == "expected, still open");
  CHECK(contains(view.subtitle, "case SW-014 as of 2016-06-01"));
  CHECK(contains(view.subtitle, "1 stalled"));
}

TEST_CASE("a cohort gives shares of the decided, with the others counted beside") {
  const models::Theory theory = stalled_theory();
  models::CaseResult fired = stalled_case(), dormant = stalled_case();
  fired.statements[0].judging = {};
  fired.statements[0].judging.verdict = models::Verdict::Fired;
  fired.statements[0].judging.steps = {step_result(1, models::StepState::Holds), step_result(2, models::StepState::Holds)};
  dormant.statements[0].judging = {};
  CohortTally tally;
  for (int i = 0; i < 3; ++i) tally.add(theory, fired);
  tally.add(theory, stalled_case());
  tally.add(theory, dormant);
  const GraphView view = view_of(theory, tally);
  REQUIRE(view.plates[0].share);
  CHECK(view.plates[0].share->words == "fired 3 of\u00A04");
  CHECK(view.plates[0].share->beside == "1\u00A0dormant");
  CHECK(view.plates[1].share->words == "passed 3 of\u00A03");
  CHECK(view.nodes[0].share->words == "seen in 5 of\u00A05");
  CHECK(view.nodes[3].share->words == "not known in any case");
  CHECK(contains(view.subtitle, "5 cases as of 2016-06-01"));
}

TEST_CASE("an empty theory has a view that says so") {
  const GraphView view = view_of({});
  CHECK(view.title == "A programme theory");
  CHECK(view.subtitle == "0 statements, 0 propositions");
  CHECK(view.nodes.empty());
}

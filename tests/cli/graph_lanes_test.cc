#include "cli/graph_lanes.h"

#include <catch2/catch.hpp>

#include "tests/cli/graph_fixtures.h"

using namespace realist;
using namespace realist::cli;
using namespace realist::test;

namespace {

// a → b → c, then c → d: b is the practitioner's, c the participant's and a joint, d stands in the second phase.
models::Theory laned() {
  models::Theory theory = theory_of({"S: a -> (resource) b -> c", "T: c -> d"});
  theory.propositions[1].actor = "practitioner";
  theory.propositions[2].of = "Participant";
  theory.propositions[3].actor = "participant";
  theory.phases.resize(2);
  theory.phases[0].name = "prison";
  theory.phases[1].name = "community";
  models::StepWindow& window = theory.statements[1].steps[0].window;
  window.bound = models::StepWindow::Bound::DuringPhase;
  window.phase = 1;
  return theory;
}

}  // namespace

TEST_CASE("a lane is the actor's, else that of the record it is about; what names nobody comes last") {
  const models::Theory theory = laned();
  const LanePlan plan = lane_plan(theory, view_of(theory));
  CHECK(plan.lanes == std::vector<std::string>{"practitioner", "Participant", ""});
  CHECK(plan.lane_of == std::vector<std::size_t>{2, 0, 1, 1});
}

TEST_CASE("columns go by phase, then by role, and a joint stands under outcome") {
  const models::Theory theory = laned();
  const LanePlan plan = lane_plan(theory, view_of(theory));
  const auto role_of = [&](std::size_t box) { return plan.columns[plan.column_of[box]].role; };
  CHECK(role_of(0) == models::Role::Context);
  CHECK(role_of(1) == models::Role::Resource);
  CHECK(role_of(2) == models::Role::Outcome);
  CHECK(plan.columns[plan.column_of[3]].phase == 1);
  for (std::size_t c = 1; c < plan.columns.size(); ++c) {
    const LanePlan::Column &before = plan.columns[c - 1], &at = plan.columns[c];
    CHECK((before.phase < at.phase || (before.phase == at.phase && before.role < at.role)));
  }
}

TEST_CASE("boxes of one lane stand under those of the lane above, and none sticks out of the diagram") {
  const models::Theory theory = laned();
  const Diagram diagram = draw_lanes(theory, view_of(theory));
  CHECK(count(diagram.svg, "</title>") >= 3);  // a line for each pair: a to b, b to c, c to d
  CHECK(diagram.leads);
  CHECK_FALSE(diagram.negative);
  CHECK(diagram.svg.find(">practitioner<") < diagram.svg.find(">Participant<"));
  CHECK(diagram.svg.find(">Participant<") < diagram.svg.find(">nobody named<"));
}

TEST_CASE("too many lines are left out, which the page says, and boxes still name their statements") {
  std::vector<std::string> lines;
  for (int i = 0; i < 100; ++i) lines.push_back("S" + std::to_string(i) + ": a" + std::to_string(i) + " -> b");
  const models::Theory theory = theory_of(lines);
  const std::string svg = lanes_svg(theory, view_of(theory));
  CHECK(contains(svg, "lines to be read are left out"));
  CHECK_FALSE(contains(svg, "marker-end=\"url(#arrow-plain)\""));
  CHECK(contains(svg, "S3 and 96 more"));
  lines.resize(40);
  CHECK_FALSE(contains(lanes_svg(theory_of(lines), view_of(theory_of(lines))), "left out"));
}

TEST_CASE("lanes of hostile and of empty theories are drawn") {
  const models::Theory theory = hostile_theory();
  CHECK_FALSE(contains(lanes_svg(theory, view_of(theory)), "<script>"));
  const models::Theory nothing;
  CHECK(contains(lanes_svg(nothing, view_of(nothing)), "There are no statements to draw yet."));
}

TEST_CASE("a block is drawn to what its statement first leads to") {
  const models::Theory theory = theory_of({"S: a -> b -> c ; unless u"});
  const Diagram diagram = draw_lanes(theory, view_of(theory));
  CHECK(diagram.blocks);
  CHECK(contains(diagram.svg, "unless, of S"));
}

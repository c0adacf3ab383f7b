// What an edit changes: in the theory, and in the verdicts.
#include <catch2/catch.hpp>

#include "engine/excerpt.h"
#include "engine/facts.h"
#include "engine/impact.h"
#include "engine/judge.h"
#include "engine/theory_edit.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using engine::PartChange;
using How = PartChange::How;
using Part = PartChange::Part;
using models::kNone;
using models::Verdict;

models::Theory theory(const std::string& text) {
  rules::ReadResult read = rules::read_theory_text(text);
  REQUIRE(read.ok());
  return std::move(read.theory);
}

engine::TheoryEdit edit(const std::string& before, const std::string& after) { return engine::theory_edit(theory(before), theory(after)); }

const std::string kGate = "[G-1] If the participant is released\nthen someone meets the participant within 7 days\nthen the participant has a home\n";
const std::string kCall = "[C-1] Whenever a call is missed\nthen the practitioner calls again within 2 days\n";

}  // namespace

TEST_CASE("a theory and itself do not differ") {
  const engine::TheoryEdit found = edit(kGate + kCall, kGate + kCall);
  CHECK(found.none());
  REQUIRE(found.statements.size() == 2);
  CHECK(found.statements[0].step_after == std::vector<std::uint32_t>{1, 2});
}

TEST_CASE("layout, notes and comments are no difference") {
  CHECK(edit(kGate, "# a comment\n[G-1] if the participant is  released,\nthen someone meets the participant within 7 days\n"
                    "then the participant has a home\nnote: looked over\n").none());
}

TEST_CASE("a window of another length is the one thing that differs") {
  const engine::TheoryEdit found =
      edit(kGate, "[G-1] If the participant is released\nthen someone meets the participant within 3 days\nthen the participant has a home\n");
  REQUIRE(found.statements.size() == 1);
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Window, How::Changed, 1, 1}});
  CHECK_FALSE(found.none());
}

TEST_CASE("windows that come and go are told apart from windows that change") {
  const engine::TheoryEdit found =
      edit(kGate, "[G-1] If the participant is released\nthen someone meets the participant\nthen the participant has a home within 4 weeks\n");
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Window, How::Removed, 1, 1}, {Part::Window, How::Added, 2, 2}});
}

TEST_CASE("a statement under another label is the same by what it says") {
  const engine::TheoryEdit found = edit(kGate + kCall, kCall + "[GATE] If the participant is released\nthen someone meets the participant within 7 days\nthen the participant has a home\n");
  REQUIRE(found.statements.size() == 2);
  CHECK(found.statements[0].before == 1);  // C-1, which stands first now
  CHECK(found.statements[0].changes.empty());
  CHECK(found.statements[1].before == 0);
  CHECK(found.statements[1].changes == std::vector<PartChange>{{Part::Label, How::Changed, 0, 0}});
}

TEST_CASE("a statement under another label that shares half of its propositions is the same, changed") {
  // Shared: released, meets, of released, meets, home, work: two of four.
  const engine::TheoryEdit found = edit(kGate, "[GATE] If the participant is released\nthen someone meets the participant within 7 days\nthen the participant works\n");
  REQUIRE(found.statements.size() == 1);
  CHECK(found.statements[0].both());
  // The home is in no statement any more and the work is new: the step was put in other words.
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Label, How::Changed, 0, 0}, {Part::Step, How::Reworded, 2, 2}});
}

TEST_CASE("what shares less than half is one statement gone and another new") {
  // Shared: released, of released, meets, home, dog, walks, happy.
  const engine::TheoryEdit found = edit(kGate, "[D-1] If the participant is released\nthen the dog walks\nthen the dog eats\nthen the dog sleeps\n");
  REQUIRE(found.statements.size() == 2);
  CHECK(found.statements[0].before == kNone);
  CHECK(found.statements[1].after == kNone);
}

TEST_CASE("a label goes before content: whatever stands under it is its statement") {
  const engine::TheoryEdit found = edit(kGate + kCall, "[G-1] Whenever a call is missed\nthen the practitioner calls again within 2 days\n");
  REQUIRE(found.statements.size() == 2);
  CHECK(found.statements[0].before == 0);
  CHECK(found.statements[1].before == 1);
  CHECK(found.statements[1].after == kNone);
}

TEST_CASE("a step put in before others moves them and is alone in being new") {
  const engine::TheoryEdit found = edit(kGate, "[G-1] If the participant is released\nthen a car waits\nthen someone meets the participant within 7 days\nthen the participant has a home\n");
  CHECK(found.statements[0].step_after == std::vector<std::uint32_t>{2, 3});
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Step, How::Added, 0, 1}});
}

TEST_CASE("a step left out is told with the number it had, and the last step has another role") {
  const engine::TheoryEdit found = edit(kGate, "[G-1] If the participant is released\nthen someone meets the participant within 7 days\n");
  CHECK(found.statements[0].step_after == std::vector<std::uint32_t>{1, 0});
  // What stood in the middle, a mechanism, is the outcome now.
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Role, How::Changed, 1, 1}, {Part::Step, How::Removed, 2, 0}});
}

TEST_CASE("blocks, reasons, evidence and form are told one by one") {
  const engine::TheoryEdit found = edit("[A] If it rains\nthen the street is wet within 1 day\nunless there is a roof\n(evidence: one study)\n",
                                        "[A] Whenever it rains\nthen the street is wet within 1 day\nunless there is a tent\nunless it snows\n(evidence: two trials)\n");
  const std::vector<PartChange> expected = {
      {Part::Form, How::Changed, 0, 0}, {Part::Unless, How::Reworded, 1, 1}, {Part::Unless, How::Added, 0, 2}, {Part::Evidence, How::Changed, 0, 0}};
  CHECK(found.statements[0].changes == expected);
}

TEST_CASE("an indicator that asks for more is a change of the proposition, not of its statements") {
  const std::string before = "Resource GATE: someone meets the participant\n  observed when event \"gate meeting\"\n\n" + kGate;
  const std::string after = "Resource GATE: someone meets the participant at the gate\n  observed when event \"gate meeting\" where by is practitioner\n\n"
                            "[G-1] If the participant is released\nthen GATE within 7 days\nthen the participant has a home\n";
  const engine::TheoryEdit found = edit(before, after);
  REQUIRE(found.propositions.size() == 1);
  CHECK(found.propositions[0].phrase);
  CHECK(found.propositions[0].indicator);
  CHECK_FALSE(found.propositions[0].role);
  // The step names the same proposition by its short name.
  CHECK(found.statements[0].changes == std::vector<PartChange>{{Part::Step, How::Reworded, 1, 1}});
}

TEST_CASE("another crossover is a change of the proposition") {
  const std::string before = "Reasoning TRUST: the participant trusts them\n  observed when judged at least 4\n  membership: out 1, crossover 3, in 5\n\n" + kGate;
  std::string after = before;
  after.replace(after.find("crossover 3"), 11, "crossover 2");
  const engine::TheoryEdit found = edit(before, after);
  REQUIRE(found.propositions.size() == 1);
  CHECK(found.propositions[0].membership);
  CHECK_FALSE(found.propositions[0].indicator);
}

TEST_CASE("what holds for the whole theory is told with both values") {
  const engine::TheoryEdit found = edit("Case: participant\nDefault window: 28 days\nPhase prison: from event referral until event release\n\n" + kGate,
                                        "Case: client\nDefault window: 2 weeks\nEvents session, contact: may be missing\nNot applicable when: event recall\n"
                                        "Phase prison: from event referral until last event release\n\n" + kGate);
  using What = engine::HeaderChange::What;
  REQUIRE(found.header.size() == 5);
  CHECK(found.header[0].what == What::CaseKind);
  CHECK(found.header[0].after == "client");
  CHECK(found.header[1].what == What::DefaultWindow);
  CHECK(found.header[1].before == "28 days");
  CHECK(found.header[1].after == "2 weeks");
  CHECK(found.header[2].before.empty());
  CHECK(found.header[2].after == "event recall");
  CHECK(found.header[3].after == "session, contact: may be missing");
  CHECK(found.header[4].before == "from event referral until event release");
  CHECK(found.header[4].after == "from event referral until last event release");
}

namespace {

const char* const kDeclared = R"(
Case: participant
Context RELEASED: the participant is released
  observed when event release
Resource MEETS: someone meets the participant
  observed when event meeting
Outcome HOME: the participant has a home
  observed when event tenancy
)";

struct Judged {
  models::Theory a, b;
  engine::TheoryEdit edit;
  engine::Impact impact;

  Judged(const std::string& before, const std::string& after, const std::vector<std::string>& records)
      : a(theory(kDeclared + before)), b(theory(kDeclared + after)), edit(engine::theory_edit(a, b)), impact(edit) {
    const auto plan_a = engine::compile(a), plan_b = engine::compile(b);
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const auto record = std::get<models::CaseRecord>(models::case_from_json(records[i]));
      impact.add(i, outlines(*plan_a, record), outlines(*plan_b, record));
    }
  }
  static std::vector<engine::Outline> outlines(const engine::Plan& plan, const models::CaseRecord& record) {
    std::vector<engine::Outline> all;
    engine::Judge judge(plan);
    judge.outline(engine::bind(plan, record, *models::parse_time("2026-06-01")), {}, all);
    return all;
  }
  std::vector<engine::Shift> shifts(std::size_t statement) const { return impact.statements()[statement].shifts; }
};

const std::string kDay5 = R"({"case": "A", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-06"}]})";
const std::string kDay2 = R"({"case": "B", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-03"}]})";
const std::string kNever = R"({"case": "C", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}]})";

}  // namespace

TEST_CASE("a shorter window turns those who came between the two from fired to stalled") {
  const Judged judged("[M] If RELEASED then MEETS within 7 days\n", "[M] If RELEASED then MEETS within 3 days\n", {kDay5, kDay2, kNever});
  REQUIRE(judged.shifts(0).size() == 1);
  CHECK(judged.shifts(0)[0].before == Verdict::Fired);
  CHECK(judged.shifts(0)[0].after == Verdict::Stalled);
  CHECK(judged.shifts(0)[0].cases == std::vector<std::uint32_t>{0});
  CHECK(judged.impact.statements()[0].before[Verdict::Fired] == 2);
  CHECK(judged.impact.statements()[0].after[Verdict::Fired] == 1);
  CHECK(judged.impact.cases_shifted() == 1);
  CHECK(judged.impact.counts()[0][1] == 1);
}

TEST_CASE("a stall at the same step counts as the same, though its number is another") {
  // C is not met: with a step in front that holds (the release itself), the second step is the one that was the first.
  const Judged judged("[M] If RELEASED\nthen MEETS within 7 days\nthen HOME within 4 weeks\n",
                      "[M] If RELEASED\nthen HOME at any time\nthen MEETS within 7 days\nthen HOME within 4 weeks\n",
                      {R"({"case": "C", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "tenancy", "at": "2026-03-02"}]})"});
  CHECK(judged.shifts(0).empty());
}

TEST_CASE("a stall at another step, or for another reason, is told as a change from stalled to stalled") {
  // A is met on day 5 and never housed: stalled at the home; with three days for the meeting, stalled there.
  const Judged place("[M] If RELEASED\nthen MEETS within 7 days\nthen HOME within 4 weeks\n", "[M] If RELEASED\nthen MEETS within 3 days\nthen HOME within 4 weeks\n", {kDay5});
  REQUIRE(place.shifts(0).size() == 1);
  CHECK(place.shifts(0)[0].before == Verdict::Stalled);
  CHECK(place.shifts(0)[0].after == Verdict::Stalled);
}

TEST_CASE("what is counted each time is compared by its counts, and an If with a Whenever by the verdict alone") {
  const std::string twice = R"({"case": "T", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-06"},
    {"type": "release", "at": "2026-04-01"}]})";
  // Seven days: one of two met. Three days: none. Stalled both times, for the worst.
  const Judged counted("[M] Whenever RELEASED then MEETS within 7 days\n", "[M] Whenever RELEASED then MEETS within 3 days\n", {twice});
  REQUIRE(counted.shifts(0).size() == 1);
  CHECK(counted.shifts(0)[0].after == Verdict::Stalled);
  CHECK(Judged("[M] If RELEASED then MEETS within 7 days\n", "[M] Whenever RELEASED then MEETS within 7 days\n", {kDay5}).shifts(0).empty());
}

TEST_CASE("of a statement that is new or gone verdicts are counted and nothing is compared") {
  const Judged judged("[M] If RELEASED then MEETS within 7 days\n", "[H] If MEETS then HOME within 7 days\n", {kDay5, kNever});
  REQUIRE(judged.edit.statements.size() == 2);
  CHECK(judged.impact.statements()[0].before.total() == 0);
  CHECK(judged.impact.statements()[0].after[Verdict::Stalled] == 1);
  CHECK(judged.impact.statements()[0].after[Verdict::Dormant] == 1);
  CHECK(judged.impact.statements()[1].before[Verdict::Fired] == 1);
  CHECK(judged.impact.statements()[1].after.total() == 0);
  CHECK(judged.impact.cases_shifted() == 0);
}

// Verdicts as a function of a window's length, and on how many facts they hang.
#include <catch2/catch.hpp>

#include "engine/excerpt.h"
#include "engine/facts.h"
#include "engine/membership_sweep.h"
#include "engine/stability.h"
#include "engine/sweep.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using engine::Datum;
using engine::DatumChange;
using engine::WindowLength;
using models::Duration;
using models::Unit;
using models::Verdict;

models::Theory theory(const std::string& statements) {
  rules::ReadResult read = rules::read_theory_text("Case: participant\nContext RELEASED: the participant is released\n  observed when event release\n"
                                                   "Resource MEETS: someone meets the participant\n  observed when event meeting\n"
                                                   "Outcome HOME: the participant has a home\n  observed when event tenancy\n"
                                                   "Reasoning SAFE: the participant feels safe\n  observed when judged yes\n" + statements);
  REQUIRE(read.ok());
  return std::move(read.theory);
}

models::CaseRecord record(const std::string& json) { return std::get<models::CaseRecord>(models::case_from_json(json)); }

const models::Time kAsOf = *models::parse_time("2026-06-01");

std::vector<engine::Outline> outlines(const models::Theory& theory, const models::CaseRecord& record) {
  const auto plan = engine::compile(theory);
  std::vector<engine::Outline> all;
  engine::Judge(*plan).outline(engine::bind(*plan, record, kAsOf), {}, all);
  return all;
}

const std::string kDay5 = R"({"case": "A", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-06"}]})";

}  // namespace

TEST_CASE("the length of a window is its end, its stretch, or where it has only that its beginning") {
  const models::Theory t = theory("[W] If RELEASED then MEETS within 7 days then HOME throughout 4 weeks then MEETS after 2 weeks then HOME between 1 and 3 weeks then MEETS on the same day then HOME\n");
  const auto length = [&](std::size_t step) { return engine::length_of(t.statements[0].steps[step].window); };
  CHECK(length(0) == WindowLength::Latest);
  CHECK(length(1) == WindowLength::Throughout);
  CHECK(length(2) == WindowLength::Earliest);
  CHECK(length(3) == WindowLength::Latest);
  CHECK(length(4) == WindowLength::SameDay);
  CHECK(length(5) == WindowLength::None);
}

TEST_CASE("a window put otherwise judges as one that was written so") {
  const models::CaseRecord met_on_day_5 = record(kDay5);
  const models::Theory seven = theory("[W] If RELEASED then MEETS within 7 days\n");
  for (const std::int64_t days : {1, 4, 5, 6, 30}) {
    const models::Theory written = theory("[W] If RELEASED then MEETS within " + std::to_string(days) + " days\n");
    CHECK(outlines(engine::with_window(seven, 0, 1, {days, Unit::Day}), met_on_day_5)[0].verdict == outlines(written, met_on_day_5)[0].verdict);
    const models::Theory none = theory("[W] If RELEASED then MEETS\n"), same_day = theory("[W] If RELEASED then MEETS on the same day\n");
    CHECK(outlines(engine::with_window(none, 0, 1, {days, Unit::Day}), met_on_day_5)[0].verdict == outlines(written, met_on_day_5)[0].verdict);
    CHECK(outlines(engine::with_window(same_day, 0, 1, {days, Unit::Day}), met_on_day_5)[0].verdict == outlines(written, met_on_day_5)[0].verdict);
  }
}

TEST_CASE("somebody met on the fifth day flips at five days and nowhere else") {
  const models::Theory t = theory("[W] If RELEASED then MEETS within 7 days\n");
  const models::CaseRecord met_on_day_5 = record(kDay5);
  engine::Sweep sweep(1, 1, 10);
  for (std::uint32_t v = 0; v < 10; ++v) sweep.add(v, 0, outlines(engine::with_window(t, 0, 1, {v + 1, Unit::Day}), met_on_day_5));
  REQUIRE(sweep.flips().size() == 1);
  CHECK(sweep.flips()[0] == engine::Flip{0, 0, 4, Verdict::Stalled, Verdict::Fired});  // the fifth value
  CHECK(sweep.counts(0, 3)[Verdict::Stalled] == 1);
  CHECK(sweep.counts(0, 4)[Verdict::Fired] == 1);
}

TEST_CASE("every fact of a record is one that can be left out, and a history is several") {
  const models::CaseRecord r = record(R"({"case": "A", "attributes": {"age": 24, "housing": [{"value": "hostel", "at": "2026-01-01"}, {"value": "own", "at": "2026-02-01"}]},
    "events": [{"type": "release", "at": "2026-03-01"}], "judgements": [{"about": "SAFE", "value": true}]})");
  const std::vector<Datum> all = engine::data_of(r);
  REQUIRE(all.size() == 5);
  CHECK(all.front().kind == Datum::Kind::Event);
  CHECK(all.back().kind == Datum::Kind::Judgement);
  CHECK(engine::name_of(r, all.back()).name == "SAFE");
}

TEST_CASE("what cannot be changed so is left as it is") {
  models::CaseRecord r = record(R"({"case": "A", "attributes": {"age": 24, "settled": true}, "events": [{"type": "release"}]})");
  CHECK_FALSE(engine::change(r, {Datum::Kind::Event, 0, 0}, DatumChange::DayLater));        // no date to move
  CHECK_FALSE(engine::change(r, {Datum::Kind::Event, 0, 0}, DatumChange::TurnedRound));
  CHECK_FALSE(engine::change(r, {Datum::Kind::Attribute, 0, 0}, DatumChange::TurnedRound)); // a number
  CHECK(engine::change(r, {Datum::Kind::Attribute, 1, 0}, DatumChange::TurnedRound));
  CHECK(r.attributes[1].history[0].value == models::Value{false});
}

TEST_CASE("a verdict that fired hangs on the release and on the meeting, and turns where the meeting moves out of its window") {
  const models::Theory t = theory("[W] If RELEASED then MEETS within 5 days\n");
  const auto plan = engine::compile(t);
  engine::Stability stability(*plan);
  stability.add(0, record(kDay5), {}, kAsOf);
  const engine::StatementStability& one = stability.statements()[0];
  CHECK(stability.tried() == 2);
  CHECK(one.verdicts[Verdict::Fired] == 1);
  CHECK(one.hanging[Verdict::Fired] == 1);
  CHECK(one.changeable.total() == 0);  // counted with what hangs
  REQUIRE(one.by_data.size() == 3);
  CHECK(one.by_data[2] == 1);
  // Left out: the release (dormant), the meeting (stalled). Moved: the release a day earlier, the meeting a day later: six days.
  REQUIRE(stability.hanging().size() == 4);
  CHECK(stability.hanging()[0].would_be == Verdict::Dormant);
  CHECK(stability.hanging()[1].change == DatumChange::DayEarlier);
  CHECK(stability.hanging()[2].change == DatumChange::LeftOut);
  CHECK(stability.hanging()[2].would_be == Verdict::Stalled);
  CHECK(stability.hanging()[3].change == DatumChange::DayLater);
}

TEST_CASE("facts that say the same twice let a verdict stand without either") {
  const models::Theory t = theory("[W] If RELEASED then MEETS within 30 days\n");
  const auto plan = engine::compile(t);
  engine::Stability stability(*plan);
  stability.add(0, record(R"({"case": "A", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "release", "at": "2026-03-02"},
    {"type": "meeting", "at": "2026-03-06"}, {"type": "meeting", "at": "2026-03-07"}]})"), {}, kAsOf);
  CHECK(stability.statements()[0].by_data == std::vector<std::uint64_t>{1});
  CHECK(stability.hanging().empty());
}

TEST_CASE("a judgement turned round turns what it decides, without the verdict hanging on less than that") {
  const models::Theory t = theory("[W] If RELEASED then SAFE\n");
  const auto plan = engine::compile(t);
  engine::Stability stability(*plan);
  stability.add(0, record(R"({"case": "A", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}],
    "judgements": [{"about": "SAFE", "value": true, "at": "2026-03-05"}]})"), {}, kAsOf);
  bool turned = false;
  for (const engine::Hanging& one : stability.hanging()) turned |= one.change == DatumChange::TurnedRound && one.is == Verdict::Fired && one.would_be == Verdict::Stalled;
  CHECK(turned);
}

TEST_CASE("a membership counts in the statements whose whole claim its degree enters, by itself or through braces") {
  const models::Theory t = theory("Reasoning TRUST: the participant trusts somebody\n  membership: out 0, crossover 3, in 6\n"
                                  "Reasoning SURE: the participant is sure\n  observed when {TRUST} and {SAFE}\n"
                                  "[S-1] If SURE then HOME\n[S-2] If RELEASED then HOME\n[S-3] If RELEASED then TRUST then HOME\n[S-4] If RELEASED then TRUST\n");
  const auto plan = engine::compile(t);
  const engine::TheoryClaims claims(*plan, engine::LogOdds::Three);
  // In S-3 it is a step on the way that nobody delivers: of the whole it is no part, of a link it is.
  CHECK(claims.resting_on(models::find_proposition(t, "TRUST").index) == std::vector<models::StatementIndex>{0, 3});
  CHECK(claims.resting_on(models::find_proposition(t, "SURE").index) == std::vector<models::StatementIndex>{0});
}

TEST_CASE("an anchor put otherwise leaves the other two, and every other proposition") {
  const models::Theory t = theory("Reasoning TRUST: the participant trusts somebody\n  membership: out 0, crossover 3, in 6\n[S-1] If TRUST then HOME\n");
  const models::PropositionIndex trust = models::find_proposition(t, "TRUST").index;
  const engine::Anchors anchors = engine::anchors_of(*engine::with_anchor(t, trust, engine::AnchorPart::In, 9).propositions[trust].membership);
  CHECK(anchors.out == 0);
  CHECK(anchors.crossover == 3);
  CHECK(anchors.in == 9);
  CHECK_FALSE(t.propositions[models::find_proposition(t, "HOME").index].membership);
}

// Who explains which case, and what would part rival theories.
#include <catch2/catch.hpp>

#include "engine/rivals.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using engine::Expects;
using engine::OutcomeSeen;
using engine::Stance;

const std::string kWords = R"(
Case: participant
Context RELEASED: the participant is released
  observed when event release
Resource MEETS: someone meets the participant
  observed when event meeting
Context HOME: the participant has a home
  observed when housed is yes
Outcome STAYS: the participant stays in touch
  opposite: the participant drifts away
  observed when event contact
)";

struct Rivals {
  std::vector<models::Theory> theories;
  std::vector<std::shared_ptr<const engine::Plan>> plans;
  std::vector<engine::Rival> rivals;
  models::Time as_of = *models::parse_time("2026-06-01");

  Rivals(const std::vector<std::string>& texts, const std::string& outcome = "STAYS") {
    for (const std::string& text : texts) {
      rules::ReadResult read = rules::read_theory_text(kWords + text);
      REQUIRE(read.ok());
      theories.push_back(std::move(read.theory));
      plans.push_back(engine::compile(theories.back()));
      const models::FoundProposition found = models::find_proposition(theories.back(), outcome);
      REQUIRE(found.index != models::kNone);
      rivals.push_back({plans.back().get(), found.index, found.opposite});
    }
  }

  std::vector<models::CaseResult> judged(const models::CaseRecord& record) const {
    std::vector<models::CaseResult> results;
    for (const auto& plan : plans) results.push_back(engine::judge(*plan, record, {}, as_of));
    return results;
  }
  engine::RivalCase of(const std::string& json) const {
    const models::CaseRecord record = std::get<models::CaseRecord>(models::case_from_json(json));
    return engine::rival_case(rivals, judged(record), record, as_of);
  }
  std::vector<engine::Separating> facts(const std::string& json) const {
    const models::CaseRecord record = std::get<models::CaseRecord>(models::case_from_json(json));
    const auto results = judged(record);
    return engine::separating_facts(0, rivals, engine::rival_case(rivals, results, record, as_of), results, record, {}, as_of, {});
  }
};

const std::string kGate = "[GATE] If RELEASED\nthen MEETS within 7 days\nthen STAYS within 4 weeks\n";
const std::string kHouse = "[HOUSE] If HOME then STAYS within 12 weeks\n";

std::string person(const std::string& housed, const std::string& events) {
  return R"({"case": "A", "kind": "participant", "opened": "2026-02-01", "attributes": {)" + (housed.empty() ? "" : "\"housed\": " + housed) + R"(}, "events": [{"type": "release", "at": "2026-03-01"})" + events +
         R"(], "closed": {"at": "2026-05-31"}})";
}
const std::string kMet = R"(, {"type": "meeting", "at": "2026-03-02"})", kStayed = R"(, {"type": "contact", "at": "2026-03-10"})", kStayedLate = R"(, {"type": "contact", "at": "2026-05-10"})";

}  // namespace

TEST_CASE("a theory explains an outcome it expects, and to one that did not apply it is unexplained") {
  const engine::RivalCase found = Rivals({kGate, kHouse}).of(person("false", kMet + kStayed));
  CHECK(found.seen == OutcomeSeen::With);
  CHECK(found.views[0].expects == Expects::It);
  CHECK(found.views[0].stance == Stance::Explains);
  CHECK(found.views[1].expects == Expects::Nothing);
  CHECK(found.views[1].stance == Stance::Unexplained);
  CHECK(found.tells_apart());
}

TEST_CASE("without the outcome, who says where the way broke explains it, and who did not apply is silent") {
  // Never met: the gate's way broke there. No home: the house says nothing.
  const engine::RivalCase found = Rivals({kGate, kHouse}).of(person("false", ""));
  CHECK(found.seen == OutcomeSeen::Without);
  CHECK(found.views[0].expects == Expects::Broken);
  CHECK(found.views[0].stance == Stance::Explains);
  CHECK(found.views[1].stance == Stance::Silent);
  CHECK_FALSE(found.tells_apart());  // silence is not wrong
}

TEST_CASE("an outcome that was expected and did not come counts against") {
  const engine::RivalCase found = Rivals({kGate, kHouse}).of(person("false", kMet));
  CHECK(found.views[0].expects == Expects::It);
  CHECK(found.views[0].stance == Stance::Against);
  CHECK(found.nobody_explains());
}

TEST_CASE("an outcome that came later than expected counts against, and for whom it is in time explains") {
  // Day 70: past the gate's four weeks. The home has no date of its own: what is seen decides.
  const engine::RivalCase found = Rivals({kGate, kHouse}).of(person("true", kMet + kStayedLate));
  CHECK(found.views[0].late);
  CHECK(found.views[0].stance == Stance::Against);
}

TEST_CASE("a way that broke does not explain an outcome that came all the same") {
  const engine::RivalCase found = Rivals({kGate}).of(person("", kStayed));
  CHECK(found.views[0].expects == Expects::Broken);
  CHECK(found.views[0].stance == Stance::Unexplained);
}

TEST_CASE("what the record does not say is never taken for no") {
  const engine::RivalCase found = Rivals({kGate, kHouse}).of(person("", kMet + kStayed));
  CHECK(found.views[1].expects == Expects::Unknown);
  CHECK(found.views[1].stance == Stance::Unknown);
  CHECK_FALSE(found.tells_apart());
  CHECK_FALSE(found.nobody_explains());
}

TEST_CASE("a theory that says it will not come explains that it did not, and is wrong where it does") {
  const std::string against = "[NOT] If RELEASED then not STAYS within 4 weeks\n";
  CHECK(Rivals({against}).of(person("", "")).views[0].stance == Stance::Explains);
  const engine::RivalCase came = Rivals({against, kGate}).of(person("", kMet + kStayed));
  CHECK(came.views[0].expects == Expects::Absence);
  CHECK(came.views[0].stance == Stance::Against);
  CHECK(came.tells_apart());
}

TEST_CASE("asked for by its opposite, the outcome is its absence") {
  const engine::RivalCase found = Rivals({kGate, "[NOT] If RELEASED then not STAYS within 4 weeks\n"}, "the participant drifts away").of(person("", kMet));
  CHECK(found.seen == OutcomeSeen::With);
  CHECK(found.views[0].expects == Expects::Absence);  // it expects staying in touch
  CHECK(found.views[0].stance == Stance::Against);
  CHECK(found.views[1].expects == Expects::It);
  CHECK(found.views[1].stance == Stance::Explains);
}

TEST_CASE("while the case and the window are open nobody is held to it") {
  Rivals rivals({kGate});
  rivals.as_of = *models::parse_time("2026-03-05");
  const engine::RivalCase found = rivals.of(person("", kMet));
  CHECK(found.seen == OutcomeSeen::SoFarWithout);
  CHECK(found.views[0].stance == Stance::Unknown);
}

TEST_CASE("scores count the cases that all theories can be held to, beside a null theory that says what most show") {
  const Rivals rivals({kGate, kHouse});
  std::vector<engine::RivalCase> cases;
  cases.push_back(rivals.of(person("false", kMet + kStayed)));   // with: the gate right, the house wrong
  cases.push_back(rivals.of(person("true", kMet + kStayed)));    // with: both right
  cases.push_back(rivals.of(person("false", "")));               // without: both right
  cases.push_back(rivals.of(person("", kMet + kStayed)));        // the house cannot be held to it
  const engine::RivalScores scores = engine::rival_scores(cases, 2);
  CHECK(scores.null.cases() == 3);
  CHECK(scores.null_expects);                                    // two of three came
  CHECK(scores.null.right() == 2);
  CHECK(scores.theories[0].right() == 3);
  CHECK(scores.theories[0].better == 1);
  CHECK(scores.theories[0].worse == 0);
  CHECK(scores.theories[0].explained == 3);
  CHECK(scores.theories[1].right() == 2);
  CHECK(scores.theories[1].better == 1);
  CHECK(scores.theories[1].worse == 1);
  CHECK(engine::rival_scores({}, 2).null.cases() == 0);
}

TEST_CASE("the fact that would part them is the one that makes one expect what the other does not") {
  // Met, so the gate expects it; whether there is a home is not recorded. With a home the two agree, without they part.
  const std::vector<engine::Separating> found = Rivals({kGate, kHouse}).facts(person("", kMet + kStayed));
  REQUIRE(found.size() == 1);
  CHECK(found[0].fact.name == "housed");
  CHECK(found[0].theory == 1);
  CHECK(found[0].parted == 0);
  CHECK(found[0].may_part == 1);
  // Not met: the gate does not expect it. With a home they part, without they do not.
  const std::vector<engine::Separating> broken = Rivals({kGate, kHouse}).facts(person("", ""));
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].may_part == 1);
}

TEST_CASE("where they expect different things already, the outcome itself is what to find out") {
  const std::string json = R"({"case": "A", "kind": "participant", "attributes": {"housed": false}, "may_be_missing": ["contact"],
    "events": [{"type": "release", "at": "2026-03-01"}, {"type": "meeting", "at": "2026-03-02"}], "closed": {"at": "2026-05-31"}})";
  const std::vector<engine::Separating> found = Rivals({kGate, kHouse}).facts(json);
  REQUIRE(found.size() == 1);
  CHECK(found[0].the_outcome);
  CHECK(found[0].parted == 1);
}

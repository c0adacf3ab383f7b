// Where two results part, and which difference comes first.
#include <catch2/catch.hpp>

#include "engine/case_diff.h"
#include "engine/judge.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;
using engine::Difference;
using At = engine::Difference::At;

const char* const kTheory = R"(
Theory: Two roads
Case: participant
Context RELEASED: the participant is released
  observed when event release
Context DECLINED: the participant wants no support
  observed when event declined
Resource GATE: someone meets the participant
  observed when event "gate meeting"
Context HOUSED: the participant has a home
  observed when event tenancy
Outcome WORK: the participant works
  observed when event job
[T-1] If HOUSED
then WORK within 12 weeks
[T-2] If RELEASED
then GATE within 7 days
then (outcome) HOUSED within 4 weeks
unless DECLINED
[T-3] If RELEASED
then GATE within 7 days
)";

models::Time day(const std::string& text) { return *models::parse_time(text); }

struct Pair {
  models::Theory theory;
  models::CaseRecord a, b;

  Pair(const std::string& first, const std::string& second) {
    const std::string text = kTheory;
    rules::ReadResult read = rules::read_theory("t.theory", [&](const std::string&) { return rules::FileText{text, ""}; });
    REQUIRE(read.ok());
    theory = std::move(read.theory);
    a = std::get<models::CaseRecord>(models::case_from_json(first));
    b = std::get<models::CaseRecord>(models::case_from_json(second));
  }
  std::vector<Difference> at(const std::string& on_a, const std::string& on_b) const {
    const auto plan = engine::compile(theory);
    return engine::differences(theory, engine::judge(*plan, a, {}, day(on_a)), engine::judge(*plan, b, {}, day(on_b)), {a.opened, b.opened});
  }
};

const std::string kMet = R"({"case": "MET", "kind": "participant", "opened": "2026-01-01", "events": [{"type": "release", "at": "2026-02-01"},
  {"type": "gate meeting", "at": "2026-02-02"}, {"type": "tenancy", "at": "2026-02-10"}]})";
const std::string kUnmet = R"({"case": "UNMET", "kind": "participant", "opened": "2026-01-02", "events": [{"type": "release", "at": "2026-02-02"}]})";
const std::string kDeclined = R"({"case": "DECLINED", "kind": "participant", "opened": "2026-01-02", "events": [{"type": "release", "at": "2026-02-02"},
  {"type": "declined", "at": "2026-02-03"}]})";

}  // namespace

TEST_CASE("the meeting that one case had and the other had not comes before what followed from it") {
  const std::vector<Difference> found = Pair(kMet, kUnmet).at("2026-03-18", "2026-03-18");
  REQUIRE(found.size() == 3);
  CHECK(found[0].statement == 1);  // T-2: fired, and stalled at the meeting
  CHECK(found[0].at == At::Step);
  CHECK(found[0].step == 1);
  CHECK(found[0].follows.empty());
  CHECK(found[0].day == 32);       // 2 February is the 32nd day after 1 January; the other's window ended on its 38th
  CHECK(found[1].statement == 0);  // T-1 opens with the home that T-2 leads to
  CHECK(found[1].at == At::Opening);
  CHECK(found[1].follows == std::vector<models::StatementIndex>{1});
  CHECK(found[2].statement == 2);  // T-3 parts where T-2 does
  CHECK(found[2].follows == std::vector<models::StatementIndex>{1});
}

TEST_CASE("what stands in the way of one only is where they part") {
  const std::vector<Difference> found = Pair(kUnmet, kDeclined).at("2026-03-18", "2026-03-18");
  REQUIRE(found.size() == 1);
  CHECK(found[0].statement == 1);
  CHECK(found[0].at == At::Block);
  CHECK(found[0].day == 32);  // declined on 3 February, opened on 2 January
}

TEST_CASE("one case at two dates differs where it went on or stalled between them") {
  const Pair pair(kUnmet, kUnmet);
  CHECK(pair.at("2026-02-05", "2026-02-06").empty());
  const std::vector<Difference> found = pair.at("2026-02-05", "2026-02-12");
  REQUIRE(found.size() == 2);  // pending, then stalled: T-2 and T-3
  CHECK(found[0].statement == 1);
  CHECK(found[1].follows == std::vector<models::StatementIndex>{1});
}

TEST_CASE("a case does not differ from itself") { CHECK(Pair(kMet, kMet).at("2026-03-18", "2026-03-18").empty()); }

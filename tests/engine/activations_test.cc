#include "engine/activations.h"

#include <catch2/catch.hpp>

#include "engine/context_columns.h"
#include "models/case_json.h"
#include "rules/asked_condition.h"
#include "rules/read_theory.h"

using namespace realist;
using engine::ContextName;
using models::Tri;

namespace {

constexpr const char* kTheory = R"(Theory: T
Case: participant

Context RELEASED: the participant is released
  observed when event release

Context SEEN: the participant has been seen
  observed when event session

Context HOUSED: the participant has a tenancy
  observed when housing.status is tenancy

Context WILLING: the participant is willing
  observed when judged yes

Outcome BACK: the participant comes back
  observed when event visit

Outcome HOME: the participant keeps a home
  observed when housing.status is one of tenancy, hostel

Phase outside: from event release

[B-1] If RELEASED
then BACK within 14 days

[H-1] If RELEASED
then HOME within 14 days

[W-1] Whenever RELEASED
then SEEN within 7 days
)";

models::Theory theory() {
  rules::ReadResult read = rules::read_theory_text(kTheory);
  REQUIRE(read.ok());
  return std::move(read.theory);
}

models::CaseRecord record(const std::string& json) {
  auto read = models::case_from_json(json, {});
  REQUIRE(std::holds_alternative<models::CaseRecord>(read));
  return std::get<models::CaseRecord>(read);
}

engine::CaseActivations activations(const models::Theory& theory, const models::CaseRecord& record, const char* as_of = "2026-06-01") {
  const auto plan = engine::compile(theory);
  const models::Time at = *models::parse_time(as_of);
  return engine::ActivationReader(*plan).read(record, {}, at, engine::judge(*plan, record, {}, at));
}

const engine::Activated& of(const engine::CaseActivations& all, const models::Theory& theory, std::string_view label) {
  for (const engine::Activated& one : all.decided)
    if (theory.statements[one.statement].label == label) return one;
  FAIL("not decided");
  return all.decided.front();
}

Tri then(const engine::CaseActivations& all, const models::Theory& t, std::string_view label, std::string_view phrase) {
  return all.states[of(all, t, label).state].propositions[models::find_proposition(t, phrase).index].value;
}

}  // namespace

TEST_CASE("what comes after the activation is not looked at") {
  const models::Theory t = theory();
  const auto all = activations(t, record(R"({"case": "A", "kind": "participant",
    "attributes": {"housing": {"status": [{"value": "street", "at": "2026-02-01"}, {"value": "tenancy", "at": "2026-03-02"}]}},
    "judgements": [{"about": "WILLING", "value": "no", "at": "2026-02-01"}, {"about": "WILLING", "value": "yes", "at": "2026-03-03"}],
    "events": [{"type": "release", "at": "2026-03-01"}, {"type": "session", "at": "2026-03-04"}, {"type": "visit", "at": "2026-03-05"}]})"));
  CHECK(of(all, t, "B-1").fired);
  CHECK(then(all, t, "B-1", "RELEASED") == Tri::True);
  CHECK(then(all, t, "B-1", "SEEN") == Tri::False);
  CHECK(then(all, t, "B-1", "HOUSED") == Tri::False);
  CHECK(then(all, t, "B-1", "WILLING") == Tri::False);
  REQUIRE(all.states.size() == 1);  // all of them were activated by one event
  REQUIRE(all.states[0].attributes.size() == 1);
  CHECK(models::to_string(all.states[0].attributes[0].value) == "street");
  CHECK(!all.states[0].attributes[0].undated);
}

TEST_CASE("of the day of the activation, what may have come after is left out, and attributes count") {
  const models::Theory t = theory();
  const auto all = activations(t, record(R"({"case": "A", "kind": "participant",
    "attributes": {"housing": {"status": {"value": "tenancy", "at": "2026-03-01"}}},
    "judgements": [{"about": "WILLING", "value": "yes", "at": "2026-03-01"}],
    "events": [{"type": "release", "at": "2026-03-01"}, {"type": "session", "at": "2026-03-01"}]})"));
  CHECK(then(all, t, "B-1", "RELEASED") == Tri::True);
  CHECK(then(all, t, "B-1", "SEEN") == Tri::False);
  CHECK(then(all, t, "B-1", "WILLING") == Tri::Unknown);
  CHECK(then(all, t, "B-1", "HOUSED") == Tri::True);
}

TEST_CASE("what was before counts, to the minute where there is one, and what is undated is marked") {
  const models::Theory t = theory();
  const auto all = activations(t, record(R"({"case": "A", "kind": "participant", "attributes": {"housing": {"status": "tenancy"}, "risk": null},
    "events": [{"type": "session", "at": "2026-03-01T09:00"}, {"type": "release", "at": "2026-03-01T10:00"}]})"));
  CHECK(then(all, t, "B-1", "SEEN") == Tri::True);
  const auto& state = all.states[of(all, t, "B-1").state];
  CHECK(state.propositions[models::find_proposition(t, "HOUSED").index].undated);
  CHECK(!state.propositions[models::find_proposition(t, "SEEN").index].undated);
  REQUIRE(state.attributes.size() == 1);  // null is not known
  CHECK(state.attributes[0].undated);
}

TEST_CASE("a Whenever counts by its first time") {
  const models::Theory t = engine::first_time_only(theory());
  const auto json = R"({"case": "A", "kind": "participant", "events": [{"type": "release", "at": "2026-03-01"}, {"type": "session", "at": "2026-03-03"},
    {"type": "release", "at": "2026-04-01"}]})";
  CHECK(of(activations(t, record(json)), t, "W-1").fired);
  CHECK_FALSE(of(activations(theory(), record(json)), t, "W-1").fired);  // as it stands, its worst time counts
}

TEST_CASE("a statement is not explained by what it is made of") {
  const models::Theory t = theory();
  std::vector<engine::CaseActivations> cases;
  for (int i = 0; i < 14; ++i) {
    const std::string tenancy = i % 2 ? "tenancy" : "street", age = std::to_string(18 + i);
    cases.push_back(activations(t, record(R"({"case": "C)" + std::to_string(i) + R"(", "kind": "participant", "attributes": {"housing": {"status": ")" + tenancy + R"("}, "age": )" + age +
                                          R"(, "needs": ["food", ")" + (i % 3 ? "work" : "rest") + R"("], "note": "number )" + std::to_string(i * 7) + ".\"" +
                                          R"(, "born": "1990-01-0)" + std::to_string(1 + i % 9) + R"("}, "events": [{"type": "release", "at": "2026-03-01"}]})")));
  }
  const engine::ContextTables tables = engine::context_tables(t, cases);
  const auto names = [&](std::string_view label) {
    std::vector<std::string> out;
    for (const engine::StatementContexts& one : tables.statements)
      if (t.statements[one.statement].label == label)
        for (const engine::ContextColumn& column : one.columns)
          out.push_back(column.name.kind == ContextName::Kind::Proposition ? t.propositions[column.name.proposition].short_name
                                                                           : column.name.path + (column.name.kind == ContextName::Kind::AtLeast ? ">=" : "=") + column.name.value);
    return out;
  };
  // HOUSED says the same as housing.status, and HOME looks at it too; food is in every list, and there are 14
  // notes. Of the ages 18 to 31 the fourth, eighth and eleventh are 21, 25 and 28.
  CHECK(names("B-1") == std::vector<std::string>{"HOUSED", "age>=21", "age>=25", "age>=28", "needs=rest"});
  CHECK(names("H-1") == std::vector<std::string>{"age>=21", "age>=25", "age>=28", "needs=rest"});
  CHECK(tables.too_varied == std::vector<std::string>{"born", "note"});
}

TEST_CASE("a condition from outside is read in the theory's own words, and told what is wrong with it") {
  const models::Theory t = theory();
  CHECK(rules::read_condition(t, "age at least 18 and {RELEASED}").condition);
  CHECK(rules::read_condition(t, "{the participant has been seen} or event visit during outside").condition);
  const auto fault = [&](std::string_view text) { return rules::read_condition(t, text).fault; };
  CHECK(fault("{RELEASE}").find("did you mean \"RELEASED\"") != std::string::npos);
  CHECK(fault("event visit during outsid").find("did you mean \"outside\"") != std::string::npos);
  CHECK(fault("judged yes").find("braces") != std::string::npos);
  CHECK(fault("its minutes > 5").find("`its`") != std::string::npos);
  CHECK(!fault("").empty());
  CHECK(!fault("age at least").empty());
}

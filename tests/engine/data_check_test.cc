#include "engine/data_check.h"

#include <catch2/catch.hpp>

#include "models/case_json.h"

namespace realist::engine {
namespace {

using models::Anchor;
using models::Compare;
using models::Condition;
using models::FieldTest;
using models::NumberTerm;
using models::Operand;
using models::TestWindow;
using models::Theory;

DataVocabulary data_of(const std::vector<std::string>& records) {
  DataVocabulary data;
  for (const std::string& text : records) data.add(std::get<models::CaseRecord>(models::case_from_json(text)));
  return data;
}

Operand word(std::string text) { return {Operand::Kind::Literal, std::move(text), {}, {}}; }
Operand number(double value) { return {Operand::Kind::Literal, "", value, {}}; }
Operand truth(bool value) { return {Operand::Kind::Literal, value ? "yes" : "no", {}, value}; }

FieldTest field(std::string path, Compare compare, std::vector<Operand> operands = {}) {
  FieldTest test;
  test.path = std::move(path);
  test.compare = compare;
  test.operands = std::move(operands);
  return test;
}

Condition event(std::string type, std::vector<FieldTest> where = {}) {
  Condition condition;
  condition.kind = Condition::Kind::Event;
  condition.event.type = std::move(type);
  condition.event.where = std::move(where);
  return condition;
}

Condition attribute(FieldTest test) {
  Condition condition;
  condition.kind = Condition::Kind::Attribute;
  condition.field = std::move(test);
  return condition;
}

// A theory of one proposition, with this indicator, which begins in line 7.
Theory theory_with(Condition condition) {
  Theory theory;
  theory.case_kind = "participant";
  theory.files = {{"x.theory", ""}};
  condition.place = condition.field.place = condition.event.place = {0, 7, 3, 7, 9};
  models::Proposition proposition;
  proposition.phrase = "the participant feels safe";
  proposition.short_name = "SAFE";
  proposition.indicator = std::move(condition);
  proposition.place = {0, 6, 1, 6, 20};
  theory.propositions.push_back(std::move(proposition));
  return theory;
}

std::vector<std::string> said(const Theory& theory, const DataVocabulary& data) {
  std::vector<std::string> lines;
  for (const models::Diagnostic& d : check_against_data(theory, data)) {
    CHECK(d.severity == models::Severity::Warning);
    lines.push_back(d.code + ": " + d.message);
  }
  return lines;
}

using Lines = std::vector<std::string>;

const std::string kCase = R"({"case": "A", "kind": "participant", "attributes": {"housing": {"status": ["hostel", "flat"]}, "age": 24, "score": "3", "moved": "2016-05-01"},
  "events": [{"type": "gate-meeting", "by": "practitioner"}, {"type": "gate-meeting"}, {"type": "release", "planned": true}],
  "links": {"practitioner": "P"}})";
const std::string kJudged = R"({"case": "B", "kind": "participant", "judgements": [{"about": "the participant feel safe", "value": "yes", "by": "keyworker"}]})";

}  // namespace

TEST_CASE("an event that no record has is named with the nearest that some have") {
  const auto warnings = check_against_data(theory_with(event("gate meeting")), data_of({kCase}));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "data/event-never-seen");
  CHECK(warnings[0].message ==
        "the theory looks for the event \"gate meeting\", which no record has; nearest in the data: \"gate-meeting\" (2 times)");
  CHECK(warnings[0].where.path == "x.theory");
  CHECK(warnings[0].where.line == 7);
  CHECK(warnings[0].where.end_column == 9);
}

TEST_CASE("where nothing is near, what the data have is listed, the most frequent first") {
  CHECK(said(theory_with(event("recall")), data_of({kCase})) ==
        Lines{"data/event-never-seen: the theory looks for the event \"recall\", which no record has; the data have "
              "\"gate-meeting\" (2 times), \"release\" (once)"});
}

TEST_CASE("words that the data have in another case are there") {
  CHECK(said(theory_with(event("Gate-Meeting", {field("By", Compare::Is, {word("Practitioner")})})), data_of({kCase})).empty());
}

TEST_CASE("fields and values of events are looked for in events of that type alone") {
  const auto data = data_of({kCase});
  CHECK(said(theory_with(event("release", {field("by", Compare::Is, {word("practitioner")})})), data) ==
        Lines{"data/field-never-seen: the theory looks for the field \"by\" of the event \"release\", which no record has; "
              "the data have \"planned\" (once)"});
  CHECK(said(theory_with(event("gate-meeting", {field("by", Compare::OneOf, {word("practitioner"), word("supervisor")})})), data) ==
        Lines{"data/value-never-seen: the field \"by\" of the event \"gate-meeting\" is never \"supervisor\"; the data have "
              "\"practitioner\" (once)"});
  CHECK(said(theory_with(event("release", {field("planned", Compare::Is, {truth(true)})})), data).empty());
  CHECK(said(theory_with(event("release", {field("planned", Compare::Is, {truth(false)})})), data).size() == 1);
}

TEST_CASE("attributes and their values, those in lists and numbers written as text too") {
  const auto data = data_of({kCase});
  auto check = [&](FieldTest test) { return said(theory_with(attribute(std::move(test))), data); };
  CHECK(check(field("housing.status", Compare::Contains, {word("hostel")})).empty());
  CHECK(check(field("score", Compare::Is, {number(3)})).empty());
  CHECK(check(field("age", Compare::Is, {number(24)})).empty());
  CHECK(check(field("age", Compare::Is, {number(25)})).size() == 1);
  CHECK(check(field("score", Compare::AtLeast, {number(4)})).empty());
  CHECK(check(field("age", Compare::Known)).empty());
  CHECK(check(field("housing.statsu", Compare::Known)) ==
        Lines{"data/attribute-never-seen: the theory looks for the attribute \"housing.statsu\", which no record has; nearest in "
              "the data: \"housing.status\" (once)"});
  CHECK(check(field("housing.status", Compare::Is, {word("hostell")})) ==
        Lines{"data/value-never-seen: the attribute \"housing.status\" is never \"hostell\"; nearest in the data: \"hostel\" (once)"});
  CHECK(check(field("housing.status", Compare::OneOf, {word("tent"), word("flat"), word("car"), word("boat")})) ==
        Lines{"data/value-never-seen: the attribute \"housing.status\" is never \"tent\", \"car\" or \"boat\"; the data have "
              "\"flat\" (once), \"hostel\" (once)"});
  CHECK(check(field("moved", Compare::More, {number(1)})) ==
        Lines{"data/never-a-number: the attribute \"moved\" is compared as a number, and never holds one; the data have "
              "\"2016-05-01\" (once)"});
}

TEST_CASE("one word used in several places is one warning with all its places") {
  Condition both;
  both.kind = Condition::Kind::All;
  both.parts = {event("recall"), event("Recall")};
  both.parts[1].event.place = {0, 9, 1, 9, 2};
  const auto warnings = check_against_data(theory_with(both), data_of({kCase}));
  REQUIRE(warnings.size() == 1);
  REQUIRE(warnings[0].related.size() == 1);
  CHECK(warnings[0].related[0].line == 9);
}

TEST_CASE("a phrase that an indicator wants judged and nobody judges, with the nearly same one that is") {
  Condition judged;
  judged.kind = Condition::Kind::Judgement;
  judged.by = "key worker";
  CHECK(said(theory_with(judged), data_of({kJudged})) ==
        Lines{"data/judge-never-seen: no judgement is by \"key worker\"; nearest in the data: \"keyworker\" (once)",
              "data/never-judged: no record holds a judgement of \"the participant feels safe\"; nearest in the data: "
              "\"the participant feel safe\" (once)"});
  judged.by = "";
  CHECK(said(theory_with(judged), data_of({R"({"case": "A", "kind": "participant", "judgements": [{"about": "safe", "value": 4}]})"})).empty());
}

TEST_CASE("a phrase without an indicator is warned of only where the data judge nearly the same") {
  Theory theory = theory_with(event("release"));
  const Lines nearly = said(theory, data_of({kCase, kJudged}));
  theory.propositions[0].indicator.reset();
  CHECK(said(theory, data_of({kJudged})) == nearly);
  CHECK(nearly ==
        Lines{"data/nearly-judged: the data judge \"the participant feel safe\" (once), which is nearly, but not quite, "
              "\"the participant feels safe\""});
  CHECK(said(theory, data_of({R"({"case": "A", "kind": "participant", "judgements": [{"about": "the weather", "value": 4}]})"})).empty());
}

TEST_CASE("a phrase that is another proposition of the theory is not taken for a misspelling") {
  Theory theory = theory_with(event("release"));
  theory.propositions[0].indicator.reset();
  models::Proposition other;
  other.phrase = "the participant feel safe";
  theory.propositions.push_back(other);
  CHECK(said(theory, data_of({kJudged})).empty());
}

TEST_CASE("the kind of record a theory is about has to be there") {
  Theory theory = theory_with(event("gate meeting"));
  theory.case_kind = "partcipant";
  CHECK(said(theory, data_of({kCase})).at(0) ==
        "data/kind-never-seen: no record is of the kind \"partcipant\", which the theory is about; nearest in the data: "
        "\"participant\" (once)");
  CHECK(said(theory, data_of({kCase})).size() == 1);  // the event is not looked for where nothing is
  CHECK(said(theory, data_of({R"({"case": "A", "events": [{"type": "gate meeting"}]})"})).empty());  // no kind: a case
}

TEST_CASE("what is about another kind of record is looked for there") {
  Theory theory = theory_with(event("supervision"));
  theory.propositions[0].of = "practitioner";
  const std::string practitioner = R"({"case": "P", "kind": "practitioner", "events": [{"type": "supervision"}]})";
  const std::string quiet = R"({"case": "A", "kind": "participant", "links": {"practitioner": "P"}, "events": [{"type": "supervision"}]})";
  CHECK(said(theory, data_of({quiet, practitioner})).empty());
  CHECK(said(theory, data_of({quiet})) == Lines{"data/kind-never-seen: no record is of the kind \"practitioner\"; the data have \"participant\" (once)"});
  CHECK(said(theory, data_of({practitioner})) ==
        Lines{"data/kind-never-seen: no record is of the kind \"participant\", which the theory is about; the data have \"practitioner\" (once)",
              "data/link-never-seen: no record has a link \"practitioner\""});
}

TEST_CASE("windows, numbers and phases are looked through as well") {
  const auto data = data_of({kCase});
  Condition windowed = event("release");
  windowed.window.kind = TestWindow::Kind::WithinAfter;
  windowed.window.anchor->event.type = "referral";
  CHECK(said(theory_with(windowed), data).at(0).find("the event \"referral\"") != std::string::npos);

  Condition numbers;
  numbers.kind = Condition::Kind::Number;
  numbers.compare = Compare::More;
  numbers.left->kind = NumberTerm::Kind::Average;
  numbers.left->path = "planned";
  numbers.left->event.type = "release";
  numbers.right->kind = NumberTerm::Kind::Attribute;
  numbers.right->path = "agee";
  const Lines lines = said(theory_with(numbers), data);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("data/never-a-number: the field \"planned\" of the event \"release\"") == 0);
  CHECK(lines[1].find("nearest in the data: \"age\" (once)") != std::string::npos);
  CHECK(lines[1].find("data/attribute-never-seen: the theory looks for the attribute \"agee\"") == 0);

  Theory theory;
  theory.files = {{"x.theory", ""}};
  models::Phase phase;
  phase.from.kind = Anchor::Kind::Attribute;
  phase.from.path = "age";
  phase.until.emplace().event.type = "ending";
  theory.phases.push_back(phase);
  const Lines of_phase = said(theory, data);
  REQUIRE(of_phase.size() == 2);
  CHECK(of_phase[0].find("data/never-a-date: the attribute \"age\"") == 0);
  CHECK(of_phase[1].find("data/event-never-seen") == 0);
}

TEST_CASE("of a field with more values than are kept, none is called never seen") {
  std::vector<std::string> records;
  for (std::size_t i = 0; i <= SeenWords::kMost; ++i)
    records.push_back(R"({"case": "A", "kind": "participant", "attributes": {"note": "n)" + std::to_string(i) + "\"}}");
  CHECK(said(theory_with(attribute(field("note", Compare::Is, {word("x")}))), data_of(records)).empty());
  records.pop_back();
  CHECK(said(theory_with(attribute(field("note", Compare::Is, {word("x")}))), data_of(records)).size() == 1);
}

TEST_CASE("without data nothing is said") { CHECK(said(theory_with(event("x")), DataVocabulary{}).empty()); }

}  // namespace realist::engine

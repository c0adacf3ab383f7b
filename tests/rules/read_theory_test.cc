#include "rules/read_theory.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

#include "models/membership.h"

using namespace realist;

namespace {

struct Row {
  std::string_view source, dump;
};

std::string codes(const rules::ReadResult& result, models::Severity severity) {
  std::string out;
  for (const auto& d : result.diagnostics)
    if (d.severity == severity) out += (out.empty() ? "" : " ") + d.code;
  return out;
}

std::string dumps(const rules::ReadResult& result) {
  std::string out = codes(result, models::Severity::Error);
  for (const auto& s : result.theory.statements) out += (out.empty() ? "" : "\n") + models::dump(result.theory, s);
  return out;
}

void check(const std::vector<Row>& rows, std::string_view before = "") {
  for (const Row& row : rows) {
    const std::string text = std::string(before) + std::string(row.source);
    INFO(text);
    CHECK(dumps(rules::read_theory_text(text)) == row.dump);
  }
}

rules::ReadFile files(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](const std::string& path) {
    rules::FileText out;
    if (const auto found = texts.find(path); found != texts.end()) out.text = found->second;
    else out.error = "no such file";
    return out;
  };
}

}  // namespace

TEST_CASE("a sentence is a statement as it stands in a paper") {
  check({
      {"If A, then B.", "If 'A' -> outcome:'B'"},
      {"If A then B", "If 'A' -> outcome:'B'"},
      {"If A; then B; then C", "If 'A' -> mechanism:'B' -> outcome:'C'"},
      {"if a\nTHEN b", "If 'a' -> outcome:'b'"},
      {"Once A, then B", "If 'A' -> outcome:'B'"},
      {"When A, then B", "Whenever 'A' -> outcome:'B'"},
      {"Whenever A then B", "Whenever 'A' -> outcome:'B'"},
      {"If A then B, and then C", "If 'A' -> mechanism:'B' -> outcome:'C'"},
      {"If basic needs are met, then engagement in services is more likely (evidence: realist review).",
       "If 'basic needs are met' -> outcome:'engagement in services is more likely' ; evidence realist review"},
      {"If he feels safe, then food and shelter matter less", "If 'he feels safe' -> outcome:'food and shelter matter less'"},
      {"If he has needs, e.g. food, then help of 0.5 hours helps", "If 'he has needs, e.g. food' -> outcome:'help of 0.5 hours helps'"},
      {"If he (who then left) returns, then B", "If 'he (who then left) returns' -> outcome:'B'"},
      {"If \"first this then that\" then B", "If 'first this then that' -> outcome:'B'"},
      {"If “first this then that” then B", "If 'first this then that' -> outcome:'B'"},
      {"If the other then-partner calls then B", "If 'the other then-partner calls' -> outcome:'B'"},
  });
}

TEST_CASE("words inside a line end a clause only where the page says so") {
  check({
      {"If A, and if B, then C", "If 'A' & 'B' -> outcome:'C'"},
      {"If A; and B; then C", "If 'A' & 'B' -> outcome:'C'"},
      {"If A; or B then C", "If 'A' | 'B' -> outcome:'C'"},
      {"If A, and B, then C", "If 'A, and B' -> outcome:'C'"},
      {"If A then B, unless C", "If 'A' -> outcome:'B' ; unless 'C'"},
      {"If A then B; unless C; because D", "If 'A' -> because mechanism:'D' -> outcome:'B' ; unless 'C' ; because D"},
      {"If A then B, because M", "If 'A' -> because mechanism:'M' -> outcome:'B' ; because M"},
      {"If A then B because M", "If 'A' -> outcome:'B because M'"},
      {"If A then B within 3 days and C", "If 'A' -> outcome:('B' & 'C') [<= 3 days]"},
      {"If A then B within 3 days unless C", "If 'A' -> outcome:'B' [<= 3 days] ; unless 'C'"},
      {"If A (evidence: x) and B then C", "If 'A' {x} & 'B' -> outcome:'C'"},
      {"If A then B (evidence: x) and C (evidence: y).", "If 'A' -> outcome:('B' {x} & 'C') ; evidence y"},
      {"If A, then B (evidence: x); then C", "If 'A' -> mechanism:'B' {x} -> outcome:'C'"},
  });
}

TEST_CASE("rows join, list, negate and turn round") {
  check({
      {"If A\nand B\nand not C\nthen D", "If 'A' & 'B' & !'C' -> outcome:'D'"},
      {"If A\nor B\nthen D\nand E", "If 'A' | 'B' -> outcome:('D' & 'E')"},
      {"If all of:\n- A\n- any of:\n- - B\n- - C\n- D\nthen E", "If 'A' & ('B' | 'C') & 'D' -> outcome:'E'"},
      {"If at least two of:\n- A\n- B\n- C\nthen none of:\n- D\n- E", "If 2 of ('A', 'B', 'C') -> outcome:none('D', 'E')"},
      {"If any of:\n- A; or\n- B\nthen C", "If 'A' | 'B' -> outcome:'C'"},
      {"If A\nthen any of:\n- B\n- C within 2 weeks", "If 'A' -> outcome:('B' | 'C') [<= 2 weeks]"},
      {"If not A then not B", "If !'A' -> !outcome:'B'"},
      {"If A\nthen not B\nand C", "If 'A' -> !outcome:('B' & 'C')"},
      {"If A\nthen (resource) B\nthen previously C\nthen D at any time",
       "If 'A' -> resource:'B' -> previously mechanism:'C' -> any time outcome:'D'"},
      {"Only if A then B", "Only if: 'B' -> previously context:'A'"},
      {"Only when A\nand C\nthen B within 3 days", "Only if: 'B' -> previously context:('A' & 'C') [<= 3 days]"},
      {"[X] If A\nthen B\notherwise C within 1 week\nthen D\nunless E",
       "If 'A' -> outcome:'B'\nIf 'A' -> mechanism:'C' [<= 1 week] -> outcome:'D' ; unless 'E'"},
      {"If A\nthen B\nthen C\nbecause M", "If 'A' -> mechanism:'B' -> outcome:'C' ; because M"},
      {"If A\n\nthen B\n# a remark\nunless C\nunless D\nnote: as told.\n(source: \"002\", lines 88-90)",
       "If 'A' -> outcome:'B' ; unless 'C' ; unless 'D' ; source 002:88-90 ; note as told."},
      {"If the man\nhas a home\nthen he\nfeels safe", "If 'the man has a home' -> outcome:'he feels safe'"},
  });
}

TEST_CASE("tags name sources one by one") {
  check({
      {"If A then B (evidence: a, b; c and d)", "If 'A' -> outcome:'B' ; evidence a, b, c, d"},
      {"If A then B [evidence: pilot trial, 2 case studies]", "If 'A' -> outcome:'B' ; evidence pilot trial, 2 case studies"},
      {"If A then B (evidence: peer group; also supported by our review)", "If 'A' -> outcome:'B' ; evidence peer group, our review"},
      {"If A then B (evidence: from two case studies)", "If 'A' -> outcome:'B' ; evidence 2 case studies"},
      {"If A then B (evidence: \"Hart and Daughters\")", "If 'A' -> outcome:'B' ; evidence Hart and Daughters"},
      {"If A then B (for men; evidence: x)", "If 'A' -> outcome:'B (for men)' ; evidence x"},
      {"If A then B (for men (evidence: x))", "If 'A' -> outcome:'B (for men)' ; evidence x"},
      {"If A then B ((evidence: x))", "If 'A' -> outcome:'B' ; evidence x"},
      {"If A is b [words here (evidence: trial)] then c", "If 'A is b [words here]' {trial} -> outcome:'c'"},
      {"If A then B (for (evidence: x) men)", "If 'A' -> outcome:'B (for (evidence: x) men)'"},
      {"If A then B (evidence: trial (source: press))", "If 'A' -> outcome:'B' ; evidence trial (source: press)"},
      {"If A then B (evidence: x; source: \"002\", line 8)", "If 'A' -> outcome:'B' ; evidence x ; source 002:8"},
  });
}

TEST_CASE("windows are the last thing of a step") {
  const std::string_view before =
      "Phase prison: from event referral until event release\n\nContext SAFE: he is safe\n  observed when event visit or plan.date is known\n\n";
  check(
      {
          {"If A then B within 14 days", "If 'A' -> outcome:'B' [<= 14 days]"},
          {"If A then B within a week.", "If 'A' -> outcome:'B' [<= 1 week]"},
          {"If A then B after two weeks", "If 'A' -> outcome:'B' [>= 2 weeks]"},
          {"If A then B between 2 and 6 weeks", "If 'A' -> outcome:'B' [2 weeks .. 6 weeks]"},
          {"If A then B between 2 days and 6 weeks", "If 'A' -> outcome:'B' [2 days .. 6 weeks]"},
          {"If A then B on the same day", "If 'A' -> outcome:'B' [same day]"},
          {"If A then B before event visit", "If 'A' -> outcome:'B' [before event visit]"},
          {"If A then B before attribute plan.date", "If 'A' -> outcome:'B' [before attribute plan.date]"},
          {"If A then B before he is safe", "If 'A' -> outcome:'B' [before SAFE]"},
          {"If A then B during prison", "If 'A' -> outcome:'B' [during prison]"},
          {"If A then B throughout prison", "If 'A' -> outcome:'B' [throughout prison]"},
          {"If A then B throughout 12 weeks", "If 'A' -> outcome:'B' [throughout 12 weeks]"},
          {"If A then B within 3 days during prison", "If 'A' -> outcome:'B' [<= 3 days, during prison]"},
          {"If A then B during winter and spring", "If 'A' -> outcome:'B during winter and spring'"},
          {"If A then B during prison and C", "If 'A' -> outcome:('B' & 'C') [during prison]"},
          {"If A then \"B within 14 days\"", "If 'A' -> outcome:'B within 14 days'"},
          {"If A then B within 14 days of release", "If 'A' -> outcome:'B within 14 days of release'"},
      },
      before);
}

TEST_CASE("declared names stand for their phrases, joined on one line too") {
  const std::string_view before =
      "Context C1: the man has a home\n  also: he has a home\n  opposite: he is homeless\nContext C2: food and drink\nOutcome GATE: he is met\n\n";
  check(
      {
          {"If C1 and C2 then GATE", "If C1 & C2 -> outcome:GATE"},
          {"If the man has a home and not C2 then GATE", "If C1 & !C2 -> outcome:GATE"},
          {"If food and drink and he has a home then GATE", "If C2 & C1 -> outcome:GATE"},
          {"If C1 or C2 then GATE", "If C1 | C2 -> outcome:GATE"},
          {"If C1 or C2 and GATE then GATE", "syntax/mixed-and-or\nIf C1 | C2 | GATE -> outcome:GATE"},
          {"If he is homeless then GATE", "If !C1 -> outcome:GATE"},
          {"If not he is homeless then GATE", "If C1 -> outcome:GATE"},
          {"If not C1 or not C2 then GATE", "If !C1 | !C2 -> outcome:GATE"},
          {"If not C1 and C2 then GATE", "If !C1 & C2 -> outcome:GATE"},
          {"If not he is homeless and C2 then GATE", "If C1 & C2 -> outcome:GATE"},
          {"If not food and drink then GATE", "If !C2 -> outcome:GATE"},
          {"If GATE then C2; unless not C1 or C2", "If GATE -> context:C2 ; unless !C1 | C2"},
          {"If GATE then he is homeless", "If GATE -> !context:C1"},
          {"If GATE then not he is homeless", "If GATE -> context:C1"},
          {"If c1 then gate within 1 day", "If C1 -> outcome:GATE [<= 1 day]"},
          {"If “he has a home” then GATE.", "If C1 -> outcome:GATE"},
      },
      before);
}

TEST_CASE("ten steps pasted on one line, with no-break spaces and typographic quotes, are ten propositions") {
  const auto result = rules::read_theory_text(
      " If\u00A0the tutor gets on well with the mentor; then the tutor dares to tell what isn\u2019t working; then the mentor "
      "offers\u00A0time to look at thoughts, feelings and \u201Cgut reactions\u201D; then the tutor is helped to think about lessons; "
      "then the tutor finds ways to teach a hard class; then the tutor sees how lessons can get better; then the tutor "
      "prepares each lesson; then the tutor gains heart and tries new things; then the tutor gets on well with the class; "
      "then the class turns up to lessons. \u00A0");
  REQUIRE(result.ok());
  CHECK(codes(result, models::Severity::Warning).empty());
  REQUIRE(result.theory.statements.size() == 1);
  CHECK(result.theory.statements[0].steps.size() == 9);
  CHECK(result.theory.propositions.size() == 10);
  CHECK(result.theory.statements[0].steps[8].text == "the class turns up to lessons");
  CHECK(result.theory.propositions[2].phrase.find("\u201Cgut reactions\u201D") != std::string::npos);
}

TEST_CASE("the page's first example means what it says") {
  const auto result = rules::read_theory_text(
      "[SUP-1] If the practitioner has a good rapport with their supervisor\n"
      "then the practitioner feels safe to disclose what is not going well\n"
      "then (resource) the supervisor offers an opportunity to explore it within 14 days\n"
      "then the participant turns up to sessions within 4 weeks\n"
      "unless the supervisor is off work\n"
      "because supervision that invites reflection makes it safe to be unsure\n"
      "(evidence: pilot trial, 2 case studies)\n");
  REQUIRE(result.ok());
  const models::Statement& s = result.theory.statements.at(0);
  CHECK(s.label == "SUP-1");
  CHECK(s.label_written);
  CHECK(s.steps[1].role == models::Role::Resource);
  CHECK(s.steps[1].window.text == "within 14 days");
  CHECK(s.steps[1].text == "the supervisor offers an opportunity to explore it within 14 days");
  CHECK(s.because == "supervision that invites reflection makes it safe to be unsure");
  CHECK(s.steps[1].place.line == 3);
}

TEST_CASE("roles come from declarations, tags and places; a joint shows both") {
  const auto result = rules::read_theory_text(
      "Resource GATE: he is met\nOutcome STAYS: he stays\n\nIf A then GATE\nIf A then B then STAYS\nIf STAYS then C\nIf C then D\n");
  REQUIRE(result.ok());
  const auto roles = [&](std::string_view words) {
    const auto found = models::find_proposition(result.theory, words);
    std::string out;
    for (models::Role role : result.theory.propositions.at(found.index).roles) out += std::string(models::to_string(role)) + " ";
    return out;
  };
  CHECK(roles("GATE") == "resource ");
  CHECK(roles("A") == "context ");
  CHECK(roles("B") == "mechanism ");
  CHECK(roles("STAYS") == "context outcome ");
  CHECK(roles("C") == "context outcome ");
}

TEST_CASE("a membership names its anchors in any order, rising or falling, and the number it is for") {
  using Kind = models::MembershipNumber::Kind;
  const auto result = rules::read_theory_text(
      "Reasoning A: he trusts\n  membership: in 5; Out -1,5 crossover 3\n\n"
      "Reasoning E: he believes her\n  membership: In 5.5, OUT -1.5, crossover 3e0\n  observed when judged at least 4 by supervisor\n\n"
      "Outcome B: he is calm\n  observed when latest score of event distress < 20 and event distress\n  membership: out 40 crossover 20 in 10\n\n"
      "Context C: he is young\n  observed when age at least 18 and age at most 25\n  membership: out 40, crossover 26, in 18\n\n"
      "Context D: he hopes\n  membership: out 1, crossover 3, in 5\n\nIf A and B and C and D then he stays\n");
  REQUIRE(result.diagnostics.size() >= 1);
  CHECK(result.diagnostics.front().code == "membership/bad-anchors");  // -1,5 is two numbers
  const auto& propositions = result.theory.propositions;
  REQUIRE(propositions.at(1).membership.has_value());
  CHECK(propositions[1].membership->out == -1.5);
  CHECK(propositions[1].membership->crossover == 3);
  CHECK(propositions[1].membership->in == 5.5);
  CHECK(models::membership_number(propositions[1]).kind == Kind::Judged);
  CHECK(models::membership_number(propositions.at(2)).kind == Kind::Term);
  CHECK(models::membership_number(propositions.at(3)).kind == Kind::Attribute);
  const auto judged = models::membership_number(propositions.at(4));
  CHECK(judged.kind == Kind::Judged);
  CHECK(judged.condition == nullptr);
}

TEST_CASE("labels are made from a statement's own words and stay when statements move") {
  const std::string first = "If the man has a home then he feels safe\n", second = "If he feels safe then he sleeps well at night\n";
  const auto one = rules::read_theory_text(first + second).theory;
  const auto two = rules::read_theory_text(second + first).theory;
  CHECK(one.statements[0].label == "man-home-feels-safe");
  CHECK(one.statements[0].label == two.statements[1].label);
  CHECK(one.statements[1].label == two.statements[0].label);
}

TEST_CASE("labels of statements that begin and end alike differ, whatever their order") {
  const std::string first = "If A then B then C\n", second = "If A then D then C\n";
  const auto one = rules::read_theory_text(first + second).theory;
  const auto two = rules::read_theory_text(second + first).theory;
  CHECK(one.statements[0].label != one.statements[1].label);
  CHECK(one.statements[0].label == two.statements[1].label);
}

TEST_CASE("examples become records and expectations") {
  const auto result = rules::read_theory_text(
      "Case: man\n[A-1] If the man has a home then he feels safe\n\nExample: met, then lost\n"
      "  Given housing.status is \"sheltered housing\" on 2016-05-01\n"
      "  And housing.status is hostel\n"
      "  And needs is food, rest\n"
      "  And event \"gate meeting\" on 2016-05-01T10:00 with by practitioner, minutes 40\n"
      "  And event call\n"
      "  And judged \"he feels safe\" partly on 2016-05-09 by the team leader since 2016-05-02\n"
      "  And opened on 2016-02-01\n"
      "  And closed on 2016-09-01 because recalled\n"
      "  And paused from 2016-06-01 to 2016-06-10\n"
      "  And practitioner P-03\n"
      "  And practitioner P-03: event supervision on 2016-05-10 with about this case\n"
      "  And session, call may be missing\n"
      "  As of 2016-10-01\n"
      "  Expect A-1 stalled at \"he feels safe\"\n"
      "  And \"he feels safe\" missing\n");
  CHECK(codes(result, models::Severity::Error).empty());
  const models::Example& example = result.theory.examples.at(0);
  const models::CaseRecord& record = example.records.at(0);
  CHECK(record.attributes.at(0).history.size() == 2);
  CHECK(std::get<std::string>(record.attributes[0].history[0].value.data) == "sheltered housing");
  CHECK(std::get<std::vector<models::Value>>(record.attributes.at(1).history[0].value.data).size() == 2);
  REQUIRE(record.events.size() == 2);
  CHECK(models::to_string(*record.events[0].at) == "2016-05-01T10:00");
  CHECK(std::get<double>(record.events[0].fields.at(1).second.data) == 40);
  CHECK_FALSE(record.events[1].at);
  CHECK(record.judgements.at(0).by == "the team leader");
  CHECK(models::to_string(*record.judgements[0].since) == "2016-05-02");
  CHECK(record.closed_reason == "recalled");
  CHECK(record.pauses.size() == 1);
  CHECK(record.may_be_missing == std::vector<std::string>{"session", "call"});
  REQUIRE(example.records.size() == 2);
  CHECK(example.records[1].kind == "practitioner");
  CHECK(std::get<std::string>(example.records[1].events.at(0).fields.at(0).second.data) == record.id);
  REQUIRE(example.expectations.size() == 2);
  CHECK(example.expectations[0].at.has_value());
  CHECK_FALSE(example.expectations[1].about_statement);
}

TEST_CASE("includes are read where they stand, each once") {
  const auto read = files({{"t/main.theory", "Theory: main\nInclude \"a.theory\"\nInclude \"parts/b.theory\"\nIf A then B\n"},
                           {"t/a.theory", "Theory: other\nContext A: a home\n"},
                           {"t/parts/b.theory", "Include \"../a.theory\"\nIf A then C\n"}});
  const auto result = rules::read_theory("t/main.theory", read);
  REQUIRE(result.ok());
  CHECK(result.theory.name == "main");
  CHECK(dumps(result) == "If A -> outcome:'C'\nIf A -> outcome:'B'");
  REQUIRE(result.theory.files.size() == 3);
  CHECK(result.theory.files[2].path == "t/parts/b.theory");
  CHECK(result.theory.sha256.size() == 64);
}

TEST_CASE("what a vocabulary declares and the theory nowhere uses is no part of it") {
  const std::string words =
      "Context SPARE: a boat\nContext HOME: a home\n  observed when {KEYS}\nContext KEYS: keys to a door\n  observed when keys is yes\n"
      "Outcome SLEEP: sleep\nOutcome REST: rest\nOutcome WORK: work\n  observed when {SPARE}\n";
  const auto read = files({{"t/main.theory", "Include \"words.theory\"\nContext OWN: a dog\n[R] If HOME then SLEEP\n\nExample: e\n  Given keys is yes\n  Expect R stalled at SLEEP\n  Expect REST unknown\n"},
                           {"t/words.theory", words}});
  const auto result = rules::read_theory("t/main.theory", read);
  REQUIRE(result.ok());
  std::vector<std::string> left;
  for (const models::Proposition& p : result.theory.propositions) left.push_back(p.short_name);
  CHECK(left == std::vector<std::string>{"HOME", "KEYS", "SLEEP", "REST", "OWN"});
  CHECK(dumps(result) == "If HOME -> outcome:SLEEP");
  CHECK(result.theory.propositions[0].indicator->proposition == 1);
  const models::Example& example = result.theory.examples.at(0);
  CHECK(example.expectations.at(0).at == models::PropositionIndex{2});
  CHECK(example.expectations.at(1).subject == 3);
}

TEST_CASE("an included file with a statement of its own keeps what it declares") {
  const auto read = files({{"t/main.theory", "Include \"part.theory\"\nIf A then B\n"}, {"t/part.theory", "Context SPARE: a boat\nIf C then D\n"}});
  const auto result = rules::read_theory("t/main.theory", read);
  REQUIRE(result.ok());
  CHECK(models::find_proposition(result.theory, "a boat").index != models::kNone);
}

TEST_CASE("an include brings the examples, and they are read against the whole theory") {
  const auto read = files({{"t/main.theory", "Include \"part.theory\"\n[B] If C then D\n\nExample: second\n  Given judged C yes\n  Expect B pending\n"},
                           {"t/part.theory", "[A] If C then not D\n\nExample: first\n  Given judged C yes\n  Expect A pending\n  Expect B pending\n"}});
  const auto result = rules::read_theory("t/main.theory", read);
  REQUIRE(result.ok());
  REQUIRE(result.theory.examples.size() == 2);
  CHECK(result.theory.examples[0].title == "first");
  CHECK(result.theory.examples[0].expectations.size() == 2);
  CHECK(result.theory.examples[1].title == "second");
}

TEST_CASE("a Markdown theory is its fences, in order") {
  const auto result = rules::read_theory_text(
      "# Why\n\nIf prose then not read.\n\n```theory\nIf A then B\n```\n\n````markdown\n```theory\nIf not this then that\n```\n````\n\n~~~theory\nIf B then C\n~~~\n",
      "why.md");
  REQUIRE(result.ok());
  CHECK(dumps(result) == "If 'A' -> outcome:'B'\nIf 'B' -> outcome:'C'");
  CHECK(result.theory.statements[1].place.line == 16);
}

TEST_CASE("what cannot be read is said, and nothing else is spoilt") {
  const auto missing = rules::read_theory("gone.theory", files({}));
  CHECK(codes(missing, models::Severity::Error) == "file/unreadable");
  CHECK(codes(rules::read_theory_text("Include \"a.theory\"\nIf A then B\n"), models::Severity::Error) == "include/no-files");
  check({
      {"If A\n\nIf C then D\nthn E\n\nIf F then G", "syntax/missing-then syntax/unknown-keyword\nIf 'F' -> outcome:'G'"},
      {"They said so.\nIf A then B", "syntax/stray-text\nIf 'A' -> outcome:'B'"},
      {"If A then B.\nthe man, in the end, left", "syntax/stray-text\nIf 'A' -> outcome:'B'"},
      {"If A\nthen B\nthey feel it\nthere\nalso in\nno", "If 'A' -> outcome:'B they feel it there also in no'"},
  });
}

TEST_CASE("one mistake in a statement is one message, also where an example speaks of the statement") {
  const auto all = [](std::string_view statement) {
    const auto result = rules::read_theory_text("Context HOME: there is a home\n  observed when home is yes\n\n" + std::string(statement) +
                                                "\n\nExample: one\n  Given home is yes\n  As of 2016-05-01\n  Expect H-1 pending\n"
                                                "  Expect \"he feels safe\" pending\n");
    return codes(result, models::Severity::Error) + "|" + codes(result, models::Severity::Warning);
  };
  CHECK(all("[H-1] If there is a home\nthen he feels safe") == "|");
  CHECK(all("[H-1] If there is a home\nthne he feels safe") == "syntax/unknown-keyword|");
  CHECK(all("[H-1] If there is a home\nthen he feels safe\nunles he is away") == "syntax/unknown-keyword|");
  CHECK(all("[H-1 If there is a home\nthen he feels safe") == "label/unclosed|");
  CHECK(all("If x\nthen y\n[H-1 If there is a home\nthen he feels safe [evidence: trial]") == "label/unclosed|");
  CHECK(all("[H-1] there is a home\nthen he feels safe\nand he sleeps") == "syntax/missing-if|");
  CHECK(all("[H-1] If there is a home, he feels safe") == "syntax/missing-then|");
}

TEST_CASE("lines below a sentence that does not open with If are part of its one message") {
  CHECK(codes(rules::read_theory_text("Context: there is a home\n\nthere is a home\nthen he feels safe\nand he sleeps\nunless he is away\n"),
              models::Severity::Error) == "syntax/missing-if");
}

TEST_CASE("a line that nearly says how a thing is observed is never swallowed by the phrase above it") {
  for (const std::string line : {"observe when event call", "observed if event call", "observed: event call", "observd when event call", "observed whn event call"}) {
    INFO(line);
    CHECK(codes(rules::read_theory_text("Resource: somebody calls\n  " + line + "\n\nIf a then somebody calls\n"), models::Severity::Error) ==
          "syntax/unknown-keyword");
  }
  for (const std::string line : {"observed by those around him", "observes the rules of the house", "observed only when he likes"}) {
    INFO(line);
    CHECK(codes(rules::read_theory_text("Resource: somebody\n  " + line + "\n\nIf a then b\n"), models::Severity::Error).empty());
  }
}

TEST_CASE("a misspelt unit of time at the end of a step is told, with the unit meant") {
  const auto told = [](std::string_view window) {
    const auto result = rules::read_theory_text("If a then b comes " + std::string(window) + "\n");
    return codes(result, models::Severity::Warning) + (result.diagnostics.empty() || !result.diagnostics[0].fix ? "" : " " + result.diagnostics[0].fix->edits[0].replacement);
  };
  CHECK(told("within 5 days").empty());
  CHECK(told("within five dyas") == "window/not-a-window days");
  CHECK(told("after 2 weks") == "window/not-a-window weeks");
  CHECK(told("throughout 12 wekes") == "window/not-a-window weeks");
  CHECK(told("within 2 metres").empty());
  CHECK(told("after a weak").empty());
}

TEST_CASE("line ends, byte-order marks and strange blanks change nothing") {
  CHECK(dumps(rules::read_theory_text("\uFEFFIf A\r\nthen\u00A0B\r\n")) == "If 'A' -> outcome:'B'");
  CHECK(dumps(rules::read_theory_text("If A\rthen B\r")) == "If 'A' -> outcome:'B'");
  const auto result = rules::read_theory_text("If caf\u00E9 A then B (evidence: )\n");
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].where.column == 18);  // in characters, not bytes
}

TEST_CASE("hostile text gives an error, not a crash") {
  const std::size_t many = 100'000;
  const auto has = [](const rules::ReadResult& result, std::string_view code) {
    for (const auto& d : result.diagnostics)
      if (d.code == code) return true;
    return false;
  };
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  CHECK(has(rules::read_theory_text("If " + repeated("(", many) + "x" + repeated(")", many) + " then b"), "syntax/phrase-too-long"));
  CHECK(has(rules::read_theory_text("If " + repeated("[", many) + " then b"), "syntax/phrase-too-long"));
  CHECK(has(rules::read_theory_text("If all of:\n" + repeated("- ", many) + "x\nthen b"), "syntax/too-deep"));
  CHECK(has(rules::read_theory_text("If " + repeated("then ", many)), "syntax/empty-clause"));
  CHECK(has(rules::read_theory_text("If a\n" + repeated("then b\n", many)), "syntax/too-many-clauses"));
  CHECK(has(rules::read_theory_text("If " + repeated("a", (16u << 20) - 20) + " then b"), "syntax/phrase-too-long"));
  CHECK(has(rules::read_theory_text(repeated("a", (16u << 20) + 1)), "file/too-large"));
  CHECK(has(rules::read_theory_text("Context: x\n observed when " + repeated("(", many) + "a is b" + repeated(")", many)), "condition/too-deep"));
  CHECK(has(rules::read_theory_text(repeated("junk.\n", 20'000)), "file/too-many-problems"));
  CHECK(has(rules::read_theory_text(std::string("If a\0then b", 11)), "file/not-text"));
}

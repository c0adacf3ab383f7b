// What the lints keep quiet about, and what an allow speaks of. That each fires is shown by tests/golden/bad/lint/.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/read_theory.h"

namespace {

using namespace realist;

std::vector<std::uint32_t> lines_told(const std::string& text, const std::string& code, const std::string& path = "t.theory") {
  std::vector<std::uint32_t> out;
  for (const auto& d : rules::check_theory_text(text, path).diagnostics)
    if (d.code == code) out.push_back(d.where.line);
  return out;
}

bool tells(const std::string& text, const std::string& code) { return !lines_told(text, code).empty(); }

using Lines = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("an and that joins two claims is told, one inside a claim is not") {
  const auto told = [](const std::string& phrase) { return tells("If it begins\nthen " + phrase + "\n", "lint/two-claims"); };
  CHECK(told("the participant feels safe and knows where to go"));
  CHECK(told("the participant feels safe and the practitioner is glad of it"));
  CHECK(told("their practitioner\u00A0sees them often and they are at ease"));
  for (const std::string quiet :
       {"the participant has food and shelter", "the practitioner and the supervisor are in touch", "someone meets and greets the participant",
        "the practitioner knows what the participant wants and is afraid of", "the participant knows the rules and plans",
        "the practitioner meets the participant and the family", "both the participant and the family are at ease", "\"the participant is safe and is glad\"",
        "the practitioner tells the participant what is planned and who is there", "engagement and trust are built and kept", "food and drink"}) {
    INFO(quiet);
    CHECK_FALSE(told(quiet));
  }
}

TEST_CASE("the split that is offered is read without an error, as two propositions") {
  const auto result = rules::check_theory_text("If the participant is met at the gate\nthen the participant feels safe and knows where to go within 2 days\n");
  for (const auto& d : result.diagnostics) {
    if (d.code != "lint/two-claims") continue;
    REQUIRE(d.fix);
    CHECK_FALSE(d.fix->safe);
    const auto split = rules::read_theory_text("If the participant is met at the gate\nthen " + d.fix->edits[0].replacement + " within 2 days\n");
    CHECK(split.ok());
    CHECK(split.theory.propositions.size() == 3);
    CHECK(split.theory.statements[0].steps.size() == 1);
  }
}

TEST_CASE("what people make of an offer is no activity, and what is said to be a resource is none either") {
  const auto told = [](const std::string& step) { return tells("If it begins\nthen " + step + "\nthen the participant stays\n", "lint/activity-as-mechanism"); };
  CHECK(told("the worker visits the family"));
  CHECK(told("training is delivered"));
  CHECK_FALSE(told("(resource) the worker visits the family"));
  CHECK_FALSE(told("the worker feels sure of herself"));
  CHECK_FALSE(told("the participant is held to be honest"));
  CHECK_FALSE(told("the service is welcome"));
}

TEST_CASE("a place is told where it is all that a context says") {
  const auto told = [](const std::string& context) { return tells("If " + context + "\nthen the participant stays\n", "lint/place-as-context"); };
  for (const std::string place : {"in prison", "rural areas", "the setting is a hospital", "the service is based in the community"}) {
    INFO(place);
    CHECK(told(place));
  }
  for (const std::string more : {"the participant is in prison", "the prison is crowded", "others in the prison can hear", "there is no clinic", "transport to the clinic"}) {
    INFO(more);
    CHECK_FALSE(told(more));
  }
}

TEST_CASE("a chain across two statements has its mechanism between them") {
  CHECK(tells("If A is so\nthen B is so\n", "lint/no-mechanism"));
  CHECK_FALSE(tells("If A is so\nthen B is so\n\nIf B is so\nthen C is so\n", "lint/no-mechanism"));
  CHECK_FALSE(tells("If A is so\nthen not B is so\n", "lint/no-mechanism"));
  CHECK_FALSE(tells("Only if A is so\nthen B is so\n", "lint/no-mechanism"));
}

TEST_CASE("values of one field that exclude each other cannot set anything off") {
  const auto told = [](const std::string& one, const std::string& other, const std::string& join = "and") {
    return tells("Context: the first is so\n  observed when " + one + "\n\nContext: the second is so\n  observed when " + other +
                     "\n\nIf the first is so\n" + join + " the second is so\nthen it ends\n",
                 "lint/unreachable");
  };
  CHECK(told("housing is hostel", "housing is flat"));
  CHECK(told("housing is hostel", "housing is not hostel"));
  CHECK(told("housing is one of hostel, flat", "housing is street"));
  CHECK(told("age < 18", "age at least 18"));
  CHECK(told("age between 3 and 5", "age > 5"));
  CHECK_FALSE(told("age between 3 and 5", "age at least 5"));
  CHECK_FALSE(told("age at most 18", "age at least 18"));
  CHECK_FALSE(told("housing is hostel", "tenure is flat"));
  CHECK_FALSE(told("housing is one of hostel, flat", "housing is flat"));
  CHECK_FALSE(told("housing is hostel", "housing is flat", "or"));
  CHECK_FALSE(told("housing is hostel or housing is flat", "housing is flat"));
  CHECK_FALSE(told("needs contains housing", "needs contains work"));
}

TEST_CASE("a statement that stands down wherever it is set off is told, one set off and stopped by events is not") {
  CHECK(tells("If A is so\nand B is so\nthen C is so\nunless A is so\n", "lint/unreachable"));
  CHECK_FALSE(tells("If A is so\nthen C is so\nunless all of:\n- A is so\n- B is so\n", "lint/unreachable"));
  CHECK_FALSE(tells("Context: A is so\n  observed when event a\n\nWhenever A is so\nthen C is so\nunless A is so\n", "lint/unreachable"));
}

TEST_CASE("a step after the end of its phase, a cadence longer than its stretch and a wait longer than its window are told") {
  const std::string phase = "Phase inside: from event referral until event release\n\nContext: he is out\n  observed when event release\n\n";
  CHECK(tells(phase + "If he is out\nthen he is called during inside\n", "lint/window-out-of-reach"));
  CHECK_FALSE(tells(phase + "If he is in\nthen he is called during inside\n", "lint/window-out-of-reach"));
  CHECK_FALSE(tells(phase + "If he is out\nthen previously he is called during inside\n", "lint/window-out-of-reach"));
  const std::string kept = "Outcome: he is seen\n  observed when at least 1 event session every 14 days\n\n";
  CHECK(tells(kept + "If he is out\nthen he is seen throughout 7 days\n", "lint/window-out-of-reach"));
  CHECK_FALSE(tells(kept + "If he is out\nthen he is seen throughout 12 weeks\n", "lint/window-out-of-reach"));
  CHECK_FALSE(tells(kept + "If he is out\nthen he is seen throughout 14 days\n", "lint/window-out-of-reach"));
  const std::string late = phase + "Outcome: he is looked up\n  observed when event visit between 4 and 6 weeks after event release\n\n";
  CHECK(tells(late + "If he is out\nthen he is looked up within 2 weeks\n", "lint/window-out-of-reach"));
  CHECK_FALSE(tells(late + "If he is out\nthen he is looked up within 5 weeks\n", "lint/window-out-of-reach"));
}

TEST_CASE("a way round that leads over what was needed before is no loop") {
  CHECK(tells("If A is so\nthen B is so\n\nIf B is so\nthen A is so\n", "lint/loop"));
  CHECK(tells("If A is so\nthen B is so\n\nIf B is so\nthen not A is so\n", "lint/negative-loop"));
  CHECK_FALSE(tells("If A is so\nthen B is so\n\nOnly if B is so\nthen A is so\n", "lint/loop"));
}

TEST_CASE("the smallest context in which two contradicting statements are both set off is named") {
  for (const auto& d : rules::check_theory_text("If A is so\nand B is so\nthen C is so\n\nIf B is so\nand D is so\nthen not C is so\n").diagnostics)
    if (d.code == "statement/opposed") CHECK(d.notes == std::vector<std::string>{"a case sets both off where\nB is so\nD is so\nA is so"});
  CHECK(tells("If A is so\nand B is so\nthen C is so\n\nIf B is so\nand D is so\nthen not C is so\n", "statement/opposed"));
}

TEST_CASE("an allow speaks of the item it is in, above or below, and alone of the whole file") {
  const std::string one = "[A-1] If A is so\nthen B is so\n", two = "[A-2] If C is so\nthen D is so\n", allow = "# allow: lint/no-evidence because we know\n";
  const std::string code = "lint/no-evidence";
  CHECK(lines_told(one + "\n" + two, code) == Lines{1, 4});
  CHECK(lines_told(allow + one + "\n" + two, code) == Lines{5});
  CHECK(lines_told(one + "\n" + allow + two, code) == Lines{1});
  CHECK(lines_told(one + allow + "\n" + two, code) == Lines{5});
  CHECK(lines_told(one + allow + two, code) == Lines{1});
  CHECK(lines_told(one + "\n" + two + allow, code) == Lines{1});
  CHECK(lines_told("[A-1] If A is so\n  " + allow + "then B is so\n\n" + two, code) == Lines{5});
  CHECK(lines_told(allow + "\n" + one + "\n" + two, code).empty());
  CHECK(lines_told(one + "\n" + allow + "\n" + two, code).empty());
  CHECK(lines_told(allow + "Theory: t\n\n" + one + "\n" + two, code).empty());
  CHECK(lines_told("Words.\n\n```theory\n" + allow + one + "```\n\nMore.\n\n```theory\n" + two + "```\n", code, "t.md") == Lines{12});
}

TEST_CASE("several codes stand in one allow, warnings can be allowed, errors cannot") {
  CHECK_FALSE(tells("# allow: lint/no-evidence, lint/no-mechanism because we know\n[A-1] If A is so\nthen B is so\n", "lint/no-mechanism"));
  CHECK_FALSE(tells("[A-1] If the practitioner calls\nthen A is so\n\n# allow: vocabulary/near-miss because it is another one\n[A-2] If the practitoner calls\nthen B is so\n", "vocabulary/near-miss"));
  const std::string broken = "# allow: syntax/missing-then because we know\n[A-1] If A is so\n";
  CHECK(tells(broken, "syntax/missing-then"));
  CHECK(tells(broken, "allow/unknown-code"));
  CHECK_FALSE(tells("# allow: data/never-reached because nobody was there yet\n[A-1] If A is so\nthen B is so\n", "allow/silences-nothing"));
}

TEST_CASE("reading a theory to run it says nothing of style, and allows hold there too") {
  const auto plain = rules::read_theory_text("If the practitioner calls\nthen the participant is glad and feels safe\n");
  CHECK(plain.diagnostics.empty());
  const auto allowed = rules::read_theory_text("If the practitioner calls\nthen A is so\n\n# allow: vocabulary/near-miss because it is another\nIf the practitoner calls\nthen B is so\n");
  CHECK(allowed.diagnostics.empty());
}

TEST_CASE("of one kind the first four hundred are listed, the rest is counted, and no error comes of it") {
  std::string text;
  for (int i = 0; i < 12'000; ++i) text += "If thing " + std::to_string(i) + " is so\nthen result " + std::to_string(i) + " is so\n\n";
  const auto result = rules::check_theory_text(text);
  CHECK(result.ok());
  const auto of = [&](const std::string& code) { return std::count_if(result.diagnostics.begin(), result.diagnostics.end(), [&](const auto& d) { return d.code == code; }); };
  CHECK(of("lint/no-evidence") == 401);
  CHECK(std::any_of(result.diagnostics.begin(), result.diagnostics.end(), [](const auto& d) { return d.message == "11600 more like these are not listed"; }));
}

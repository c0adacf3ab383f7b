// Conditions as text and as the tree they become, one row each.
#include "rules/condition_grammar.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <string>
#include <vector>

#include "models/theory.h"

namespace {

using namespace realist;
using rules::PositionMap;

// The tree with its mentions as a theory would have them: the words named are its propositions and phases.
std::string dumped(std::string_view text) {
  auto parsed = rules::parse_condition(text, PositionMap(0, 1, 1));
  if (!parsed.value) return parsed.problems.empty() ? "nothing" : parsed.problems[0].code;
  models::Theory theory;
  for (const auto& mention : parsed.mentions.propositions) theory.propositions.emplace_back().phrase = mention.text;
  for (const auto& mention : parsed.mentions.phases) theory.phases.emplace_back().name = mention.text;
  return models::dump(theory, *parsed.value);
}

struct Row {
  const char *source, *dump;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(dumped(row.source) == row.dump);
  }
}

// The characters of a one-line text that a place marks.
std::string marked(std::string_view text, const models::Place& place) {
  std::string out;
  std::uint32_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++column;
    if (column >= place.column && column < place.end_column) out += text[i];
  }
  return out;
}

struct Fault {
  const char *source, *code, *marked, *replacement;
};

void check_faults(std::initializer_list<Fault> rows) {
  for (const Fault& row : rows) {
    INFO(row.source);
    const auto parsed = rules::parse_condition(row.source, PositionMap(0, 1, 1));
    CHECK_FALSE(parsed.value);
    REQUIRE(parsed.problems.size() == 1);
    const auto& problem = parsed.problems[0];
    CHECK(problem.code == row.code);
    CHECK(marked(row.source, problem.place) == row.marked);
    CHECK((problem.fix ? problem.fix->replacement : "") == row.replacement);
    CHECK_FALSE(problem.message.empty());
    CHECK_FALSE(problem.help.empty());
    CHECK(problem.message.find('%') == std::string::npos);
  }
}

TEST_CASE("attribute tests") {
  check({
      {"housing.status is hostel", R"(@housing.status = "hostel")"},
      {"housing.status is not hostel", R"(@housing.status not = "hostel")"},
      {"age at least 18", "@age >= 18"},
      {"risk is one of high, very high", R"(@risk one of "high", "very high")"},
      {"risk is not one of high, very high", R"(@risk not one of "high", "very high")"},
      {"benefits.claim is known", "@benefits.claim known"},
      {"benefits.claim is unknown", "@benefits.claim not known"},
      {"benefits.claim is not known", "@benefits.claim not known"},
      {"benefits.claim is not unknown", "@benefits.claim known"},
      {"score > 3", "@score > 3"},
      {"score >= 3", "@score >= 3"},
      {"score<3", "@score < 3"},
      {"score <= -0.5", "@score <= -0.5"},
      {"score \u2264 3", "@score <= 3"},
      {"score \u2265 \u22123", "@score >= -3"},
      {"score at most three", "@score <= 3"},
      {"score more than 3", "@score > 3"},
      {"score less than 3", "@score < 3"},
      {"score is more than 3", "@score > 3"},
      {"score is not more than 3", "@score not > 3"},
      {"score between 3 and 5", "@score 3..5"},
      {"needs contains housing", R"(@needs contains "housing")"},
      {"needs does not contain housing", R"(@needs not contains "housing")"},
      {R"("Permit RequestedBudget" > 1000)", "@Permit RequestedBudget > 1000"},
      {"closed.reason is recalled.", R"(@closed.reason = "recalled")"},
      {"HOUSING.status IS Hostel", R"(@HOUSING.status = "Hostel")"},
      {"met is yes", "@met = yes"},
      {"met is \"yes\"", R"(@met = "yes")"},
      {"children is 2", "@children = 2"},
      {"age > 18.5", "@age > 18.5"},
      {"name is \"end of a meeting\"", R"(@name = "end of a meeting")"},
      {"\"is\" is known", "@is known"},
      {"first is known", "@first known"},
      {"latest is 3", "@latest = 3"},
      {"after is known", "@after known"},
      {"event support where after is its service after event release",
       "event(support; after = its.service) [after first event(release)]"},
  });
}

TEST_CASE("judgements on the proposition itself") {
  check({
      {"judged yes", "judged = yes"},
      {"judged partly", R"(judged = "partly")"},
      {"judged no", "judged = no"},
      {"judged at least 4", "judged >= 4"},
      {"judged at least partly", R"(judged >= "partly")"},
      {"judged between 3 and 5", "judged 3..5"},
      {"judged yes by supervisor", "judged = yes by supervisor"},
      {"judged yes by supervisor in the last 28 days", "judged = yes by supervisor [last P28D]"},
      {"judged yes by \"the other practitioner\"", "judged = yes by the other practitioner"},
      {"judged yes in the last 28 days", "judged = yes [last P28D]"},
      {"judged less than 3 within 1 week after event release", "judged < 3 [P1W after first event(release)]"},
  });
}

TEST_CASE("other propositions are named in braces, words and punctuation as they are") {
  check({
      {"{the participant has a tenancy}", "{the participant has a tenancy}"},
      {"{C1}", "{C1}"},
      {"{ C1 } and not {C2}", "({C1} & !{C2})"},
      {"{the man (or woman) says \"no\", and stays}", "{the man (or woman) says \"no\", and stays}"},
  });
}

TEST_CASE("events, with several fields and every window") {
  check({
      {"event release", "event(release)"},
      {"event \"gate meeting\" where by is practitioner", R"(event(gate meeting; by = "practitioner"))"},
      {"event \u201Cgate meeting\u201D where by is practitioner where minutes more than 5",
       R"(event(gate meeting; by = "practitioner"; minutes > 5))"},
      {"no event contact in the last 21 days", "!event(contact) [last P21D]"},
      {"at least 2 events session where setting is prison before event release",
       R"(2 event(session; setting = "prison") [before first event(release)])"},
      {"at least two events session", "2 event(session)"},
      {"at most 2 events session", "!3 event(session)"},
      {"more than 2 events session", "3 event(session)"},
      {"fewer than 2 events session", "!2 event(session)"},
      {"event x within 3 days of event y", "event(x) [P3D of first event(y)]"},
      {"event x within 3 days after last event y", "event(x) [P3D after last event(y)]"},
      {"event x within 3 days before first event y where b is 1", "event(x) [P3D before first event(y; b = 1)]"},
      {"event x within a week of event y", "event(x) [P1W of first event(y)]"},
      {"event x after attribute housing.date", "event(x) [after @housing.date]"},
      {"event x between 4 and 16 weeks before event y", "event(x) [P4W..P16W before first event(y)]"},
      {"event x between 4 days and 2 weeks after event y", "event(x) [P4D..P2W after first event(y)]"},
      {"event x during prison", "event(x) [during prison]"},
      {"event x during \"first weeks\" and event y during prison",
       "(event(x) [during first weeks] & event(y) [during prison])"},
      {"event x between 2016-05-01 and 2016-05-31", "event(x) [2016-05-01..2016-05-31]"},
      {"event x between 2016-05-01 and 2016-05-01", "event(x) [2016-05-01..2016-05-01]"},
      {"event consent where service is its service", "event(consent; service = its.service)"},
      {"its plan_revised is yes", "its.plan_revised = yes"},
      {"event supervision where about is this case", "event(supervision; about = this case)"},
      {"event supervision where with is this practitioner", "event(supervision; with = this.practitioner)"},
      {"event session where minutes between 20 and 40 between 2016-05-01 and 2016-06-01",
       "event(session; minutes 20..40) [2016-05-01..2016-06-01]"},
      {"event\u00A0release", "event(release)"},
      {"event a\n  and event b", "(event(a) & event(b))"},
  });
}

TEST_CASE("cadences, order and numbers over events") {
  check({
      {"at least 1 event session every 7 days", "1 event(session) every P7D"},
      {"at least 1 event session where setting is community where attended is yes every 14 days",
       R"(1 event(session; setting = "community"; attended = yes) every P14D)"},
      {"event consent before event disclosure", "event(consent) [before first event(disclosure)]"},
      {"latest score of event distress < first score of event distress",
       "latest score of event(distress) < first score of event(distress)"},
      {"days from event release to first event session <= 7", "days(first event(release) to first event(session)) <= 7"},
      {"days from event release to first event session <= 7 days", "days(first event(release) to first event(session)) <= 7"},
      {"hours from attribute opened to event x at least 2", "hours(@opened to first event(x)) >= 2"},
      {"average minutes of events session > 20", "average minutes of event(session) > 20"},
      {"sum of minutes of events session in the last 28 days at least 60",
       "sum minutes of event(session) [last P28D] >= 60"},
      {"average minutes of events session between 20 and 40", "average minutes of event(session) 20..40"},
      {"highest score of event d between 4 and 6 weeks before event e > 2",
       "highest score of event(d) [P4W..P6W before first event(e)] > 2"},
      {"lowest score of event d is 3", "lowest score of event(d) = 3"},
      {"number of events session >= 3", "count event(session) >= 3"},
      {"score > first score of event distress", "@score > first score of event(distress)"},
      {"3 < latest score of event distress", "3 < latest score of event(distress)"},
  });
}

TEST_CASE("joining tests") {
  check({
      {"event a and event b and event c", "(event(a) & event(b) & event(c))"},
      {"event a or event b", "(event(a) | event(b))"},
      {"(event a or event b) and event c", "((event(a) | event(b)) & event(c))"},
      {"((event a))", "event(a)"},
      {"not event a", "!event(a)"},
      {"not (event a and not event b)", "!(event(a) & !event(b))"},
      {"at least 2 of (event a, judged yes, {C1})", "2 of (event(a), judged = yes, {C1})"},
      {"at least 1 of (risk is one of high, very high, event a)", R"(1 of (@risk one of "high", "very high", event(a)))"},
      {"at least 1 of (risk is one of high, low, mood is good)", R"(1 of (@risk one of "high", "low", @mood = "good"))"},
      {"at least 1 of (event a and event b, event c)", "1 of ((event(a) & event(b)), event(c))"},
  });
}

TEST_CASE("each mistake has its code, its mark and, where one can be known, its fix") {
  check_faults({
      {"", "condition/empty", "", ""},
      {"evnt release", "condition/expected-test", "evnt", "event"},
      {"event release withn 1 day of event x", "condition/left-over", "withn", "within"},
      {"event x where a is prison withn 1 day of event y", "condition/left-over", "withn", "within"},
      {"event x where a is b wher c is d", "condition/left-over", "wher", "where"},
      {"event gate meeting before event x", "condition/several-words", "gate meeting", "\"gate meeting\""},
      {"event a and event b or event c", "condition/mixed-and-or", "or", ""},
      {"score > high", "condition/not-a-number", "high", ""},
      {"score between low and 3", "condition/not-a-number", "low", ""},
      {"score is more than high", "condition/not-a-number", "high", ""},
      {"average minutes of events x > long", "condition/not-a-number", "long", ""},
      {"score between 5 and 3", "condition/range-upside-down", "3", ""},
      {"judged between yes and partly", "condition/range-upside-down", "partly", ""},
      {"event x between 6 and 2 weeks after event y", "condition/window-ends-before-it-begins",
       "between 6 and 2 weeks after event y", ""},
      {"event x between 2016-05-02 and 2016-05-01", "condition/window-ends-before-it-begins",
       "between 2016-05-02 and 2016-05-01", ""},
      {"event x between 2016-02-30 and 2016-05-01", "condition/not-a-date", "2016-02-30", ""},
      {"event x between soon and later", "condition/not-a-duration", "soon", ""},
      {"event x within 2 weaks of event y", "condition/not-a-duration", "weaks", "weeks"},
      {"event x within 0.5 days of event y", "condition/not-a-duration", "0.5", ""},
      {"event x within 3 days", "condition/missing-direction", "days", ""},
      {"event x before release", "condition/missing-anchor", "release", "event release"},
      {"event x before 2016-05-01", "condition/missing-anchor", "2016-05-01", ""},
      {"event x before", "condition/missing-anchor", "before", ""},
      {"event x during", "condition/missing-phase", "during", ""},
      {"event", "condition/missing-event-name", "event", ""},
      {"event where a is b", "condition/missing-event-name", "where", ""},
      {"event x where", "condition/missing-field", "where", ""},
      {"event x where by", "condition/missing-comparison", "by", ""},
      {"C1 and event x", "condition/missing-comparison", "C1", ""},
      {"housing.status iz hostel", "condition/missing-comparison", "iz", "is"},
      {"housing.status = hostel", "condition/write-is", "=", "is"},
      {"housing.status != hostel", "condition/write-is", "!=", "is not"},
      {"housing.status is", "condition/missing-value", "is", ""},
      {"risk is high or very high", "condition/missing-comparison", "very", ""},
      {"judged maybe", "condition/judged-value", "maybe", ""},
      {"judged", "condition/judged-value", "judged", ""},
      {"judged yes by", "condition/missing-who", "by", ""},
      {"at least 2 sessions", "condition/missing-event", "sessions", ""},
      {"at least 0 events x", "condition/impossible-count", "0", ""},
      {"at least 3 of (event a, event b)", "condition/impossible-count", "3", ""},
      {"at least 2 of event a", "condition/missing-list", "event", ""},
      {"event x and", "condition/expected-test", "and", ""},
      {"and event x", "condition/expected-test", "and", ""},
      {"event x event y", "condition/left-over", "event", ""},
      {"event x, event y", "condition/left-over", ",", ""},
      {"(event x", "condition/unclosed-bracket", "(", ""},
      {"event x)", "condition/stray-bracket", ")", ""},
      {"event \"gate meeting", "condition/unclosed-quote", "\"", ""},
      {"{the man", "condition/unclosed-brace", "{", ""},
      {"the man}", "condition/stray-brace", "}", ""},
      {"{ }", "condition/empty-phrase", "{ }", ""},
      {"days from event a <= 7", "condition/missing-to", "<=", ""},
      {"days from event a to event b <= 7 weeks", "condition/other-unit", "weeks", ""},
      {"event x in the last 7 days every 7 days", "condition/window-with-every", "in the last 7 days", ""},
      {"event x every 7 days in the last 7 days", "condition/window-with-every", "in the last 7 days", ""},
      {"3 < score", "condition/missing-number-over-events", "score", ""},
      {"event caf\u00E9 meeting", "condition/several-words", "caf\u00E9 meeting", "\"caf\u00E9 meeting\""},
      {"score between 3 or 5", "condition/missing-and", "or", ""},
  });
}

TEST_CASE("mixed and/or shows both readings as lists") {
  const auto parsed = rules::parse_condition("event a and event b or event c", PositionMap(0, 1, 1));
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].notes == std::vector<std::string>{"it may mean any of these:\n  - event a and event b\n  - event c",
                                                             "or it may mean all of these:\n  - event a\n  - event b or event c"});
}

TEST_CASE("a condition over several lines has its places in the file") {
  const std::string text = "event a\nand {the caf\u00E9} and evnt b";
  PositionMap map(3, 10, 17);
  map.add(8, 11, 5);
  const auto parsed = rules::parse_condition(text, map);
  REQUIRE(parsed.problems.size() == 1);
  CHECK(parsed.problems[0].place == models::Place{3, 11, 24, 11, 28});
}

TEST_CASE("mentions are numbered as written and resolved to the theory's own indices") {
  auto parsed = rules::parse_condition("{a} and (not {b} or judged yes) and event x during p", PositionMap(0, 1, 1));
  REQUIRE(parsed.value);
  REQUIRE(parsed.mentions.propositions.size() == 2);
  CHECK(parsed.mentions.propositions[1].text == "b");
  CHECK(parsed.mentions.propositions[1].place == models::Place{0, 1, 15, 1, 16});
  CHECK(parsed.mentions.judged.size() == 1);
  rules::resolve_mentions(*parsed.value, {{7, false}, {9, true}}, {4}, 5);
  CHECK(models::dump({}, *parsed.value) == "({7} & (!!{9} | judged {5} = yes) & event(x) [during phase 4])");
}

TEST_CASE("depth is an error past its limit, however deep, and long conditions are read") {
  const std::string deep(100'000, '(');
  CHECK(dumped(deep + "event a" + std::string(100'000, ')')) == "condition/too-deep");
  CHECK(dumped(deep.substr(0, 60'000)) == "condition/too-deep");
  std::string nots;
  for (int i = 0; i < 10'000; ++i) nots += "not ";
  CHECK(dumped(nots + "event a") == "condition/too-deep");
  std::string alternating;
  for (int i = 0; i < 33; ++i) alternating += "not (";
  CHECK(dumped(alternating + "event a" + std::string(33, ')')) == "condition/too-deep");
  CHECK(dumped(std::string(64, '(') + "event a" + std::string(64, ')')) == "event(a)");
  std::string wide = "event a";
  for (int i = 0; i < 4'000; ++i) wide += " and event b";
  CHECK(rules::parse_condition(wide, PositionMap(0, 1, 1)).value->parts.size() == 4'001);
  CHECK(dumped(wide + std::string(70'000, ' ')) == "condition/too-long");
}

TEST_CASE("the smaller pieces of the grammar") {
  const PositionMap map(0, 1, 1);
  CHECK(rules::parse_anchor("last event session where a is b", map).value->kind == models::Anchor::Kind::LastEvent);
  CHECK(rules::parse_anchor("attribute housing.date", map).value->path == "housing.date");
  CHECK(rules::parse_anchor("release", map).problems.at(0).code == "condition/missing-anchor");
  CHECK(rules::parse_event_pattern("event \"gate meeting\" where by is x", map).value->type == "gate meeting");
  CHECK(rules::parse_event_pattern("release", map).value->type == "release");
  CHECK(rules::parse_field_test("age at least 18", map).value->operands.at(0).number == 18.0);
  CHECK(rules::parse_operand("very high", map).value->text == "very high");
  CHECK(rules::parse_operand("this case", map).value->kind == models::Operand::Kind::ThisCase);
  CHECK(rules::parse_duration("two weeks") == models::Duration{2, models::Unit::Week});
  CHECK(rules::parse_duration("1\u00A0hour") == models::Duration{1, models::Unit::Hour});
  CHECK_FALSE(rules::parse_duration("some weeks"));
  CHECK_FALSE(rules::parse_duration("2 weeks ago"));
  CHECK_FALSE(rules::parse_count("-1"));
  CHECK_FALSE(rules::parse_count("99999999999999999999"));
}

TEST_CASE("a phrase is told from a condition") {
  for (const char* text : {"event recall", "closed.reason is recalled", "{C1} and event x", "not (event x)", "judged maybe",
                           "at least 2 events session", "\"Permit Budget\" > 3", "days from event a to event b > 3"}) {
    INFO(text);
    CHECK(rules::looks_like_condition(text));
  }
  for (const char* text : {"the participant is dead", "the participant has moved away", "no one can be found", "not applicable",
                           "\"the event is over\"", "\"never closed", "is", ""}) {
    INFO(text);
    CHECK_FALSE(rules::looks_like_condition(text));
  }
}

TEST_CASE("any words give a tree or one problem in place, never both") {
  const auto word = rc::gen::element<std::string>(
      "event", "a", "no", "not", "and", "or", "(", ")", "{", "}", "{b}", "\"", "\"c d\"", "judged", "yes", "at least", "2", "of", ",", "where",
      "is", "one of", "known", "within", "3 days", "before", "after", "between", "during", "in the last", "every", "days from", "to",
      "latest", "first", "attribute", "x.y", ">", "<=", "=", "!=", "its", "this case", "by", "2016-05-01", "\u00A0", "\u201C", "\u2264", "\xFF",
      "\xE2\x80", ".", "\n", "contains", "does not", "sum");
  const bool held = rc::check([&] {
    std::string text;
    for (const std::string& w : *rc::gen::container<std::vector<std::string>>(word)) text += w + ' ';
    const auto parsed = rules::parse_condition(text, PositionMap(0, 1, 1));
    RC_ASSERT(parsed.value.has_value() == parsed.problems.empty());
    (void)rules::looks_like_condition(text);
    (void)rules::parse_anchor(text, PositionMap(0, 1, 1));
    if (parsed.value) RC_ASSERT(!models::dump({}, *parsed.value).empty());
    for (const auto& problem : parsed.problems) {
      const auto& codes = rules::condition_codes();
      RC_ASSERT(std::find(codes.begin(), codes.end(), problem.code) != codes.end());
      RC_ASSERT(problem.place.column >= 1 && problem.place.end_column <= text.size() + 2);
      RC_ASSERT(problem.place.column <= problem.place.end_column);
    }
  });
  CHECK(held);
}

TEST_CASE("every code is named once and belongs to conditions") {
  std::vector<std::string_view> codes = rules::condition_codes();
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
  for (std::string_view code : codes) CHECK(code.starts_with("condition/"));
}

}  // namespace

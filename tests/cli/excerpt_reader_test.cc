#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "both_readings.h"
#include "engine/plan.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "rules/read_theory.h"

using namespace realist;
using cli::BothReadings;
using Way = BothReadings::Way;

namespace {

engine::Plan plan_of(std::string_view theory) {
  const auto read = rules::read_theory_text(theory);
  REQUIRE(read.ok());
  return engine::Plan(read.theory);
}

struct Sample {
  const char* what;
  const char* text;
};

// Each read twice, after all the others and with their memory.
void each_is(Way way, const std::vector<Sample>& samples) {
  const engine::Plan plan = plan_of(cli::kExcerptTheory);
  BothReadings readings(plan);
  for (int again = 0; again < 2; ++again)
    for (const Sample& sample : samples) {
      INFO(sample.what << ": " << sample.text);
      const auto outcome = readings.read(sample.text);
      CHECK(outcome.difference == "");
      CHECK(static_cast<int>(outcome.way) == static_cast<int>(way));
    }
}

std::string case_text(unsigned number, bench::KeyLayout layout) {
  bench::CohortShape shape;
  shape.layout = layout;
  std::string text;
  bench::append_case(shape, number, text);
  text.pop_back();  // the line's end
  return text;
}

}  // namespace

TEST_CASE("Usual records are read straight to their excerpts") {
  each_is(Way::Fast, {
      {"the least", R"({"case":"A"})"},
      {"a number for a name", R"({"case":17})"},
      {"blanks everywhere", "{ \"case\" : \"A\" ,\t\"events\"\r\n: [ { \"type\" : \"contact\" , \"at\" : \"2016-05-01\" , \"by\" : \"adviser\" } ] }"},
      {"nulls", R"({"case":"A","kind":null,"events":null,"attributes":{"age":null},"closed":null,"opened":null})"},
      {"nothing in anything", R"({"case":"A","events":[],"attributes":{},"judgements":[],"links":{},"pauses":[],"complete_events":[]})"},
      {"attributes in objects", R"({"case":"A","attributes":{"housing":{"status":"hostel","since":"2016"},"age":24}})"},
      {"attributes by dotted paths", R"({"case":"A","attributes":{"housing.status":"hostel","age":17.5}})"},
      {"histories", R"({"case":"A","attributes":{"age":[{"value":17,"at":"2016-01-01"},{"value":18,"at":"2016-05-01T10:00:00","source":"form"}],"housing":{"status":{"value":"hostel","at":"2016-02-29"}},"other":{"value":[1,"b",true,null]}}})"},
      {"an object with a value and more is no dated value", R"({"case":"A","attributes":{"age":{"value":17,"unit":"years"}}})"},
      {"capitals in names", R"({"case":"A","attributes":{"AGE":3,"Age":19,"Housing":{"Status":"HOSTEL"}},"events":[{"type":"Contact","By":"Adviser"}]})"},
      {"the very name after one in capitals", R"({"case":"A","attributes":{"Age":3,"age":19,"AGE":4}})"},
      {"fields in objects", R"({"case":"A","events":[{"at":"2016-05-01","score":{"total":4,"parts":[1,3]},"type":"session"},{"type":"session","score.total":2}]})"},
      {"times with and without offsets", R"({"case":"A","events":[{"type":"session","at":"2016-05-01T10:00+01:00"},{"type":"walk","at":"2016-05-01T09:30:00Z"},{"type":"stayed","at":"2016-05-03 11:00:30.25"},{"type":"contact","at":"1899-12-31"}]})"},
      {"escapes in what nobody asks for", R"({"case":"A","note":"\"quoted\" \u00e9 \ud83d\ude00 \\","events":[{"type":"walk","note":"a\nb"}]})"},
      {"judgements", R"({"case":"A","judgements":[{"about":"the person feels heard","value":"yes","at":"2016-05-01","since":"2016-04-01","by":"adviser","basis":"observed","source":4,"quote":"so \"much\""},{"about":"the person trusts","value":"Partly","by":"Adviser"},{"about":"the person trusts","value":null,"at":null},{"about":"something else","value":3.25},{"about":"E","value":"4","at":"2016-05-02"}]})"},
      {"links", R"({"case":"A","links":{"practitioner":"P-1","site":[{"value":7,"at":"2016-05-01"},{"value":null,"at":"2016-06-01"}],"team":null,"none":[]}})"},
      {"pauses", R"({"case":"A","pauses":[{"from":"2016-05-01","to":"2016-05-08","reason":"away"},{"from":"2016-07-01"}]})"},
      {"closed with a reason", R"({"closed":{"at":"2016-06-01","reason":"moved","by":{"whom":[]}},"case":"A","opened":"2016-01-01","events":[{"type":"session","at":"2016-06-01T23:00:00"}]})"},
      {"closed with a reason given twice over", R"({"closed":{"at":"2016-06-01","reason":"moved"},"case":"A","attributes":{"closed":{"reason":"left"}}})"},
      {"what may be missing", R"({"case":"A","may_be_missing":["session","walk"],"complete_events":["Session"]})"},
      {"everything may be missing", R"({"case":"A","may_be_missing":true,"complete_events":["contact"]})"},
      {"fields of no meaning", R"({"case":"A","project":{"site":[[],[{}],{"a":{"b":null}}],"figures":[-1,0.5,12345678901234567890]}})"},
      {"one name in two objects", R"({"case":"A","x":{"a":1,"b":{"a":2,"b":3}},"y":[{"a":1},{"a":2}]})"},
  });
}

TEST_CASE("What is unusual is left to the careful reader, which takes it") {
  each_is(Way::Careful, {
      {"an escape in a name", R"({"case":"A","attributes":{"\u0061ge":20}})"},
      {"an escape in what is asked for", R"({"case":"A","attributes":{"housing":{"status":"hos\u0074el"}}})"},
      {"an escape in an event's type", R"({"case":"A","events":[{"type":"con\u0074act"}]})"},
      {"a number with an exponent", R"({"case":"A","attributes":{"age":1e1}})"},
      {"more digits than a number keeps", R"({"case":"A","attributes":{"age":12345678901234567890}})"},
      {"a dot in a name beside an object", R"({"case":"A","attributes":{"a.b":1,"c":{"d":2}}})"},
      {"a dated object", R"({"case":"A","attributes":{"housing":{"value":{"status":"hostel"},"at":"2016-05-01"}}})"},
      {"a history with an undated item", R"({"case":"A","attributes":{"age":[{"value":17,"at":"2016-01-01"},18]}})"},
      {"a byte-order mark", "\xEF\xBB\xBF{\"case\":\"A\"}"},
      {"deeper than twelve", R"({"case":"A","x":[[[[[[[[[[[[1]]]]]]]]]]]]})"},
      {"a problem: a field nearly known", R"({"case":"A","event":[]})"},
      {"a problem: dated after the closing", R"({"case":"A","closed":"2016-05-01","events":[{"type":"walk","at":"2016-05-02"}]})"},
      {"a problem: a judgement without a value", R"({"case":"A","judgements":[{"about":"E"}]})"},
      {"a problem: a judgement that is none", R"({"case":"A","judgements":[{"about":"E","value":"perhaps"}]})"},
      {"a problem: a basis that is none", R"({"case":"A","judgements":[{"about":"E","value":"yes","basis":"guessed"}]})"},
      {"a problem: since after the judgement", R"({"case":"A","judgements":[{"about":"E","value":"yes","at":"2016-05-01","since":"2016-05-02"}]})"},
      {"a problem: opened after the closing", R"({"case":"A","opened":"2016-05-02","closed":"2016-05-01"})"},
      {"a problem: an object in a list", R"({"case":"A","attributes":{"x":[1,{"a":2}]}})"},
      {"a problem: an object in an event's list", R"({"case":"A","events":[{"type":"walk","with":[{"a":2}]}]})"},
  });
}

TEST_CASE("What the careful reader refuses is never taken") {
  each_is(Way::Refused, {
      {"nothing", ""},
      {"no object", R"(["case"])"},
      {"no name", R"({"events":[]})"},
      {"cut off", R"({"case":"A","events":[{"type":"walk"})"},
      {"more than one", R"({"case":"A"}{"case":"B"})"},
      {"a name twice", R"({"case":"A","x":1,"x":2})"},
      {"a name twice where nobody looks", R"({"case":"A","x":{"a":[{"b":1,"c":{"b":2},"b":1}]}})"},
      {"a name twice with its type between", R"({"case":"A","events":[{"note":1,"type":"walk","note":2}]})"},
      {"two ways to a path", R"({"case":"A","attributes":{"a.b":1,"a":{"b":2}}})"},
      {"a date that is none in an event nobody asks for", R"({"case":"A","events":[{"type":"walk","at":"2016-02-30"}]})"},
      {"a date that is a number", R"({"case":"A","opened":2016})"},
      {"an event without a type", R"({"case":"A","events":[{"at":"2016-05-01"}]})"},
      {"a type that is a number", R"({"case":"A","events":[{"type":4}]})"},
      {"a judgement about nothing", R"({"case":"A","judgements":[{"value":"yes"}]})"},
      {"a judgement that is a list", R"({"case":"A","judgements":[{"about":"E","value":[1]}]})"},
      {"a pause that ends before it begins", R"({"case":"A","pauses":[{"from":"2016-05-02","to":"2016-05-01"}]})"},
      {"a pause without a begin", R"({"case":"A","pauses":[{"to":"2016-05-01"}]})"},
      {"closed without a date", R"({"case":"A","closed":{"reason":"moved"}})"},
      {"events that are no list", R"({"case":"A","events":{}})"},
      {"a link that is a truth value", R"({"case":"A","links":{"site":true}})"},
      {"a quote that is a number", R"({"case":"A","judgements":[{"about":"E","value":"yes","quote":1}]})"},
      {"no UTF-8", "{\"case\":\"A\",\"x\":\"\xE9\"}"},
      {"a control character", "{\"case\":\"A\",\"x\":\"a\tb\"}"},
      {"half a pair", R"({"case":"A","x":"\ud83d"})"},
      {"the other half", R"({"case":"A","x":"\ude00"})"},
      {"an escape that is none", R"({"case":"A","x":"\x"})"},
      {"an escape cut short", R"({"case":"A","x":"\u00"})"},
      {"a number too large", R"({"case":"A","x":1e999})"},
      {"a leading nought", R"({"case":"A","x":01})"},
      {"a point without digits", R"({"case":"A","x":1.})"},
      {"a word that is none", R"({"case":"A","x":nul})"},
      {"words run together", R"({"case":"A","x":truefalse})"},
      {"a comma too many", R"({"case":"A",})"},
      {"no comma", R"({"case":"A" "kind":"b"})"},
      {"no colon", R"({"case" "A"})"},
      {"single quotes", "{'case':'A'}"},
      {"the wrong bracket", R"({"case":"A","x":[1}})"},
  });
}

TEST_CASE("Made-up cases are read fast in every layout, and the same") {
  bench::TheoryShape shape;
  shape.statements = 60;
  const engine::Plan plan = plan_of(bench::made_theory(shape));
  BothReadings readings(plan);
  for (const auto layout : {bench::KeyLayout::Usual, bench::KeyLayout::Spaced, bench::KeyLayout::Shuffled})
    for (unsigned number = 1; number <= 150; ++number) {
      const std::string text = case_text(number, layout);
      INFO(text);
      const auto outcome = readings.read(text);
      REQUIRE(outcome.difference == "");
      REQUIRE(static_cast<int>(outcome.way) == static_cast<int>(Way::Fast));
    }
}

// Bytes put in, left out, doubled and moved about: mostly no records any more, and where they are, the same ones.
TEST_CASE("However a record is damaged, both readings agree") {
  bench::TheoryShape shape;
  shape.statements = 40;
  const engine::Plan plan = plan_of(bench::made_theory(shape));
  BothReadings readings(plan);
  const std::vector<std::string> pieces = {"{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "1", "-0", "1e3", "\"at\":\"2016-05-01\",", " ", "\\u0041",
                                           "\"value\":", "\"type\":\"x\",", "{\"value\":1,\"at\":\"2016-05-01\"}", ".", "\"\"", "9999999999999999"};
  CHECK(rc::check([&] {
    std::string text = case_text(*rc::gen::inRange(1u, 40u), *rc::gen::element(bench::KeyLayout::Usual, bench::KeyLayout::Spaced, bench::KeyLayout::Shuffled));
    const int changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const auto size = std::min<std::size_t>(*rc::gen::inRange<std::size_t>(0, 12), text.size() - at);
      switch (*rc::gen::inRange(0, 4)) {
        case 0: text.erase(at, size); break;
        case 1: text.insert(at, *rc::gen::elementOf(pieces)); break;
        case 2: text.insert(*rc::gen::inRange<std::size_t>(0, text.size()), text.substr(at, size)); break;
        default: text.replace(at, size, *rc::gen::elementOf(pieces)); break;
      }
    }
    const auto outcome = readings.read(text);
    if (!outcome.difference.empty()) RC_FAIL(text + "\n" + outcome.difference);
  }));
}

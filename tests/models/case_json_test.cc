#include "models/case_json.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "models/nearest.h"

namespace realist::models {

namespace {

CaseRecord read(std::string_view text) {
  auto result = case_from_json(text);
  if (const auto* error = std::get_if<RecordError>(&result)) FAIL(error->path + " at " + std::to_string(error->byte) + ": " + error->message);
  return std::get<CaseRecord>(std::move(result));
}

RecordError refused(std::string_view text, const RecordLimits& limits = {}) {
  auto result = case_from_json(text, limits);
  REQUIRE(std::holds_alternative<RecordError>(result));
  return std::get<RecordError>(std::move(result));
}

const Attribute* attribute(const CaseRecord& record, std::string_view path) {
  for (const Attribute& a : record.attributes)
    if (a.path == path) return &a;
  return nullptr;
}

Value only_value(const CaseRecord& record, std::string_view path) {
  const Attribute* found = attribute(record, path);
  REQUIRE(found != nullptr);
  REQUIRE(found->history.size() == 1);
  CHECK_FALSE(found->history[0].at);
  return found->history[0].value;
}

Time time(std::string_view text) { return parse_time(text).value(); }

Value text(std::string words) { return {std::move(words)}; }

constexpr std::string_view kDocumented = R"({"case": "SW-014", "kind": "participant", "links": {"practitioner": "P-03", "site": "southwest"},
 "attributes": {"housing": {"status": "hostel"}, "age": 24},
 "events": [{"type": "release", "at": "2016-05-01", "source": "prison record"},
            {"type": "gate meeting", "at": "2016-05-01", "by": "practitioner"}, {"type": "session", "at": "2016-05-03T10:00", "setting": "community", "attended": true, "minutes": 40}],
 "may_be_missing": ["telephone call"],
 "judgements": [{"about": "the participant feels listened to", "value": "no", "at": "2016-05-09", "by": "practitioner",
                 "basis": "observed", "source": "contact note 14", "quote": "…"}],
 "pauses": [{"from": "2016-06-01", "to": "2016-06-10", "reason": "moved to another prison"}],
 "opened": "2016-02-01", "closed": {"at": "2016-09-01", "reason": "completed"}})";

}  // namespace

TEST_CASE("the documented record is read whole") {
  const CaseRecord record = read(kDocumented);
  CHECK(record.id == "SW-014");
  CHECK(record.kind == "participant");
  REQUIRE(record.links.size() == 2);
  CHECK(record.links[0].kind == "practitioner");
  CHECK(record.links[0].history[0].id == "P-03");
  CHECK_FALSE(record.links[0].history[0].at);
  CHECK(only_value(record, "housing.status") == text("hostel"));
  CHECK(only_value(record, "age") == Value{24.0});
  REQUIRE(record.events.size() == 3);
  CHECK(record.events[0].type == "release");
  CHECK(record.events[0].fields == std::vector<std::pair<std::string, Value>>{{"source", text("prison record")}});
  CHECK(record.events[2].at == time("2016-05-03T10:00"));
  CHECK(record.events[2].fields ==
        std::vector<std::pair<std::string, Value>>{{"setting", text("community")}, {"attended", {true}}, {"minutes", {40.0}}});
  CHECK(record.may_be_missing == std::vector<std::string>{"telephone call"});
  CHECK_FALSE(record.all_may_be_missing);
  REQUIRE(record.judgements.size() == 1);
  const Judgement& judgement = record.judgements[0];
  CHECK(judgement.about == "the participant feels listened to");
  CHECK(judgement.value == Value{false});
  CHECK(judgement.at == time("2016-05-09"));
  CHECK(judgement.by == "practitioner");
  CHECK(judgement.basis == "observed");
  CHECK(judgement.source == "contact note 14");
  CHECK(judgement.quote == "…");
  REQUIRE(record.pauses.size() == 1);
  CHECK(record.pauses[0].to == time("2016-06-10"));
  CHECK(record.pauses[0].reason == "moved to another prison");
  CHECK(record.opened == time("2016-02-01"));
  CHECK(record.closed == time("2016-09-01"));
  CHECK(record.closed_reason == "completed");
  CHECK(record.problems.empty());
}

TEST_CASE("only the case's name is required") {
  const CaseRecord record = read(R"({"case": "A"})");
  CHECK(record.id == "A");
  CHECK(record.events.empty());
  CHECK_FALSE(record.opened);
  CHECK(refused(R"({"kind": "participant"})").message.find("no \"case\"") != std::string::npos);
  CHECK(refused(R"({"case": ""})").path == "/case");
  CHECK(refused(R"({"case": null})").message.find("no \"case\"") != std::string::npos);
}

TEST_CASE("names that are numbers are kept as written") {
  const CaseRecord record = read(R"({"case": 7.50, "links": {"site": 12}})");
  CHECK(record.id == "7.50");
  CHECK(record.links[0].history[0].id == "12");
  CHECK(read(R"({"case": 123456789012345678901234567890})").id == "123456789012345678901234567890");
}

TEST_CASE("the reason for closing is an attribute too, dated at the closing") {
  const CaseRecord record = read(kDocumented);
  const Attribute* reason = attribute(record, "closed.reason");
  REQUIRE(reason != nullptr);
  CHECK(reason->history[0].value == text("completed"));
  CHECK(reason->history[0].at == time("2016-09-01"));

  const CaseRecord own = read(R"({"case": "A", "attributes": {"closed": {"reason": "moved"}}, "closed": {"at": "2016-09-01", "reason": "completed"}})");
  CHECK(own.closed_reason == "completed");
  CHECK(only_value(own, "closed.reason") == text("moved"));
}

TEST_CASE("a case may be closed by a date alone") {
  CHECK(read(R"({"case": "A", "closed": "2016-09-01"})").closed == time("2016-09-01"));
  CHECK_FALSE(read(R"({"case": "A", "closed": null})").closed);
  CHECK(refused(R"({"case": "A", "closed": true})").path == "/closed");
  CHECK(refused(R"({"case": "A", "closed": {"reason": "completed"}})").message.find("no \"at\"") != std::string::npos);
}

TEST_CASE("attributes carry values of every kind, flattened to dotted paths") {
  const CaseRecord record = read(R"({"case": "A", "attributes": {"a": {"b": {"c": true}}, "score": "3", "needs": ["housing", 2, null],
    "gone": null, "empty": {}, "none": [], "Permit RequestedBudget": 1e3, "weight": {"value": 70, "unit": "kg"}}})");
  CHECK(only_value(record, "a.b.c") == Value{true});
  CHECK(only_value(record, "score") == text("3"));  // a number as text stays text
  CHECK(only_value(record, "needs") == Value{std::vector<Value>{text("housing"), {2.0}, {}}});
  CHECK(only_value(record, "gone").is_null());
  CHECK(attribute(record, "empty") == nullptr);
  CHECK(only_value(record, "none") == Value{std::vector<Value>{}});
  CHECK(only_value(record, "Permit RequestedBudget") == Value{1000.0});
  CHECK(only_value(record, "weight.value") == Value{70.0});
  CHECK(only_value(record, "weight.unit") == text("kg"));
}

TEST_CASE("attributes and links may carry their history") {
  const CaseRecord record = read(R"({"case": "A",
    "attributes": {"housing": {"status": [{"value": "hostel", "at": "2016-05-01", "source": "note 1"}, {"value": "flat", "at": "2016-07-01"}]},
                   "risk": {"value": "high", "at": "2016-05-02"}, "plan": {"value": "yes"},
                   "team": {"value": {"lead": "P-1", "size": 3}, "at": "2016-01-01"}},
    "links": {"practitioner": [{"value": "P-03", "at": "2016-02-01"}, {"value": "P-04", "at": "2016-06-01"}, {"value": null, "at": "2016-07-01"}],
              "site": {"value": 4, "at": "2016-01-01"}}})");
  const Attribute* status = attribute(record, "housing.status");
  REQUIRE(status != nullptr);
  REQUIRE(status->history.size() == 2);
  CHECK(status->history[0].value == text("hostel"));
  CHECK(status->history[0].at == time("2016-05-01"));
  CHECK(status->history[0].source == "note 1");
  CHECK(status->history[1].at == time("2016-07-01"));
  CHECK(attribute(record, "risk")->history[0].at == time("2016-05-02"));
  CHECK(only_value(record, "plan") == text("yes"));
  CHECK(attribute(record, "team.lead")->history[0].at == time("2016-01-01"));
  CHECK(attribute(record, "team.size")->history[0].value == Value{3.0});
  REQUIRE(record.links[0].history.size() == 3);
  CHECK(record.links[0].history[1].id == "P-04");
  CHECK(record.links[0].history[1].at == time("2016-06-01"));
  CHECK(record.links[0].history[2].id.empty());
  CHECK(record.links[1].history[0].id == "4");
}

TEST_CASE("a history of objects gives each dotted path its own history") {
  const CaseRecord record = read(R"({"case": "A", "attributes": {"team": [
    {"value": {"lead": "P-1", "size": 3}, "at": "2016-01-01"}, {"value": {"lead": "P-2"}, "at": "2016-03-01"}]}})");
  REQUIRE(attribute(record, "team.lead")->history.size() == 2);
  CHECK(attribute(record, "team.lead")->history[1].value == text("P-2"));
  CHECK(attribute(record, "team.size")->history.size() == 1);
}

TEST_CASE("an event's other fields are flattened to dotted paths") {
  const CaseRecord record = read(R"({"case": "A", "events": [{"type": "session", "plan": {"goal": {"met": false}}, "at": null, "topics": ["a", "b"], "x": null}]})");
  const Event& event = record.events.at(0);
  CHECK_FALSE(event.at);
  CHECK(event.fields == std::vector<std::pair<std::string, Value>>{
                            {"plan.goal.met", {false}}, {"topics", {std::vector<Value>{text("a"), text("b")}}}, {"x", {}}});
}

TEST_CASE("judgements are yes, no, partly, unknown or a number, in any case") {
  auto judged = [](std::string_view value) {
    return read(R"({"case": "A", "judgements": [{"about": "x", "value": )" + std::string(value) + "}]}").judgements.at(0).value;
  };
  CHECK(judged("\"yes\"") == Value{true});
  CHECK(judged("\"Yes\"") == Value{true});
  CHECK(judged("\" NO.\"") == Value{false});
  CHECK(judged("true") == Value{true});
  CHECK(judged("\"False\"") == Value{false});
  CHECK(judged("\"Partly\"") == text("partly"));
  CHECK(judged("\"unknown\"").is_null());
  CHECK(judged("null").is_null());
  CHECK(judged("4") == Value{4.0});
  CHECK(judged("\"4\"") == Value{4.0});
  CHECK(refused(R"({"case": "A", "judgements": [{"about": "x", "value": []}]})").path == "/judgements/0/value");
}

TEST_CASE("another word as a judgement is a problem, and unknown") {
  const CaseRecord record = read(R"({"case": "A", "judgements": [{"about": "x", "value": "maybe"}, {"about": "x"}, {"about": "x", "value": 1, "basis": "hearsay"}]})");
  CHECK(record.judgements.at(0).value.is_null());
  REQUIRE(record.problems.size() == 3);
  CHECK(record.problems[0].path == "/judgements/0/value");
  CHECK(record.problems[0].message.find("\"maybe\" is no judgement") == 0);
  CHECK(record.problems[1].path == "/judgements/1");
  CHECK(record.problems[2].path == "/judgements/2/basis");
}

TEST_CASE("what may be missing is everything, nothing or some types") {
  const CaseRecord all = read(R"({"case": "A", "may_be_missing": true})"), nothing = read(R"({"case": "A", "may_be_missing": false})");
  CHECK(all.all_may_be_missing);
  CHECK(all.may_be_missing_given);
  CHECK_FALSE(nothing.all_may_be_missing);
  CHECK(nothing.may_be_missing_given);
  CHECK(read(case_to_json(nothing)).may_be_missing_given);
  CHECK(read(R"({"case": "A", "may_be_missing": []})").may_be_missing_given);
  CHECK_FALSE(read(R"({"case": "A", "may_be_missing": null})").may_be_missing_given);
  CHECK_FALSE(read(R"({"case": "A"})").may_be_missing_given);
  CHECK(refused(R"({"case": "A", "may_be_missing": "telephone call"})").path == "/may_be_missing");
  CHECK(refused(R"({"case": "A", "may_be_missing": [1]})").path == "/may_be_missing/0");
}

TEST_CASE("a wrong type where the format fixes one refuses the record and says where") {
  struct Row { std::string_view record, path; };
  const Row row = GENERATE(values<Row>({
      {R"([])", ""},
      {R"("A")", ""},
      {R"(3)", ""},
      {R"({"case": ["A"]})", "/case"},
      {R"({"case": true})", "/case"},
      {R"({"case": "A", "kind": 3})", "/kind"},
      {R"({"case": "A", "links": []})", "/links"},
      {R"({"case": "A", "links": {"site": true}})", "/links/site"},
      {R"({"case": "A", "links": {"site": {"id": "S"}}})", "/links/site"},
      {R"({"case": "A", "attributes": []})", "/attributes"},
      {R"({"case": "A", "attributes": {"a": {"value": 1, "at": 2016}}})", "/attributes/a/at"},
      {R"({"case": "A", "events": {}})", "/events"},
      {R"({"case": "A", "events": [{"type": "a"}, "release"]})", "/events/1"},
      {R"({"case": "A", "events": [{"at": "2016-05-01"}]})", "/events/0"},
      {R"({"case": "A", "events": [{"type": 3}]})", "/events/0/type"},
      {R"({"case": "A", "events": [{"type": "a", "at": 3}]})", "/events/0/at"},
      {R"({"case": "A", "judgements": 0})", "/judgements"},
      {R"({"case": "A", "judgements": [{"value": "yes"}]})", "/judgements/0"},
      {R"({"case": "A", "judgements": [{"about": 1}]})", "/judgements/0/about"},
      {R"({"case": "A", "judgements": [{"about": "x", "since": {}}]})", "/judgements/0/since"},
      {R"({"case": "A", "pauses": [{"to": "2016-05-01"}]})", "/pauses/0"},
      {R"({"case": "A", "pauses": ["2016-05-01"]})", "/pauses/0"},
      {R"({"case": "A", "opened": {"at": "2016-05-01"}})", "/opened"},
      {R"({"case": "A", "attributes": {"a~b/c": {"value": 1, "at": false}}})", "/attributes/a~0b~1c/at"},
  }));
  CAPTURE(row.record);
  const RecordError error = refused(row.record);
  CHECK(error.path == row.path);
  CHECK_FALSE(error.message.empty());
  CHECK(error.message.find('\n') == std::string::npos);
}

TEST_CASE("a refusal names the byte where the value stands") {
  const std::string record = R"({"case": "A", "events": [ {"type" : 3} ]})";
  CHECK(refused(record).byte == record.find('3'));
  const std::string late = R"({"case": "A", "kind": [1, 2]})";
  CHECK(refused(late).byte == late.find('['));
}

TEST_CASE("a date that is none refuses the record") {
  struct Row { std::string_view date, part; };
  const Row row = GENERATE(values<Row>({
      {"2016-02-30", "there is no 30 February in 2016"},
      {"2015-02-29", "there is no 29 February in 2015"},
      {"2016-13-01", "there is no month 13"},
      {"0000-01-01", "outside the years"},
      {"01/05/2016", "write the year first"},
      {"2016-5-1", "write the year first"},
      {"", "write the year first"},
      {"2016-05-01T25:00", "no time of day"},
      {"2016-05-01T10:00+99:00", "no time of day"},
  }));
  CAPTURE(row.date);
  const RecordError error = refused(R"({"case": "A", "events": [{"type": "release", "at": ")" + std::string(row.date) + "\"}]}");
  CHECK(error.path == "/events/0/at");
  CHECK(error.message.find(row.part) != std::string::npos);
}

TEST_CASE("a name that stands twice in one object refuses the record, wherever it is") {
  const RecordError error = refused(R"({"case": "A", "kind": "a", "kind": "b"})");
  CHECK(error.path == "/kind");
  CHECK(error.message == "the name \"kind\" stands twice in one object, and it cannot be known which of the two is meant");
  CHECK(error.byte == 35);
  CHECK(refused(R"({"case": "A", "other": [{"deep": {"x": 1, "y": 2, "x": 1}}]})").path == "/other/0/deep/x");
  CHECK(refused(R"({"case": "A", "attributes": {"a": {"b": 1}, "a.b": 2}})").message.find("two ways lead to \"a.b\"") == 0);
  CHECK(refused(R"({"case": "A", "events": [{"type": "x", "a": {"b": 1}, "a.b": 2}]})").path == "/events/0");
  CHECK(refused(R"({"c\u0061se": "A", "case": "B"})").path == "/case");  // the same name, written otherwise
}

TEST_CASE("numbers keep their meaning or refuse the record") {
  CHECK(only_value(read(R"({"case": "A", "attributes": {"n": 1e308}})"), "n") == Value{1e308});
  CHECK(only_value(read(R"({"case": "A", "attributes": {"n": -0.5}})"), "n") == Value{-0.5});
  CHECK(only_value(read(R"({"case": "A", "attributes": {"n": 9007199254740992}})"), "n") == Value{9007199254740992.0});
  CHECK(only_value(read(R"({"case": "A", "attributes": {"n": 9007199254740993}})"), "n") == text("9007199254740993"));
  CHECK(only_value(read(R"({"case": "A", "attributes": {"n": -9007199254740993}})"), "n") == text("-9007199254740993"));
  CHECK(refused(R"({"case": "A", "attributes": {"n": 10^308}})").path == "/attributes");
  const std::string huge = R"({"case": "A", "attributes": {"n": 1e400}})";
  const RecordError error = refused(huge);
  CHECK(error.message.find("larger than a number can be") != std::string::npos);
  CHECK(error.byte == huge.find("1e400"));
  CHECK(refused(R"({"case": "A", "attributes": {"n": NaN}})").message.find("the word \"NaN\" cannot stand here") == 0);
}

TEST_CASE("nesting beyond the limit is an error, however deep") {
  const std::string deep = R"({"case": "A", "x": )" + std::string(10'000, '[') + std::string(10'000, ']') + "}";
  const RecordError error = refused(deep);
  CHECK(error.message == "objects and lists stand more than 64 deep inside each other");
  CHECK(error.byte == deep.find('[') + 63);
  const std::string fits = R"({"case": "A", "x": )" + std::string(63, '[') + std::string(63, ']') + "}";
  CHECK(read(fits).id == "A");
  CHECK(refused(R"({"case": "A", "x": )" + std::string(1'000'000, '[')).byte == error.byte);
}

TEST_CASE("what goes past a limit is an ordinary error") {
  const std::string three = R"({"case": "A", "events": [{"type": "a"}, {"type": "a"}, {"type": "a"}]})";
  RecordLimits limits;
  limits.events = 2;
  CHECK(refused(three, limits).message == "there are 3 events; at most 2 are read");
  limits = {};
  limits.bytes = three.size() - 1;
  CHECK(refused(three, limits).message.find("bytes long") != std::string::npos);
  limits = {};
  limits.values = 7;
  CHECK(refused(three, limits).message == "there are more than 7 values in one record");
  limits.values = 9;
  CHECK(std::holds_alternative<CaseRecord>(case_from_json(three, limits)));
}

TEST_CASE("text that is not UTF-8 is refused with its position") {
  const std::string record = "{\"case\": \"A\", \"kind\": \"caf\xE9\"}";
  const RecordError error = refused(record);
  CHECK(error.message.find("not UTF-8") != std::string::npos);
  CHECK(error.byte >= record.find('\xE9'));
  CHECK(error.byte <= record.find('\xE9') + 1);
}

TEST_CASE("broken JSON is explained in a sentence, at its byte") {
  struct Row { std::string_view record, part; std::size_t byte; };
  const Row row = GENERATE(values<Row>({
      {"", "there is nothing here", 0},
      {"   ", "ends in the middle", 3},
      {R"({"case": "A")", "ends in the middle", 12},
      {R"({"case": "A)", "ends in the middle", 11},
      {R"({"case": "A", "x": tru)", "the word \"tru\"", 19},
      {R"({"case" "A"})", "a colon is missing", 8},
      {R"({"case": "A" "kind": "b"})", "a comma or a closing bracket is missing", 13},
      {R"({"case": "A",})", "stands before this closing bracket", 13},
      {R"({"case": [1,]})", "stands before this closing bracket", 12},
      {R"({'case': "A"})", "single quotes", 1},
      {R"({case: "A"})", "the word \"case\"", 1},
      {R"({"case": "A"} {"case": "B"})", "there is more text", 14},
      {R"({"case": "A"]})", "closes another kind", 12},
      {R"({"case": "A" /* here */})", "a comment cannot stand here", 13},
      {"{\"case\": \"A\nB\"}", "a line break", 11},
      {R"({"case": "A\q"})", "after a backslash", 12},
      {R"({"case": "\ud800"})", "two halves of a pair", 16},
      {R"({"case": 1.})", "not a number", 9},
      {R"({"case": ,})", "cannot stand here", 9},
      {"\x7F" "ELF\x02\x01", "byte 0x7F cannot stand here", 0},
  }));
  CAPTURE(row.record);
  const RecordError error = refused(row.record);
  CHECK(error.message.find(row.part) != std::string::npos);
  CHECK(error.byte == row.byte);
  CAPTURE(error.message);
  CHECK(error.message.find("json.exception") == std::string::npos);
}

TEST_CASE("a byte-order mark is no fault") { CHECK(read("\xEF\xBB\xBF{\"case\": \"A\"}").id == "A"); }

TEST_CASE("what is dated after the closing is kept and named") {
  const CaseRecord record = read(R"({"case": "A", "events": [{"type": "session", "at": "2016-10-01"}, {"type": "session", "at": "2016-09-01T23:00"}],
    "judgements": [{"about": "x", "value": "yes", "at": "2016-09-02"}], "attributes": {"a": [{"value": 1, "at": "2016-01-01"}, {"value": 2, "at": "2017-01-01"}]},
    "closed": "2016-09-01"})");
  CHECK(record.events.size() == 2);
  CHECK(attribute(record, "a")->history.size() == 2);
  REQUIRE(record.problems.size() == 3);
  CHECK(record.problems[0].path == "/events/0");
  CHECK(record.problems[0].message ==
        "the event \"session\" is dated 2016-10-01, after the case closed on 2016-09-01; it is kept, but not judged");
  CHECK(record.problems[1].path == "/judgements/0");
  CHECK(record.problems[2].path == "/attributes/a/1");
}

TEST_CASE("problems past a hundred are counted, not listed") {
  std::string record = R"({"case": "A", "closed": "2016-01-01", "events": [)";
  for (int i = 0; i < 150; ++i) record += std::string(i ? "," : "") + R"({"type": "x", "at": "2017-01-01"})";
  const CaseRecord read_back = read(record + "]}");
  CHECK(read_back.events.size() == 150);
  REQUIRE(read_back.problems.size() == 101);
  CHECK(read_back.problems.back().message == "and 50 more problems of this record");
}

TEST_CASE("a pause that ends before it begins refuses the record") {
  const RecordError error = refused(R"({"case": "A", "pauses": [{"from": "2016-06-10", "to": "2016-06-01"}]})");
  CHECK(error.path == "/pauses/0");
  CHECK(error.message == "the pause ends (2016-06-01) before it begins (2016-06-10)");
  CHECK(read(R"({"case": "A", "pauses": [{"from": "2016-06-10", "to": "2016-06-10"}, {"from": "2016-07-01"}]})").pauses.size() == 2);
}

TEST_CASE("unknown fields are no fault, but a misspelt one is named") {
  const CaseRecord record = read(R"({"case": "A", "colour": "green", "judgments": [], "event": [], "closed": "2016-01-01", "close": 1})");
  REQUIRE(record.problems.size() == 2);
  CHECK(record.problems[0].path == "/judgments");
  CHECK(record.problems[0].message == "the field \"judgments\" is not read; perhaps \"judgements\" is meant");
  CHECK(record.problems[1].path == "/event");
}

TEST_CASE("harmless contradictions are problems, not refusals") {
  CHECK(read(R"({"case": "A", "opened": "2016-09-01", "closed": "2016-01-01"})").problems.at(0).path == "/opened");
  CHECK(read(R"({"case": "A", "attributes": {"a": ["x", {"b": 1}, [2]]}})").problems.at(0).message.find("2 parts of this list") == 0);
  CHECK(read(R"({"case": "A", "judgements": [{"about": "x", "value": 1, "at": "2016-01-01", "since": "2016-02-01"}]})").problems.size() == 1);
}

TEST_CASE("the documented record is written back in the documented order") {
  const std::string written = case_to_json(read(R"({"opened": "2016-02-01", "events": [{"at": "2016-05-03T10:00", "type": "session", "minutes": 40}],
    "attributes": {"housing": {"status": "hostel"}, "big": 123456789012345678, "half": 0.5}, "case": "A", "kind": "participant"})"));
  CHECK(written ==
        R"({"case": "A", "kind": "participant", "attributes": {"housing.status": "hostel", "big": "123456789012345678", "half": 0.5}, )"
        R"("events": [{"type": "session", "at": "2016-05-03T10:00", "minutes": 40}], "opened": "2016-02-01"})");
}

namespace {

rc::Gen<std::string> words() {
  return rc::gen::element<std::string>("a", "housing", "needs \"quoted\"", "café", "x/y~z", "line\nbreak", "value", "at", "1e5", "yes", "\xF0\x9F\x8F\xA0");
}

rc::Gen<std::optional<Time>> dates() {
  return rc::gen::map(rc::gen::inRange(0, 8), [](int which) -> std::optional<Time> {
    static constexpr std::string_view kDates[] = {"2016-05-01", "2016-05-01T10:00", "2016-05-01T10:00:30.25+01:00", "0001-01-01",
                                                  "9999-12-31T23:59:59Z", "2016-02-29T00:00-11:30", "1999-12-31"};
    return which == 7 ? std::nullopt : parse_time(kDates[which]);
  });
}

Value scalar() {
  switch (*rc::gen::inRange(0, 5)) {
    case 0: return {};
    case 1: return {*rc::gen::arbitrary<bool>()};
    case 2: return {*rc::gen::element(0.0, -0.0, 1.0, 0.1, -2.5, 1e300, 1e17, 9007199254740992.0, 5e-324)};
    default: return {*words()};
  }
}

Value any_value() {
  if (*rc::gen::inRange(0, 5) != 0) return scalar();
  std::vector<Value> list;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) list.push_back(scalar());
  return {std::move(list)};
}

CaseRecord any_record() {
  CaseRecord record;
  record.id = *words();
  if (*rc::gen::arbitrary<bool>()) record.kind = "participant";
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    Link& link = record.links.emplace_back(Link{"kind" + std::to_string(i), {}});
    for (int n = *rc::gen::inRange(1, 3); n > 0; --n) link.history.push_back({*rc::gen::arbitrary<bool>() ? *words() : "", *dates()});
  }
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    Attribute& a = record.attributes.emplace_back(Attribute{*words() + (i % 2 ? "." : "") + std::to_string(i), {}});
    for (int n = *rc::gen::inRange(1, 3); n > 0; --n) a.history.push_back({any_value(), *dates(), *rc::gen::arbitrary<bool>() ? *words() : ""});
  }
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    Event& event = record.events.emplace_back(Event{*words(), *dates(), {}});
    for (int n = *rc::gen::inRange(0, 3); n > 0; --n) event.fields.emplace_back("field." + std::to_string(n), any_value());
  }
  record.may_be_missing_given = *rc::gen::arbitrary<bool>();
  record.all_may_be_missing = record.may_be_missing_given && *rc::gen::arbitrary<bool>();
  if (record.may_be_missing_given && !record.all_may_be_missing && *rc::gen::arbitrary<bool>()) record.may_be_missing = {*words(), *words()};
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    const Value value = *rc::gen::element(Value{}, Value{true}, Value{false}, Value{4.0}, Value{std::string("partly")});
    record.judgements.push_back({*words(), value, *dates(), *dates(), *words(), "observed", *words(), *words()});
  }
  if (*rc::gen::arbitrary<bool>()) record.pauses.push_back({time("2016-01-01"), time("2016-02-01T10:00"), *words()});
  if (*rc::gen::arbitrary<bool>()) record.pauses.push_back({time("2016-01-01"), std::nullopt, ""});
  record.opened = *dates();
  record.closed = *dates();
  if (record.closed && *rc::gen::arbitrary<bool>()) {
    record.closed_reason = *words();
    record.attributes.push_back({"closed.reason", {{{record.closed_reason}, record.closed, {}}}});
  }
  return record;
}

bool same(const DatedValue& a, const DatedValue& b) { return a.value == b.value && a.at == b.at && a.source == b.source; }
bool same(const Attribute& a, const Attribute& b) {
  return a.path == b.path && std::equal(a.history.begin(), a.history.end(), b.history.begin(), b.history.end(),
                                        [](const auto& x, const auto& y) { return same(x, y); });
}
bool same(const Link& a, const Link& b) {
  return a.kind == b.kind && std::equal(a.history.begin(), a.history.end(), b.history.begin(), b.history.end(),
                                        [](const auto& x, const auto& y) { return x.id == y.id && x.at == y.at; });
}
bool same(const Event& a, const Event& b) { return a.type == b.type && a.at == b.at && a.fields == b.fields; }
bool same(const Judgement& a, const Judgement& b) {
  return a.about == b.about && a.value == b.value && a.at == b.at && a.since == b.since && a.by == b.by && a.basis == b.basis &&
         a.source == b.source && a.quote == b.quote;
}
bool same(const Pause& a, const Pause& b) { return a.from == b.from && a.to == b.to && a.reason == b.reason; }
template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

void must_be_same(const CaseRecord& back, const CaseRecord& record) {
  RC_ASSERT(back.id == record.id);
  RC_ASSERT(back.kind == record.kind);
  RC_ASSERT(same(back.links, record.links));
  RC_ASSERT(same(back.attributes, record.attributes));
  RC_ASSERT(same(back.events, record.events));
  RC_ASSERT(back.may_be_missing_given == record.may_be_missing_given);
  RC_ASSERT(back.all_may_be_missing == record.all_may_be_missing);
  RC_ASSERT(back.may_be_missing == record.may_be_missing);
  RC_ASSERT(back.complete_events == record.complete_events);
  RC_ASSERT(same(back.judgements, record.judgements));
  RC_ASSERT(same(back.pauses, record.pauses));
  RC_ASSERT(back.opened == record.opened);
  RC_ASSERT(back.closed == record.closed);
  RC_ASSERT(back.closed_reason == record.closed_reason);
}

}  // namespace

TEST_CASE("a record written and read back is the same record") {
  const bool held = rc::check([] {
    const CaseRecord record = any_record();
    const std::string written = case_to_json(record);
    RC_LOG(written);
    auto result = case_from_json(written);
    RC_ASSERT(std::holds_alternative<CaseRecord>(result));
    const CaseRecord& back = std::get<CaseRecord>(result);
    must_be_same(back, record);
    RC_ASSERT(case_to_json(back) == written);
  });
  CHECK(held);
}

// As a reader of a table or a log might put one together: mostly plain, and wrong or odd in any way it can be.
CaseRecord put_together() {
  CaseRecord record = *rc::gen::inRange(0, 8) == 0 ? any_record() : CaseRecord{};
  const auto name = [] { return *rc::gen::element<std::string>("a", "b", "a.b", "type", "at", "value", "", "caf\xC3\xA9", "\xFF", "\x01"); };
  const auto plain = [&] { return *rc::gen::inRange(0, 12) == 0 ? name() : std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, 26))); };
  const auto any = [&]() -> Value {
    switch (*rc::gen::inRange(0, 12)) {
      case 0: return any_value();
      case 1: return {*rc::gen::element(1e17, -1e300, 0.1, std::numeric_limits<double>::infinity(), std::nan(""))};
      case 2: return {true};
      default: return {plain()};
    }
  };
  record.id = plain();
  record.kind = plain();
  record.may_be_missing_given = *rc::gen::arbitrary<bool>();
  record.all_may_be_missing = *rc::gen::inRange(0, 6) == 0;
  if (*rc::gen::inRange(0, 4) == 0) record.may_be_missing.push_back(plain());
  if (*rc::gen::inRange(0, 4) == 0) record.complete_events.push_back(plain());
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) record.links.push_back({plain(), {{plain(), std::nullopt}}});
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) record.attributes.push_back({plain(), {{any(), std::nullopt, ""}}});
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    Event& event = record.events.emplace_back(Event{plain(), *dates(), {}});
    for (int n = *rc::gen::inRange(0, 4); n > 0; --n) event.fields.emplace_back(plain(), any());
  }
  record.opened = *dates();
  return record;
}

TEST_CASE("a record that is called plain is what its own JSON form gives, without a problem") {
  std::size_t plain = 0, odd = 0;
  const bool held = rc::check([&] {
    const CaseRecord record = put_together();
    ++(is_plain(record) ? plain : odd);
    if (!is_plain(record)) return;
    const std::string written = case_to_json(record);
    RC_LOG(written);
    auto result = case_from_json(written);
    RC_ASSERT(std::holds_alternative<CaseRecord>(result));
    const CaseRecord& back = std::get<CaseRecord>(result);
    RC_ASSERT(back.problems.empty());
    must_be_same(back, record);
  });
  CHECK(held);
  CHECK(plain > 5);
  CHECK(odd > 5);
}

TEST_CASE("what a limit would refuse is not called plain") {
  CaseRecord record;
  record.id = "A";
  for (int i = 0; i < 3; ++i) record.events.push_back({"x", std::nullopt, {}});
  RecordLimits limits;
  CHECK(is_plain(record, limits));
  for (const auto& change : {+[](RecordLimits& l) { l.events = 2; }, +[](RecordLimits& l) { l.depth = 2; }, +[](RecordLimits& l) { l.values = 5; }, +[](RecordLimits& l) { l.bytes = 40; }}) {
    RecordLimits tight;
    change(tight);
    CHECK_FALSE(is_plain(record, tight));
  }
}

TEST_CASE("any bytes give a record or an error with a place inside the text") {
  const bool held = rc::check([] {
    std::string bytes(kDocumented);
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
      const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())));
      if (*rc::gen::arbitrary<bool>()) bytes[at] = *rc::gen::arbitrary<char>();
      else bytes.erase(at, static_cast<std::size_t>(*rc::gen::inRange(1, 20)));
    }
    const auto result = case_from_json(bytes);
    const auto* error = std::get_if<RecordError>(&result);
    if (error != nullptr) {
      RC_ASSERT(error->byte <= bytes.size());
      RC_ASSERT(!error->message.empty());
    }
  });
  CHECK(held);
}

TEST_CASE("near misses are found and distant words are not") {
  CHECK(near_miss("gate meeting", "gate-meeting"));
  CHECK(near_miss("Sesion", "session"));
  CHECK(near_miss("recieve", "receive"));
  CHECK_FALSE(near_miss("Session", "session"));  // the same word
  CHECK_FALSE(near_miss("date", "case"));
  CHECK_FALSE(near_miss("release", "referral"));
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("café", "cafe") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("abcdef", "", 2) == 3);
  CHECK(nearest("gate metting", {"release", "gate-meeting", "gate meeting"}) == 2);
  CHECK(nearest("supper", {"release", "session"}) == 2);
}

}  // namespace realist::models

#include "cli/case_table.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "cli/date_layout.h"
#include "cli/guess_mapping.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

struct Read {
  std::vector<std::string> records;   // as JSON
  std::vector<std::size_t> lines;     // where each begins
  std::vector<std::string> rejected;  // "line:column: message"
  std::vector<std::string> rows;      // of the rejected
  std::vector<std::string> faults;
};

Read read(std::string_view text, const std::vector<std::string>& map, std::size_t block = SIZE_MAX, const models::RecordLimits& limits = {}) {
  Read found;
  FormatHandlers handlers;
  handlers.on_case = [&](CsvCase c) {
    found.records.push_back(models::case_to_json(c.record));
    found.lines.push_back(c.place.line);
    return true;
  };
  handlers.on_rejected = [&](const CsvRejected& r) {
    found.rejected.push_back(std::to_string(r.place.line) + ":" + r.column + ": " + r.message);
    found.rows.push_back(r.rows);
    return true;
  };
  handlers.on_fault = [&](const std::string&, const std::string& message) { found.faults.push_back(message); };
  const CaseMapping mapping = mapping_from(map);
  const auto format = make_case_format(mapping.shape.value_or(CaseShape::Events), std::make_shared<const std::string>("t.csv"), mapping, handlers, limits);
  for (std::size_t at = 0; at < text.size(); at += std::min(block, text.size() - at)) format->feed(text.substr(at, block));
  format->end();
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a date is read in the layout that is said, and no other") {
  const auto day = [](const char* text, const char* layout) {
    const auto time = time_in(text, *layout_from(layout));
    return time ? models::to_string(*time) : "none";
  };
  CHECK(day("3/4/2016", "DD/MM/YYYY") == "2016-04-03");
  CHECK(day("3/4/2016", "MM/DD/YYYY") == "2016-03-04");
  CHECK(day("31.12.2016 9:05", "DD.MM.YYYY") == "2016-12-31T09:05");
  CHECK(day("20160501", "YYYYMMDD") == "2016-05-01");
  CHECK(day("2016-05-01T10:00+01:00", "YYYY-MM-DD") == "2016-05-01T10:00+01:00");
  CHECK(day("31/02/2016", "DD/MM/YYYY") == "none");
  CHECK(day("3/4/16", "DD/MM/YYYY") == "none");
  CHECK(day("3-4-2016", "DD/MM/YYYY") == "none");
  CHECK(day("3/4/2016x", "DD/MM/YYYY") == "none");
  CHECK(day("", "DD/MM/YYYY") == "none");
  CHECK_FALSE(layout_from("DD/MM/YY"));
  CHECK_FALSE(layout_from("DD/DD/YYYY"));
  CHECK_FALSE(layout_from("tomorrow"));
}

TEST_CASE("rows of a case become its record, with the line they begin on") {
  const Read found = read("case,event,at\nA,x,2016-05-01\nA,y,2016-05-02\nB,x,\n", {"read as=events"});
  CHECK(found.records == Texts{R"({"case": "A", "events": [{"type": "x", "at": "2016-05-01"}, {"type": "y", "at": "2016-05-02"}]})",
                               R"({"case": "B", "events": [{"type": "x"}]})"});
  CHECK(found.lines == std::vector<std::size_t>{2, 4});
}

TEST_CASE("an attribute that differs from row to row has become so on the date of its row") {
  const Read found = read("case,event,at,home\nA,x,2016-05-01,street\nA,x,2016-05-02,street\nA,x,2016-05-03,\nA,x,2016-05-04,hostel\n", {"attribute housing=home"});
  REQUIRE(found.records.size() == 1);
  CHECK(found.records[0].find(R"("housing": [{"value": "street"}, {"value": "hostel", "at": "2016-05-04"}])") != std::string::npos);
}

TEST_CASE("a case that comes back after others is not judged by half") {
  CHECK_THROWS_AS(read("case,event,at\nA,x,\nB,x,\nA,x,\n", {"read as=events"}), FileFailure);
  CHECK(read("case,event,at\nA,x,\nB,x,\nA,x,\n", {"read as=events", "rows=anywhere"}).records.size() == 2);
}

TEST_CASE("a row that may belong to either neighbour costs both, and the rest stays") {
  const Read found = read("case,event,at\nA,x,\nB,x,\nB,\"x\"y,\nC,x,\nD,x,\n", {"read as=events"});
  CHECK(found.records == Texts{R"({"case": "A", "events": [{"type": "x"}]})", R"({"case": "D", "events": [{"type": "x"}]})"});
  CHECK(found.rejected.size() == 2);
  CHECK(found.rows.at(0) == "case,event,at\nB,x,\nB,\"x\"y,");
}

TEST_CASE("columns that the record has no room for are said before any row is read") {
  const auto fault = [](std::string_view text, const Texts& map) {
    const Read found = read(text, map);
    CHECK(found.records.empty());
    return found.faults.size() == 1 ? found.faults[0] : "";
  };
  CHECK(fault("", {"case=a"}) == "there is nothing in it");
  CHECK(fault("a,a\n1,2\n", {"case=a"}).find("two columns are called \"a\"") != std::string::npos);
  CHECK(fault("a,b\n1,2\n", {"case=a", "event=c"}).find("the table has no column \"c\"") != std::string::npos);
  CHECK(fault("a,b\n1,2\n", {"case=a"}).find("nothing says which column is the event") != std::string::npos);
  CHECK(fault("a,b,type\n1,2,3\n", {"case=a", "event=b"}).find("cannot be called \"type\"") != std::string::npos);
  CHECK(fault("a,b\n1,2\n", {"read as=wide", "case=a", "event=b"}).find("say which event") != std::string::npos);
  CHECK(fault("a,b\n1,2\n", {"read as=wide", "case=a", "at=b"}).find("is for tables with a row an event") != std::string::npos);
}

TEST_CASE("an empty cell of an event is not known, no is known, and what has no column is not known either") {
  const Read found = read("id,r,m\nA,2016-05-01,no\nB,,yes\n", {"read as=wide", "case=id", "event release=r", "event meeting=m"});
  CHECK(found.records == Texts{R"({"case": "A", "events": [{"type": "release", "at": "2016-05-01"}], "may_be_missing": true, "complete_events": ["release", "meeting"]})",
                               R"({"case": "B", "events": [{"type": "meeting"}], "may_be_missing": true, "complete_events": ["meeting"]})"});
  const Read listed = read("id,r,m\nB,,yes\n", {"read as=wide", "case=id", "event release=r", "event meeting=m", "may be missing=call"});
  CHECK(listed.records == Texts{R"({"case": "B", "events": [{"type": "meeting"}], "may_be_missing": ["call", "release"]})"});
}

TEST_CASE("a case past the limits is rejected, not held") {
  models::RecordLimits limits;
  limits.events = 2;
  CHECK(read("case,event,at\nA,x,\nA,x,\nA,x,\nB,x,\n", {"read as=events"}, SIZE_MAX, limits).rejected == Texts{"4:: case \"A\": there are more than 2 events"});
  limits = {};
  limits.bytes = 60;
  CHECK(read("case,event,at\nA,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,\nA,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,\nB,x,\n", {"read as=events"}, SIZE_MAX, limits).rejected.size() == 1);
}

TEST_CASE("a table gives the same in blocks of any size, and accounts for every case") {
  rc::check("any small table", [] {
    const auto cells = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9));
    constexpr std::string_view kCells[] = {"A", "B", "", "x", "2016-05-01", "\"q\"", "\n", "\xE9", ","};
    std::string text = "case,event,at\n";
    for (const int cell : cells) text += std::string(kCells[static_cast<std::size_t>(cell)]) + (cell % 2 == 0 ? "," : "\n");
    const Texts map = {"read as=events", "rows=anywhere"};
    const Read whole = read(text, map), pieces = read(text, map, 1);
    RC_ASSERT(whole.records == pieces.records);
    RC_ASSERT(whole.rejected == pieces.rejected);
    RC_ASSERT(whole.faults == pieces.faults);
  });
}

TEST_CASE("Windows-1252 is told apart from Latin-1 where they differ") {
  CHECK(from_windows_1252("\x93" "caf\xE9\x94 \x80") == "“café” €");
}

TEST_CASE("a guess names what it sees and asks for what it cannot know") {
  const auto guess = [](std::string_view text) {
    MappingGuess g;
    g.feed(text);
    g.end();
    return g.mapping("t.csv");
  };
  CHECK(guess("") == "");
  const std::string events = guess("participant_id;activity;when;n\n1;call;13/04/2016;1\n1;visit;1/5/2016;2\n2;call;2/5/2016;-99\n");
  CHECK(events.find("read as: events\ncase: participant_id\nevent: activity\nat: when\nfield n: n\n") != std::string::npos);
  CHECK(events.find("\ndates: DD/MM/YYYY\n") != std::string::npos);   // the 13th settles it
  CHECK(events.find("\n# missing codes: -99\n") != std::string::npos);
  const std::string wide = guess("id,released,listened\nA,2016-05-01,yes\nB,2016-05-02,partly\n");
  CHECK(wide.find("read as: wide\ncase: id\nevent released: released\nattribute listened: listened\n") != std::string::npos);
  CHECK(wide.find("dates:") == std::string::npos);
}

}  // namespace realist::cli

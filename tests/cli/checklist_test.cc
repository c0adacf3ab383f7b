#include "cli/checklist.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "cli/case_csv.h"
#include "cli/case_input.h"
#include "engine/judge.h"
#include "engine/recording.h"
#include "rules/read_theory.h"

namespace realist::cli {
namespace {

models::Theory theory_of(std::string_view text) {
  rules::ReadResult result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  return std::move(result.theory);
}

constexpr std::string_view kGate = R"(Theory: Gate
Case: participant
Phase prison: from event referral until event release
Phase community: from event release until event ending
Not applicable when: event recall

Context REFERRED: the participant is referred
  observed when event referral between 4 and 16 weeks before attribute release.planned
Context RELEASED: the participant is released
  observed when event release
Context HOUSED: the participant has somewhere to live
  observed when housing.status is one of hostel, tenancy
Resource SEEN: the participant is seen in prison
  actor: practitioner
  observed when at least 2 events session where setting is prison where attended is yes
Resource GATE: someone meets the participant at the gate
  actor: peer or practitioner
  observed when event "gate meeting" where by is practitioner
Reasoning HEARD: the participant feels listened to
  observed when judged at least partly by participant
Resource SUPERVISED: the practitioner is supervised
  of: practitioner
  observed when event supervision where about is this case
Outcome: the participant keeps going

[S-1] If REFERRED then SEEN before event release
[G-1] If RELEASED and HOUSED
then GATE within 1 day
then HEARD
then the participant keeps going
[P-1] If REFERRED then SUPERVISED within 4 weeks
)";

struct Found {
  std::vector<models::CaseRecord> records;
  std::vector<std::string> rejected, faults, rows;
};

Found read(const std::vector<std::string>& files) {
  Found found;
  CaseCsv reader({[&](CsvCase c) { return found.records.push_back(std::move(c.record)), true; },
                  [&](const CsvRejected& r) {
                    found.rejected.push_back(std::to_string(r.place.line) + " " + r.column + ": " + r.message);
                    found.rows.push_back(r.rows);
                    return true;
                  },
                  [&](const std::string&, const std::string& message) { found.faults.push_back(message); }},
                 {});
  for (const std::string& text : files) {
    reader.begin(std::make_shared<const std::string>("filled.csv"));
    for (std::size_t at = 0; at < text.size(); at += 7) REQUIRE(reader.feed(std::string_view(text).substr(at, 7)));
    REQUIRE(reader.end());
  }
  REQUIRE(reader.give_linked());
  return found;
}

std::vector<std::vector<std::string>> rows_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  CsvReader reader({[&](const CsvRow& row) { return rows.push_back(row.fields), true; }, [](const CsvFault&) { return false; }});
  REQUIRE(reader.feed(text));
  REQUIRE(reader.end());
  return rows;
}

// Fills the cells of the row of an item: value, date, by, source and, where given, details.
struct Fill {
  std::string item, name, value, date, by, source, details;
};

std::string filled(const std::string& checklist, const std::vector<Fill>& fills) {
  auto rows = rows_of(checklist);
  std::vector<bool> used(fills.size());
  for (auto& row : rows) {
    for (std::string& field : row) field = from_spreadsheet(field);
    for (std::size_t i = 0; i < fills.size(); ++i) {
      const Fill& fill = fills[i];
      if (used[i] || row[5] != fill.item || row[6] != fill.name) continue;
      used[i] = true;
      row[7] = fill.value;
      row[8] = fill.date;
      row[9] = fill.by;
      row[10] = fill.source;
      if (!fill.details.empty()) row[11] = fill.details;
      break;
    }
  }
  std::string text;
  for (const auto& row : rows) text += spreadsheet_row(row);
  for (const bool one : used) CHECK(one);
  return text;
}

const engine::RecordingItem* item_named(const engine::RecordingPart& part, const std::string& name) {
  const auto found = std::find_if(part.items.begin(), part.items.end(), [&](const engine::RecordingItem& item) { return item.name == name; });
  return found == part.items.end() ? nullptr : &*found;
}

std::vector<std::string> names(const engine::RecordingPart& part) {
  std::vector<std::string> all;
  for (const engine::RecordingItem& item : part.items) all.push_back(item.name);
  return all;
}

models::Verdict verdict(const models::Theory& theory, const std::vector<models::CaseRecord>& records, std::string_view label, const char* as_of) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : records) linked.emplace(record.id, &record);
  const auto result = engine::judge(*engine::compile(theory), records.front(), linked, *models::parse_time(as_of));
  return result.statements[models::find_statement(theory, label)].verdict();
}

constexpr std::string_view kHeader = "case,kind,record,item,name,value,date,by,source,details\n";

}  // namespace

TEST_CASE("what to record is read off the indicators, phase by phase") {
  const models::Theory theory = theory_of(kGate);
  const auto parts = engine::what_to_record(theory);
  REQUIRE(parts.size() == 4);
  CHECK(names(parts[0]) == std::vector<std::string>{"practitioner"});
  CHECK(parts[0].items[0].kind == engine::RecordingItem::Kind::Link);
  // Prison begins with the referral. Supervision follows from the referral, so it belongs there too.
  CHECK(names(parts[1]) == std::vector<std::string>{"referral", "release.planned", "session", "supervision"});
  CHECK(names(parts[2]) == std::vector<std::string>{"release", "housing.status", "gate meeting", "the participant feels listened to", "the participant keeps going", "ending"});
  CHECK(names(parts[3]) == std::vector<std::string>{"recall"});
  CHECK(parts[3].phase == models::kNone);
}

TEST_CASE("what nothing places is asked for in the default phase of the file that speaks of it, included or not") {
  const std::map<std::string, std::string> files = {
      {"whole.theory", "Phase prison: from event referral until event release\nPhase community: from event release until event ending\n"
                       "Include \"inside.theory\"\nInclude \"outside.theory\"\n"
                       "[W-1] If the site is busy then the practitioner waits\n"},
      {"inside.theory", "Default phase: Prison\n[I-1] If trust is there\nthen the plan is clear\nthen the participant copes\n"},
      {"outside.theory", "Default phase: community\n[O-1] If trust is there\nand the flat is warm\nthen the participant copes\nthen the site is busy\n"
                         "[O-2] If the cell is quiet\nthen the participant sleeps during prison\n"}};
  const auto read = rules::read_theory("whole.theory", [&](const std::string& path) { return rules::FileText{files.at(path), ""}; });
  REQUIRE(read.ok());
  const auto parts = engine::what_to_record(read.theory);
  REQUIRE(parts.size() == 2);
  // Trust is what both begin with: asked for in the first. Coping is what both lead to: asked for in the last. A window says more than a file.
  CHECK(names(parts[0]) == std::vector<std::string>{"referral", "trust is there", "the plan is clear", "the participant sleeps"});
  // The site is what outside leads to, and the practitioner waits once it is busy.
  CHECK(names(parts[1]) == std::vector<std::string>{"release", "the participant copes", "the flat is warm", "the site is busy", "the cell is quiet", "the practitioner waits", "ending"});
}

TEST_CASE("an item says what may be answered, for whom it is work, and when it is due") {
  const models::Theory theory = theory_of(kGate);
  const auto parts = engine::what_to_record(theory);
  const engine::RecordingItem* session = item_named(parts[1], "session");
  REQUIRE(session != nullptr);
  CHECK(session->repeats);
  REQUIRE(session->fields.size() == 2);
  CHECK(session->fields[0].path == "setting");
  CHECK(session->fields[0].value.words == std::vector<std::string>{"prison"});
  CHECK(session->actors == std::vector<std::string>{"practitioner"});
  CHECK(item_named(parts[1], "release.planned")->value.date);
  const engine::RecordingItem* supervision = item_named(parts[1], "supervision");
  CHECK(supervision->of == "practitioner");
  CHECK(supervision->fields[0].value.this_case);
  REQUIRE(supervision->dues.size() == 1);
  CHECK(theory.statements[supervision->dues[0].statement].label == "P-1");
  CHECK(item_named(parts[2], "housing.status")->value.words == std::vector<std::string>{"hostel", "tenancy"});
  const engine::RecordingItem* heard = item_named(parts[2], "the participant feels listened to");
  CHECK(heard->kind == engine::RecordingItem::Kind::Judgement);
  CHECK(heard->judges == std::vector<std::string>{"participant"});
  CHECK_FALSE(heard->value.number);
}

TEST_CASE("what nothing uses is not to be recorded") {
  const auto parts = engine::what_to_record(theory_of("Context A: a\n  observed when event x\nIf b then c\n"));
  REQUIRE(parts.size() == 1);
  CHECK(names(parts[0]) == std::vector<std::string>{"b", "c"});
}

TEST_CASE("a filled checklist comes back as the records it tells of, and is judged like them") {
  const models::Theory theory = theory_of(kGate);
  const std::string text = filled(checklist_csv(theory, "SW-014"), {{"opened", "", "", "2016-02-01", "", "", ""},
                                                                    {"link", "practitioner", "P-03", "", "", "", ""},
                                                                    {"event", "referral", "yes", "2016-02-01", "", "prison file", ""},
                                                                    {"attribute", "release.planned", "2016-05-01", "2016-02-01", "", "", ""},
                                                                    {"event", "supervision", "yes", "2016-02-10", "", "", ""},
                                                                    {"event", "release", "yes", "2016-05-01", "", "", ""},
                                                                    {"attribute", "housing.status", "hostel", "", "", "", ""},
                                                                    {"event", "gate meeting", "yes", "2016-05-01", "practitioner", "", ""},
                                                                    {"judgement", "the participant feels listened to", "no", "2016-05-09", "participant", "note 14", ""},
                                                                    {"event", "session", "no", "", "", "", ""}});
  const Found found = read({text});
  CHECK(found.rejected.empty());
  REQUIRE(found.records.size() == 2);
  const models::CaseRecord& record = found.records[0];
  CHECK(record.id == "SW-014");
  CHECK(record.kind == "participant");
  CHECK(models::to_string(*record.opened) == "2016-02-01");
  REQUIRE(record.links.size() == 1);
  CHECK(record.links[0].history[0].id == "P-03");
  CHECK(record.events.size() == 3);
  CHECK(record.judgements.size() == 1);
  CHECK(record.judgements[0].source == "note 14");
  CHECK(found.records[1].id == "P-03");
  CHECK(found.records[1].kind == "practitioner");
  // By hand: referred 13 weeks before, and no session, so S-1 stalled at the release; supervised after 9 days, so P-1 fired;
  // met at the gate and not listened to, so G-1 stalled. In prison nobody knows of a recall: nothing is blocked for sure.
  CHECK(verdict(theory, found.records, "S-1", "2016-06-01") == models::Verdict::Stalled);
  CHECK(verdict(theory, found.records, "P-1", "2016-06-01") == models::Verdict::Fired);
  CHECK(verdict(theory, found.records, "G-1", "2016-06-01") == models::Verdict::Stalled);
}

TEST_CASE("an event whose row is left empty is not known, and one answered with no did not happen") {
  const models::Theory theory = theory_of("Case: participant\nContext IN: in\n  observed when event in\nOutcome OUT: out\n  observed when event out\n[A-1] If IN then OUT within 1 day\n");
  const std::string empty = filled(checklist_csv(theory, "A"), {{"event", "in", "yes", "2016-05-01", "", "", ""}});
  CHECK(verdict(theory, read({empty}).records, "A-1", "2016-06-01") == models::Verdict::Undetermined);
  const std::string no = filled(empty, {{"event", "out", "no", "", "", "", ""}});
  CHECK(verdict(theory, read({no}).records, "A-1", "2016-06-01") == models::Verdict::Stalled);
  const std::string unknown = filled(empty, {{"event", "out", "unknown", "", "", "", ""}});
  CHECK(verdict(theory, read({unknown}).records, "A-1", "2016-06-01") == models::Verdict::Undetermined);
  // Of what the file has no row for it says nothing either.
  CHECK(verdict(theory, read({std::string(kHeader) + "A,,,event,in,yes,2016-05-01,,,\n"}).records, "A-1", "2016-06-01") == models::Verdict::Undetermined);
}

TEST_CASE("an empty checklist read back says nothing of anything") {
  const models::Theory theory = theory_of(kGate);
  const Found found = read({checklist_csv(theory, "A")});
  REQUIRE(found.records.size() == 1);
  CHECK(found.records[0].events.empty());
  CHECK(found.records[0].all_may_be_missing);
  CHECK(found.records[0].complete_events.empty());
  CHECK(read({checklist_csv(theory, "")}).records.empty());
}

TEST_CASE("details of an event are names and values, quoted where they must be") {
  const Found found = read({std::string(kHeader) + "A,,,event,session,yes,2016-05-01,P-1,note,\"setting=prison; note=\"\"a; \"\"\"\"b\"\"\"\"\"\" ;empty=; about=this case; needs=[food, home]\"\n"});
  CHECK(found.rejected.empty());
  REQUIRE(found.records.size() == 1);
  const auto& fields = found.records[0].events.at(0).fields;
  const auto value = [&](const std::string& name) {
    for (const auto& [path, v] : fields)
      if (path == name) return models::to_string(v);
    return std::string("none");
  };
  CHECK(value("by") == "P-1");
  CHECK(value("setting") == "prison");
  CHECK(value("note") == "a; \"b\"");
  CHECK(value("empty") == "none");
  CHECK(value("about") == "A");
  CHECK(value("needs") == "[food, home]");
  CHECK(value("source") == "note");
}

TEST_CASE("rows of a case may leave out its id, and rows of another kind go to the record it is linked to") {
  const Found found = read({std::string(kHeader) + "A,participant,,link,practitioner,P-1,,,,\n,practitioner,,event,supervision,yes,2016-01-02,,,\n,practitioner,P-2,attribute,team.size,4,,,,\n",
                            std::string(kHeader) + "B,participant,,link,practitioner,P-1,,,,\n,practitioner,,event,supervision,yes,2016-01-02,,,\n,practitioner,,event,supervision,yes,2016-01-09,,,\n"});
  CHECK(found.rejected.empty());
  REQUIRE(found.records.size() == 4);
  CHECK(found.records[2].id == "P-1");
  CHECK(found.records[2].events.size() == 2);  // the one told twice is one
  CHECK(found.records[3].id == "P-2");
}

TEST_CASE("a wrong cell costs its case, with its line and column") {
  const auto wrong = [](const std::string& row) {
    const Found found = read({std::string(kHeader) + "A,participant,,event,in,yes,2016-01-01,,,\n" + row + "\nB,participant,,event,in,yes,2016-01-01,,,\n"});
    CHECK(found.records.size() == 1);
    REQUIRE(found.rejected.size() == 1);
    CHECK(found.rows[0] == std::string(kHeader) + "A,participant,,event,in,yes,2016-01-01,,,\n" + row);
    return found.rejected[0];
  };
  CHECK(wrong("A,,,event,out,yes,1/5/2016,,,") == "3 date: \"1/5/2016\" is no date; write it like 2016-05-01 or 2016-05-01T10:00");
  CHECK(wrong("A,,,evnt,out,yes,2016-01-01,,,") == "3 item: \"evnt\" is none of event, attribute, judgement, link, opened, closed, pause (did you mean event?)");
  CHECK(wrong("A,,,event,out,maybe,2016-01-01,,,") == "3 value: \"maybe\" is no answer to whether an event happened; write yes, no or unknown");
  CHECK(wrong("A,,,event,,yes,2016-01-01,,,") == "3 name: the name of the event is missing");
  CHECK(wrong("A,,,attribute,housing,,2016-01-01,,,") == "3 value: there is a date, but no value");
  CHECK(wrong("A,,,event,out,yes,2016-01-01,,,setting") == "3 details: \"setting\" has no value; details are written like setting=prison; attended=yes");
  CHECK(wrong("A,practitioner,,event,out,yes,2016-01-01,,,") == "3 record: which practitioner is it? Fill in the row \"link practitioner\", or write its id here");
  CHECK(wrong("A,,,event,out,no,2016-01-01,,,") == "3 date: an event that did not happen has no date");
  CHECK(wrong("A,,,event") == "3 : the row has 4 fields, the header has 10");
}

TEST_CASE("a table that is no filled checklist is refused whole, saying what it lacks") {
  CHECK(read({"a,b\n1,2\n"}).faults == std::vector<std::string>{"this is no filled checklist: its first line has no column \"case\""});
  CHECK(read({""}).faults == std::vector<std::string>{"there is nothing in it"});
  CHECK(read({"case,item,name,value,dat\n"}).faults == std::vector<std::string>{"this is no filled checklist: its first line has no column \"date\" (did you mean dat?)"});
  const Found nobody = read({std::string(kHeader) + ",participant,,event,in,yes,2016-01-01,,,\n"});
  CHECK(nobody.rejected == std::vector<std::string>{"2 case: the case's id is missing, here and in the rows above"});
}

TEST_CASE("a wrong cell of a linked record leaves nothing of its case behind") {
  const Found found = read({std::string(kHeader) + "A,participant,,link,practitioner,P-1,,,,\nA,practitioner,,event,supervision,yes,2016-01-02,,,\nA,practitioner,,event,supervision,yes,soon,,,\n"});
  CHECK(found.records.empty());
  CHECK(found.rejected.size() == 1);
}

TEST_CASE("any table gives records or says what is wrong, and every row with a case is in one or the other") {
  const bool held = rc::check("any cells", [] {
    const auto cells = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 22));
    static const std::array<const char*, 22> kWords = {",", ",", ",", ",", "\n", "\n", "A", "B", "participant", "practitioner", "event", "attribute", "judgement", "link",
                                                       "opened", "closed", "pause", "yes", "2016-05-01", "a=b; c", "\"x\"\"\n\"", "\xFF"};
    std::string text(kHeader);
    for (const char cell : cells) text += kWords[static_cast<std::size_t>(cell)];
    std::size_t records = 0, rejected = 0;
    CaseCsv reader({[&](CsvCase found) { return ++records, !found.record.id.empty(); }, [&](const CsvRejected& r) { return ++rejected, !r.message.empty(); },
                    [](const std::string&, const std::string&) { throw std::logic_error("the header was fine"); }},
                   {});
    reader.begin(std::make_shared<const std::string>("any.csv"));
    RC_ASSERT(reader.feed(text));
    RC_ASSERT(reader.end());
    RC_ASSERT(reader.give_linked());
    const bool names_a_case = text.find("\nA,participant,,event,") != std::string::npos;
    RC_ASSERT(!names_a_case || records + rejected > 0);
  });
  CHECK(held);
}

TEST_CASE("hostile phrases stay text in every form of the checklist") {
  const models::Theory theory = theory_of("Theory: <b>x</b>\nContext: <img src=x onerror=alert(1)>\n  observed when event \"=cmd|' /C calc'!A0\" where \"<i>\" is \"+1\"\nIf <img src=x onerror=alert(1)> then =1+1 | `b`\n");
  const std::string page = checklist_html(theory, "<script>");
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<b>x</b>") == std::string::npos);
  CHECK(page.find("default-src 'none'; style-src 'sha256-") != std::string::npos);
  CHECK(checklist_markdown(theory, "").find("<img") == std::string::npos);
  for (const auto& row : rows_of(checklist_csv(theory, "=A")))
    for (const std::string& field : row) CHECK((field.empty() || std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos));
  const Found found = read({filled(checklist_csv(theory, "=A"), {{"event", "=cmd|' /C calc'!A0", "yes", "2016-01-01", "", "", ""}})});
  CHECK(found.rejected.empty());
  REQUIRE(found.records.size() == 1);
  CHECK(found.records[0].id == "=A");
  CHECK(found.records[0].events.at(0).type == "=cmd|' /C calc'!A0");
}

}  // namespace realist::cli

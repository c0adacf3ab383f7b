#include "cli/xlsx_source.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "cli/case_input.h"
#include "cli/sheet_values.h"
#include "workbook_bytes.h"

namespace realist::cli {
namespace {

using tests::BookText;
using tests::parts_of;
using tests::zip_of;

std::string text_of(const std::string& bytes, const SheetChoice& choice = {}, std::size_t block = 1000) {
  const auto source = open_workbook(bytes, choice);
  std::string text, piece(block, '\0');
  while (const std::size_t got = source->read(piece.data(), block)) text += piece.substr(0, got);
  return text;
}

std::string failure_of(const std::string& bytes, const SheetChoice& choice = {}) {
  try {
    text_of(bytes, choice);
  } catch (const SourceFailure& failure) {
    return failure.what();
  }
  return "none";
}

std::string failure_of_rows(const std::string& rows) { return failure_of(zip_of(parts_of({rows, "", "", "", ""}))); }

HeldCases held_in(const std::string& name, const std::vector<std::string>& map) {
  return hold_cases({std::string(REALIST_SOURCE_DIR) + "/tests/cli/data/" + name}, {}, mapping_from(map));
}

}  // namespace

TEST_CASE("a number format tells whether its numbers are dates") {
  for (const char* date : {"dd/mm/yyyy", "yyyy\\-mm\\-dd", "[$-409]d\\-mmm\\-yy;@", "mmm", "\"on\" d.m.yy", "[Red]DD/MM/YYYY"}) CHECK(kind_of_format(date) == NumberKind::Date);
  for (const char* both : {"dd/mm/yyyy hh:mm", "m/d/yy h:mm AM/PM", "yyyy-mm-dd\\Thh:mm:ss"}) CHECK(kind_of_format(both) == NumberKind::DateTime);
  for (const char* clock : {"h:mm", "hh:mm:ss", "mm:ss", "h:mm AM/PM"}) CHECK(kind_of_format(clock) == NumberKind::TimeOfDay);
  for (const char* length : {"[h]:mm", "[hh]:mm:ss", "[mm]:ss"}) CHECK(kind_of_format(length) == NumberKind::Elapsed);
  for (const char* number : {"General", "0.00", "#,##0.00;[Red]-#,##0.00", "0%", "0.00E+00", "@", "0 \"days\"", "0\\d", "#,##0\\ [$Mdsy-407]", "_d* #,##0_m", "0;\"d\"d", ""}) {
    CAPTURE(number);
    CHECK(kind_of_format(number) == NumberKind::Number);
  }
  CHECK(kind_of_builtin_format(14) == NumberKind::Date);
  CHECK(kind_of_builtin_format(22) == NumberKind::DateTime);
  CHECK(kind_of_builtin_format(20) == NumberKind::TimeOfDay);
  CHECK(kind_of_builtin_format(46) == NumberKind::Elapsed);
  CHECK(kind_of_builtin_format(0) == NumberKind::Number);
  CHECK(kind_of_builtin_format(49) == NumberKind::Number);
}

TEST_CASE("a stored number is the date that both counts of days give it") {
  const auto text = [](const char* stored, NumberKind kind, bool since_1904 = false) { return number_text(stored, kind, since_1904).value_or("none"); };
  // Days from the end of 1899 on, with a 29 February 1900 that never was between 28 February and 1 March.
  CHECK(text("1", NumberKind::Date) == "1900-01-01");
  CHECK(text("59", NumberKind::Date) == "1900-02-28");
  CHECK(text("60", NumberKind::Date) == "1900-02-29");
  CHECK(text("61", NumberKind::Date) == "1900-03-01");
  CHECK(text("42491", NumberKind::Date) == "2016-05-01");
  CHECK(text("41029", NumberKind::Date, true) == "2016-05-01");  // 1,462 days fewer
  CHECK(text("0", NumberKind::Date, true) == "1904-01-01");
  CHECK(text("2958465", NumberKind::Date) == "9999-12-31");
  CHECK(text("2958466", NumberKind::Date) == "2958466");
  CHECK(text("-1", NumberKind::Date) == "-1");
  // A time of day is a part of a day; what a format does not show is there all the same.
  CHECK(text("42491.5", NumberKind::Date) == "2016-05-01T12:00");
  CHECK(text("42491", NumberKind::DateTime) == "2016-05-01T00:00");
  CHECK(text("42491.395833333336", NumberKind::DateTime) == "2016-05-01T09:30");
  CHECK(text("42491.999999999", NumberKind::DateTime) == "2016-05-02T00:00");
  CHECK(text("42491.000011574", NumberKind::DateTime) == "2016-05-01T00:00:01");
  CHECK(text("0.395833333333333", NumberKind::TimeOfDay) == "09:30");
  CHECK(text("1.09375", NumberKind::Elapsed) == "26:15");
  CHECK(text("40", NumberKind::Number) == "40");
  CHECK(text("0.1", NumberKind::Number) == "0.1");
  CHECK(text("1E3", NumberKind::Number) == "1000");
  CHECK(text("0.30000000000000004", NumberKind::Number) == "0.30000000000000004");
  CHECK(text("-0", NumberKind::Number) == "0");
  CHECK(text("9007199254740991", NumberKind::Number) == "9007199254740991");
  CHECK(text("4O", NumberKind::Number) == "none");
  CHECK(text("1e999", NumberKind::Number) == "none");
  CHECK(text("nan", NumberKind::Date) == "none");
}

TEST_CASE("a cell is named by letters and a number") {
  CHECK(cell_place("A1")->column == 0);
  CHECK(cell_place("AA10")->column == 26);
  CHECK(cell_place("XFD1048576")->column == 16383);
  for (const char* none : {"", "A", "1", "A0", "A1048577", "XFE1", "A1B", "-1", "AAAAAAAAAAAAAAAAAA1", "A99999999999999999999"}) CHECK_FALSE(cell_place(none));
  CHECK(column_letters(0) == "A");
  CHECK(column_letters(25) == "Z");
  CHECK(column_letters(26) == "AA");
  CHECK(column_letters(16383) == "XFD");
}

TEST_CASE("cells of every kind come out as the texts they mean") {
  const std::string book = zip_of(parts_of({
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>day</t></r><rPh><t>aloud</t></rPh></is></c><c t=\"str\"><f>\"no\"&amp;\"te\"</f><v>note</v></c></row>"
      "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>42491</v></c></row>"
      "<row><c t=\"b\"><v>1</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"D4\"><v>7</v></c></row>"
      "<row r=\"5\" spans=\"1:3\"><c r=\"A5\" s=\"2\"/><c r=\"C5\"><f>A1</f></c></row>"
      "<row r=\"6\"><c r=\"A6\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"B6\" t=\"d\" s=\"1\"><v>2016-05-03T00:00:00</v></c></row>",
      "", "<si><t>case</t></si><si><r><t>A </t></r><r><t>\"and\"\nB_x000D__x005F_x000D_</t></r><rPh sb=\"0\" eb=\"1\"><t>aloud</t></rPh></si>",
      "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"22\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"164\" formatCode=\"0\"/></dxf></dxfs>", ""}));
  const std::string expected =
      "\"case\",\"day\",\"note\"\n"
      "\n"
      "\"A \"\"and\"\"\nB\r_x000D_\",\"2016-05-01\",\n"
      "\"true\",\"#DIV/0!\",,\"7\"\n"
      ",,\"#not calculated\"\n"
      ",\"2016-05-03\",\n";
  CHECK(text_of(book) == expected);
  CHECK(text_of(book, {}, 1) == expected);
}

TEST_CASE("a workbook says from when on it counts its days") {
  BookText book{"<row><c s=\"0\"><v>41029</v></c></row>", "", "", "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", "<workbookPr date1904=\"1\"/>"};
  CHECK(text_of(zip_of(parts_of(book))) == "\"2016-05-01\"\n");
  book.book = "<workbookPr date1904=\"false\"/>";
  CHECK(text_of(zip_of(parts_of(book))) == "\"2012-04-30\"\n");
}

TEST_CASE("cells merged over rows count for each of them, and for no row that is empty otherwise") {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>case</v></c><c r=\"B1\" t=\"str\"><v>event</v></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>A</v></c><c r=\"B2\" t=\"str\"><v>x</v></c></row>"
      "<row r=\"3\"><c r=\"B3\" t=\"str\"><v>y</v></c></row><row r=\"4\"/><row r=\"5\"><c r=\"B5\" t=\"str\"><v>z</v></c></row>";
  const std::string merged = "<mergeCells count=\"2\"><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B1:C1\"/></mergeCells>";
  CHECK(text_of(zip_of(parts_of({rows, merged, "", "", ""}))) == "\"case\",\"event\"\n\"A\",\"x\"\n\"A\",\"y\"\n\n,\"z\"\n");
}

TEST_CASE("the row with the names may stand further down, and what is above it is not read") {
  const std::string rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Cohort 2016</v></c></row><row r=\"3\"><c r=\"A3\" t=\"str\"><v>case</v></c><c r=\"B3\" t=\"str\"><v>event</v></c></row>"
                           "<row r=\"4\"><c r=\"A4\"><v>1</v></c></row>";
  CHECK(text_of(zip_of(parts_of({rows, "", "", "", ""})), {"", 3}) == "\n\n\"case\",\"event\"\n\"1\",\n");
}

TEST_CASE("a workbook another program wrote is read as it was meant, and places are rows of the sheet") {
  for (const char* name : {"visits.xlsx", "visits-1904.xlsx"}) {
    CAPTURE(name);
    const HeldCases held = held_in(name, {"case=client", "event=what", "at=day", "time=hour"});
    CHECK(held.faults.empty());
    REQUIRE(held.records.size() == 2);
    CHECK(models::case_to_json(held.records[0]) ==
          R"({"case": "SW-014", "events": [{"type": "release", "at": "2016-05-01", "note": "met late at “the gate”"}, )"
          R"({"type": "session", "at": "2016-05-03T09:30", "minutes": "40", "attended": "true", "note": "line one\nline two", "travelled": "26:15", "cost": "1234.5"}, )"
          R"({"type": "session", "at": "2016-05-10T14:05", "minutes": "45", "attended": "false"}]})");
    CHECK(models::case_to_json(held.records[1]) ==
          R"({"case": "SW-015", "events": [{"type": "release", "at": "2016-05-02"}, {"type": "session", "at": "2016-05-04", "note": "=no formula, \"quoted\""}]})");
    REQUIRE(held.rejected.size() == 1);
    CHECK(held.rejected[0].place.line == 8);
    CHECK(to_string(held.rejected[0]).find(std::string(name) + ":8: column minutes: case \"1016\": \"#DIV/0!\" is an error of a spreadsheet") != std::string::npos);
    REQUIRE(held.notes.size() == 2);
    CHECK(held.notes[1].find("sheet \"Visits\", of \"About\", \"Visits\", \"A row a case\"") != std::string::npos);
  }
}

TEST_CASE("an error of a spreadsheet can mean that something is not known") {
  const HeldCases held = held_in("visits.xlsx", {"case=client", "event=what", "at=day", "time=hour", "missing codes=#DIV/0!"});
  REQUIRE(held.records.size() == 3);
  CHECK(models::case_to_json(held.records[2]) == R"({"case": "1016", "events": [{"type": "release", "at": "2016-05-02"}]})");
}

TEST_CASE("another sheet is read where it is named, as a row a case") {
  const HeldCases held = held_in("visits.xlsx", {"sheet=a row a case", "header row=3", "read as=wide", "case=id", "event release=released", "event meeting=met"});
  REQUIRE(held.records.size() == 2);
  CHECK(models::case_to_json(held.records[0]) ==
        R"({"case": "7", "attributes": {"housing": "hostel"}, "events": [{"type": "release", "at": "2016-05-01"}], "may_be_missing": true, "complete_events": ["release", "meeting"]})");
  const HeldCases none = held_in("visits.xlsx", {"sheet=Visit", "case=client"});
  REQUIRE(none.faults.size() == 1);
  CHECK(none.faults[0].message == "there is no sheet \"Visit\" (did you mean Visits?); the workbook has \"About\", \"Visits\", \"A row a case\"");
}

TEST_CASE("a workbook that swells beyond measure is refused before a row is read") {
  const std::string bomb = zip_of(parts_of({"<row r=\"1\"><c><v>1</v></c></row>" + std::string(40u << 20, ' '), "", "", "", ""}));
  REQUIRE(bomb.size() < 200'000);
  CHECK(failure_of(bomb) == "its part xl/worksheets/sheet1.xml unpacks to more than 200 times the size of the file; that is no usual workbook, and it is not read");
  const std::string texts = zip_of(parts_of({"", "", std::string(40u << 20, ' '), "", ""}));
  CHECK(failure_of(texts).find("xl/sharedStrings.xml unpacks to more than 200 times") != std::string::npos);
}

TEST_CASE("entities that could swell are refused in every part") {
  for (const std::size_t part : {0u, 1u, 2u, 3u, 4u, 5u}) {
    tests::Parts parts = parts_of({"", "", "", "", ""});
    parts[part].second = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + parts[part].second;
    const std::string failure = failure_of(zip_of(parts));
    CHECK(failure.find("has a document type declaration (DOCTYPE)") != std::string::npos);
  }
}

TEST_CASE("a broken workbook says what is broken and where") {
  const auto has = [](const std::string& failure, const std::string& part) {
    INFO(failure);
    CHECK(failure.find(part) != std::string::npos);
  };
  const std::string sound = zip_of(parts_of({"<row><c><v>1</v></c></row>", "", "", "", ""}));
  has(failure_of(sound.substr(0, sound.size() / 2)), "is damaged or was cut off");
  has(failure_of("PK\x03\x04"), "is damaged or was cut off");
  std::string damaged = sound;
  damaged[damaged.find("sheet1.xml") + 60] ^= 0x55;
  has(failure_of(damaged), "is damaged or was cut off (in its part xl/worksheets/sheet1.xml)");
  has(failure_of(zip_of({{"readme.txt", "hello"}})), "it is a ZIP file, but no Excel workbook");
  has(failure_of(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}})), "it is an OpenDocument file");
  for (const std::size_t part : {1u, 2u, 3u, 4u, 5u}) {
    tests::Parts parts = parts_of({"", "", "", "", ""});
    const std::string name = parts[part].first;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(part));
    has(failure_of(zip_of(parts)), "the workbook has no part " + name);
  }
  has(failure_of_rows("<row><c></row>"), "the sheet \"Visits\" is broken XML in line 1: mismatched tag");
  has(failure_of_rows("<row><c t=\"s\"><v>3</v></c></row>"), "the cell A1 asks for the shared text number 3, and there are 0");
  has(failure_of_rows("<row><c><v>4O</v></c></row>"), "the cell A1 is said to be a number and holds \"4O\"");
  has(failure_of_rows("<row><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"), "the cell B1 stands there twice");
  has(failure_of_rows("<row r=\"2\"/><row r=\"2\"/>"), "row 2 stands after row 2");
  has(failure_of_rows("<row r=\"2000000\"/>"), "after row 0 comes a row that is none of a sheet (\"2000000\")");
  has(failure_of_rows("<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>"), "row 2 holds a cell that says it is \"A3\"");
  has(failure_of_rows("<row><c r=\"NTQ1\"><v>1</v></c></row>"), "the cell NTQ1 stands beyond column NTP");
}

TEST_CASE("rows before the place where a sheet breaks are read, and the case at hand is rejected") {
  std::string rows = "<row><c t=\"str\"><v>case</v></c><c t=\"str\"><v>event</v></c><c t=\"str\"><v>at</v></c></row>";
  for (const char* id : {"A", "B", "B"}) rows += "<row><c t=\"str\"><v>" + std::string(id) + "</v></c><c t=\"str\"><v>x</v></c></row>";
  const std::string file = (std::filesystem::temp_directory_path() / "realist-broken.xlsx").string();
  std::ofstream(file, std::ios::binary) << zip_of(parts_of({rows + "<row><c t=\"s\"><v>9</v></c></row>", "", "", "", ""}));
  const HeldCases held = hold_cases({file});
  std::filesystem::remove(file);
  CHECK(held.records.size() == 1);
  CHECK(held.rejected.size() == 1);
  REQUIRE(held.faults.size() == 1);
  CHECK(held.faults[0].message == "the cell A5 asks for the shared text number 9, and there are 0");
}

TEST_CASE("old and locked workbooks are told apart from new ones") {
  const std::string file = (std::filesystem::temp_directory_path() / "realist-old.xlsx").string();
  std::ofstream(file, std::ios::binary) << "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on";
  const HeldCases held = hold_cases({file});
  std::filesystem::remove(file);
  REQUIRE(held.faults.size() == 1);
  CHECK(held.faults[0].message == "it is an old workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV");
}

}  // namespace realist::cli

#include "cli/csv_reader.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace realist::cli {
namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> lines;
  std::vector<std::string> texts;
  std::vector<std::pair<std::size_t, std::string>> faults;  // line, message
  char separator = 0;
};

Read read(std::string_view text, std::size_t block = SIZE_MAX, const CsvLimits& limits = {}) {
  Read found;
  CsvReader reader({[&](const CsvRow& row) {
                      found.rows.push_back(row.fields);
                      found.lines.push_back(row.line);
                      found.texts.emplace_back(row.text);
                      return true;
                    },
                    [&](const CsvFault& fault) { return found.faults.emplace_back(fault.line, fault.message), true; }},
                   limits);
  for (std::size_t at = 0; at < text.size(); at += std::min(block, text.size() - at)) reader.feed(text.substr(at, block));
  reader.end();
  found.separator = reader.separator();
  return found;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("rows of comma-separated text are read as RFC 4180 has them") {
  CHECK(read("a,b\n1,2\n").rows == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\r\n1,2").rows == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,\n,\n").rows == Rows{{"a", ""}, {"", ""}});
  CHECK(read("\"a, b\",\"say \"\"hello\"\"\",\"\"\n").rows == Rows{{"a, b", "say \"hello\"", ""}});
  CHECK(read("\"two\nlines\",x\n").rows == Rows{{"two\nlines", "x"}});
  CHECK(read(" a , b \n").rows == Rows{{" a ", " b "}});
  CHECK(read("").rows.empty());
}

TEST_CASE("a row knows the line it begins on, after quoted line breaks and empty lines too") {
  const Read found = read("a,b\n\"1\n2\",x\n\n\ny,z\n");
  CHECK(found.rows.size() == 3);
  CHECK(found.lines == std::vector<std::size_t>{1, 2, 6});
  CHECK(found.texts[1] == "\"1\n2\",x");
}

TEST_CASE("the first line tells the separator") {
  CHECK(read("a;b\n1,5;2\n").rows == Rows{{"a", "b"}, {"1,5", "2"}});
  CHECK(read("a\tb\nx\ty\n").separator == '\t');
  CHECK(read("\"a;b\",c\n").separator == ',');
  CHECK(read("alone\n").separator == ',');
}

TEST_CASE("a byte-order mark is no part of the first field") { CHECK(read("\xEF\xBB\xBF" "a,b\n").rows == Rows{{"a", "b"}}); }

TEST_CASE("what is no CSV is told with its line, and the next row is read") {
  const auto fault = [](std::string_view text, std::size_t line) {
    const Read found = read(text);
    INFO(text);
    REQUIRE(found.faults.size() == 1);
    CHECK(found.faults[0].first == line);
    CHECK(found.rows.back() == std::vector<std::string>{"last", "row"});
  };
  fault("a,b\nx\"y,z\nlast,row\n", 2);
  fault("a,b\n\"x\"y,z\nlast,row\n", 2);
  fault("a,b\nx\ry,z\nlast,row\n", 2);
  fault("a,b\nx\xFF,z\nlast,row\n", 2);
  fault(std::string_view("a,b\nx\0,z\nlast,row\n", 18), 2);
}

TEST_CASE("a quote that is never closed is told where it opens") {
  const Read found = read("a,b\nc,\"d\ne,f\n");
  CHECK(found.rows.size() == 1);
  REQUIRE(found.faults.size() == 1);
  CHECK(found.faults[0].first == 2);
  CHECK(found.faults[0].second == "the quote that opens here is never closed");
}

TEST_CASE("a row past its limits is refused alone") {
  const Read found = read("a,b\n" + std::string(50, 'x') + ",y\nc,d\n", SIZE_MAX, {20, 10'000});
  CHECK(found.rows == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(found.faults.size() == 1);
  const Read many = read("a,b\n,,,,,,\nc,d\n", SIZE_MAX, {1000, 5});
  CHECK(many.rows == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(many.faults.size() == 1);
}

TEST_CASE("blocks may end anywhere") {
  const bool held = rc::check("any text gives the same rows and faults in blocks of any size", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r', ';', '\xC3', '\xA9'));
    const auto block = *rc::gen::inRange<std::size_t>(1, 5);
    const Read whole = read(text), pieces = read(text, block);
    RC_ASSERT(whole.rows == pieces.rows);
    RC_ASSERT(whole.faults == pieces.faults);
    RC_ASSERT(whole.lines == pieces.lines);
  });
  CHECK(held);
}

TEST_CASE("what is written for a spreadsheet is read back as it was") {
  const bool held = rc::check("any fields", [] {
    const auto text = *rc::gen::container<std::string>(
        rc::gen::element('|', 'a', '"', ',', '\n', '\r', ';', '\t', '=', '+', '-', '@', '\'', ' '));
    std::vector<std::string> fields(1);
    for (const char c : text) {
      if (c == '|') fields.emplace_back();
      else fields.back() += c;
    }
    RC_PRE(fields.size() > 1 || !fields[0].empty());
    const Read found = read("first,line\n" + spreadsheet_row(fields));
    RC_ASSERT(found.faults.empty());
    RC_ASSERT(found.rows.size() == 2u);
    std::vector<std::string> back;
    for (const std::string& field : found.rows[1]) {
      RC_ASSERT(field.empty() || std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos);
      back.push_back(from_spreadsheet(field));
    }
    RC_ASSERT(back == fields);
  });
  CHECK(held);
}

TEST_CASE("a text that a spreadsheet would take for a formula gets an apostrophe") {
  CHECK(spreadsheet_field("=1+1") == "'=1+1");
  CHECK(spreadsheet_field("@SUM(A1)") == "'@SUM(A1)");
  CHECK(spreadsheet_field("'=1") == "''=1");
  CHECK(spreadsheet_field("it's so") == "it's so");
  CHECK(from_spreadsheet("'=1+1") == "=1+1");
  CHECK(from_spreadsheet("'tis") == "'tis");
  CHECK(from_spreadsheet("-5") == "-5");
}

}  // namespace realist::cli

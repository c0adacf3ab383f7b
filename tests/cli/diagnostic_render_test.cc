#include "cli/diagnostic_render.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/text_width.h"

namespace {

using namespace realist;

models::Diagnostic at(const std::string& text, std::uint32_t column, std::uint32_t end_column) {
  models::Diagnostic d;
  d.code = "syntax/missing-then";
  d.message = "a statement needs a then";
  d.where = {"gate.theory", 2, column, 2, end_column, text, ""};
  return d;
}

std::string mark_line(const models::Diagnostic& d) {
  const std::string text = cli::render_for_terminal(d, false);
  const std::size_t second = text.find('\n', text.find('\n') + 1) + 1;
  return text.substr(second, text.find('\n', second) - second);
}

}  // namespace

TEST_CASE("a message shows place, sentence, code, line, mark and help") {
  models::Diagnostic d = at("If A, B", 5, 6);
  d.help = "put then before \"B\"";
  CHECK(cli::render_for_terminal(d, false) ==
        "gate.theory:2:5: error: a statement needs a then [syntax/missing-then]\n"
        "    2 | If A, B\n"
        "      |     ^\n"
        "      = help: put then before \"B\"\n");
}

TEST_CASE("a message about a whole file has no line") {
  models::Diagnostic d = at("", 0, 0);
  d.where.line = 0;
  CHECK(cli::render_for_terminal(d, false) == "gate.theory: error: a statement needs a then [syntax/missing-then]\n");
}

TEST_CASE("the mark stands under exactly the words meant") {
  CHECK(mark_line(at("If A, B", 1, 3)) == "      | ^^");
  CHECK(mark_line(at("If A, B", 7, 8)) == "      |       ^");
  SECTION("behind a tab, which runs to the eighth column") { CHECK(mark_line(at("\tIf A", 2, 4)) == "      |         ^^"); }
  SECTION("behind wide characters, which take two columns") { CHECK(mark_line(at("日本 A", 4, 5)) == "      |      ^"); }
  SECTION("under wide characters") { CHECK(mark_line(at("日本 A", 1, 3)) == "      | ^^^^"); }
  SECTION("behind a combining accent, which takes none") { CHECK(mark_line(at("e\xCC\x81 A", 4, 5)) == "      |   ^"); }
  SECTION("past the end of the line, where something is missing") { CHECK(mark_line(at("If A", 5, 5)) == "      |     ^"); }
  SECTION("with its label") {
    models::Diagnostic d = at("If A, B", 1, 3);
    d.where.label = "opened here";
    CHECK(mark_line(d) == "      | ^^ opened here");
  }
}

TEST_CASE("a note of several lines keeps them under its first word") {
  models::Diagnostic d = at("", 0, 0);
  d.where.line = 0;
  d.notes = {"it may mean any of these:\n  - A\n  - B"};
  CHECK(cli::render_for_terminal(d, false) ==
        "gate.theory: error: a statement needs a then [syntax/missing-then]\n"
        "      = note: it may mean any of these:\n"
        "                - A\n"
        "                - B\n");
}

TEST_CASE("a very long line is cut around the mark") {
  const std::string text = cli::render_for_terminal(at(std::string(100'000, 'x') + "Y" + std::string(100'000, 'z'), 100'001, 100'002), false);
  CHECK(text.size() < 1000);
  const std::size_t line = text.find(" | ") + 3;
  const std::size_t mark = text.find(" | ", line) + 3;
  const std::string shown = text.substr(line, text.find('\n', line) - line);
  const std::size_t caret = text.find('^', mark) - mark;
  // The ellipsis is three bytes and one column.
  CHECK(shown[caret + 2] == 'Y');
}

TEST_CASE("text from a file cannot steer the terminal") {
  const std::string text = cli::render_for_terminal(at("If \x1b[31mA\x07, B", 1, 3), false);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
}

TEST_CASE("colour is given only where asked for") {
  CHECK(cli::render_for_terminal(at("If A", 1, 3), false).find('\x1b') == std::string::npos);
  CHECK(cli::render_for_terminal(at("If A", 1, 3), true).find("\x1b[") != std::string::npos);
}

TEST_CASE("messages are counted in words") {
  models::Diagnostic warning = at("If A", 1, 3);
  warning.severity = models::Severity::Warning;
  CHECK(cli::count_sentence({}) == "no errors and no warnings");
  CHECK(cli::count_sentence({at("", 1, 1)}) == "1 error, no warnings");
  CHECK(cli::count_sentence({at("", 1, 1), at("", 1, 1), warning}) == "2 errors, 1 warning");
}

TEST_CASE("the JSON rendering counts lines and columns from one") {
  const std::string json = cli::render_as_json({at("If A, B", 5, 6)});
  CHECK(json.find("\"line\": 2,") != std::string::npos);
  CHECK(json.find("\"column\": 5,") != std::string::npos);
  CHECK(json.find("\"errors\": 1") != std::string::npos);
}

TEST_CASE("broken UTF-8 in a line breaks no rendering") {
  const models::Diagnostic d = at("If \xff\xfe A", 4, 5);
  CHECK(cli::render_as_json({d}).find("\xEF\xBF\xBD") != std::string::npos);
  CHECK(cli::render_for_editor({d}, {}).find("\"character\": 3") != std::string::npos);
  CHECK(mark_line(d) == "      |    ^");
}

TEST_CASE("the editors' rendering counts from zero, in UTF-16 units") {
  // The face before the mark is one character and two UTF-16 units: character 3 (from 1) is unit 3 (from 0).
  const std::string json = cli::render_for_editor({at("😀 A", 3, 4)}, {"gate.theory", "other.theory"});
  CHECK(json.find("\"line\": 1,\n            \"character\": 3") != std::string::npos);
  CHECK(json.find("\"line\": 1,\n            \"character\": 4") != std::string::npos);
  CHECK(json.find("other.theory") != std::string::npos);
  CHECK(json.find("\"codeDescription\"") != std::string::npos);
}

TEST_CASE("a fix is offered to editors as an edit") {
  models::Diagnostic d = at("If A, B", 5, 6);
  d.fix = models::Fix{"write: then", {{d.where, " then"}}, false};
  const std::string json = cli::render_for_editor({d}, {});
  CHECK(json.find("\"newText\": \" then\"") != std::string::npos);
  CHECK(json.find("\"title\": \"write: then\"") != std::string::npos);
  CHECK(json.find("\"safe\"") == std::string::npos);
}

TEST_CASE("a fix of several edits lists them all, those of other files apart for editors") {
  models::Diagnostic d = at("If A, B", 5, 6);
  models::Mark elsewhere = d.where;
  elsewhere.path = "other.theory";
  d.fix = models::Fix{"mend both", {{d.where, "one"}, {elsewhere, "two"}}, true};
  const auto editor = nlohmann::json::parse(cli::render_for_editor({d}, {}))[0]["diagnostics"][0]["data"]["fix"];
  CHECK(editor["edits"].size() == 1);
  CHECK(editor["elsewhere"][0]["edits"][0]["newText"] == "two");
  CHECK(editor["safe"] == true);
  const auto fix = nlohmann::json::parse(cli::render_as_json({d}))["diagnostics"][0]["fix"];
  CHECK(fix["replacement"] == "one");
  CHECK(fix["edits"][1]["where"]["file"] == "other.theory");
  CHECK(fix["safe"] == true);
}

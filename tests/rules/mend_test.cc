#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "rules/mend.h"

namespace {

using namespace realist;
using Texts = std::map<std::string, std::string>;

rules::FileText nothing(const std::string&) { return {std::nullopt, "no such file"}; }

models::Edit edit(std::uint32_t line, std::uint32_t column, std::uint32_t end_column, std::string words) {
  models::Mark mark;
  mark.path = "t.theory";
  mark.line = mark.end_line = line;
  mark.column = column;
  mark.end_column = end_column;
  return {mark, std::move(words)};
}

// The text after the safe fixes; "" where it has errors.
std::string mended(const std::string& text) {
  const auto result = rules::mend("t.theory", {{"t.theory", text}}, nothing);
  if (!result.sound) return "";
  return result.changed.empty() ? text : result.changed.at("t.theory");
}

}  // namespace

TEST_CASE("edits count characters, whatever the line ends and marks of the file") {
  CHECK(rules::with_edits("abc\ndef\n", {edit(2, 1, 2, "D"), edit(1, 4, 4, "!")}) == "abc!\nDef\n");
  CHECK(rules::with_edits("\xEF\xBB\xBFéa\r\nbc", {edit(1, 2, 3, "x"), edit(2, 3, 3, "d")}) == "\xEF\xBB\xBFéx\r\nbcd");
  CHECK(rules::with_edits("a\rb", {edit(2, 1, 2, "c")}) == "a\rc");
  CHECK(rules::with_edits("a", {edit(9, 1, 1, "z")}) == "az");
  CHECK(rules::with_edits("a\nb", {edit(1, 40, 40, "z")}) == "az\nb");
}

TEST_CASE("a label is written in, a small word put right, and nothing else is touched") {
  const std::string text =
      "# a remark\r\nIf   the practitioner calls   # no remark, but words\r\n\tthen  the participant answers\r\n\r\n"
      "[B-1] If a practitioner calls # no remark, but words\r\nthen the participant comes\r\n";
  const std::string after = mended(text);
  CHECK(after.find("# a remark\r\n[") == 0);
  CHECK(after.find("] If   the practitioner calls   # no remark, but words\r\n\tthen  the participant answers\r\n\r\n[B-1] If the practitioner calls") != std::string::npos);
  CHECK(mended(after) == after);
}

TEST_CASE("what is mended has no fix left, and its verdict-bearing parts are the same") {
  const std::string text = "If A is so\nthen B is so\n\nWhenever C is so\nthen D is so within 2 days\n";
  const std::string after = mended(text);
  const auto before = rules::read_theory_text(text), then = rules::read_theory_text(after);
  REQUIRE(before.theory.statements.size() == then.theory.statements.size());
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(before.theory.statements[i].label == then.theory.statements[i].label);
    CHECK(then.theory.statements[i].label_written);
  }
}

TEST_CASE("a theory with errors is left as it is") {
  CHECK_FALSE(rules::mend("t.theory", {{"t.theory", "If A is so\nthen B is so\n\nIf C is so\n"}}, nothing).sound);
  CHECK(rules::mend("t.theory", {{"t.theory", "If A is so\n"}}, nothing).changed.empty());
}

TEST_CASE("what a theory includes is mended with it, more than a page of fixes too") {
  std::string part;
  for (int i = 0; i < 900; ++i) part += "If thing " + std::to_string(i) + " is so\nthen result " + std::to_string(i) + " is so\n\n";
  const Texts texts = {{"t.theory", "Include \"part.theory\"\n\nIf A is so\nthen B is so\n"}, {"part.theory", part}};
  const auto result = rules::mend("t.theory", texts, nothing);
  REQUIRE(result.sound);
  CHECK(result.changed.size() == 2);
  CHECK(result.done.size() == 901);
  const auto again = rules::mend("t.theory", result.changed, nothing);
  CHECK(again.done.empty());
}

TEST_CASE("an allowed fix is not made") {
  const std::string text = "# allow: lint/label-from-words because it is a sketch\nIf A is so\nthen B is so\n";
  CHECK(mended(text) == text);
}

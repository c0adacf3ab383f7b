#include "rules/opposed_statements.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "rules/read_theory.h"

namespace {

using namespace realist;

// "N1: P1 P2; …": who says no, and who says yes.
std::string rivals(std::string_view text) {
  const auto result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  std::string out;
  for (const rules::Opposition& found : rules::find_oppositions(result.theory)) {
    out += (out.empty() ? "" : "; ") + result.theory.statements[found.against.statement].label + ":";
    for (const rules::StepAt& with : found.with) out += " " + result.theory.statements[with.statement].label;
  }
  return out;
}

}  // namespace

TEST_CASE("two statements that foretell opposite things are found, whichever comes first") {
  CHECK(rivals("[YES-1] If a\nthen b\n\n[NO-1] If c\nthen not b") == "NO-1: YES-1");
  CHECK(rivals("[NO-1] If c\nthen not b\n\n[YES-1] If a\nthen b") == "NO-1: YES-1");
}

TEST_CASE("every step foretells, and a list of several foretells each of them") {
  CHECK(rivals("[YES-1] If a\nthen b\nthen d\n\n[NO-1] If c\nthen e\nthen not b") == "NO-1: YES-1");
  CHECK(rivals("[YES-1] If a\nthen all of:\n- b\n- d\n\n[NO-1] If c\nthen none of:\n- e\n- d") == "NO-1: YES-1");
}

TEST_CASE("an opposite phrase is a no") {
  CHECK(rivals("Outcome: b\n  opposite: no more of b\n\n[YES-1] If a\nthen b\n\n[NO-1] If c\nthen no more of b") == "NO-1: YES-1");
}

TEST_CASE("one of several foretells none of them, and previously foretells nothing") {
  CHECK(rivals("[YES-1] If a\nthen any of:\n- b\n- d\n\n[NO-1] If c\nthen not b").empty());
  CHECK(rivals("[YES-1] If a\nthen x\nthen previously b\n\n[NO-1] If c\nthen not b").empty());
  CHECK(rivals("[NEED-1] Only if b\nthen a\n\n[NO-1] If c\nthen not b").empty());
}

TEST_CASE("statements that cannot both be set off are no rivals") {
  CHECK(rivals("[YES-1] If a\nand not c\nthen b\n\n[NO-1] If c\nthen not b").empty());
  CHECK(rivals("[YES-1] If a\nand not c\nthen b\n\n[NO-1] If a\nand d\nthen not b") == "NO-1: YES-1");
  CHECK(rivals("[YES-1] If a\nthen b\notherwise not b").empty());
}

TEST_CASE("a statement that stands down for the other's antecedent is no rival of it") {
  CHECK(rivals("[YES-1] If a\nthen b\nunless c\n\n[NO-1] If c\nthen not b").empty());
  CHECK(rivals("[YES-1] If a\nthen b\nunless d\n\n[NO-1] If c\nthen not b") == "NO-1: YES-1");
}

TEST_CASE("an otherwise asks for what its statement asks not to be") {
  CHECK(rivals("[ONE-1] If a\nthen x\notherwise b\n\n[NO-1] If a\nthen not b").empty());
  CHECK(rivals("[ONE-1] If a\nthen x\notherwise b\n\n[NO-1] If c\nthen not b") == "NO-1: ONE-1/otherwise");
}

TEST_CASE("all who say yes are told, each once, and opposition is a note that leaves the theory sound") {
  CHECK(rivals("[YES-1] If a\nthen b\n\n[YES-2] If d\nthen b\nthen x\nthen b\n\n[NO-1] If c\nthen not b") == "NO-1: YES-1 YES-2");
  const auto result = rules::read_theory_text("[YES-1] If a\nthen b\n\n[NO-1] If c\nthen not b");
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].severity == models::Severity::Note);
  CHECK(result.diagnostics[0].code == "statement/opposed");
  CHECK(result.diagnostics[0].message == "NO-1 says that this will not happen, YES-1 says that it will");
}

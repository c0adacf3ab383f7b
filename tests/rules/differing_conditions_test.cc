#include "rules/differing_conditions.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "rules/read_theory.h"

namespace {

using namespace realist;

std::string listed(const models::Theory& theory, const rules::StepAt& one, const std::vector<rules::StepAt>& others) {
  std::string out = theory.statements[one.statement].label + ":";
  for (const rules::StepAt& other : others) out += " " + theory.statements[other.statement].label;
  return out;
}

// "LOOSE: STRICT STRICT; …"
std::string looser(std::string_view text) {
  const auto result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  std::string out;
  for (const auto& found : rules::find_looser_statements(result.theory))
    out += (out.empty() ? "" : "; ") + listed(result.theory, found.looser, found.stricter);
  return out;
}

std::string needed(std::string_view text) {
  const auto result = rules::read_theory_text(text);
  REQUIRE(result.ok());
  std::string out;
  for (const auto& found : rules::find_needed_and_enough(result.theory))
    out += (out.empty() ? "" : "; ") + listed(result.theory, found.needed, found.enough);
  return out;
}

}  // namespace

TEST_CASE("a statement that asks for less than another of the same outcome is found, whichever comes first") {
  CHECK(looser("[A-1] If a\nthen b\n\n[A-2] If a\nand c\nthen b") == "A-1: A-2");
  CHECK(looser("[A-2] If a\nand c\nthen b\n\n[A-1] If a\nthen b") == "A-1: A-2");
  CHECK(looser("[A-1] If a\nthen b\n\n[A-2] If a\nand c\nthen b\n\n[A-3] If a\nand not d\nthen x\nthen b") == "A-1: A-2 A-3");
}

TEST_CASE("statements that ask for different things, or the same, are not looser") {
  CHECK(looser("[A-1] If a\nthen b\n\n[A-2] If c\nand d\nthen b").empty());
  CHECK(looser("[A-1] If a\nand c\nthen b\n\n[A-2] If c\nand a\nthen b within 2 days").empty());
  CHECK(looser("[A-1] If not a\nthen b\n\n[A-2] If a\nand c\nthen b").empty());
}

TEST_CASE("what is foretold at the end of a chain asks for the chain") {
  CHECK(looser("[A-1] If a\nthen x\nthen b\n\n[A-2] If a\nand c\nthen b").empty());
}

TEST_CASE("a reason is no step before it") {
  CHECK(looser("[A-1] If a\nthen b\nbecause m\n\n[A-2] If a\nand c\nthen b") == "A-1: A-2");
}

TEST_CASE("an or in the looser one may be met without the other, one in the stricter may not take away") {
  CHECK(looser("[A-1] If a\nor c\nthen b\n\n[A-2] If a\nand d\nthen b").empty());
  CHECK(looser("[A-1] If a\nthen b\n\n[A-2] If all of:\n- a\n- c\n- any of:\n- - d\n- - e\nthen b") == "A-1: A-2");
}

TEST_CASE("a statement and its otherwise never ask for the same") {
  CHECK(looser("[A-1] If a\nthen b\notherwise b").empty());
}

TEST_CASE("needed and enough of the same thing is found") {
  CHECK(needed("[N-1] Only if a\nthen b\n\n[E-1] If a\nthen b") == "N-1: E-1");
  CHECK(needed("[N-1] Only if a\nthen b\n\n[E-1] If c\nand a\nthen b\n\n[E-2] If a\nthen x\nthen b\n\n[E-3] If d\nthen b") == "N-1: E-1");
  CHECK(needed("[N-1] Only if a\nthen b\n\n[E-1] If not a\nthen b").empty());
  CHECK(needed("[N-1] Only if a\nthen b\n\n[E-1] If b\nthen a").empty());
}

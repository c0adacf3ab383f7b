#include "cli/suggest.h"

#include <catch2/catch.hpp>

using namespace realist::cli;

TEST_CASE("the nearest known word is suggested") {
  const std::vector<std::string> known = {"check", "explain", "fmt", "run", "test"};
  CHECK(nearest_word("chek", known) == "check");
  CHECK(nearest_word("hceck", known) == "check");
  CHECK(nearest_word("RNU", known) == "run");
  CHECK(nearest_word("expain", known) == "explain");
  CHECK_FALSE(nearest_word("judge", known).has_value());
  CHECK_FALSE(nearest_word("", known).has_value());
}

TEST_CASE("a suggestion is part of a sentence, or nothing") {
  CHECK(did_you_mean("chek", {"check"}) == " (did you mean check?)");
  CHECK(did_you_mean("zzz", {"check"}).empty());
}

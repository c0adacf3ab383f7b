// The reference evaluator against cases worked through by hand.
#include <catch2/catch.hpp>

#include "tests/oracle/account.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/reference.h"
#include "tests/oracle/worked.h"

namespace {

using namespace realist;

TEST_CASE("the reference gives what was worked out by hand") { oracle::check_worked(oracle::reference_judge); }

TEST_CASE("a sketch written as a theory file reads as the same sketch") {
  oracle::Random random(7);
  for (int i = 0; i < 200; ++i) {
    const oracle::Trial trial = oracle::draw(random);
    const std::string text = oracle::to_text(trial.sketch);
    CHECK(oracle::to_text(oracle::sketch_of(text)) == text);
  }
}

}  // namespace

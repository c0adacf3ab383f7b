#include "rules/scorecard.h"

#include <catch2/catch.hpp>
#include <string>

#include "rules/read_theory.h"

namespace {

using namespace realist;

// "6: 1/2 3/4" for the criterion at a position.
std::string counts(const std::string& text, std::size_t criterion) {
  const auto read = rules::read_theory_text(text);
  REQUIRE(read.ok());
  const auto card = rules::scorecard(read.theory);
  REQUIRE(card.size() == 6);
  std::string out;
  for (const auto& count : card[criterion].counts) out += std::to_string(count.met) + "/" + std::to_string(count.of) + " ";
  return out;
}

const std::string kBare = "If it is on\nthen it is green\n";
const std::string kFull =
    "Context: it is on\n  observed when event on\n\nOutcome: it is green\n  observed when event green\n\n"
    "[A-1] If it is on\nthen the light feels needed\nthen it is green within 2 days\nbecause it wants to\n(evidence: pilot)\n\n"
    "Example: on and green\n  Given event on on 2026-03-01\n  And event green on 2026-03-02\n  Expect A-1 fired\n";

}  // namespace

TEST_CASE("a scorecard counts, criterion by criterion, what a bare sentence lacks") {
  CHECK(counts(kBare, 0) == "1/1 0/1 ");          // an end, not declared
  CHECK(counts(kBare, 1) == "2/2 1/1 0/0 ");      // both hang together
  CHECK(counts(kBare, 2) == "2/2 1/1 0/1 ");      // no label
  CHECK(counts(kBare, 3) == "0/1 0/1 0/0 ");      // straight to the outcome
  CHECK(counts(kBare, 4) == "0/1 ");
  CHECK(counts(kBare, 5) == "0/1 0/1 0/1 0/1 ");
}

TEST_CASE("a scorecard of a theory with all its parts has everything met") {
  const auto read = rules::read_theory_text(kFull);
  for (const auto& criterion : rules::scorecard(read.theory))
    for (const auto& count : criterion.counts) {
      INFO(count.what);
      CHECK(count.met == count.of);
    }
}

TEST_CASE("each count that is not met says what to do, but for those that only tell") {
  const auto read = rules::read_theory_text(kBare);
  for (const auto& criterion : rules::scorecard(read.theory)) {
    CHECK_FALSE(criterion.counts.empty());
    for (const auto& count : criterion.counts) CHECK(count.met <= count.of);
  }
}

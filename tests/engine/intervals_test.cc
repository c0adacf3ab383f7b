// Intervals against the worked examples of the papers they come from; figures typed by hand from the tables named.
#include "engine/intervals.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace realist::engine;

namespace {

void check(const std::optional<Interval>& interval, double low, double high) {
  REQUIRE(interval);
  // The tables print four decimals.
  CHECK(std::abs(interval->low - low) < 0.000051);
  CHECK(std::abs(interval->high - high) < 0.000051);
}

}  // namespace

// R. G. Newcombe, Two-sided confidence intervals for the single proportion: comparison of seven methods, Statistics in Medicine 17
// (1998) 857-872, table I, method 3 (score without continuity correction).
TEST_CASE("the score interval gives the worked examples of Newcombe 1998, table I") {
  check(wilson({81, 263}), 0.2553, 0.3662);
  check(wilson({15, 148}), 0.0624, 0.1605);
  check(wilson({0, 20}), 0.0000, 0.1611);
  check(wilson({1, 29}), 0.0061, 0.1718);
}

// R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven methods, Statistics
// in Medicine 17 (1998) 873-890, table II, method 10 (hybrid score without continuity correction).
TEST_CASE("the interval of a difference gives the worked examples of Newcombe 1998, table II") {
  check(difference_interval({56, 70}, {48, 80}), 0.0524, 0.3339);
  check(difference_interval({9, 10}, {3, 10}), 0.1705, 0.8090);
  check(difference_interval({6, 7}, {2, 7}), 0.0582, 0.8062);
  check(difference_interval({5, 56}, {0, 29}), -0.0381, 0.1926);
  check(difference_interval({0, 10}, {0, 20}), -0.1611, 0.2775);
  check(difference_interval({0, 10}, {0, 10}), -0.2775, 0.2775);
  check(difference_interval({10, 10}, {0, 20}), 0.6791, 1.0000);
  check(difference_interval({10, 10}, {0, 10}), 0.6075, 1.0000);
}

TEST_CASE("a bound of the score interval is a share at which the score test just rejects") {
  for (const Share share : {Share{1, 2}, Share{3, 7}, Share{14, 15}, Share{3, 12}, Share{499, 1000}}) {
    const auto interval = wilson(share);
    REQUIRE(interval);
    for (const double bound : {interval->low, interval->high}) {
      const double z = std::abs(share.value() - bound) / std::sqrt(bound * (1 - bound) / static_cast<double>(share.whole));
      CHECK(z == Approx(kZ95).epsilon(1e-9));
    }
  }
}

TEST_CASE("what rests on no case has no interval, and none leaves its range") {
  CHECK(!wilson({0, 0}));
  CHECK(!difference_interval({0, 0}, {3, 4}));
  CHECK(!difference_interval({3, 4}, {0, 0}));
  for (std::uint64_t whole = 1; whole < 40; ++whole)
    for (std::uint64_t part = 0; part <= whole; ++part) {
      const auto one = wilson({part, whole});
      CHECK((one->low >= 0 && one->high <= 1 && one->holds(Share{part, whole}.value()) && one->low < one->high));
      const auto gap = difference_interval({part, whole}, {whole - part, whole});
      CHECK((gap->low >= -1 && gap->high <= 1 && gap->holds((2.0 * static_cast<double>(part) - static_cast<double>(whole)) / static_cast<double>(whole))));
    }
}

TEST_CASE("the other way round a difference is the same with its sign turned") {
  const auto one = difference_interval({9, 31}, {4, 57}), other = difference_interval({4, 57}, {9, 31});
  CHECK(one->low == Approx(-other->high).margin(1e-12));
  CHECK(one->high == Approx(-other->low).margin(1e-12));
}

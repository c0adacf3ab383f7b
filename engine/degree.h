// Degrees of membership in a set, with unknown kept apart from no.
//
// A degree lies from 0 (fully out) to 1 (fully in); 0.5 is the crossover. What is not known is an interval, at worst from 0 to
// 1. And is the smaller degree, or the larger, not the rest to 1: Kleene's logic on intervals. A result is known where its
// interval is one number, so "0 and unknown" is 0, and unknown never turns into yes or no.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace realist::engine {

struct Degree {
  double low = 0, high = 1;  // the default is unknown

  static constexpr Degree exactly(double degree) { return {degree, degree}; }
  constexpr bool known() const { return low == high; }
  friend constexpr bool operator==(const Degree&, const Degree&) = default;
};

// At least `count` of some: the count-th largest. 0 of any: 1; more than there are: 0.
Degree at_least(std::size_t count, const std::vector<Degree>& degrees);

constexpr double kCrossover = 0.5;

constexpr Degree negated(Degree d) { return {1 - d.high, 1 - d.low}; }
constexpr Degree both(Degree a, Degree b) { return {std::min(a.low, b.low), std::min(a.high, b.high)}; }
constexpr Degree either(Degree a, Degree b) { return {std::max(a.low, b.low), std::max(a.high, b.high)}; }

// The three values that turn a number into a degree: fully out, crossover, fully in. They rise or fall.
struct Anchors {
  double out = 0, crossover = 0.5, in = 1;
};

// Strictly rising or strictly falling, and finite.
bool sound(const Anchors& anchors);

// The log odds at the outer anchors: 3 (a degree of 0.952574, Ragin 2008) or the natural logarithm of 19 (exactly 0.95).
enum class LogOdds { Three, Ln19 };

// Direct method (Ragin 2008): the log odds grow in a straight line from 0 at the crossover to those of the outer anchors,
// and on. `anchors` must be sound and `value` finite.
double calibrated(double value, const Anchors& anchors, LogOdds log_odds);

}  // namespace realist::engine

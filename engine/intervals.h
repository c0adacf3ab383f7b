// How far a share of few cases can be trusted: intervals for a share and for the difference between two.
//
// Two-sided, 95 % as a rule (`kZ95`). They say what chance alone makes of so few cases; not whether the cases are the right
// ones, nor whether anything caused anything.
#pragma once

#include <cstdint>
#include <optional>

namespace realist::engine {

// `part` of `whole`; `part` is at most `whole`.
struct Share {
  std::uint64_t part = 0, whole = 0;
  double value() const { return static_cast<double>(part) / static_cast<double>(whole); }  // `whole` above 0 alone
  friend bool operator==(const Share&, const Share&) = default;
};

struct Interval {
  double low = 0, high = 0;
  bool holds(double value) const { return low <= value && value <= high; }
};

inline constexpr double kZ95 = 1.959963984540054;  // the 97.5 % point of the normal distribution

// Fewer than this many: read the cases, not the share.
inline constexpr std::uint64_t kFewCases = 20;

// The score interval without continuity correction (Wilson, J. Am. Stat. Assoc. 22, 1927, 209-212; method 3 of Newcombe,
// Statistics in Medicine 17, 1998, 857-872). Within 0 and 1. None where there are no cases.
std::optional<Interval> wilson(Share share, double z = kZ95);

// For the first share less the second, of cases that are not the same ones: hybrid score (method 10 of Newcombe, Statistics
// in Medicine 17, 1998, 873-890). Within -1 and 1. None where either rests on no case.
std::optional<Interval> difference_interval(Share first, Share second, double z = kZ95);

}  // namespace realist::engine

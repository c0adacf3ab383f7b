#include "engine/intervals.h"

#include <algorithm>
#include <cmath>

namespace realist::engine {

std::optional<Interval> wilson(Share share, double z) {
  if (share.whole == 0) return std::nullopt;
  const auto n = static_cast<double>(share.whole);
  const double p = share.value(), zz = z * z;
  const double middle = 2 * n * p + zz, half = z * std::sqrt(zz + 4 * n * p * (1 - p)), whole = 2 * (n + zz);
  // At 0 and at all the bound is exact; rounding must not put it beside.
  return Interval{share.part == 0 ? 0 : std::max(0.0, (middle - half) / whole),
                  share.part == share.whole ? 1 : std::min(1.0, (middle + half) / whole)};
}

std::optional<Interval> difference_interval(Share first, Share second, double z) {
  const auto a = wilson(first, z), b = wilson(second, z);
  if (!a || !b) return std::nullopt;
  const double p = first.value(), q = second.value();
  return Interval{std::max(-1.0, p - q - std::hypot(p - a->low, b->high - q)), std::min(1.0, p - q + std::hypot(a->high - p, q - b->low))};
}

}  // namespace realist::engine

#include "engine/degree.h"

#include <algorithm>
#include <cmath>

namespace realist::engine {

bool sound(const Anchors& a) {
  if (!std::isfinite(a.out) || !std::isfinite(a.crossover) || !std::isfinite(a.in)) return false;
  return (a.out < a.crossover && a.crossover < a.in) || (a.out > a.crossover && a.crossover > a.in);
}

Degree at_least(std::size_t count, const std::vector<Degree>& degrees) {
  if (count == 0) return Degree::exactly(1);
  if (count > degrees.size()) return Degree::exactly(0);
  std::vector<double> low, high;
  for (const Degree d : degrees) {
    low.push_back(d.low);
    high.push_back(d.high);
  }
  std::sort(low.rbegin(), low.rend());
  std::sort(high.rbegin(), high.rend());
  return {low[count - 1], high[count - 1]};
}

double calibrated(double value, const Anchors& a, LogOdds log_odds) {
  const double outermost = log_odds == LogOdds::Three ? 3.0 : std::log(19.0);
  const bool towards_in = a.in > a.crossover ? value > a.crossover : value < a.crossover;
  const double reach = towards_in ? a.in - a.crossover : a.crossover - a.out;
  return 1 / (1 + std::exp(-outermost * (value - a.crossover) / reach));
}

}  // namespace realist::engine

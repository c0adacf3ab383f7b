#include "engine/degree.h"

#include <cmath>

namespace realist::engine {

bool sound(const Anchors& a) {
  if (!std::isfinite(a.out) || !std::isfinite(a.crossover) || !std::isfinite(a.in)) return false;
  return (a.out < a.crossover && a.crossover < a.in) || (a.out > a.crossover && a.crossover > a.in);
}

double calibrated(double value, const Anchors& a, LogOdds log_odds) {
  const double outermost = log_odds == LogOdds::Three ? 3.0 : std::log(19.0);
  const bool towards_in = a.in > a.crossover ? value > a.crossover : value < a.crossover;
  const double reach = towards_in ? a.in - a.crossover : a.crossover - a.out;
  return 1 / (1 + std::exp(-outermost * (value - a.crossover) / reach));
}

}  // namespace realist::engine

#include "models/date_range.h"

#include <algorithm>
#include <tuple>

namespace realist::models {

void DateRange::see_other_kind(const Time& t) {
  const auto before = [](const Kind& kind, const Time& time) {
    return std::tuple(!kind.earliest.day, kind.earliest.offset) < std::tuple(!time.day, time.offset);
  };
  const auto at = std::lower_bound(kinds_.begin(), kinds_.end(), t, before);
  last_ = static_cast<std::size_t>(at - kinds_.begin());
  if (at != kinds_.end() && same_kind(at->earliest, t)) widen(*at, t);
  else kinds_.insert(at, {t, t});
}

std::optional<Time> DateRange::latest() const {
  std::optional<Time> latest;
  for (const Kind& kind : kinds_)
    if (!latest || compare(latest->end(), kind.latest.end()) < 0) latest = kind.latest;
  return latest;
}

}  // namespace realist::models

#include "models/date_range.h"

#include <algorithm>

namespace realist::models {

void DateRange::see_other_offset(const Time& t) {
  const auto at = std::lower_bound(offsets_.begin(), offsets_.end(), t.offset,
                                   [](const Kind& kind, std::int32_t offset) { return kind.earliest.offset < offset; });
  last_ = static_cast<std::size_t>(at - offsets_.begin());
  if (at != offsets_.end() && at->earliest.offset == t.offset) widen(*at, t);
  else offsets_.insert(at, {t, t});
}

std::optional<Time> DateRange::latest() const {
  std::optional<Time> latest;
  each_kind([&](const Kind& kind) {
    if (!latest || compare(latest->end(), kind.latest.end()) < 0) latest = kind.latest;
  });
  return latest;
}

}  // namespace realist::models

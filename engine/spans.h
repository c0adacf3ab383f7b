// Small pieces that the parts of Evaluation share. Internal to the engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "models/time.h"
#include "models/tri.h"

namespace realist::engine {

inline constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kAfterAll = std::numeric_limits<std::int64_t>::max();

// The first instant after the end of `t`: the next day of a day.
inline models::Time after(const models::Time& t) {
  if (t.day) return models::shifted(t, {1, models::Unit::Day});
  models::Time next = t;
  ++next.local;
  return next;
}

// Calendar steps are read on local clocks: their bounds lose the offset. Elapsed time from a day counts from its end
// where `from_end`, else from its start.
inline models::Time moved(const models::Time& base, const models::Duration& d, int sign, bool from_end) {
  if (d.elapsed()) return models::shifted(from_end ? base.end() : base.start(), d, sign);
  models::Time t = models::shifted(base, d, sign);
  t.offset = models::Time::kNoOffset;
  return t;
}

// "At least `needed`" where `sure` match and `possible` may: `absent` where neither reaches it and nothing can be missing.
inline models::Tri counted_value(std::uint32_t needed, std::size_t sure, std::size_t possible, bool may_miss, models::Tri absent) {
  if (sure >= needed) return models::Tri::True;
  if (may_miss || sure + possible >= needed) return models::Tri::Unknown;
  return absent;
}

}  // namespace realist::engine

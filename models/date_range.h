// The earliest and the latest of many times, by kind of time.
#pragma once

#include <optional>
#include <vector>

#include "models/time.h"

namespace realist::models {

// Times are of one kind where they are all bare days, all instants without an offset, or all instants of one offset. Within
// a kind they stand in one order, whatever they are compared with; across kinds they may not (`compare`). So the earliest
// and the latest of every kind are all that a question about the ends of many times needs, whatever order they came in.
//
// Cost of `see`: constant but for an offset other than the one before; then by the logarithm of the offsets, of which there are
// seldom two. What memory it has it keeps.
class DateRange {
 public:
  struct Kind {
    Time earliest, latest;
  };

  void clear() {
    plain_[0] = plain_[1] = {};
    offsets_.clear();
    last_ = 0;
  }

  void see(const Time& t) {
    if (t.has_offset()) return see_offset(t);
    Span& span = plain_[t.day ? 0 : 1];
    span.first = t.local < span.first ? t.local : span.first;
    span.last = t.local > span.last ? t.local : span.last;
  }
  void see(const std::optional<Time>& t) {
    if (t) see(*t);
  }

  // Calls `visit` with each Kind: bare days, then instants without an offset, then by offset from west to east.
  template <typename Visit>
  void each_kind(Visit visit) const {
    for (const bool day : {true, false})
      if (const Span& span = plain_[day ? 0 : 1]; span.first <= span.last)
        visit(Kind{{span.first, Time::kNoOffset, day}, {span.last, Time::kNoOffset, day}});
    for (const Kind& kind : offsets_) visit(kind);
  }

  // A day counts by its end. Of equally late ones the first in the order of kinds.
  std::optional<Time> latest() const;

 private:
  struct Span {
    std::int64_t first = INT64_MAX, last = INT64_MIN;
  };

  void see_offset(const Time& t) {
    if (last_ < offsets_.size() && offsets_[last_].earliest.offset == t.offset) widen(offsets_[last_], t);
    else see_other_offset(t);
  }
  static void widen(Kind& kind, const Time& t) {
    if (t.local < kind.earliest.local) kind.earliest = t;
    if (t.local > kind.latest.local) kind.latest = t;
  }
  void see_other_offset(const Time& t);

  Span plain_[2];                // days, instants without an offset
  std::vector<Kind> offsets_;    // ascending
  std::size_t last_ = 0;         // where the last one went
};

}  // namespace realist::models

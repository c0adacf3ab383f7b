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
// Cost of `see`: constant for a kind just seen; else by the logarithm of the kinds, of which there are seldom three. No
// memory is asked for once `clear` has been called with as many kinds.
class DateRange {
 public:
  struct Kind {
    Time earliest, latest;
  };

  void clear() {
    kinds_.clear();
    last_ = 0;
  }

  void see(const Time& t) {
    if (last_ < kinds_.size() && same_kind(kinds_[last_].earliest, t)) widen(kinds_[last_], t);
    else see_other_kind(t);
  }
  void see(const std::optional<Time>& t) {
    if (t) see(*t);
  }

  // Bare days, then instants without an offset, then by offset from west to east.
  const std::vector<Kind>& kinds() const { return kinds_; }

  // A day counts by its end. Of equally late ones the first in the order of kinds.
  std::optional<Time> latest() const;

 private:
  static bool same_kind(const Time& a, const Time& b) { return a.day == b.day && a.offset == b.offset; }
  static void widen(Kind& kind, const Time& t) {
    if (t.local < kind.earliest.local) kind.earliest = t;
    if (t.local > kind.latest.local) kind.latest = t;
  }
  void see_other_kind(const Time& t);

  std::vector<Kind> kinds_;
  std::size_t last_ = 0;  // where the last one went
};

}  // namespace realist::models

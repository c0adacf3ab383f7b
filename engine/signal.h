// A truth value as a function of time: piecewise constant over the few instants that matter.
#pragma once

#include <cstdint>
#include <optional>

#include <boost/container/small_vector.hpp>

#include "models/time.h"
#include "models/tri.h"

namespace realist::engine {

using models::Time;
using models::Tri;

// What made a stretch begin. It decides whether a step that comes true with it has a date of its own to count from.
enum class Cause : std::uint8_t {
  Undated,    // facts without a date: so at all times
  Passing,    // time itself: a window began or ended
  Judged,     // a judgement that does not say since when
  Presumed,   // inferred from a statement that reached it
  Dated,      // an event, a dated attribute, a judgement with `since`, the record's beginning
};

// Orders all times of one case in one line. Times with an offset stand by UTC, moved to one reference clock, so that
// summer time leaves their order alone; days and times without an offset stand where their local clock puts them.
struct Timeline {
  std::int32_t reference = 0;  // minutes east of UTC

  std::int64_t key(const Time& t) const {
    return t.has_offset() && !t.day ? t.utc() + reference * models::kMinute : t.local;
  }
};

struct Point {
  std::int64_t key = 0;   // Timeline::key(at)
  Time at;
  Tri value = Tri::Unknown;
  Cause cause = Cause::Dated;
};

// `initial` holds from before all time; then each point's value from its instant until the next point's.
// Points are in ascending order of key, one a key, neighbours differ in value.
class Signal {
 public:
  using Points = boost::container::small_vector<Point, 3>;

  explicit Signal(Tri initial = Tri::Unknown) : initial_(initial) {}
  void begin_anew(Tri initial) {
    initial_ = initial;
    points_.clear();
  }

  Tri initial() const { return initial_; }
  const Points& points() const { return points_; }
  bool constant() const { return points_.empty(); }
  Tri last() const { return points_.empty() ? initial_ : points_.back().value; }
  Tri at(std::int64_t key) const;

  // Appends a change; keys must not descend. A second change at one key replaces the first; a change to the same value is none.
  void add(std::int64_t key, const Time& at, Tri value, Cause cause);

  bool ever(Tri value) const;

  friend Signal operator!(Signal a);
  friend Signal both(const Signal& a, const Signal& b);
  friend Signal either(const Signal& a, const Signal& b);

 private:
  template <typename Op>
  friend Signal combine(const Signal& a, const Signal& b, Op op, Tri whole);

  Tri initial_;
  Points points_;
};

// One stretch of a signal: [from, to) with its value. No `from`: since before all time; no `to`: to the end.
struct Stretch {
  const Point* from = nullptr;
  const Point* to = nullptr;
  Tri value = Tri::Unknown;

  Cause cause() const { return from ? from->cause : Cause::Undated; }
};

// Calls `see(Stretch)` for each stretch in order until it returns true; gives whether it did.
template <typename See>
bool any_stretch(const Signal& signal, See see) {
  const auto& points = signal.points();
  const Point* to = points.empty() ? nullptr : &points.front();
  if (see(Stretch{nullptr, to, signal.initial()})) return true;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (see(Stretch{&points[i], i + 1 < points.size() ? &points[i + 1] : nullptr, points[i].value})) return true;
  return false;
}

// At least `count` of the parts, in Kleene logic.
Signal at_least(std::uint32_t count, const boost::container::small_vector<Signal, 4>& parts);

}  // namespace realist::engine

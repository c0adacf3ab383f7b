#include "engine/signal.h"

#include <algorithm>
#include <limits>

namespace realist::engine {

Tri Signal::at(std::int64_t key) const {
  Tri value = initial_;
  for (const Point& point : points_) {
    if (point.key > key) break;
    value = point.value;
  }
  return value;
}

void Signal::add(std::int64_t key, const Time& at, Tri value, Cause cause) {
  if (!points_.empty() && points_.back().key == key) {
    points_.pop_back();
  }
  if (last() != value) points_.push_back({key, at, value, cause});
}

bool Signal::ever(Tri value) const {
  return initial_ == value || std::any_of(points_.begin(), points_.end(), [&](const Point& p) { return p.value == value; });
}

Signal operator!(Signal a) {
  a.initial_ = models::negate(a.initial_);
  for (Point& point : a.points_) point.value = models::negate(point.value);
  return a;
}

template <typename Op>
Signal combine(const Signal& a, const Signal& b, Op op, Tri whole) {
  Tri x = a.initial_, y = b.initial_;
  Cause of_x = Cause::Undated, of_y = Cause::Undated;
  Signal out(op(x, y));
  std::size_t i = 0, j = 0;
  while (i < a.points_.size() || j < b.points_.size()) {
    const Point* p = i < a.points_.size() ? &a.points_[i] : nullptr;
    const Point* q = j < b.points_.size() ? &b.points_[j] : nullptr;
    const Point* first = !q || (p && p->key <= q->key) ? p : q;
    const Point* second = p && q && p->key == q->key ? q : nullptr;
    if (first == p || second) x = p->value, of_x = p->cause, ++i;
    if (first == q || second) y = q->value, of_y = q->cause, ++j;
    // Where both change at one instant, a fact with a date of its own says more than a passing of time.
    const Point* named = second && second->cause > first->cause ? second : first;
    const Tri value = op(x, y);
    // What rests on both rests on a judgement where either does.
    const bool judged = value == whole && named->cause == Cause::Dated && (of_x == Cause::Judged || of_y == Cause::Judged);
    out.add(first->key, named->at, value, judged ? Cause::Judged : named->cause);
  }
  return out;
}

Signal both(const Signal& a, const Signal& b) {
  if (a.constant() && a.initial() == Tri::True) return b;
  if (b.constant() && b.initial() == Tri::True) return a;
  return combine(a, b, [](Tri x, Tri y) { return models::both(x, y); }, Tri::True);
}

Signal either(const Signal& a, const Signal& b) {
  if (a.constant() && a.initial() == Tri::False) return b;
  if (b.constant() && b.initial() == Tri::False) return a;
  return combine(a, b, [](Tri x, Tri y) { return models::either(x, y); }, Tri::False);
}

namespace {

// How many parts are true, and how many could be, decide.
Tri count_true(std::uint32_t count, std::size_t yes, std::size_t unknown, std::size_t not_yet) {
  if (yes >= count) return Tri::True;
  if (yes + unknown + not_yet < count) return Tri::False;
  return unknown > 0 ? Tri::Unknown : Tri::NotYet;
}

}  // namespace

Signal at_least(std::uint32_t count, const boost::container::small_vector<Signal, 4>& parts) {
  boost::container::small_vector<std::size_t, 8> next(parts.size(), 0);
  boost::container::small_vector<Tri, 8> values;
  boost::container::small_vector<Cause, 8> causes(parts.size(), Cause::Undated);
  for (const Signal& part : parts) values.push_back(part.initial());
  auto rests_on_judgements = [&] {
    std::size_t others = 0;
    for (std::size_t i = 0; i < values.size(); ++i) others += values[i] == Tri::True && causes[i] != Cause::Judged;
    return others < count;
  };
  auto value = [&] {
    std::size_t tally[4] = {};
    for (Tri v : values) ++tally[static_cast<int>(v)];
    return count_true(count, tally[static_cast<int>(Tri::True)], tally[static_cast<int>(Tri::Unknown)],
                      tally[static_cast<int>(Tri::NotYet)]);
  };
  Signal out(value());
  for (;;) {
    std::int64_t key = std::numeric_limits<std::int64_t>::max();
    const Point* named = nullptr;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (next[i] == parts[i].points().size()) continue;
      const Point& point = parts[i].points()[next[i]];
      if (!named || point.key < key || (point.key == key && point.cause > named->cause)) named = &point;
      key = std::min(key, point.key);
    }
    if (!named) return out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (next[i] == parts[i].points().size() || parts[i].points()[next[i]].key != key) continue;
      causes[i] = parts[i].points()[next[i]].cause;
      values[i] = parts[i].points()[next[i]++].value;
    }
    const Tri result = value();
    const bool judged = result == Tri::True && named->cause == Cause::Dated && rests_on_judgements();
    out.add(key, named->at, result, judged ? Cause::Judged : named->cause);
  }
}

}  // namespace realist::engine

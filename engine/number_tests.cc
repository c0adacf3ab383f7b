// Evaluation of numbers worked out over a record.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <boost/container/small_vector.hpp>

#include "engine/evaluation.h"
#include "engine/spans.h"

namespace realist::engine {
namespace {

using models::TestWindow;
using models::Unit;

}  // namespace

namespace {

double distance(const Time& from, const Time& to, Unit unit) {
  const auto day = models::days_between(from, to);
  switch (unit) {
    case Unit::Day: return static_cast<double>(day);
    case Unit::Week: return std::floor(static_cast<double>(day) / 7);
    case Unit::Month:
    case Unit::Year: {
      std::int64_t whole = day / (unit == Unit::Month ? 32 : 367);
      while (models::compare(models::shifted(from.start(), {whole + 1, unit}), to.start()) <= 0) ++whole;
      while (models::compare(models::shifted(from.start(), {whole, unit}), to.start()) > 0) --whole;
      return static_cast<double>(whole);
    }
    default: break;
  }
  const bool absolute = from.has_offset() && to.has_offset();
  const std::int64_t elapsed = absolute ? to.utc() - from.utc() : to.local - from.local;
  const std::int64_t size = unit == Unit::Hour ? models::kHour : unit == Unit::Minute ? models::kMinute : models::kSecond;
  return static_cast<double>(elapsed) / static_cast<double>(size);
}

std::optional<double> numeric(const models::Value& value) {
  if (const double* number = std::get_if<double>(&value.data)) return *number;
  const auto* text = std::get_if<std::string>(&value.data);
  if (!text || text->empty()) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text->c_str(), &end);
  return end == text->c_str() + text->size() && std::isfinite(number) ? std::optional<double>(number) : std::nullopt;
}

Tri compare_numbers(models::Compare how, std::optional<double> a, std::optional<double> b, std::optional<double> c) {
  if (!a || !b) return Tri::Unknown;
  auto tri = [](bool truth) { return truth ? Tri::True : Tri::False; };
  switch (how) {
    case models::Compare::Less: return tri(*a < *b);
    case models::Compare::AtMost: return tri(*a <= *b);
    case models::Compare::More: return tri(*a > *b);
    case models::Compare::AtLeast: return tri(*a >= *b);
    case models::Compare::Between: return c ? tri(*a >= *b && *a <= *c) : Tri::Unknown;
    default: return tri(*a == *b);
  }
}

}  // namespace

namespace {

bool equally_late(const std::optional<Time>& a, const std::optional<Time>& b) {
  return a && b ? models::at_or_before(*a, *b) && models::at_or_before(*b, *a) : !a && !b;
}

// The latest of facts that come in order of time: whether those that are equally late say one thing. A bare day is as
// late as each instant of it.
class EquallyLate {
 public:
  bool add(const std::optional<Time>& at, std::optional<double> value) {
    Group& own = at && at->day ? day_ : others_;
    if (own.any && equally_late(own.at, at)) own.differ |= own.value != value;
    else own = {true, at, value, false};
    if (own.differ) return false;
    const Group& beside = at && at->day ? others_ : day_;
    return !beside.any || !equally_late(beside.at, at) || (!beside.differ && beside.value == value);
  }

 private:
  struct Group {
    bool any = false;
    std::optional<Time> at;
    std::optional<double> value;
    bool differ = false;
  };
  Group day_, others_;
};

}  // namespace

std::vector<Evaluation::Sample> Evaluation::series(const TermPlan& plan, const Facts& facts, const Scope& scope) {
  using Kind = models::NumberTerm::Kind;
  const models::NumberTerm& term = *plan.term;
  std::vector<Sample> out;
  if (term.kind == Kind::Literal) return {{kBeforeAll, std::nullopt, term.number}};
  if (term.kind == Kind::Attribute) {
    out.push_back({kBeforeAll, std::nullopt, std::nullopt});
    if (const models::Attribute* attribute = facts.excerpt.attributes[plan.attribute])
      for (const models::DatedValue& value : attribute->history)
        if (facts.visible(value.at)) out.push_back({value.at ? key(*value.at) : kBeforeAll, value.at, numeric(value.value)});
    std::stable_sort(out.begin(), out.end(), [](const Sample& a, const Sample& b) { return a.key < b.key; });
    return out;
  }
  if (term.kind == Kind::Distance) {
    auto dates = [&](const AnchorPlan& anchor) {
      std::vector<std::pair<std::optional<Time>, std::optional<Time>>> list;  // known since, the date
      if (anchor.pattern == kNone) {
        if (const models::Attribute* attribute = facts.excerpt.attributes[anchor.attribute])
          for (const models::DatedValue& value : attribute->history)
            if (const auto* text = std::get_if<std::string>(&value.value.data); text && facts.visible(value.at))
              list.emplace_back(value.at, models::parse_time(*text));
        return list;
      }
      const bool last = anchor.anchor->kind == models::Anchor::Kind::LastEvent;
      for (const Match& match : facts.of(anchor.pattern)) {
        const Tri fits = fit(anchor.pattern, match, facts, scope);
        if (fits == Tri::False) continue;
        const EventFact& fact = facts.events[match.event];
        list.emplace_back(fact.at, fits == Tri::True ? fact.at : std::nullopt);
        if (!last) break;
      }
      return list;
    };
    const auto from = dates(plan.from), to = dates(plan.to);
    std::vector<std::pair<std::int64_t, std::optional<Time>>> instants{{kBeforeAll, std::nullopt}};
    for (const auto& list : {from, to})
      for (const auto& [known, date] : list) instants.emplace_back(known ? key(*known) : kBeforeAll, known);
    std::stable_sort(instants.begin(), instants.end(), [](auto& a, auto& b) { return a.first < b.first; });
    auto latest = [&](const auto& list, std::int64_t k) {
      std::optional<Time> date;
      for (const auto& [known, d] : list)
        if (!known || key(*known) <= k) date = d;
      return date;
    };
    for (const auto& [k, at] : instants) {
      const auto a = latest(from, k), b = latest(to, k);
      out.push_back({k, at, a && b ? std::optional<double>(distance(*a, *b, term.unit)) : std::nullopt});
    }
    return out;
  }
  std::optional<Time> lower, upper;
  if (term.window.kind != TestWindow::Kind::None && term.window.kind != TestWindow::Kind::InTheLast) {
    const std::vector<Version> list = versions(plan.window, facts, scope);
    if (list.empty() || list.back().unknown) return {{kBeforeAll, std::nullopt, std::nullopt}};
    lower = list.back().from;
    upper = list.back().until;
  }
  if (term.window.kind == TestWindow::Kind::InTheLast) lower = moved(facts.as_of, term.window.high, -1, false);
  Scope every = scope;
  every.spent = nullptr;
  double sum = 0, high = 0, low = 0;
  std::optional<double> first, last;
  std::size_t count = 0, unknown = 0;
  const bool lower_bound = may_miss(plan.pattern, facts) && (term.kind == Kind::Count || term.kind == Kind::Sum);
  const bool none_is_zero = term.kind == Kind::Count && !lower_bound;  // what may be missing is not known to be none
  out.push_back({kBeforeAll, std::nullopt, none_is_zero ? std::optional<double>(0) : std::nullopt});
  bool last_known = false, first_known = false;
  std::optional<Time> first_at;
  EquallyLate latest;
  for (const Counted& e : counted(plan.pattern, facts, every, lower, upper)) {
    const models::Value* field = term.kind == Kind::Count ? nullptr : find_field(*e.fact->event, term.path);
    const std::optional<double> value =
        term.kind == Kind::Count ? std::optional<double>(1) : field ? numeric(*field) : std::nullopt;
    const bool sure = e.fits == Tri::True && value;
    if (count + unknown == 0) {
      first = value;
      first_known = sure;
      first_at = e.fact->at;
    } else if (equally_late(first_at, e.fact->at) && value != first) {
      first_known = false;
    }
    last = value;
    last_known = latest.add(e.fact->at, value) && sure;
    if (sure) {
      high = count == 0 ? *value : std::max(high, *value);
      low = count == 0 ? *value : std::min(low, *value);
      sum += *value;
      ++count;
    } else {
      ++unknown;
    }
    std::optional<double> result;
    const bool whole = unknown == 0 && count > 0 && !lower_bound;
    switch (term.kind) {
      case Kind::First: if (first_known) result = first; break;
      case Kind::Latest: if (last_known) result = last; break;
      case Kind::Average: if (whole) result = sum / static_cast<double>(count); break;
      case Kind::Highest: if (whole) result = high; break;
      case Kind::Lowest: if (whole) result = low; break;
      case Kind::Sum: if (whole) result = sum; break;
      default: if (unknown == 0 && !lower_bound) result = static_cast<double>(count); break;
    }
    out.push_back({e.fact->key, e.fact->at, result});
  }
  return out;
}

// Those that depend on the record's facts alone: numbers over events without a window or between dates.
void Evaluation::number_terms() {
  using Kind = models::NumberTerm::Kind;
  std::vector<const TermPlan*> known;
  series_of_.assign(plan_.nodes.size() * 3, kNone);
  const auto same = [](const TermPlan& a, const TermPlan& b) {
    return a.pattern == b.pattern && a.term->kind == b.term->kind && a.term->path == b.term->path;
  };
  for (NodeId id = 0; id < plan_.nodes.size(); ++id) {
    if (plan_.nodes[id].kind != models::Condition::Kind::Number) continue;
    for (std::size_t i = 0; i < 3; ++i) {
      const TermPlan& term = plan_.nodes[id].terms[i];
      const bool alone = term.term && term.pattern != kNone && term.term->kind != Kind::Distance &&
                         term.term->window.kind == TestWindow::Kind::None && !plan_.patterns[term.pattern].dynamic;
      if (!alone) continue;
      const auto found = std::find_if(known.begin(), known.end(), [&](const TermPlan* other) { return same(*other, term); });
      series_of_[id * 3 + i] = static_cast<std::uint32_t>(found - known.begin());
      if (found == known.end()) known.push_back(&term);
    }
  }
  series_.resize(known.size());
}

const std::vector<Evaluation::Sample>& Evaluation::series(NodeId node, std::size_t term, const Facts& facts, const Scope& scope, std::vector<Sample>& fresh) {
  const std::uint32_t id = series_of_[node * 3 + term];
  if (id == kNone || &facts != facts_) return fresh = series(plan_.nodes[node].terms[term], facts, scope);
  Series& known = series_[id];
  if (known.stamp != stamp_) known.samples = series(plan_.nodes[node].terms[term], facts, scope);
  known.stamp = stamp_;
  return known.samples;
}

std::optional<double> Evaluation::number_now(const TermPlan& term, const Facts& facts) {
  const std::vector<Sample> samples = series(term, facts, {});
  return samples.empty() ? std::nullopt : samples.back().value;
}

std::optional<double> Evaluation::number_in(const models::Value& value) { return numeric(value); }

Signal Evaluation::number(const Node& node, const Facts& facts, const Scope& scope) {
  std::vector<Sample> fresh[3];
  std::array<const std::vector<Sample>*, 3> terms{};
  boost::container::small_vector<const Sample*, 32> instants;
  const std::size_t count = node.condition->compare == models::Compare::Between ? 3 : 2;
  const auto id = static_cast<NodeId>(&node - plan_.nodes.data());
  for (std::size_t i = 0; i < count; ++i) terms[i] = &series(id, i, facts, scope, fresh[i]);
  for (const bool single : {true, false})  // a number that is written first: then most are in order
    for (std::size_t i = 0; i < count; ++i)
      for (const Sample& sample : *terms[i])
        if ((terms[i]->size() == 1) == single) instants.push_back(&sample);
  const auto before = [](const Sample* a, const Sample* b) { return a->key < b->key; };
  if (!std::is_sorted(instants.begin(), instants.end(), before)) std::stable_sort(instants.begin(), instants.end(), before);
  std::size_t next[3] = {};
  std::optional<double> value[3];
  Signal out(Tri::Unknown);
  std::optional<Time> latest;
  for (const Sample* instant : instants) {
    if (instant->at) latest = instant->at;
    for (std::size_t i = 0; i < count; ++i)
      for (; next[i] < terms[i]->size() && (*terms[i])[next[i]].key <= instant->key; ++next[i]) value[i] = (*terms[i])[next[i]].value;
    const Tri result = compare_numbers(node.condition->compare, value[0], value[1], value[2]);
    if (instant->at) out.add(instant->key, *instant->at, result, Cause::Dated);
    else out = Signal(result);
  }
  const bool replaced = std::any_of(instants.begin(), instants.end(), [&](const Sample* s) { return by_begin(s->at); });
  if (scope.mode != Scope::Mode::Hopeful && scope.mode != Scope::Mode::Refuting && replaced) return cut_before_begin(out, Cause::Dated);
  if (scope.mode != Scope::Mode::Hopeful) return as_evidence(from_begin(out), scope, latest);
  const bool settled = !latest && out.last() != Tri::Unknown;  // undated facts are final
  return settled ? out : Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
}

}  // namespace realist::engine

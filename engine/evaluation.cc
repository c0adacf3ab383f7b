#include "engine/evaluation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace realist::engine {
namespace {

using models::Clause;
using models::Condition;
using models::Duration;
using models::TestWindow;
using models::Unit;

constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kAfterAll = std::numeric_limits<std::int64_t>::max();

// The first instant after the end of `t`: the next day of a day.
Time after(const Time& t) {
  if (t.day) return models::shifted(t, {1, Unit::Day});
  Time next = t;
  ++next.local;
  return next;
}

// Calendar steps are read on local clocks: their bounds lose the offset. Elapsed time from a day counts from `from_end`.
Time moved(const Time& base, const Duration& d, int sign, bool from_end) {
  if (d.elapsed()) return models::shifted(from_end ? base.end() : base.start(), d, sign);
  Time t = models::shifted(base, d, sign);
  t.offset = Time::kNoOffset;
  return t;
}

Tri counted_value(std::uint32_t needed, std::size_t sure, std::size_t possible, bool may_miss, Tri absent) {
  if (sure >= needed) return Tri::True;
  if (may_miss || sure + possible >= needed) return Tri::Unknown;
  return absent;
}

// Where `first` decides nothing (NotYet, or Unknown where `unknown_yields`), `second` does.
Signal overlay(const Signal& first, const Signal& second, bool unknown_yields) {
  auto decides = [&](Tri v) { return v != Tri::NotYet && !(unknown_yields && v == Tri::Unknown); };
  if (first.constant() && !decides(first.initial())) return second;
  Tri a = first.initial(), b = second.initial();
  auto value = [&] { return decides(a) ? a : b; };
  Signal out(value());
  const auto &p = first.points(), &q = second.points();
  for (std::size_t i = 0, j = 0; i < p.size() || j < q.size();) {
    const bool from_p = j == q.size() || (i < p.size() && p[i].key <= q[j].key);
    const Point& point = from_p ? p[i++] : q[j++];
    (from_p ? a : b) = point.value;
    out.add(point.key, point.at, value(), point.cause);
  }
  return out;
}

}  // namespace

void Evaluation::reset(const Facts& facts, const LinkedRecords& linked) {
  if (linked_ != &linked || !(linked_as_of_ == facts.as_of)) linked_facts_.clear();
  facts_ = &facts;
  linked_ = &linked;
  linked_as_of_ = facts.as_of;
  const std::size_t count = plan_.propositions.size();
  if (++stamp_ == 0 || plain_.size() != count) {
    stamp_ = 1;
    plain_.resize(count);
    plain_stamp_.assign(count, 0);
    conflict_.resize(count);
    conflict_stamp_.assign(count, 0);
  }
  may_conflict_ = facts.may_conflict || !linked.empty();
  moments.resize(count);
  for (auto& list : moments) list.clear();
}

// ---- time -----------------------------------------------------------------------------------------------------------

Time Evaluation::deadline(const Time& base, const Duration& d) const {
  Time end = moved(base, d, 1, true);
  if (facts_->pauses.empty()) return end;
  const std::int64_t begin = base.day ? base.local + models::kDay : base.local;
  for (const Stop& stop : facts_->pauses) {
    const std::int64_t from = std::max(stop.from, begin);
    if (stop.to <= begin || from > end.end().local) continue;
    if (stop.to == kAfterAll) {
      end.local = models::kMaxLocal;
      end.day = false;
      return end;
    }
    end.local += stop.to - from;
    // A day moved by anything but whole days is an instant: the same distance before the end of its day.
    if (end.day && (stop.to - from) % models::kDay != 0) end = Time{end.local + models::kDay - 1, end.offset, false};
  }
  end.local = std::min(end.local, models::kMaxLocal);
  return end;
}

Time Evaluation::earliest(const Time& base, const Duration& d) const {
  if (!d.elapsed()) return deadline(base, d);
  return deadline(base.start(), d);
}

bool Evaluation::inside(const EventFact& fact, const std::optional<Time>& from, const std::optional<Time>& until) const {
  if (!fact.at) return true;
  return (!from || models::at_or_before(*from, *fact.at)) && (!until || models::at_or_before(*fact.at, *until));
}

Signal Evaluation::from_begin(const Signal& signal) const {
  if (!facts_->begin || signal.constant() || signal.points().front().key > key(*facts_->begin)) return signal;
  const std::int64_t begin = key(*facts_->begin);
  Signal out(Tri::NotYet);  // what an undated fact says of the time before is not looked at
  for (const Point& point : signal.points())
    out.add(std::max(point.key, begin), point.key < begin ? *facts_->begin : point.at, point.value, point.cause);
  return out;
}

// ---- events ---------------------------------------------------------------------------------------------------------

Whose Evaluation::whose(const Scope& scope) const {
  Whose whose;
  whose.its = scope.its;
  whose.case_id = facts_->record->id;
  whose.context = facts_->record;
  whose.link = [](const void* context, std::string_view kind) -> std::optional<std::string_view> {
    for (const models::Link& link : static_cast<const models::CaseRecord*>(context)->links)
      if (models::fold(link.kind) == models::fold(kind) && !link.history.empty()) return link.history.back().id;
    return std::nullopt;
  };
  return whose;
}

Tri Evaluation::fit(PatternId pattern, const Match& match, const Facts& facts, const Scope& scope) {
  const PatternPlan& plan = plan_.patterns[pattern];
  return plan.dynamic ? fits(plan, *facts.events[match.event].event, whose(scope)) : match.fits;
}

Evaluation::CountedEvents Evaluation::counted(PatternId pattern, const Facts& facts, const Scope& scope,
                                              const std::optional<Time>& from, const std::optional<Time>& until) {
  CountedEvents events;
  for (const Match& match : facts.of(pattern)) {
    const EventFact& fact = facts.events[match.event];
    if (!inside(fact, from, until)) continue;
    const bool spent = scope.spent && std::any_of(scope.spent->begin(), scope.spent->end(), [&](const Spent& s) {
      return s.event == fact.event && (s.proposition == kNone || s.proposition == scope.proposition);
    });
    if (spent) continue;
    if (const Tri fits = fit(pattern, match, facts, scope); fits != Tri::False) events.push_back({&fact, fits});
  }
  return events;
}

Signal Evaluation::event(const Node& node, const Facts& facts, const Scope& scope) {
  if (scope.mode == Scope::Mode::Refuting) return Signal(Tri::Unknown);
  switch (node.window.window->kind) {
    case TestWindow::Kind::None: return counting(node, facts, scope);
    case TestWindow::Kind::InTheLast: return in_the_last(node, facts, scope);
    default: return windowed(node, facts, scope);
  }
}

// An event test without a window of its own.
Signal Evaluation::counting(const Node& node, const Facts& facts, const Scope& scope) {
  using Mode = Scope::Mode;
  const std::uint32_t needed = node.condition->count;
  const bool may_miss_one = may_miss(node.pattern, facts);
  const bool bounded = scope.mode == Mode::Step || scope.mode == Mode::Stretch ||
                       (scope.mode == Mode::Blocking && !scope.negative);
  const std::optional<Time> none;
  const CountedEvents events = counted(node.pattern, facts, scope, bounded ? scope.from : none,
                                       scope.mode == Mode::Step ? scope.until : none);
  if (scope.mode == Mode::Hopeful) {
    const std::size_t sure = std::count_if(events.begin(), events.end(), [](auto& e) { return e.fits == Tri::True; });
    return Signal(sure >= needed || (!scope.negative && !no_more_can_come()) ? Tri::True : Tri::False);
  }
  const Tri absent = scope.mode == Mode::Step ? Tri::NotYet : Tri::False;
  // A state is looked at from the case's begin on: that nothing has happened says nothing of the time before.
  const bool begins = !bounded && absent == Tri::False && !may_miss_one && facts_->begin.has_value();
  std::size_t sure = 0, possible = 0, i = 0;
  auto count = [&](const Counted& e) { ++(e.fits == Tri::True ? sure : possible); };
  for (; i < events.size() && !events[i].fact->at; ++i) count(events[i]);
  auto value = [&](Tri when_absent) { return counted_value(needed, sure, possible, may_miss_one, when_absent); };
  Signal out(value(begins ? Tri::NotYet : absent));
  const std::int64_t begin = begins ? key(*facts_->begin) : kBeforeAll;
  bool begun = !begins;
  for (; i < events.size() && out.last() != Tri::True; ++i) {
    if (!begun && events[i].fact->key >= begin) {
      begun = true;
      out.add(begin, *facts_->begin, value(absent), Cause::Dated);
    }
    count(events[i]);
    out.add(events[i].fact->key, *events[i].fact->at, value(begun ? absent : Tri::NotYet), Cause::Dated);
  }
  if (!begun && out.last() != Tri::True) out.add(begin, *facts_->begin, value(absent), Cause::Dated);
  if (scope.mode != Mode::Step || out.last() == Tri::True) return out;
  const std::optional<Time> end = scope.until && passed(*scope.until) ? scope.until
                                  : !scope.until                     ? facts_->closed
                                                                     : none;
  if (end) {
    const std::int64_t last = out.points().empty() ? kBeforeAll : out.points().back().key;
    out.add(std::max(key(end->end()), last), *end, value(Tri::False), Cause::Passing);
  }
  return out;
}

Evaluation::Dates Evaluation::first_match(PatternId pattern, const Facts& facts, const std::optional<Time>& from,
                                          bool last, const Scope& scope) {
  Dates dates;
  dates.unknown = may_miss(pattern, facts);
  for (const Match& match : facts.of(pattern)) {
    const EventFact& fact = facts.events[match.event];
    if (from && fact.at && !models::at_or_before(*from, *fact.at)) continue;
    const Tri fits = fit(pattern, match, facts, scope);
    if (fits == Tri::False) continue;
    if (fits == Tri::Unknown || !fact.at) {
      dates.unknown = true;
      if (!last && fits == Tri::Unknown) return dates;
      continue;
    }
    dates.at = fact.at;
    dates.unknown = false;
    if (!last) break;
  }
  return dates;
}

Evaluation::Phase Evaluation::phase(models::PhaseIndex index, const Facts& facts) {
  const PhasePlan& plan = plan_.phases[index];
  const models::Phase& source = plan_.theory.phases[index];
  auto resolve = [&](const AnchorPlan& anchor, const std::optional<Time>& from) -> Dates {
    if (anchor.pattern != kNone)
      return first_match(anchor.pattern, facts, from, anchor.anchor->kind == models::Anchor::Kind::LastEvent, {});
    Dates dates;
    const models::Attribute* attribute = find_attribute(*facts.record, anchor.anchor->path);
    if (attribute)
      for (const models::DatedValue& value : attribute->history)
        if (const auto* text = std::get_if<std::string>(&value.value.data); text && facts.visible(value.at))
          dates.at = models::parse_time(*text);
    dates.unknown = !dates.at;
    if (dates.at && !facts.visible(dates.at)) dates.at.reset();
    return dates;
  };
  Phase phase;
  const Dates from = resolve(plan.from, std::nullopt);
  phase.from = from.at;
  phase.unknown = from.unknown;
  if (from.at && source.until) phase.until = resolve(plan.until, from.at).at;
  return phase;
}

void Evaluation::bounds(const TestWindow& window, const Time& anchor, Version& version) const {
  using Kind = TestWindow::Kind;
  switch (window.kind) {
    case Kind::WithinOf:
      version.from = moved(anchor, window.high, -1, false);
      version.until = moved(anchor, window.high, 1, true);
      break;
    case Kind::WithinAfter:
      version.from = anchor;
      version.until = moved(anchor, window.high, 1, true);
      break;
    case Kind::WithinBefore:
      version.from = moved(anchor, window.high, -1, false);
      version.until = anchor;
      break;
    case Kind::Before: version.until = anchor; break;
    case Kind::After: version.from = anchor; break;
    case Kind::BetweenBefore:
      version.from = moved(anchor, window.high, -1, false);
      version.until = moved(anchor, window.low, -1, true);
      break;
    case Kind::BetweenAfter:
      version.from = moved(anchor, window.low, 1, false);
      version.until = moved(anchor, window.high, 1, true);
      break;
    default: break;
  }
}

std::vector<Evaluation::Version> Evaluation::versions(const WindowPlan& plan, const Facts& facts, const Scope& scope) {
  const TestWindow& window = *plan.window;
  std::vector<Version> list;
  if (window.kind == TestWindow::Kind::BetweenDates) return {{std::nullopt, window.from, window.to, false}};
  if (window.kind == TestWindow::Kind::During) {
    const Phase p = phase(window.phase, *facts_);
    if (p.from) list.push_back({p.from, p.from, p.until, false});
    else if (p.unknown) list.push_back({std::nullopt, std::nullopt, std::nullopt, true});
    return list;
  }
  const models::Anchor& anchor = *plan.anchor.anchor;
  if (anchor.kind == models::Anchor::Kind::Attribute) {
    const models::Attribute* attribute = find_attribute(*facts.record, anchor.path);
    if (attribute) {
      for (const models::DatedValue& value : attribute->history) {
        if (!facts.visible(value.at)) continue;
        Version version{value.at, std::nullopt, std::nullopt, true};
        const auto* text = std::get_if<std::string>(&value.value.data);
        if (const auto date = text ? models::parse_time(*text) : std::nullopt) {
          version.unknown = false;
          bounds(window, *date, version);
        }
        list.push_back(version);
      }
      std::stable_sort(list.begin(), list.end(), [&](const Version& a, const Version& b) {
        return (a.known ? key(*a.known) : kBeforeAll) < (b.known ? key(*b.known) : kBeforeAll);
      });
    }
    if (list.empty() || list.front().known) list.insert(list.begin(), {std::nullopt, std::nullopt, std::nullopt, true});
    return list;
  }
  // Before the anchor has come, all that has happened is before it; any other window has not begun.
  if (may_miss(plan.anchor.pattern, facts)) list.push_back({std::nullopt, std::nullopt, std::nullopt, true});
  else if (window.kind == TestWindow::Kind::Before) list.push_back({});
  const bool last = anchor.kind == models::Anchor::Kind::LastEvent;
  for (const Match& match : facts.of(plan.anchor.pattern)) {
    const EventFact& fact = facts.events[match.event];
    const Tri fits = fit(plan.anchor.pattern, match, facts, scope);
    if (fits == Tri::False) continue;
    Version version{fact.at, std::nullopt, std::nullopt, fits == Tri::Unknown || !fact.at};
    if (!version.unknown) bounds(window, *fact.at, version);
    list.push_back(version);
    if (!last && !version.unknown) break;
    if (!last && version.unknown) break;
  }
  return list;
}

// An event test with a window of its own (but `in the last`): it sees every event.
Signal Evaluation::windowed(const Node& node, const Facts& facts, const Scope& scope) {
  const std::uint32_t needed = node.condition->count;
  const bool may_miss_one = may_miss(node.pattern, facts);
  Scope every = scope;
  every.spent = nullptr;
  const std::vector<Version> list = versions(node.window, facts, scope);
  const bool hopeful = scope.mode == Scope::Mode::Hopeful;
  auto hoped = [&](Tri value) {  // what a window still open may bring
    if (!hopeful || value == Tri::True) return value;
    return value == Tri::False || no_more_can_come() ? Tri::False : scope.negative ? Tri::False : Tri::True;
  };
  Signal out(hoped(Tri::NotYet));
  for (std::size_t v = 0; v < list.size(); ++v) {
    const Version& version = list[v];
    const std::int64_t from = version.known ? key(*version.known) : kBeforeAll;
    const std::int64_t to = v + 1 < list.size() && list[v + 1].known ? key(*list[v + 1].known) : kAfterAll;
    auto put = [&](std::int64_t k, const std::optional<Time>& at, Tri value, Cause cause) {
      if (k == kBeforeAll || !at) out = Signal(hoped(value));
      else out.add(k, *at, hoped(value), cause);
    };
    if (version.unknown) {
      // With no event that could lie in it, no such window is met, whatever it turns out to be.
      const bool none = !may_miss_one && counted(node.pattern, facts, every, std::nullopt, std::nullopt).size() < needed;
      put(from, version.known, none && !scope.negative ? Tri::NotYet : Tri::Unknown, Cause::Dated);
      continue;
    }
    std::optional<Time> over = version.until && passed(*version.until) ? version.until : std::nullopt;
    if (!version.until && version.from && facts_->closed) over = facts_->closed;
    const std::int64_t over_key = over ? key(after(*over)) : kAfterAll;
    const CountedEvents events = counted(node.pattern, facts, every, version.from, version.until);
    std::size_t sure = 0, possible = 0, i = 0;
    auto count = [&](const Counted& e) { ++(e.fits == Tri::True && e.fact->at ? sure : possible); };
    for (; i < events.size() && events[i].fact->key <= from; ++i) count(events[i]);
    auto value = [&](std::int64_t k) {
      return counted_value(needed, sure, possible, may_miss_one, k >= over_key ? Tri::False : Tri::NotYet);
    };
    put(from, version.known, value(from), Cause::Dated);
    for (; i < events.size() && events[i].fact->key < to; ++i) {
      count(events[i]);
      put(events[i].fact->key, events[i].fact->at, value(events[i].fact->key), Cause::Dated);
    }
    if (over && over_key > from && over_key < to) put(over_key, after(*over), value(over_key), Cause::Passing);
  }
  return out;
}

std::optional<std::optional<Time>> Evaluation::meets_window(const Node& node, const Facts& facts, const EventFact& fact) {
  if (!fact.at) return fact.at;
  for (const Version& version : versions(node.window, facts, {})) {
    if (version.unknown || !inside(fact, version.from, version.until)) continue;
    return version.known && key(*version.known) > fact.key ? version.known : fact.at;
  }
  return std::nullopt;
}

Signal Evaluation::hopeful_while_open(const Clause& asked) {
  Scope scope;
  scope.mode = Scope::Mode::Hopeful;
  scope.settled = true;
  closing_counts_ = false;
  Signal result = clause(asked, scope);
  closing_counts_ = true;
  return result;
}

namespace {

// A number of events that come in and, some time later, drop out of what is looked at.
struct Change {
  std::int64_t key;
  Time at;
  int sure, possible;
  Cause cause;
};

void in_order(std::vector<Change>& changes) {
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return a.key != b.key ? a.key < b.key : a.cause > b.cause;
  });
}

}  // namespace

Signal Evaluation::in_the_last(const Node& node, const Facts& facts, const Scope& scope) {
  if (scope.mode == Scope::Mode::Hopeful) return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  const std::uint32_t needed = node.condition->count;
  const bool may_miss_one = may_miss(node.pattern, facts);
  const Duration& window = node.window.window->high;
  Scope every = scope;
  every.spent = nullptr;
  std::size_t sure = 0, possible = 0;
  std::vector<Change> changes;
  for (const Counted& e : counted(node.pattern, facts, every, std::nullopt, std::nullopt)) {
    if (!e.fact->at) {
      ++possible;
      continue;
    }
    const int is_sure = e.fits == Tri::True ? 1 : 0;
    const Time gone = after(moved(*e.fact->at, window, 1, true));
    changes.push_back({e.fact->key, *e.fact->at, is_sure, 1 - is_sure, Cause::Dated});
    changes.push_back({key(gone), gone, -is_sure, is_sure - 1, Cause::Passing});
  }
  std::int64_t full = kBeforeAll;  // from here on the window lies within the record
  if (facts.begin) {
    const Time at = moved(*facts.begin, window, 1, false);
    full = key(at);
    changes.push_back({full, at, 0, 0, Cause::Passing});
  }
  in_order(changes);
  auto value = [&](std::int64_t k) {
    return counted_value(needed, sure, possible, may_miss_one, k >= full ? Tri::False : Tri::NotYet);
  };
  Signal out(value(kBeforeAll));
  for (const Change& change : changes) {
    if (change.key > now()) break;
    sure += change.sure;
    possible += change.possible;
    out.add(change.key, change.at, value(change.key), change.cause);
  }
  return out;
}

Signal Evaluation::cadence(const Node& node, const Facts& facts, const Scope& scope) {
  if (scope.mode == Scope::Mode::Refuting) return Signal(Tri::Unknown);
  if (scope.mode == Scope::Mode::Hopeful) return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  const bool stretch = scope.mode == Scope::Mode::Stretch && scope.from;
  const std::optional<Time> start = stretch ? scope.from : facts.begin;
  if (!start) return Signal(Tri::NotYet);
  const bool may_miss_one = may_miss(node.pattern, facts);
  std::size_t sure = 0, possible = 0;
  std::vector<Change> changes;
  Scope every = scope;
  every.spent = nullptr;
  for (const Counted& e : counted(node.pattern, facts, every, std::nullopt, std::nullopt)) {
    if (!e.fact->at) {
      ++possible;
      continue;
    }
    const int is_sure = e.fits == Tri::True ? 1 : 0;
    const Time gone = after(deadline(*e.fact->at, node.condition->every));
    changes.push_back({e.fact->key, *e.fact->at, is_sure, 1 - is_sure, Cause::Dated});
    changes.push_back({key(gone), gone, -is_sure, is_sure - 1, Cause::Passing});
  }
  const Time spared = earliest(*start, node.condition->every);  // fewer than a whole stretch has passed until then
  changes.push_back({key(*start), *start, 0, 0, Cause::Dated});
  changes.push_back({key(spared), spared, 0, 0, Cause::Passing});
  in_order(changes);
  Signal out(Tri::NotYet);
  for (const Change& change : changes) {
    if (change.key > now()) break;
    sure += change.sure;
    possible += change.possible;
    if (change.key < key(*start)) continue;
    const Tri value = change.key < key(spared) ? Tri::True
                                               : counted_value(node.condition->count, sure, possible, may_miss_one, Tri::False);
    out.add(change.key, change.at, value, change.cause);
  }
  return out;
}

// ---- numbers --------------------------------------------------------------------------------------------------------

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

std::vector<Evaluation::Sample> Evaluation::series(const TermPlan& plan, const Facts& facts, const Scope& scope) {
  using Kind = models::NumberTerm::Kind;
  const models::NumberTerm& term = *plan.term;
  std::vector<Sample> out;
  if (term.kind == Kind::Literal) return {{kBeforeAll, std::nullopt, term.number}};
  if (term.kind == Kind::Attribute) {
    out.push_back({kBeforeAll, std::nullopt, std::nullopt});
    if (const models::Attribute* attribute = find_attribute(*facts.record, term.path))
      for (const models::DatedValue& value : attribute->history)
        if (facts.visible(value.at)) out.push_back({value.at ? key(*value.at) : kBeforeAll, value.at, numeric(value.value)});
    std::stable_sort(out.begin(), out.end(), [](const Sample& a, const Sample& b) { return a.key < b.key; });
    return out;
  }
  if (term.kind == Kind::Distance) {
    auto dates = [&](const AnchorPlan& anchor) {
      std::vector<std::pair<std::optional<Time>, std::optional<Time>>> list;  // known since, the date
      if (anchor.pattern == kNone) {
        if (const models::Attribute* attribute = find_attribute(*facts.record, anchor.anchor->path))
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
  const bool none_is_zero = term.kind == Kind::Count;
  out.push_back({kBeforeAll, std::nullopt, none_is_zero ? std::optional<double>(0) : std::nullopt});
  const bool lower_bound = may_miss(plan.pattern, facts) && (term.kind == Kind::Count || term.kind == Kind::Sum);
  bool last_known = false, first_known = false;
  for (const Counted& e : counted(plan.pattern, facts, every, lower, upper)) {
    const models::Value* field = term.kind == Kind::Count ? nullptr : find_field(*e.fact->event, term.path);
    const std::optional<double> value =
        term.kind == Kind::Count ? std::optional<double>(1) : field ? numeric(*field) : std::nullopt;
    const bool sure = e.fits == Tri::True && value;
    if (count + unknown == 0) {
      first = value;
      first_known = sure;
    }
    last = value;
    last_known = sure;
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

Signal Evaluation::number(const Node& node, const Facts& facts, const Scope& scope) {
  if (scope.mode == Scope::Mode::Hopeful) return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  std::vector<Sample> terms[3];
  std::vector<const Sample*> instants;
  const std::size_t count = node.condition->compare == models::Compare::Between ? 3 : 2;
  for (std::size_t i = 0; i < count; ++i) terms[i] = series(node.terms[i], facts, scope);
  for (std::size_t i = 0; i < count; ++i)
    for (const Sample& sample : terms[i]) instants.push_back(&sample);
  std::stable_sort(instants.begin(), instants.end(), [](auto* a, auto* b) { return a->key < b->key; });
  std::size_t next[3] = {};
  std::optional<double> value[3];
  Signal out(Tri::Unknown);
  for (const Sample* instant : instants) {
    for (std::size_t i = 0; i < count; ++i)
      for (; next[i] < terms[i].size() && terms[i][next[i]].key <= instant->key; ++next[i]) value[i] = terms[i][next[i]].value;
    const Tri result = compare_numbers(node.condition->compare, value[0], value[1], value[2]);
    if (instant->at) out.add(instant->key, *instant->at, result, Cause::Dated);
    else out = Signal(result);
  }
  return as_evidence(from_begin(out), scope, true);
}

// ---- attributes and judgements --------------------------------------------------------------------------------------

// What speaks as evidence from the step's base on: the latest, where it is dated at or after the base or undated.
Signal Evaluation::as_evidence(const Signal& signal, const Scope& scope, bool absence_speaks) const {
  if (scope.mode != Scope::Mode::Refuting) return signal;
  if (signal.constant()) return absence_speaks ? signal : Signal(Tri::Unknown);
  const Point& latest = signal.points().back();
  Signal out(Tri::Unknown);
  if (!scope.from || models::at_or_before(*scope.from, latest.at)) out.add(latest.key, latest.at, latest.value, latest.cause);
  return out;
}

Signal Evaluation::attribute(const Node& node, const Facts& facts, const Scope& scope) {
  const Signal& signal = facts.attribute_tests[node.test];
  if (scope.mode == Scope::Mode::Hopeful) {
    // What is not recorded at all may be recorded, but no passing of time brings it.
    if (!find_attribute(*facts.record, plan_.attribute_tests[node.test].field.test->path)) return Signal(Tri::Unknown);
    if (signal.constant() || signal.last() == Tri::True || !scope.settled) return signal;
    return Signal(scope.negative || no_more_can_come() ? signal.last() : Tri::True);
  }
  const bool recorded = find_attribute(*facts.record, plan_.attribute_tests[node.test].field.test->path) != nullptr;
  return as_evidence(from_begin(signal), scope, recorded);
}

Signal Evaluation::judgement(const Node& node, const Facts& facts, const Scope& scope) {
  const std::vector<JudgementFact>& all = facts.judgement_tests[node.test];
  bool tied = false;
  if (scope.mode == Scope::Mode::Hopeful) {
    const bool undated = !all.empty() && std::none_of(all.begin(), all.end(), [](auto& f) { return f.from.has_value(); });
    if (undated && scope.settled) return latest_judgement(all, Tri::Unknown, tied);
    return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  }
  const TestWindow& window = *node.window.window;
  if (all.empty()) return Signal(Tri::Unknown);
  if (window.kind == TestWindow::Kind::None)
    return as_evidence(from_begin(latest_judgement(all, Tri::Unknown, tied)), scope, true);
  std::vector<JudgementFact> some;
  if (window.kind == TestWindow::Kind::InTheLast) {
    Signal out(Tri::Unknown);
    for (const JudgementFact& fact : all)
      if (fact.at) some.push_back(fact);
    std::stable_sort(some.begin(), some.end(), [](auto& a, auto& b) { return a.key < b.key; });
    const Signal latest = latest_judgement(some, Tri::Unknown, tied);
    // Each judgement stands until its time is over or a later one is made.
    for (std::size_t i = 0; i < some.size(); ++i) {
      out.add(some[i].key, *some[i].from, latest.at(some[i].key), some[i].since ? Cause::Dated : Cause::Judged);
      const Time gone = after(moved(*some[i].at, window.high, 1, true));
      const std::int64_t next = i + 1 < some.size() ? some[i + 1].key : kAfterAll;
      if (key(gone) < next && key(gone) <= now()) out.add(key(gone), gone, Tri::Unknown, Cause::Passing);
    }
    return as_evidence(from_begin(out), scope, true);
  }
  const std::vector<Version> list = versions(node.window, facts, scope);
  if (list.empty() || list.back().unknown) return Signal(Tri::Unknown);
  const Version& version = list.back();
  for (const JudgementFact& fact : all) {
    if (!fact.at) continue;
    const bool in = (!version.from || models::at_or_before(*version.from, *fact.at)) &&
                    (!version.until || models::at_or_before(*fact.at, *version.until));
    if (in) some.push_back(fact);
  }
  return as_evidence(from_begin(latest_judgement(some, Tri::Unknown, tied)), scope, true);
}

// ---- conditions, propositions, clauses ------------------------------------------------------------------------------

Signal Evaluation::condition(NodeId id, const Facts& facts, const Scope& scope) {
  using Kind = Condition::Kind;
  const Node& node = plan_.nodes[id];
  switch (node.kind) {
    case Kind::All:
    case Kind::Any: {
      Signal result = condition(node.parts[0], facts, scope);
      for (std::size_t i = 1; i < node.parts.size(); ++i) {
        const Signal part = condition(node.parts[i], facts, scope);
        result = node.kind == Kind::All ? both(result, part) : either(result, part);
      }
      return result;
    }
    case Kind::Not: {
      Scope inner = scope;
      inner.negative = !scope.negative;
      return !condition(node.parts[0], facts, inner);
    }
    case Kind::AtLeast: {
      boost::container::small_vector<Signal, 4> parts;
      for (const NodeId part : node.parts) parts.push_back(condition(part, facts, scope));
      return at_least(node.condition->count, parts);
    }
    case Kind::Attribute: return attribute(node, facts, scope);
    case Kind::ItsField: {
      bool wrong_type = false;
      if (!scope.its) return Signal(Tri::Unknown);
      return Signal(passes(node.field, find_field(*scope.its, node.condition->field.path), whose(scope), wrong_type));
    }
    case Kind::Judgement: return judgement(node, facts, scope);
    case Kind::Proposition: {
      const PropositionIndex p = node.condition->proposition;
      return &facts == facts_ || plan_.propositions[p].elsewhere ? proposition(p, scope) : here(p, facts, scope);
    }
    case Kind::Event: return event(node, facts, scope);
    case Kind::Cadence: return cadence(node, facts, scope);
    case Kind::Number: return number(node, facts, scope);
  }
  return Signal(Tri::Unknown);
}

Signal Evaluation::judged_here(PropositionIndex p, const Facts& facts, const Scope& scope) {
  const Signal& judged = facts.judged[p];
  if (judged.constant() && judged.initial() == Tri::NotYet) return judged;
  if (scope.mode == Scope::Mode::Hopeful && judged.last() == Tri::False && (!scope.settled || !judged.constant()))
    return Signal(Tri::NotYet);  // a later judgement may say otherwise
  if (scope.mode != Scope::Mode::Refuting) return from_begin(judged);
  return as_evidence(from_begin(judged), scope, true);
}

// A proposition on one record: an indicator that asks for judgements decides; else a judgement of yes or no decides over
// the indicator; else the indicator.
Signal Evaluation::here(PropositionIndex p, const Facts& facts, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  Scope inner = scope;
  inner.proposition = p;
  if (plan.has_judged) return condition(plan.indicator, facts, inner);
  const Signal judged = judged_here(p, facts, inner);
  if (plan.indicator == kNone) {
    const bool hopeful = scope.mode == Scope::Mode::Hopeful && !no_more_can_come();
    return overlay(judged, Signal(!hopeful ? Tri::Unknown : scope.negative ? Tri::False : Tri::True), false);
  }
  if (judged.constant() && judged.initial() != Tri::NotYet && scope.mode != Scope::Mode::Refuting) return judged;
  return overlay(judged, condition(plan.indicator, facts, inner), scope.mode == Scope::Mode::Refuting);
}

Signal Evaluation::elsewhere(PropositionIndex p, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  Scope inner = scope;
  inner.proposition = p;
  Signal own(Tri::NotYet);
  if (!plan.has_judged) own = judged_here(p, *facts_, inner);
  else if (plan.judged_only) own = condition(plan.indicator, *facts_, inner);
  const std::string& kind = plan_.theory.propositions[p].of;
  const models::Link* link = nullptr;
  for (const models::Link& candidate : facts_->record->links)
    if (models::fold(candidate.kind) == models::fold(kind)) link = &candidate;
  Signal linked(Tri::Unknown);
  if (link && link->history.size() > 1) {
    std::vector<models::Link::Target> targets;
    for (const auto& target : link->history)
      if (facts_->visible(target.at)) targets.push_back(target);
    auto since = [&](const models::Link::Target& t) { return t.at ? key(*t.at) : kBeforeAll; };
    std::stable_sort(targets.begin(), targets.end(), [&](auto& a, auto& b) { return since(a) < since(b); });
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const Facts* facts = linked_facts(targets[i].id);
      const Signal value = facts ? here(p, *facts, scope) : Signal(Tri::Unknown);
      const std::int64_t from = since(targets[i]), to = i + 1 < targets.size() ? since(targets[i + 1]) : kAfterAll;
      if (targets[i].at) linked.add(from, *targets[i].at, value.at(from), Cause::Dated);
      else linked = Signal(value.initial());
      for (const Point& point : value.points())
        if (point.key > from && point.key < to) linked.add(point.key, point.at, point.value, point.cause);
    }
  } else if (const Facts* facts = facts_of(p)) {
    linked = here(p, *facts, scope);
  }
  return overlay(own, linked, plan.has_judged || scope.mode == Scope::Mode::Refuting);
}

Signal Evaluation::proposition(PropositionIndex p, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  const bool special = scope.mode == Scope::Mode::Refuting || scope.mode == Scope::Mode::Hopeful;
  if (scope.unjudged_is_false && plan.judged_only) return overlay(plain(p), Signal(Tri::False), true);
  const bool plainly = scope.mode == Scope::Mode::Plain && !scope.spent && !scope.its;
  if (plainly || (!special && !plan.scoped)) return plain(p);
  return plan.elsewhere ? elsewhere(p, scope) : here(p, *facts_, scope);
}

const Signal& Evaluation::plain(PropositionIndex p) {
  if (plain_stamp_[p] != stamp_) {
    Signal value = plan_.propositions[p].elsewhere ? elsewhere(p, {}) : here(p, *facts_, {});
    plain_[p] = std::move(value);
    plain_stamp_[p] = stamp_;
  }
  return plain_[p];
}

Signal Evaluation::clause(const Clause& clause, const Scope& scope, bool presuming) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      if (!presuming || scope.negative || moments[p].empty() || !unobserved(p)) return proposition(p, scope);
      const Moment* first = nullptr;
      for (const Moment& moment : moments[p])
        if (!first || !moment.at || (first->at && key(*moment.at) < key(*first->at))) first = &moment;
      if (!first->at) return Signal(Tri::True);
      Signal presumed(Tri::Unknown);
      presumed.add(key(*first->at), *first->at, Tri::True, Cause::Presumed);
      return presumed;
    }
    case Kind::Not:
    case Kind::None: {
      Scope inner = scope;
      inner.negative = !scope.negative;
      Signal result = this->clause(clause.parts[0], inner, presuming);
      for (std::size_t i = 1; i < clause.parts.size(); ++i)
        result = either(result, this->clause(clause.parts[i], inner, presuming));
      return !result;
    }
    case Kind::All:
    case Kind::Any: {
      Signal result = this->clause(clause.parts[0], scope, presuming);
      for (std::size_t i = 1; i < clause.parts.size(); ++i) {
        const Signal part = this->clause(clause.parts[i], scope, presuming);
        result = clause.kind == Kind::All ? both(result, part) : either(result, part);
      }
      return result;
    }
    case Kind::AtLeast: {
      boost::container::small_vector<Signal, 4> parts;
      for (const Clause& part : clause.parts) parts.push_back(this->clause(part, scope, presuming));
      return at_least(clause.count, parts);
    }
  }
  return Signal(Tri::Unknown);
}

Evaluation::Brief Evaluation::brief(const Clause& clause) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      const Signal& signal = plain(p);
      return {signal.ever(Tri::True) || !moments[p].empty(), signal.last()};
    }
    case Kind::All:
    case Kind::Any: {
      Brief all = brief(clause.parts[0]);
      for (std::size_t i = 1; i < clause.parts.size(); ++i) {
        const Brief part = brief(clause.parts[i]);
        const bool every = clause.kind == Kind::All;
        all.may_be_true = every ? all.may_be_true && part.may_be_true : all.may_be_true || part.may_be_true;
        all.last = every ? models::both(all.last, part.last) : models::either(all.last, part.last);
      }
      return all;
    }
    default: {
      const Signal signal = this->clause(clause, {}, true);
      return {signal.ever(Tri::True), signal.last()};
    }
  }
}

bool Evaluation::unobserved(PropositionIndex p) {
  const PropositionPlan& plan = plan_.propositions[p];
  if (!plan.judged_only) return false;
  const Signal& signal = plain(p);
  if (signal.ever(Tri::True) || signal.ever(Tri::False)) return false;
  return facts_of(p) != nullptr;  // where there is no link, it is the link that is missing
}

bool Evaluation::conflicting(PropositionIndex p) {
  if (!may_conflict_) return false;
  if (conflict_stamp_[p] == stamp_) return conflict_[p] != 0;
  const PropositionPlan& plan = plan_.propositions[p];
  auto differs = [&](const Facts& facts) {
    if (facts.tied[p]) return true;
    if (plan.indicator == kNone) return false;
    std::vector<NodeId> nodes{plan.indicator};
    while (!nodes.empty()) {
      const Node& node = plan_.nodes[nodes.back()];
      nodes.pop_back();
      if (node.kind == Condition::Kind::Attribute && facts.test_tied[node.test]) return true;
      nodes.insert(nodes.end(), node.parts.begin(), node.parts.end());
    }
    if (plan.has_judged || (facts.judged[p].constant() && facts.judged[p].initial() == Tri::NotYet)) return false;
    const Signal judged = from_begin(facts.judged[p]);
    Scope scope;
    scope.proposition = p;
    const Signal indicated = condition(plan.indicator, facts, scope);
    auto differ = [](Tri a, Tri b) { return (a == Tri::True && b == Tri::False) || (a == Tri::False && b == Tri::True); };
    if (differ(judged.initial(), indicated.initial())) return true;
    for (const Signal* signal : {&judged, &indicated})
      for (const Point& point : signal->points())
        if (differ(judged.at(point.key), indicated.at(point.key))) return true;
    return false;
  };
  bool found = differs(*facts_);
  if (plan.elsewhere && !found)
    if (const Facts* facts = facts_of(p)) found = differs(*facts);
  conflict_[p] = found;
  conflict_stamp_[p] = stamp_;
  return found;
}

// ---- links ----------------------------------------------------------------------------------------------------------

const Facts* Evaluation::linked_facts(const std::string& id) {
  const auto found = linked_->find(id);
  if (found == linked_->end()) return nullptr;
  const std::pair place{found->second, timeline().reference};
  auto known = linked_facts_.find(place);
  if (known == linked_facts_.end())
    known = linked_facts_.emplace(place, bind(plan_, *found->second, facts_->as_of, timeline())).first;
  return &known->second;
}

std::optional<std::string> Evaluation::linked_id(const std::string& kind, const std::optional<Time>& at) {
  const std::string wanted = models::fold(kind);
  const std::int64_t until = at ? key(*at) : now();
  // Equally late targets that differ are no answer.
  auto latest = [&](const models::Link& link) -> const std::string* {
    const models::Link::Target* best = nullptr;
    bool tied = false;
    for (const auto& target : link.history) {
      if (!facts_->visible(target.at) || (target.at && key(*target.at) > until)) continue;
      const bool later = !best || (target.at && (!best->at || key(*target.at) > key(*best->at)));
      const bool equal = best && target.at.has_value() == best->at.has_value() && (!target.at || key(*target.at) == key(*best->at));
      if (later) tied = false, best = &target;
      else if (equal) tied |= target.id != best->id;
    }
    return best && !tied ? &best->id : nullptr;
  };
  // Breadth first: the case's own links, then those of the records they lead to. Two answers at one depth are none.
  std::vector<const models::CaseRecord*> level{facts_->record}, seen = level;
  while (!level.empty() && seen.size() < 64) {
    std::set<std::string> answers;
    std::vector<const models::CaseRecord*> next;
    for (const models::CaseRecord* record : level) {
      for (const models::Link& link : record->links) {
        const std::string* id = latest(link);
        if (id && models::fold(link.kind) == wanted) answers.insert(*id);
        const auto found = id ? linked_->find(*id) : linked_->end();
        if (found == linked_->end() || std::find(seen.begin(), seen.end(), found->second) != seen.end()) continue;
        next.push_back(found->second);
        seen.push_back(found->second);
      }
    }
    if (!answers.empty()) return answers.size() == 1 ? std::optional(*answers.begin()) : std::nullopt;
    level = std::move(next);
  }
  return std::nullopt;
}

const Facts* Evaluation::facts_of(PropositionIndex p) {
  if (!plan_.propositions[p].elsewhere) return facts_;
  const std::optional<std::string> id = linked_id(plan_.theory.propositions[p].of);
  return id ? linked_facts(*id) : nullptr;
}

std::vector<models::Problem> Evaluation::linked_problems() const { return {}; }

}  // namespace realist::engine

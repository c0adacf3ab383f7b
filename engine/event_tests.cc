// Evaluation of time and of event tests: counts, windows, cadences.
#include <algorithm>

#include <boost/container/small_vector.hpp>

#include "engine/evaluation.h"
#include "engine/spans.h"

namespace realist::engine {
namespace {

using models::Clause;
using models::Duration;
using models::TestWindow;
using models::Unit;

}  // namespace

Time Evaluation::deadline_past_pauses(const Time& base, const Duration& d) const {
  Time end = moved(base, d, 1, true);
  if (facts_->pauses.empty()) return end;
  const std::int64_t begin = base.day ? base.local + models::kDay : base.local;
  for (const Stop& stop : facts_->pauses) {
    const std::int64_t from = std::max(stop.from, begin);
    if (stop.to <= begin || from >= end.end().local) continue;
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

Time Evaluation::back(const Time& base, const Duration& d) const {
  Time begin = moved(base, d, -1, false);
  for (auto stop = facts_->pauses.rbegin(); stop != facts_->pauses.rend(); ++stop) {
    const std::int64_t to = std::min(stop->to, base.local);
    if (stop->from < to && to > begin.local) begin.local -= to - stop->from;
  }
  return begin;
}

bool Evaluation::inside(const EventFact& fact, const std::optional<Time>& from, const std::optional<Time>& until) const {
  if (!fact.at) return true;
  return (!from || models::at_or_before(*from, *fact.at)) && (!until || models::at_or_before(*fact.at, *until));
}

Signal Evaluation::from_begin(const Signal& signal) const {
  if (!begin_counts_ || !facts_->begin || signal.constant() || signal.points().front().key > key(*facts_->begin)) return signal;
  const std::int64_t begin = key(*facts_->begin);
  Signal out(Tri::NotYet);  // what an undated fact says of the time before is not looked at
  for (const Point& point : signal.points())
    out.add(std::max(point.key, begin), point.key < begin ? *facts_->begin : point.at, point.value, point.cause);
  return out;
}

Cause Evaluation::cause_at_begin(const Signal& signal) const {
  Cause cause = Cause::Undated;
  for (const Point& point : signal.points())
    if (by_begin(point.at)) cause = point.cause;
  return cause;
}

Signal Evaluation::cut_before_begin(const Signal& signal, Cause cause) const {
  if (!begin_counts_) return signal;
  const std::int64_t begin = key(*facts_->begin);
  Signal out(Tri::NotYet);
  out.add(begin, *facts_->begin, signal.at(begin), cause);
  for (const Point& point : signal.points())
    if (point.key >= begin) out.add(point.key, point.at, point.value, point.cause);
  return out;
}

Signal Evaluation::from_begin(const Signal& signal, const std::vector<JudgementFact>& judgements) const {
  const JudgementFact* latest = nullptr;  // of the dated ones in force at the begin
  bool undated = false;
  for (const JudgementFact& fact : judgements) {
    undated |= !fact.from;
    if (by_begin(fact.from) && (!latest || key(*fact.at) >= key(*latest->at))) latest = &fact;
  }
  return undated && latest ? cut_before_begin(signal, latest->since ? Cause::Dated : Cause::Judged) : from_begin(signal);
}

Whose Evaluation::whose(const Scope& scope) const {
  Whose whose;
  whose.its = scope.its;
  whose.case_id = facts_->excerpt.id;
  whose.context = &facts_->excerpt;
  whose.link = [](const void* context, std::string_view kind) -> std::optional<std::string_view> {
    for (const models::Link& link : static_cast<const Excerpt*>(context)->links)
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
      const PropositionIndex step = scope.within != kNone ? scope.within : scope.proposition;
      return s.event == fact.event && (s.proposition == kNone || s.proposition == step);
    });
    if (spent) continue;
    if (const Tri fits = fit(pattern, match, facts, scope); fits != Tri::False) events.push_back({&fact, fits});
  }
  return events;
}

Signal Evaluation::event(const Node& node, const Facts& facts, const Scope& scope) {
  if (scope.mode == Scope::Mode::Refuting) return Signal(Tri::Unknown);
  const NodeId id = static_cast<NodeId>(&node - plan_.nodes.data());
  if (scope.doubts && !scope.negative && std::find(scope.doubts->begin(), scope.doubts->end(), id) != scope.doubts->end()) {
    Scope plainly = scope;
    plainly.doubts = nullptr;
    const Signal met = event(node, facts, plainly);
    Signal out(met.initial() == Tri::True ? Tri::Unknown : met.initial());
    for (const Point& point : met.points())
      out.add(point.key, point.at, point.value == Tri::True ? Tri::Unknown : point.value, point.cause);
    return out;
  }
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
  const bool bounded = scope.mode == Mode::Step || scope.mode == Mode::SoFar || scope.mode == Mode::Stretch ||
                       (scope.mode == Mode::Blocking && !scope.negative);
  const std::optional<Time> none;
  const bool in_window = scope.mode == Mode::Step || scope.mode == Mode::SoFar || scope.mode == Mode::Hopeful;
  const CountedEvents events = counted(node.pattern, facts, scope, bounded || in_window ? scope.from : none, in_window ? scope.until : none);
  if (scope.mode == Mode::Hopeful) {
    const std::size_t sure = std::count_if(events.begin(), events.end(), [](auto& e) { return e.fits == Tri::True; });
    if (scope.negative && sure < needed && (may_miss_one || events.size() >= needed)) return Signal(Tri::Unknown);  // perhaps it is too late
    if (scope.negative && scope.settled && sure >= needed) {
      std::size_t left = needed;
      for (const Counted& e : events)
        if (e.fits == Tri::True && --left == 0 && e.fact->at) {
          Signal since(Tri::False);
          since.add(e.fact->key, *e.fact->at, Tri::True, Cause::Dated);
          return since;
        }
    }
    return Signal(sure >= needed || (!scope.negative && !no_more_can_come()) ? Tri::True : Tri::False);
  }
  const Tri absent = scope.mode == Mode::Step && (scope.negative || scope.absent_waits) ? Tri::NotYet : Tri::False;
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
  const bool ended = scope.until && ran_out(*scope.until);
  const std::optional<Time> end = ended                               ? scope.until
                                  : !scope.until                     ? facts_->closed
                                                                     : none;
  if (end) {
    const std::int64_t last = out.points().empty() ? kBeforeAll : out.points().back().key;
    out.add(std::max(key(end->end()), last), *end, value(Tri::False), Cause::Passing);
  }
  return out;
}

// What `counting` comes to for a plain event that is looked at plainly.
void Evaluation::see_plain_event(PropositionIndex p, Signal& out) const {
  const EventFact* first = first_event(p);
  const std::optional<Time>& begin = facts_->begin;
  out.begin_anew(begin ? Tri::NotYet : Tri::False);
  if (begin && (!first || first->key >= key(*begin))) out.add(key(*begin), *begin, Tri::False, Cause::Dated);
  if (first) out.add(first->key, *first->at, Tri::True, Cause::Dated);
}

const EventFact* Evaluation::first_event(PropositionIndex p, const std::optional<Time>& from,
                                         const std::optional<Time>& until, const SpentEvents& spent) const {
  for (const Match& match : facts_->matches_of(p)) {
    const EventFact& fact = facts_->events[match.event];
    if (!inside(fact, from, until)) continue;
    const bool used = std::any_of(spent.begin(), spent.end(), [&](const Spent& s) {
      return s.event == fact.event && (s.proposition == kNone || s.proposition == p);
    });
    if (!used) return &fact;
  }
  return nullptr;
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
      if (!last && (fits == Tri::Unknown || !from)) return dates;  // an undated one is the first
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
    const models::Attribute* attribute = facts.excerpt.attributes[anchor.attribute];
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
    const models::Attribute* attribute = facts.excerpt.attributes[plan.anchor.attribute];
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
    if (!hopeful || value == Tri::True || (value == Tri::Unknown && scope.negative)) return value;
    return value == Tri::False || no_more_can_come() ? Tri::False : scope.negative ? Tri::False : Tri::True;
  };
  Signal out(hoped(Tri::NotYet));
  for (std::size_t v = 0; v < list.size(); ++v) {
    const Version& version = list[v];
    const std::int64_t from = version.known ? key(*version.known) : kBeforeAll;
    const std::int64_t to = v + 1 < list.size() && list[v + 1].known ? key(*list[v + 1].known) : kAfterAll;
    const bool ended = version.until && models::compare(version.until->end(), horizon()) < 0;
    auto put = [&](std::int64_t k, const std::optional<Time>& at, Tri value, Cause cause) {
      const Tri shown = ended && value == Tri::Unknown ? value : hoped(value);  // nothing can be added to what is over
      if (k == kBeforeAll || !at) out = Signal(shown);
      else out.add(k, *at, shown, cause);
    };
    if (version.unknown) {
      // With no event that could lie in it, no such window is met, whatever it turns out to be.
      const CountedEvents all = counted(node.pattern, facts, every, std::nullopt, std::nullopt);
      const std::int64_t some = may_miss_one || scope.under_not ? kBeforeAll : all.size() < needed ? kAfterAll : all[needed - 1].fact->key;
      put(from, version.known, some > from ? Tri::NotYet : Tri::Unknown, Cause::Dated);
      if (some > from && some < to) put(some, all[needed - 1].fact->at, Tri::Unknown, Cause::Dated);
      continue;
    }
    const std::optional<Time> over = ended ? version.until : std::nullopt;
    std::optional<Time> gone = over ? std::optional<Time>(after(*over)) : std::nullopt;
    if (gone && begin_counts_ && facts_->begin && key(*gone) < key(*facts_->begin)) gone = facts_->begin;  // a state is looked at from then on
    const std::int64_t over_key = gone ? key(*gone) : kAfterAll;
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
    if (over && over_key > from && over_key < to) put(over_key, *gone, value(over_key), Cause::Passing);
  }
  return out;
}

Evaluation::Place Evaluation::place(const Node& node, const Facts& facts, const EventFact& fact, Tri fits, std::int64_t at,
                                    bool alone) {
  Place out;
  const TestWindow& window = *node.window.window;
  std::optional<Version> version;  // as known at `at`
  std::int64_t in_view = kBeforeAll;
  if (window.kind == TestWindow::Kind::InTheLast) {
    out.possible = !fact.at;
    in_view = at;
  } else if (window.kind != TestWindow::Kind::None) {
    for (const Version& v : versions(node.window, facts, {}))
      if (!v.known || key(*v.known) <= at) version = v;
    if (!version) return {.later = true};
    out.wait = out.later = version->unknown;
    out.possible = version->unknown || !fact.at;
    if (!version->unknown && !inside(fact, version->from, version->until)) return out;
  }
  auto seen = [&](const EventFact& e) {  // inside a window that is known
    if (window.kind == TestWindow::Kind::None) return true;
    if (!e.at || (version && version->unknown)) return false;
    return in_view == kBeforeAll ? inside(e, version->from, version->until) : key(after(moved(*e.at, window.high, 1, true))) > in_view;
  };
  if (!out.possible && !seen(fact)) return out;
  out.possible |= fits == Tri::Unknown;
  out.sure = !out.possible;
  if (out.possible || alone || node.condition->count == 1) return out;
  std::uint32_t sure = 0;
  for (const Counted& e : counted(node.pattern, facts, {}, std::nullopt, std::nullopt)) {
    sure += e.fits == Tri::True && seen(*e.fact);
    if (e.fact == &fact) break;
  }
  out.sure = sure >= node.condition->count;
  return out;
}

std::vector<Time> Evaluation::window_known(const Node& node, const Facts& facts) {
  std::vector<Time> out;
  const TestWindow::Kind kind = node.window.window->kind;
  if (kind == TestWindow::Kind::None || kind == TestWindow::Kind::InTheLast) return out;
  for (const Version& version : versions(node.window, facts, {}))
    if (version.known) out.push_back(*version.known);
  return out;
}

Signal Evaluation::hopeful_while_open(const Clause& asked) {
  Scope scope;
  scope.mode = Scope::Mode::Hopeful;
  scope.settled = true;
  return hopeful_while_open(asked, scope);
}

Signal Evaluation::hopeful_while_open(const Clause& asked, const Scope& scope) {
  closing_counts_ = false;
  Signal result = clause(asked, scope);
  closing_counts_ = true;
  return result;
}

std::optional<Tri> Evaluation::wherever(const Clause& asked, const Scope& scope) {
  begin_counts_ = false;
  const Signal signal = clause(asked, scope);
  begin_counts_ = true;
  return signal.constant() ? std::optional<Tri>(signal.initial()) : std::nullopt;
}

namespace {

// A moment that no fact marks and that begins a day is that day.
Time by_time(Time t) {
  t.day |= models::day_start(t).local == t.local;
  return t;
}

// A number of events that come in and, some time later, drop out of what is looked at.
struct Change {
  std::int64_t key;
  Time at;
  int sure, possible;
  Cause cause;
};

using Changes = boost::container::small_vector<Change, 48>;

// Most are nearly so already.
void in_order(Changes& changes) {
  constexpr std::size_t kFew = 64;
  const auto before = [](const Change& a, const Change& b) { return a.key != b.key ? a.key < b.key : a.cause > b.cause; };
  if (changes.size() > kFew) return std::stable_sort(changes.begin(), changes.end(), before);
  for (std::size_t i = 1; i < changes.size(); ++i) {
    const Change change = changes[i];
    std::size_t to = i;
    for (; to > 0 && before(change, changes[to - 1]); --to) changes[to] = changes[to - 1];
    changes[to] = change;
  }
}

}  // namespace

Signal Evaluation::in_the_last(const Node& node, const Facts& facts, const Scope& scope) {
  const std::uint32_t needed = node.condition->count;
  if (scope.mode == Scope::Mode::Hopeful) {
    const CountedEvents all = counted(node.pattern, facts, {}, std::nullopt, std::nullopt);
    const auto undated = std::count_if(all.begin(), all.end(), [](const Counted& e) { return !e.fact->at; });
    if (scope.negative && static_cast<std::size_t>(undated) >= needed) return Signal(Tri::Unknown);  // no time passes over them
    return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  }
  const bool may_miss_one = may_miss(node.pattern, facts);
  const Duration& window = node.window.window->high;
  Scope every = scope;
  every.spent = nullptr;
  std::size_t sure = 0, possible = 0;
  Changes changes;
  for (const Counted& e : counted(node.pattern, facts, every, std::nullopt, std::nullopt)) {
    if (!e.fact->at) {
      ++possible;
      continue;
    }
    const int is_sure = e.fits == Tri::True ? 1 : 0;
    const Time gone = by_time(after(moved(*e.fact->at, window, 1, true)));
    changes.push_back({e.fact->key, *e.fact->at, is_sure, 1 - is_sure, Cause::Dated});
    changes.push_back({key(gone), gone, -is_sure, is_sure - 1, Cause::Passing});
  }
  std::int64_t full = kBeforeAll;  // from here on the window lies within the record
  if (facts.begin) {
    const Time at = by_time(moved(*facts.begin, window, 1, false));
    full = key(at);
    changes.push_back({full, at, 0, 0, Cause::Passing});
  }
  if (begin_counts_ && facts_->begin && full < key(*facts_->begin)) {  // a state is looked at from then on
    full = key(*facts_->begin);
    changes.push_back({full, *facts_->begin, 0, 0, Cause::Passing});
  }
  in_order(changes);
  auto value = [&](std::int64_t k) {
    return counted_value(needed, sure, possible, may_miss_one, k >= full ? Tri::False : Tri::NotYet);
  };
  const std::int64_t last = key(horizon());
  Signal out(value(kBeforeAll));
  for (const Change& change : changes) {
    if (change.key > last) break;
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
  if (!start) return Signal(Tri::Unknown);  // since when the record runs is not known
  const bool may_miss_one = may_miss(node.pattern, facts);
  std::size_t sure = 0, possible = 0;
  Changes changes;
  Scope every = scope;
  every.spent = nullptr;
  for (const Counted& e : counted(node.pattern, facts, every, std::nullopt, std::nullopt)) {
    if (!e.fact->at) {
      ++possible;
      continue;
    }
    const int is_sure = e.fits == Tri::True ? 1 : 0;
    const Time gone = by_time(after(deadline(*e.fact->at, node.condition->every)));
    changes.push_back({e.fact->key, *e.fact->at, is_sure, 1 - is_sure, Cause::Dated});
    changes.push_back({key(gone), gone, -is_sure, is_sure - 1, Cause::Passing});
  }
  Time spared = earliest(start->start(), node.condition->every);  // fewer than a whole stretch has passed until then
  spared = by_time(spared);
  const bool at_start = std::any_of(changes.begin(), changes.end(), [&](const Change& c) { return c.key == key(*start) && c.cause == Cause::Dated; });
  changes.push_back({key(*start), *start, 0, 0, at_start ? Cause::Dated : Cause::Passing});  // time alone is no date to count from
  changes.push_back({key(spared), spared, 0, 0, Cause::Passing});
  in_order(changes);
  const std::int64_t last = key(horizon());
  Signal out(Tri::NotYet);
  for (const Change& change : changes) {
    if (change.key > last) break;
    sure += change.sure;
    possible += change.possible;
    if (change.key < key(*start)) continue;
    const Tri value = change.key < key(spared) ? Tri::True
                                               : counted_value(node.condition->count, sure, possible, may_miss_one, Tri::False);
    out.add(change.key, change.at, value, change.cause);
  }
  return from_begin(out);
}

}  // namespace realist::engine

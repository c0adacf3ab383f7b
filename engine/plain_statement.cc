#include "engine/plain_statement.h"

#include <algorithm>
#include <limits>

#include "engine/observed.h"

namespace realist::engine {

using models::Flag;
using models::StepState;
using models::Verdict;
using Plain = Facts::Plain;

namespace {

constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();

}  // namespace

PlainJudging::Stamp PlainJudging::stamp(const Time& at) const {
  return {e_->key(at), at.end().local, at, kNone, at.has_offset() && !at.day};
}

// At most three times are kept a part or step.
const PlainJudging::Stamp* PlainJudging::keep(const Time& at) {
  kept_[kept_count_] = stamp(at);
  return &kept_[kept_count_++];
}

void PlainJudging::take(Evaluation& evaluation) {
  e_ = &evaluation;
  facts_ = &evaluation.facts();
  stamps_.resize(facts_->matches.size());
  for (std::size_t i = 0; i < stamps_.size(); ++i) {
    const std::uint32_t event = facts_->matches[i].event;
    const EventFact& fact = facts_->events[event];
    Stamp& out = stamps_[i];
    if (!fact.at) {
      out.event = kNone;
      continue;
    }
    const Time& at = *fact.at;
    out.key = fact.key;
    out.end = at.day ? at.local + models::kDay - 1 : at.local;
    out.at = at;
    out.event = event;
    out.absolute = at.has_offset() && !at.day;
  }
  not_begun_ = facts_->begin && e_->key(*facts_->begin) > e_->now();
  // The end of a window of days has no offset: it is compared on the local clock.
  over_before_ = facts_->as_of.local;
  if (facts_->closed) {
    closing_ = stamp(facts_->closed->end());
    over_before_ = closing_.end + 1;
  }
  if (++case_ == 0 || looked_.size() != plan_.propositions.size()) {
    case_ = 1;
    looks_.resize(plan_.propositions.size());
    looked_.assign(plan_.propositions.size(), 0);
  }
}

// What its signal comes to. What is unobserved may be presumed: that is for the walk.
const PlainJudging::Look& PlainJudging::look(PropositionIndex p) {
  Look& out = looks_[p];
  if (looked_[p] == case_) return out;
  looked_[p] = case_;
  out = Look{};
  const Signal& signal = e_->plain(p);
  out.last = signal.last();
  if (plan_.propositions[p].judged_only && out.last != Tri::True && out.last != Tri::False) {
    if (!plan_.propositions[p].elsewhere && !signal.ever(Tri::True) && !signal.ever(Tri::False)) out.kind = Look::Kind::Untold;
    return out;
  }
  const auto& points = signal.points();
  const auto rise = std::find_if(points.begin(), points.end(), [](const Point& point) { return point.value == Tri::True; });
  if (signal.initial() == Tri::True) {
    if (points.empty()) out.kind = Look::Kind::Always;
  } else if (rise == points.end()) {
    out.kind = Look::Kind::Never;
  } else {
    out.kind = Look::Kind::Rises;
    out.lasting = rise + 1 == points.end();
    out.judged = rise->cause == Cause::Judged;
    out.at = stamp(rise->at);
  }
  return out;
}

bool PlainJudging::came(PropositionIndex p) {
  const Plain& plain = facts_->plain[p];
  if (plain.kind == Plain::Kind::Event) return plain.first != plain.end;
  // What time can only break comes true by a step that held, or by somebody's judgement.
  if (plan_.propositions[p].breakable && !facts_->judged[p].ever(Tri::True)) return false;
  if (plain.kind == Plain::Kind::Constant) return plain.value == Tri::True;
  if (only_events(*e_, p)) return met_at_last(*e_, p) == Tri::True;
  return e_->plain(p).ever(Tri::True);
}

bool PlainJudging::came_last() { return row_->last != kNone ? came(row_->last) : came(plan_.theory.statements[row_->statement].steps.back().clause); }

bool PlainJudging::came(const models::Clause& last) {
  const bool plain = std::all_of(last.parts.begin(), last.parts.end(), [&](const models::Clause& part) { return facts_->plain[part.proposition].kind != Plain::Kind::No; });
  if (!plain) return e_->clause(last, {}).ever(Tri::True);
  return std::all_of(last.parts.begin(), last.parts.end(), [&](const models::Clause& part) { return came(part.proposition); });
}

PlainJudging::Told PlainJudging::judge(const PlainRow& row, Traces& out) {
  row_ = &row;
  if (!row.short_dormant) return Told::Walk;
  if (row.otherwise) return judge_otherwise(out);
  if (row.whenever) return row.plain ? judge_each(out) : Told::Walk;
  const Told told = row.any ? activate_any() : activate();
  if (told == Told::Dormant) return told;
  if (told == Told::Traced && never_) {
    add_unknown(out);
    return told;
  }
  if (told == Told::Walk || !row.plain || !blocks_are_plain()) return Told::Walk;
  if (activation_ ? !set_clock() || !walk() || !hand_on() : !walk_undated()) return Told::Walk;
  add_trace(out);
  return told;
}

void PlainJudging::add_unknown(Traces& out) {
  Trace& trace = out.all.emplace_back();
  trace.statement = row_->statement;
  trace.verdict = Verdict::Undetermined;
  trace.unknown_antecedent = true;
  trace.unknown_parts = unknown_;
  trace.odd_missing = odd_;
}

void PlainJudging::add_trace(Traces& out) {
  Trace& trace = out.all.emplace_back();
  trace.statement = row_->statement;
  trace.first = static_cast<std::uint32_t>(out.states.size());
  tell(trace);
  out.states.insert(out.states.end(), states_.begin(), states_.begin() + trace.count);
}

// Whenever, Only if: each match of the event is an occurrence.
PlainJudging::Told PlainJudging::judge_each(Traces& out) {
  const Plain& plain = facts_->plain[rows_.parts[row_->first_part].proposition];
  if (plain.kind != Plain::Kind::Event || !blocks_are_plain()) return Told::Walk;
  if (plain.first == plain.end) return Told::Dormant;
  const std::size_t before = out.all.size();
  presumed_ = false;
  for (std::uint32_t i = plain.first; i < plain.end; ++i) {
    kept_count_ = 0;
    base_ = reached_ = activation_ = &stamps_[i];
    if (!walk() || !hand_on()) {
      out.all.resize(before);
      return Told::Walk;
    }
    add_trace(out);
  }
  return Told::Traced;
}

// An `any of` of which nothing came yet, but an event still may; or of which it is not known.
PlainJudging::Told PlainJudging::judge_otherwise(Traces& out) {
  if (is_dormant_otherwise()) return Told::Dormant;
  if (!row_->any) return Told::Walk;
  bool may_come = false;
  unknown_ = 0;
  odd_ = not_begun_;
  for (std::uint16_t k = 0; k < row_->parts; ++k) {
    const PlainPart& part = rows_.parts[row_->first_part + k];
    const Plain& plain = facts_->plain[part.proposition];
    const bool event = plain.kind == Plain::Kind::Event && !part.negated;
    if (!event && (plain.kind != Plain::Kind::Constant || plan_.propositions[part.proposition].judged_only)) return Told::Walk;
    may_come |= event;
    if (!event && plain.value == Tri::Unknown) unknown_ |= static_cast<std::uint16_t>(1u << k);
  }
  if (unknown_ != 0) add_unknown(out);
  if (unknown_ != 0) return Told::Traced;
  return may_come && !facts_->closed ? Told::Dormant : Told::Walk;
}

// What it waits to fail came true: facts without an end, each of which came.
bool PlainJudging::is_dormant_otherwise() const {
  auto holds = [&](const PlainPart& part) {
    const Plain& plain = facts_->plain[part.proposition];
    if (plain.kind == Plain::Kind::Event) return !part.negated && plain.first != plain.end;
    return plain.kind == Plain::Kind::Constant && plain.value == (part.negated ? Tri::False : Tri::True);
  };
  const auto first = rows_.parts.begin() + row_->first_part, end = first + row_->parts;
  return row_->any ? std::any_of(first, end, holds) : std::all_of(first, end, holds);
}

// ---- the antecedent ----

// Traced: it came true at `activation_` or, where `never_` is set, it is unknown.
PlainJudging::Told PlainJudging::activate() {
  tied_ = drops_ = unsure_ = never_ = presumed_ = false;
  odd_ = not_begun_;
  activation_ = nullptr;
  kept_count_ = 0;
  unknown_ = 0;
  last_ = Tri::True;
  for (std::uint16_t k = 0; k < row_->parts; ++k) {
    const PlainPart& part = rows_.parts[row_->first_part + k];
    const PropositionIndex p = part.proposition;
    const Plain& plain = facts_->plain[p];
    auto unknown = [&] {
      never_ = true;
      last_ = models::both(last_, Tri::Unknown);
      unknown_ |= static_cast<std::uint16_t>(1u << k);
    };
    if (part.negated) {
      if (plain.kind != Plain::Kind::Constant) unsure_ = true;
      else if (plain.value == Tri::True) return Told::Dormant;
      else if (plain.value != Tri::False) unknown();
    } else if (plain.kind == Plain::Kind::Event) {
      if (plain.first == plain.end) return Told::Dormant;
      meet(stamps_[plain.first]);
    } else if (plain.kind == Plain::Kind::Constant) {
      if (plain.value == Tri::False) return Told::Dormant;
      if (plain.value == Tri::Unknown && plan_.propositions[p].judged_only && !e_->moments[p].empty()) unsure_ |= !meet_moment(p);
      else if (plain.value != Tri::True) unknown();
    } else if (only_events(*e_, p)) {
      const Met met_by = met(p, nullptr, kEndless, kNone);
      if (met_by.at) meet(*met_by.at), unsure_ |= met_by.tied;
      else if (met_by.perhaps) unknown(), odd_ = true;
      else if (!met_by.always) return Told::Dormant;
    } else {
      const Look& seen = look(p);
      switch (seen.kind) {
        case Look::Kind::Untold:
          if (!e_->moments[p].empty()) unsure_ |= !meet_moment(p);
          else unknown();
          break;
        case Look::Kind::Always: break;
        case Look::Kind::Other: unsure_ = true; break;
        case Look::Kind::Never:
          never_ = true;
          last_ = models::both(last_, seen.last);
          if (seen.last == Tri::Unknown) unknown_ |= static_cast<std::uint16_t>(1u << k), odd_ = true;
          break;
        case Look::Kind::Rises:
          last_ = models::both(last_, seen.last);
          drops_ |= !seen.lasting;
          if (seen.last == Tri::Unknown) unknown_ |= static_cast<std::uint16_t>(1u << k), odd_ = true;
          odd_ |= seen.at.key > e_->now();  // so not yet
          unsure_ |= part.tests_events || (seen.judged && !e_->moments[p].empty());
          meet(seen.at);
          break;
      }
    }
  }
  if (never_ && last_ == Tri::False) return Told::Dormant;  // whatever the rest may be
  if (unsure_) return Told::Walk;
  if (never_) return last_ == Tri::Unknown ? Told::Traced : Told::Dormant;
  if (tied_ || !activation_ || (drops_ && row_->parts > 1)) return Told::Walk;
  return Told::Traced;
}

// The first part to come true activates; one that is true at all times leaves it without a date.
PlainJudging::Told PlainJudging::activate_any() {
  never_ = presumed_ = false;
  kept_count_ = 0;
  unknown_ = 0;
  odd_ = not_begun_;
  activation_ = nullptr;
  bool always = false, tied = false;
  const auto take = [&](const Stamp& stamp) {
    if (activation_ && activation_->key == stamp.key) tied |= stamp.event == kNone || stamp.event != activation_->event;
    if (activation_ && activation_->key <= stamp.key) return;
    activation_ = &stamp;
    tied = false;
  };
  for (std::uint16_t k = 0; k < row_->parts; ++k) {
    const PlainPart& part = rows_.parts[row_->first_part + k];
    const PropositionIndex p = part.proposition;
    const Plain& plain = facts_->plain[p];
    if (plain.kind == Plain::Kind::Constant) {
      if (plan_.propositions[p].judged_only && !e_->moments[p].empty()) return Told::Walk;
      always |= plain.value == (part.negated ? Tri::False : Tri::True);
      if (plain.value == Tri::Unknown) unknown_ |= static_cast<std::uint16_t>(1u << k);
    } else if (part.negated) {
      return Told::Walk;
    } else if (plain.kind == Plain::Kind::Event) {
      if (plain.first != plain.end) take(stamps_[plain.first]);
    } else if (only_events(*e_, p)) {
      const Met found = met(p, nullptr, kEndless, kNone);
      if (found.tied) return Told::Walk;
      if (found.at) take(*found.at);
      always |= found.always;
      if (found.perhaps) unknown_ |= static_cast<std::uint16_t>(1u << k), odd_ = true;
    } else {
      return Told::Walk;
    }
  }
  if (always) activation_ = nullptr;
  if (always) return Told::Traced;
  if (tied) return Told::Walk;
  if (activation_) return Told::Traced;
  never_ = unknown_ != 0;
  return never_ ? Told::Traced : Told::Dormant;
}

// The last part to come true activates. Which of two that came at once it was is the walk's business.
void PlainJudging::meet(const Stamp& stamp) {
  if (!activation_ || activation_->key < stamp.key) {
    activation_ = &stamp;
    tied_ = false;
  } else if (activation_->key == stamp.key) {
    tied_ |= stamp.event == kNone || stamp.event != activation_->event;
  }
}

// An unobserved part is presumed from the first moment at which it was reached.
bool PlainJudging::meet_moment(PropositionIndex p) {
  const Moment* first = nullptr;
  for (const Moment& moment : e_->moments[p]) {
    if (!moment.at) return false;
    if (!first || e_->key(*moment.at) < e_->key(*first->at)) first = &moment;
  }
  meet(*keep(*first->at));
  presumed_ = true;
  return true;
}

// Only a judgement can tell it, and none does or did.
bool PlainJudging::is_unobserved(PropositionIndex p) {
  const Plain& plain = facts_->plain[p];
  if (!plan_.propositions[p].judged_only || plain.kind == Plain::Kind::Event) return false;
  return plain.kind == Plain::Kind::Constant ? plain.value == Tri::Unknown : look(p).kind == Look::Kind::Untold;
}

// Where an unobserved part was reached at this very moment, the clock of the statement that reached it runs on.
bool PlainJudging::set_clock() {
  base_ = reached_ = activation_;
  if (!presumed_) return true;
  const Time* best = nullptr;
  for (std::uint16_t k = 0; k < row_->parts; ++k) {
    const PropositionIndex p = rows_.parts[row_->first_part + k].proposition;
    if (rows_.parts[row_->first_part + k].negated || !is_unobserved(p)) continue;
    for (const Moment& moment : e_->moments[p]) {
      const Clock& clock = moment.clock;
      if (e_->key(*moment.at) != activation_->key) continue;
      if (std::find(clock.through.begin(), clock.through.end(), row_->statement) != clock.through.end()) continue;
      if (!clock.base || !clock.earliest.empty() || !clock.latest.empty() || clock.endless) return false;
      const std::int64_t key = e_->key(*clock.base), best_key = best ? e_->key(*best) : kEndless;
      if (best && key == best_key && !(*clock.base == *best)) return false;
      if (!best || key < best_key) best = &*clock.base;
    }
  }
  if (best) base_ = keep(*best);
  return true;
}

// ---- the steps ----

bool PlainJudging::walk() {
  passed_count_ = 0;
  seen_ = 0;
  stalled_at_ = kNone;
  end_at_ = nullptr;
  for (step_ = 0; step_ < row_->steps; ++step_) {
    const PlainStep& step = rows_.steps[row_->first_step + step_];
    switch (take_step(step)) {
      case Step::Walk: return false;
      case Step::Decides: return true;
      case Step::Goes: break;
    }
  }
  return true;
}

// There is no date to count the first step's window from: an event cannot be placed, and what never came did not come.
bool PlainJudging::walk_undated() {
  const PlainStep& step = rows_.steps[row_->first_step];
  if (row_->blocks > 0 || step.kind != PlainStep::Kind::Event || step.negated || step.previously || !step.windowed) return false;
  const Plain& plain = facts_->plain[step.proposition];
  if (plain.kind != Plain::Kind::Event) return false;
  step_ = seen_ = passed_count_ = 0;
  stalled_at_ = kNone;
  const bool closed = facts_->closed && plain.first == plain.end;
  states_[0] = closed ? StepState::Closed : StepState::Unknown;
  end_ = closed ? End::Closing : End::None;
  return true;
}

PlainJudging::Step PlainJudging::take_step(const PlainStep& step) {
  from_ = base_;
  until_ = kEndless;
  if (step.windowed && !set_window(step)) return Step::Walk;
  if (step.kind == PlainStep::Kind::Joined) return joined(step);
  const Plain& plain = facts_->plain[step.proposition];
  if (plain.kind == Plain::Kind::Event) return step.previously ? previously(step) : event(step);
  if (step.kind == PlainStep::Kind::Event) return step.previously || step.negated ? Step::Walk : tested(step);
  if (step.negated) return Step::Walk;
  if (step.kind == PlainStep::Kind::Judged) return is_unobserved(step.proposition) ? unobserved(step) : judged(step);
  return plain.kind == Plain::Kind::No ? Step::Walk : attribute(step);
}

// The only step: true at or before what activated the statement.
PlainJudging::Step PlainJudging::previously(const PlainStep& step) {
  const Plain& plain = facts_->plain[step.proposition];
  const Stamp *found = stamps_.data() + plain.first, *end = stamps_.data() + plain.end;
  if (found != end && found->event == activation_->event) ++found;
  end_ = End::None;
  if (found == end || !models::at_or_before(found->at, activation_->at)) {
    states_[step_] = StepState::Refuted;
    return Step::Decides;
  }
  states_[step_] = StepState::Holds;
  seen_ = step_ + 1;
  return Step::Goes;
}

bool PlainJudging::set_window(const PlainStep& step) {
  const StepPlan& written = *step.plan;
  if (step.span != PlainStep::kByDuration && !step.same_day && facts_->pauses.empty()) {  // most windows
    until_ = base_->end + step.span;
    if (base_->at.local + step.span >= models::kMaxLocal) return false;
    if (!step.earliest) return true;
  }
  if (step.earliest) from_ = keep(e_->earliest(base_->at, *written.earliest));
  if (from_->at.local >= models::kMaxLocal) return false;  // in a pause that has not ended
  if (until_ != kEndless || (!written.latest && !step.same_day)) return true;
  Time end = base_->at;
  if (written.latest) end = e_->deadline(end, *written.latest);
  if (end.local >= models::kMaxLocal) return !facts_->closed;  // a pause that has not ended
  until_ = step.same_day ? models::day_end(end).local : end.end().local;
  return true;
}

PlainJudging::Step PlainJudging::event(const PlainStep& step) {
  const Stamp* event = first(step.proposition, *from_, until_, activation_->event);
  if (step.negated) return event_averted(event);
  if (!event) return event_missed(step);
  states_[step_] = StepState::Holds;
  base_ = event;
  if (reached_->key < event->key) reached_ = event;
  seen_ = step_ + 1;
  end_ = End::At;
  end_at_ = event;
  return Step::Goes;
}

PlainJudging::Step PlainJudging::event_missed(const PlainStep& step) {
  end_ = window_end();
  if (end_ == End::None) {
    states_[step_] = StepState::Open;
    return Step::Decides;
  }
  const Stamp* late = end_ == End::Window ? first(step.proposition, *from_, kEndless, activation_->event) : nullptr;
  if (late && late->key > until_) states_[step_] = StepState::Late;
  else if (step.earliest && was_early(step)) states_[step_] = StepState::Early;
  else states_[step_] = end_ == End::Window ? StepState::Overdue : StepState::Closed;
  return Step::Decides;
}

bool PlainJudging::was_early(const PlainStep& step) const {
  const Plain& plain = facts_->plain[step.proposition];
  for (std::uint32_t i = plain.first; i < plain.end; ++i)
    if (stamps_[i].event != activation_->event) return stamps_[i].key < e_->key(from_->at.start());
  return false;
}

// ---- tests of several events, or of fields that are not always recorded ----

// Counts the matches inside the bounds but one that has served already, until there are enough.
PlainJudging::Met PlainJudging::met(PropositionIndex p, const Stamp* from, std::int64_t until, std::uint32_t but) const {
  Met out;
  const std::uint32_t needed = plan_.propositions[p].needed;
  const Facts::Stretch range = facts_->matched[plan_.propositions[p].some_events];
  std::uint32_t possible = 0;
  const Stamp* before = nullptr;
  for (std::uint32_t i = range.first; i < range.end; ++i) {
    const Stamp* stamp = stamps_[i].event == kNone ? nullptr : &stamps_[i];
    if (stamp && ((from && !at_or_before(*from, *stamp)) || stamp->at.local > until || stamp->event == but)) continue;
    if (facts_->matches[i].fits != Tri::True) {
      ++possible;
      continue;
    }
    if (++out.sure < needed) {
      before = stamp;
      continue;
    }
    out.at = stamp;
    out.always = !stamp;
    out.tied = stamp && before && before->key == stamp->key;
    return out;
  }
  const PatternPlan& pattern = plan_.patterns[plan_.propositions[p].some_events];
  out.perhaps = facts_->excerpt.may_be_missing[pattern.type] != 0 || out.sure + possible >= needed;
  return out;
}

// So at all times: it holds, without a date to count from. A window of its own would run on.
PlainJudging::Step PlainJudging::always(const PlainStep& step) {
  if (step.plan->written && step_ + 1u < row_->steps) return Step::Walk;
  end_ = End::None;
  states_[step_] = StepState::Holds;
  seen_ = step_ + 1;
  return Step::Goes;
}

PlainJudging::Step PlainJudging::tested(const PlainStep& step) {
  const PropositionIndex p = step.proposition;
  if (!only_events(*e_, p) || until_ < from_->key) return Step::Walk;
  const Met in_window = met(p, from_, until_, activation_->event);
  if (in_window.always) return always(step);
  if (in_window.at) {
    states_[step_] = StepState::Holds;
    base_ = end_at_ = in_window.at;
    if (reached_->key < base_->key) reached_ = base_;
    seen_ = step_ + 1;
    end_ = End::At;
    return Step::Goes;
  }
  end_ = window_end();
  if (end_ != End::None && in_window.perhaps) return Step::Walk;
  const Met late = end_ == End::Window ? met(p, from_, kEndless, activation_->event) : Met{};
  const Met ever = step.earliest ? met(p, nullptr, kEndless, activation_->event) : Met{};
  if (end_ == End::None) states_[step_] = StepState::Open;
  else if (late.at && late.at->key > until_) states_[step_] = StepState::Late;
  else if (plan_.propositions[p].needed > 1 && in_window.sure > 0) states_[step_] = StepState::TooFew;
  else if (ever.at && ever.at->key < e_->key(from_->at.start())) states_[step_] = StepState::Early;
  else states_[step_] = end_ == End::Window ? StepState::Overdue : StepState::Closed;
  return Step::Decides;
}

// The last step, where it joins several events: it holds with the last of them.
PlainJudging::Step PlainJudging::joined(const PlainStep& step) {
  const Stamp* last = nullptr;
  bool all = true, tied = false;
  for (std::uint32_t i = step.first_joined; i < step.end_joined; ++i) {
    const PropositionIndex p = rows_.joined[i];
    if (facts_->plain[p].kind != Plain::Kind::Event) return Step::Walk;
    const Stamp* event = first(p, *from_, until_, activation_->event);
    all &= event != nullptr;
    if (!event) continue;
    tied |= last && last->key == event->key;
    if (!last || last->key < event->key) last = event;
  }
  if (all) {
    if (tied && row_->blocks > 0) return Step::Walk;
    states_[step_] = StepState::Holds;
    base_ = end_at_ = last;
    if (reached_->key < last->key) reached_ = last;
    seen_ = step_ + 1;
    end_ = End::At;
    return Step::Goes;
  }
  end_ = window_end();
  stalled_at_ = first_missing(step);
  if (end_ == End::None) states_[step_] = StepState::Open;
  else if (end_ == End::Window) states_[step_] = came_late(step) ? StepState::Late : StepState::Overdue;
  else states_[step_] = StepState::Closed;
  return Step::Decides;
}

bool PlainJudging::came_late(const PlainStep& step) const {
  std::int64_t last = 0;
  for (std::uint32_t i = step.first_joined; i < step.end_joined; ++i) {
    const Stamp* event = first(rows_.joined[i], *from_, kEndless, activation_->event);
    if (!event) return false;
    if (i == step.first_joined || last < event->key) last = event->key;
  }
  return last > until_;
}

PropositionIndex PlainJudging::first_missing(const PlainStep& step) const {
  for (std::uint32_t i = step.first_joined; i < step.end_joined; ++i)
    if (!first(rows_.joined[i], *from_, until_, kNone)) return rows_.joined[i];
  return rows_.joined[step.first_joined];
}

// ---- what is averted, attributes, judgements ----

// The last step, `then not`.
PlainJudging::Step PlainJudging::event_averted(const Stamp* event) {
  if (event) {
    states_[step_] = StepState::Refuted;
    end_ = End::At;
    end_at_ = event;
    return Step::Decides;
  }
  const bool endless = until_ == kEndless;
  if (endless && facts_->closed && e_->key(base_->at.start()) > closing_.key) return Step::Walk;
  end_ = window_end();
  if (endless ? end_ != End::Closing : end_ != End::Window) {
    states_[step_] = facts_->closed ? StepState::Unknown : StepState::Open;
    return Step::Decides;
  }
  states_[step_] = StepState::Holds;
  seen_ = step_ + 1;
  return Step::Goes;
}

// One attribute without a date: so at all times, or not known.
PlainJudging::Step PlainJudging::attribute(const PlainStep& step) {
  const Tri value = facts_->plain[step.proposition].value;
  end_ = End::None;
  if (value == Tri::True) {
    states_[step_] = StepState::Holds;
    seen_ = step_ + 1;
    return Step::Goes;
  }
  if (value == Tri::False) {
    states_[step_] = StepState::Refuted;
    if (step.windowed) end_ = window_end();
    return Step::Decides;
  }
  if (e_->key(from_->at.start()) > e_->key(e_->horizon())) return Step::Walk;  // its window has not begun
  states_[step_] = step.windowed && window_end() == End::None ? StepState::Open : StepState::Unknown;
  return Step::Decides;
}

// What only a judgement tells, and one does.
PlainJudging::Step PlainJudging::judged(const PlainStep& step) {
  const Signal& signal = e_->plain(step.proposition);
  if (signal.last() != Tri::True && signal.last() != Tri::False) return Step::Walk;
  const Time& begin = from_->at;
  const std::int64_t from = e_->key(begin.start());
  const bool begun = signal.constant() || from <= e_->key(e_->horizon());
  const Stamp* at = nullptr;
  bool dated = false;
  const bool holds = begun && any_stretch(signal, [&](const Stretch& s) {
    if (s.value != Tri::True || (s.to && s.to->key <= from)) return false;
    if (s.from && s.from->key > until_) return false;
    dated = s.cause() == Cause::Dated;
    if (!s.from) return true;
    const bool bare = (s.from->at.day || begin.day) && models::at_or_before(s.from->at, begin) && models::at_or_before(begin, s.from->at);
    at = s.from->key < from && !bare ? from_ : keep(s.from->at);
    return true;
  });
  if (!holds) return not_held(step, window_end() != End::None || !step.windowed);
  states_[step_] = StepState::Holds;
  if (!dated) pass(step.proposition);
  if (dated) base_ = at;
  if (at && reached_->key < at->key) reached_ = at;
  end_ = at ? End::At : End::None;
  end_at_ = at;
  seen_ = step_ + 1;
  return Step::Goes;
}

// Refuted where the latest evidence, dated at or after the base or undated, says no.
PlainJudging::Step PlainJudging::not_held(const PlainStep& step, bool closes) {
  const NodeId indicator = plan_.propositions[step.proposition].indicator;
  std::optional<Time> latest = facts_->last_judged[step.proposition];
  if (indicator != kNone) {
    const Node& node = plan_.nodes[indicator];
    if (node.kind != models::Condition::Kind::Judgement || node.window.window->kind != models::TestWindow::Kind::None) return Step::Walk;
    latest = last_of(facts_->judgement_tests[node.test]);
  }
  const Signal& told = e_->plain(step.proposition);
  if (told.last() != Tri::False) return Step::Walk;
  const bool after = latest && models::at_or_before(base_->at, *latest);
  const bool undated = told.constant() && (after || !latest);  // what all of them say is so at all times
  if (undated || (after && closes)) {
    states_[step_] = StepState::Refuted;
    end_ = step.windowed ? window_end() : undated ? End::None : End::At;
    if (end_ == End::At) end_at_ = keep(*latest);
  } else {
    if (closes) return Step::Walk;
    states_[step_] = StepState::Open;
    end_ = End::None;
  }
  pass(step.proposition);
  return Step::Decides;
}

// Nobody judged it: it is passed over.
PlainJudging::Step PlainJudging::unobserved(const PlainStep& step) {
  states_[step_] = StepState::Unobserved;
  end_ = window_end();
  pass(step.proposition);
  return Step::Goes;
}

void PlainJudging::pass(PropositionIndex p) {
  if (plan_.propositions[p].leads_on) passed_[passed_count_++] = {p, reached_, base_};
}

// Other statements' clocks run on from the steps without a date of their own that were reached. A window of such a step's
// own runs on as well: that is for the walk.
bool PlainJudging::hand_on() {
  if (passed_count_ == 0) return true;
  const PlainStep& last = rows_.steps[row_->first_step + row_->steps - 1u];
  if (passed_[passed_count_ - 1].step == last.proposition && last.plan->written) return false;
  for (std::uint32_t i = 0; i < passed_count_; ++i) {
    const Passed& passed = passed_[i];
    if (blocked(End::At, passed.reached).which != Trace::kNotBlocked) continue;
    Clock clock{passed.base->at, {}, {}, false, {row_->statement}};
    e_->reach(passed.step, {passed.reached->at, std::move(clock), row_->statement});
  }
  return true;
}

// ---- the verdict ----

void PlainJudging::tell(Trace& trace) {
  trace.deciding = step_;
  trace.count = std::min<std::uint32_t>(step_ + 1, row_->steps);
  tell_states(trace);
  if (step_ == row_->steps) {
    if (states_[step_ - 1u] == StepState::Unobserved) {
      trace.unobserved_end = true;
      trace.end_open = end_ == End::None;
      trace.verdict = trace.end_open ? Verdict::Pending : Verdict::Undetermined;
      return apply_block(trace);
    }
    trace.verdict = Verdict::Fired;
    trace.block = blocked(end_, end_at_).which;
    if (trace.block != Trace::kNotBlocked) trace.flags.set(Flag::Despite);
    return;
  }
  const StepState state = states_[step_];
  if (state == StepState::Unknown) {
    trace.verdict = Verdict::Undetermined;
    trace.date_missing = !activation_;
    return;
  }
  trace.verdict = state == StepState::Open ? Verdict::Pending : Verdict::Stalled;
  if (state == StepState::Open) end_ = End::None;
  apply_block(trace);
  trace.stalled_at = stalled_at_;
  const bool stopped = trace.verdict == Verdict::Stalled || trace.verdict == Verdict::Blocked;
  if (stopped && step_ + 1 < row_->steps && row_->bypassable && came_last()) trace.flags.set(Flag::Bypassed);
}

void PlainJudging::tell_states(Trace& trace) {
  if (presumed_) trace.flags.set(Flag::Presumed);
  for (std::uint32_t i = 0; i < trace.count; ++i) {
    if (states_[i] != StepState::Unobserved) continue;
    if (i < seen_) {
      states_[i] = StepState::Presumed;
      trace.flags.set(Flag::Presumed);
    } else {
      trace.passes_over = true;
    }
  }
}

void PlainJudging::apply_block(Trace& trace) const {
  if (row_->blocks == 0) return;
  const Found found = blocked(end_, end_at_);
  trace.block = found.which;
  if (found.which != Trace::kNotBlocked) trace.verdict = Verdict::Blocked;
  else if (found.perhaps && trace.verdict != Verdict::Undetermined) trace.flags.set(Flag::MaybeBlocked);
}

bool PlainJudging::blocks_are_plain() const {
  const auto first = rows_.blocks.begin() + row_->first_block;
  return std::all_of(first, first + row_->blocks, [&](PropositionIndex p) { return facts_->plain[p].kind != Plain::Kind::No; });
}

// The earliest block from the activation on.
PlainJudging::Found PlainJudging::blocked(End kind, const Stamp* at) const {
  Found found;
  if (row_->blocks == 0) return found;
  std::int64_t until = kEndless, until_key = kEndless;
  bool absolute = false;
  if (kind == End::Window) until = until_key = until_;
  if (kind == End::Closing) until = closing_.end, until_key = closing_.key, absolute = closing_.absolute;
  if (kind == End::At) until = at->end, until_key = e_->key(at->at.end()), absolute = at->absolute;
  if (until_key < e_->key(activation_->at.start())) return found;  // over before it began
  const Stamp* since = nullptr;
  for (std::uint16_t b = 0; b < row_->blocks; ++b) {
    const PropositionIndex p = rows_.blocks[row_->first_block + b];
    const bool none = found.which == Trace::kNotBlocked;
    if (facts_->plain[p].kind == Plain::Kind::Constant) {
      found.perhaps |= facts_->plain[p].value == Tri::Unknown;
      if (facts_->plain[p].value != Tri::True || !(none || since)) continue;
      found.which = b;
      since = nullptr;
      continue;
    }
    const Stamp* event = first(p, *activation_, kEndless, kNone);
    if (!event || (absolute && event->absolute ? event->key > until_key : event->at.local > until)) continue;
    if (!none && (!since || event->key >= since->key)) continue;
    found.which = b;
    since = event;
  }
  return found;
}

// The first match inside the bounds but one that has served already: the event that activated the statement serves no step.
const PlainJudging::Stamp* PlainJudging::first(PropositionIndex p, const Stamp& from, std::int64_t until, std::uint32_t but) const {
  const Plain& plain = facts_->plain[p];
  for (const Stamp *found = stamps_.data() + plain.first, *end = stamps_.data() + plain.end; found != end; ++found)
    if (at_or_before(from, *found) && found->at.local <= until && (found->event != but || but == kNone)) return found;
  return nullptr;
}

}  // namespace realist::engine

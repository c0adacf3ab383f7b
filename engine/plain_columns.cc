#include "engine/plain_columns.h"

#include <algorithm>
#include <limits>

#include "engine/tally_counts.h"

namespace realist::engine {

using models::Flag;
using models::StepState;
using models::Verdict;
using Plain = Facts::Plain;

namespace {

constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLongestWindow = 100'000 * models::kDay;  // as PlainStep::span has it

std::optional<std::int64_t> whole_days(const std::optional<models::Duration>& d) {
  if (!d || d->count < 0 || d->count >= 100'000) return std::nullopt;
  if (d->unit == models::Unit::Day) return d->count * models::kDay;
  if (d->unit == models::Unit::Week) return d->count * 7 * models::kDay;
  return std::nullopt;
}

std::int64_t last_of_day(std::int64_t local) {
  const std::int64_t days = local / models::kDay - (local % models::kDay < 0 ? 1 : 0);
  return days * models::kDay + models::kDay - 1;
}

}  // namespace

// ---- which statements ----

PlainColumns::PlainColumns(const Plan& plan, const PlainPlan& rows) : plan_(plan), rows_(rows) {
  place_.assign(plan.propositions.size(), kNone);
  mine_.assign(rows.every.size(), 0);
  for (std::uint32_t row = 0; row < rows.rows.size(); ++row)
    if (add_row(row)) mine_[row / 64] |= std::uint64_t{1} << (row % 64);
  left_.resize(own_.size());
  lanes_.resize(kLanes);
  ranges_.resize(used_.size() * kLanes);
}

// One event that may come, with attributes beside it; no two of them may miss the same fact.
bool PlainColumns::add_row(std::uint32_t index) {
  const PlainRow& row = rows_.rows[index];
  if (!row.plain || row.any || row.otherwise || row.whenever) return false;
  Row out;
  out.row = index;
  out.statement = row.statement;
  PropositionIndex trigger = kNone;
  std::vector<AttributeId> asked;
  for (std::uint32_t k = row.first_part; k < row.first_part + row.parts; ++k) {
    const PlainPart& part = rows_.parts[k];
    const PropositionPlan& plan = plan_.propositions[part.proposition];
    if (plan.one_event != kNone && !part.negated && trigger == kNone) {
      trigger = part.proposition;
      continue;
    }
    if (plan.elsewhere || plan.indicator == kNone || plan_.nodes[plan.indicator].kind != models::Condition::Kind::Attribute) return false;
    const AttributeId attribute = plan_.attribute_tests[plan_.nodes[plan.indicator].test].attribute;
    if (std::find(asked.begin(), asked.end(), attribute) != asked.end()) return false;
    asked.push_back(attribute);
  }
  if (trigger == kNone) return false;
  std::vector<PropositionIndex> all{trigger};
  for (std::uint32_t i = row.first_step; i < row.first_step + row.steps; ++i) {
    const PlainStep& step = rows_.steps[i];
    if (step.kind == PlainStep::Kind::Event) all.push_back(step.proposition);
    else if (step.kind == PlainStep::Kind::Joined && row.blocks == 0) all.insert(all.end(), rows_.joined.begin() + step.first_joined, rows_.joined.begin() + step.end_joined);
    else return false;
  }
  for (const PropositionIndex p : all)
    if (plan_.propositions[p].one_event == kNone) return false;
  for (std::uint32_t b = row.first_block; b < row.first_block + row.blocks; ++b)
    if (plan_.propositions[rows_.blocks[b]].judged_only) return false;
  const auto place = static_cast<std::uint32_t>(own_.size());
  for (const PropositionIndex p : all) use(p, place);
  out.trigger = place_[trigger];
  if (!take_steps(row, out)) {
    for (auto& [p, users] : uses_) std::erase(users, place);
    return false;
  }
  for (std::uint32_t k = row.first_part; k < row.first_part + row.parts; ++k) use(rows_.parts[k].proposition, place);
  for (std::uint32_t b = row.first_block; b < row.first_block + row.blocks; ++b)
    out.blocks.push_back({rows_.blocks[b], use(rows_.blocks[b], place)});
  own_.push_back(std::move(out));
  return true;
}

bool PlainColumns::take_steps(const PlainRow& row, Row& out) {
  for (std::uint32_t i = row.first_step; i < row.first_step + row.steps; ++i) {
    Step step;
    if (!take_step(rows_.steps[i], step)) return false;
    out.steps.push_back(step);
  }
  return true;
}

bool PlainColumns::take_step(const PlainStep& step, Step& out) {
  const StepPlan& written = *step.plan;
  out.negated = step.negated;
  out.same_day = step.same_day;
  out.earliest = whole_days(written.earliest);
  if (step.windowed) out.latest = whole_days(written.latest);
  const bool usual = !step.previously && (!written.earliest || out.earliest) && (!step.windowed || !written.latest || (out.latest && !step.same_day));
  if (!usual) return false;
  if (step.kind == PlainStep::Kind::Event) {
    out.places[0] = place_[step.proposition];
    return true;
  }
  out.count = step.end_joined - step.first_joined;
  if (out.count > out.places.size()) return false;
  for (std::uint32_t i = 0; i < out.count; ++i) out.places[i] = place_[rows_.joined[step.first_joined + i]];
  return true;
}

// Notes that a row rests on a proposition; gives the place of an event.
std::uint32_t PlainColumns::use(PropositionIndex p, std::uint32_t row) {
  auto known = std::find_if(uses_.begin(), uses_.end(), [&](const auto& entry) { return entry.first == p; });
  if (known == uses_.end()) known = uses_.insert(uses_.end(), {p, {}});
  if (known->second.empty() || known->second.back() != row) known->second.push_back(row);
  if (plan_.propositions[p].one_event != kNone && place_[p] == kNone) {
    place_[p] = static_cast<std::uint32_t>(used_.size());
    used_.push_back(p);
  }
  return place_[p];
}

// ---- taking cases ----

void PlainColumns::clear() {
  ordinary_ = {};
  std::fill(left_.begin(), left_.end(), Plane{});
  occurrences_.clear();
}

// No pauses, no offsets, nothing near the end of time.
bool PlainColumns::takes(const Facts& facts) const {
  const bool local = facts.timeline.reference == 0 && facts.excerpt.lowest_offset == Time::kNoOffset && !facts.as_of.has_offset() &&
                     !(facts.closed && facts.closed->has_offset());
  return local && facts.pauses.empty() && facts.as_of.local < models::kMaxLocal - 3 * kLongestWindow;
}

const Rows& PlainColumns::take(unsigned lane, const Evaluation& evaluation, bool conflicts) {
  const Facts& facts = evaluation.facts();
  taken_.assign(mine_.size(), 0);
  const bool begun = !facts.begin || evaluation.key(*facts.begin) <= evaluation.now();
  if (conflicts || !begun || !takes(facts)) return taken_;
  ordinary_.set(lane);
  taken_ = mine_;
  for (const auto& [p, users] : uses_) {
    const Plain::Kind kind = facts.plain[p].kind;
    if (kind == (plan_.propositions[p].one_event != kNone ? Plain::Kind::Event : Plain::Kind::Constant)) continue;
    for (const std::uint32_t user : users) {
      left_[user].set(lane);
      taken_[own_[user].row / 64] &= ~(std::uint64_t{1} << (own_[user].row % 64));
    }
  }
  const auto offset = static_cast<std::uint32_t>(occurrences_.size());
  for (const Match& match : facts.matches) {
    const std::optional<Time>& at = facts.events[match.event].at;
    occurrences_.push_back(at ? Occurrence{at->local, at->end().local, match.event} : Occurrence{});
  }
  for (std::size_t u = 0; u < used_.size(); ++u) {
    const Plain& plain = facts.plain[used_[u]];
    ranges_[u * kLanes + lane] = {offset + plain.first, offset + plain.end};
  }
  Lane& own = lanes_[lane];
  own.closed = facts.closed.has_value();
  own.closing = own.closed ? facts.closed->end().local : 0;
  own.over_before = own.closed ? own.closing + 1 : facts.as_of.local;
  return taken_;
}

// ---- judging ----

void PlainColumns::judge(Columns& columns, TallyCounts& counts) {
  columns_ = &columns;
  counts_ = &counts;
  for (std::size_t i = 0; i < own_.size(); ++i) judge(own_[i]);
}

void PlainColumns::judge(const Row& row) {
  const PlainRow& plain = rows_.rows[row.row];
  const Plane cases = ordinary_ - left_[static_cast<std::size_t>(&row - own_.data())];
  Plane failed, unknown;
  for (std::uint32_t k = plain.first_part; k < plain.first_part + plain.parts; ++k) {
    const PropositionColumn& column = columns_->propositions[rows_.parts[k].proposition];
    failed |= rows_.parts[k].negated ? column.last_true : column.last_false;
    unknown |= ~(column.last_true | column.last_false);
  }
  const Plane dormant = cases & failed;
  if (plain.bypassable && plain.last == kNone) {
    Plane came = dormant;
    for (std::uint32_t i = 0; i < row.steps.back().count; ++i) came &= columns_->propositions[used_[row.steps.back().places[i]]].seen;
    counts_->add_flag(row.statement, Flag::Bypassed, came.count());
  }
  unknown = (cases & unknown) - failed;
  columns_->told[row.statement] |= cases - failed;
  if (unknown.any()) count_unknown(row, unknown);
  (cases - failed - unknown).each([&](unsigned lane) { judge(row, lane); });
}

void PlainColumns::count_unknown(const Row& row, const Plane& unknown) {
  const PlainRow& plain = rows_.rows[row.row];
  TallyCounts::Statement& own = counts_->statements[row.statement];
  own.verdicts[static_cast<std::size_t>(Verdict::Undetermined)] += unknown.count();
  own.unknown_antecedent += unknown.count();
  for (std::uint32_t k = 0; k < plain.parts; ++k) {
    const PropositionColumn& column = columns_->propositions[rows_.parts[plain.first_part + k].proposition];
    counts_->part_missing[counts_->places[row.statement].part + k] += (unknown - column.last_true - column.last_false).count();
  }
}

void PlainColumns::judge(const Row& row, unsigned lane) {
  lane_ = lane;
  here_ = &lanes_[lane];
  trigger_ = &occurrences_[range(row.trigger).first];
  base_ = *trigger_;
  stalled_at_ = kNone;
  std::uint32_t i = 0;
  while (i < row.steps.size() && take(row, i)) ++i;
  tell(row, i);
}

// Whether it goes on after a step.
bool PlainColumns::take(const Row& row, std::uint32_t i) {
  const Step& step = row.steps[i];
  from_ = base_.local + step.earliest.value_or(0);
  until_ = step.latest ? base_.end + *step.latest : step.same_day ? last_of_day(base_.local) : kEndless;
  return step.negated ? averted(step, i) : expected(step, i);
}

// It holds with the last of its events.
bool PlainColumns::expected(const Step& step, std::uint32_t i) {
  const Occurrence* last = nullptr;
  bool all = true;
  for (std::uint32_t k = 0; k < step.count; ++k) {
    const Occurrence* event = first(step.places[k], from_, until_, trigger_->event);
    all &= event != nullptr;
    if (event && (!last || last->local < event->local)) last = event;
  }
  if (all) {
    states_[i] = StepState::Holds;
    base_ = *last;
    end_ = End::At;
    end_at_ = last->end;
    return true;
  }
  end_ = window_end();
  if (step.count > 1) {
    stalled_at_ = used_[step.places[0]];
    for (std::uint32_t k = step.count; k-- > 0;)
      if (!first(step.places[k], from_, until_, kNone)) stalled_at_ = used_[step.places[k]];
  }
  if (end_ == End::None) states_[i] = StepState::Open;
  else if (end_ == End::Window && came_late(step)) states_[i] = StepState::Late;
  else if (step.earliest && was_early(step)) states_[i] = StepState::Early;
  else states_[i] = end_ == End::Window ? StepState::Overdue : StepState::Closed;
  return false;
}

bool PlainColumns::came_late(const Step& step) const {
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (std::uint32_t k = 0; k < step.count; ++k) {
    const Occurrence* event = first(step.places[k], from_, kEndless, trigger_->event);
    if (!event) return false;
    last = std::max(last, event->local);
  }
  return last > until_;
}

bool PlainColumns::was_early(const Step& step) const {
  const Range& all = range(step.places[0]);
  for (std::uint32_t at = all.first; at < all.end; ++at)
    if (occurrences_[at].event != trigger_->event) return occurrences_[at].local < from_;
  return false;
}

// The last step, `then not`.
bool PlainColumns::averted(const Step& step, std::uint32_t i) {
  if (const Occurrence* event = first(step.places[0], from_, until_, trigger_->event)) {
    states_[i] = StepState::Refuted;
    end_ = End::At;
    end_at_ = event->end;
    return false;
  }
  end_ = window_end();
  if (until_ == kEndless ? end_ != End::Closing : end_ != End::Window) {
    states_[i] = here_->closed ? StepState::Unknown : StepState::Open;
    return false;
  }
  states_[i] = StepState::Holds;
  return true;
}

const PlainColumns::Occurrence* PlainColumns::first(std::uint32_t place, std::int64_t from, std::int64_t until, std::uint32_t but) const {
  const Range& all = range(place);
  for (const Occurrence *at = occurrences_.data() + all.first, *end = occurrences_.data() + all.end; at != end; ++at)
    if (from <= at->end && at->local <= until && at->event != but) return at;
  return nullptr;
}

// ---- the verdict ----

void PlainColumns::tell(const Row& row, std::uint32_t deciding) {
  const auto steps = static_cast<std::uint32_t>(row.steps.size());
  Trace trace;
  trace.statement = row.statement;
  trace.deciding = deciding;
  trace.count = std::min(deciding + 1, steps);
  if (deciding == steps) {
    trace.verdict = Verdict::Fired;
    trace.block = blocked(row).which;
    if (trace.block != Trace::kNotBlocked) trace.flags.set(Flag::Despite);
  } else if (states_[deciding] == StepState::Unknown) {
    trace.verdict = Verdict::Undetermined;
  } else {
    trace.verdict = states_[deciding] == StepState::Open ? Verdict::Pending : Verdict::Stalled;
    if (trace.verdict == Verdict::Pending) end_ = End::None;
    trace.stalled_at = stalled_at_;
    const Found found = blocked(row);
    trace.block = found.which;
    if (found.which != Trace::kNotBlocked) trace.verdict = Verdict::Blocked;
    else if (found.perhaps) trace.flags.set(Flag::MaybeBlocked);
    const PlainRow& plain = rows_.rows[row.row];
    if (trace.verdict != Verdict::Pending && deciding + 1 < steps && plain.bypassable) {
      bool came = true;
      for (std::uint32_t k = 0; k < row.steps.back().count; ++k) came &= range(row.steps.back().places[k]).first != range(row.steps.back().places[k]).end;
      if (came) trace.flags.set(Flag::Bypassed);
    }
  }
  const std::span<const StepState> states(states_.data(), trace.count);
  counts_->add_plain(trace, states, trace.flags);
  columns_->add(lane_, trace, states_.data());
  if (trace.verdict == Verdict::Stalled) columns_->stall(lane_, row.statement, deciding, stalled_at_);
}

// The earliest block from the activation on.
PlainColumns::Found PlainColumns::blocked(const Row& row) const {
  Found found;
  std::int64_t until = kEndless;
  if (end_ == End::Window) until = until_;
  if (end_ == End::Closing) until = here_->closing;
  if (end_ == End::At) until = end_at_;
  if (row.blocks.empty() || until < trigger_->local) return found;  // over before it began
  const Occurrence* since = nullptr;
  for (std::uint16_t b = 0; b < row.blocks.size(); ++b) {
    const Block& block = row.blocks[b];
    const bool none = found.which == Trace::kNotBlocked;
    if (block.place == kNone) {
      const PropositionColumn& column = columns_->propositions[block.proposition];
      found.perhaps |= !column.seen.has(lane_) && !column.unseen.has(lane_);
      if (!column.seen.has(lane_) || !(none || since)) continue;
      found.which = b;
      since = nullptr;
      continue;
    }
    const Occurrence* event = first(block.place, trigger_->local, kEndless, kNone);
    if (!event || event->local > until || (!none && (!since || event->local >= since->local))) continue;
    found.which = b;
    since = event;
  }
  return found;
}

}  // namespace realist::engine

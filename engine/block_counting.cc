#include "engine/block_counting.h"

#include <algorithm>
#include <set>

namespace realist::engine {

using models::Flag;
using models::PropositionVerdict;
using models::Reading;
using models::StepState;

void BlockCounting::count(const Columns& columns, TallyCounts& counts) {
  columns_ = &columns;
  counts_ = &counts;
  every_ = Plane::first(columns.lanes);
  count_statements();
  notes_.assign(plan_.propositions.size(), {});
  note_steps(false);
  observe();
  note_steps(true);
  prediction_.predict(columns, seen_, unseen_);
  for (PropositionIndex p = 0; p < plan_.propositions.size(); ++p) {
    if (places_.mechanism[p]) count_verdicts(p);
    if (places_.outcome[p]) count_readings(p);
  }
}

// ---- between statements ----

void BlockCounting::count_statements() {
  stalled_at_.assign(plan_.propositions.size(), {});
  holds_.resize(plan_.statements.size());
  for (PropositionIndex p = 0; p < plan_.propositions.size(); ++p)
    for (const ColumnsPlan::StallAt& at : where_.stalls_at[p]) stalled_at_[p] |= columns_->stalled[at.step];
  for (const PlainRow& row : rows_.rows) {
    if (!row.short_dormant) continue;
    const Plane dormant = every_ - columns_->told[row.statement];
    if (!dormant.any()) continue;
    if (row.bypassable && row.last != kNone)
      counts_->add_flag(row.statement, Flag::Bypassed, (dormant & columns_->propositions[row.last].came).count());
    if (!row.otherwise) count_held_back(row.statement, row, dormant);
  }
  for (const Columns::Dormant& one : columns_->dormant) count_held_back(one);
  count_opposed();
}

// Stalled at what another, fired, statement said would not happen.
void BlockCounting::count_opposed() {
  for (StatementIndex s = 0; s < plan_.statements.size(); ++s) {
    for (std::uint32_t i = 0; i < plan_.statements[s].steps.size(); ++i) {
      const PropositionIndex p = plan_.statements[s].steps[i].alone;
      if (p == kNone || plan_.countered_by[p].empty()) continue;
      counts_->add_flag(s, Flag::Opposed, (columns_->stalled[places_.first_step[s] + i] & fired_against(p, s)).count());
    }
  }
  for (const Columns::JoinedStall& one : columns_->joined_stalls)
    if (fired_against(one.proposition, one.statement).has(one.lane)) counts_->add_flag(one.statement, Flag::Opposed);
}

Plane BlockCounting::fired_against(PropositionIndex p, StatementIndex s) const {
  Plane out;
  for (const auto& [other, step] : plan_.countered_by[p])
    for (std::uint32_t at = other; at != kNone && other != s; at = columns_->judgings[at].next) {
      const JudgingColumn& column = columns_->judgings[at];
      if (column.fired.any()) out |= column.fired & columns_->states[column.first_state + step].is(StepState::Holds);
    }
  return out;
}

Plane BlockCounting::failed(const PlainPart& part) const {
  const PropositionColumn& column = columns_->propositions[part.proposition];
  return part.negated ? column.last_true : column.last_false;
}

// Held back where each part that failed is one at which others are stalled. A statement that stalled at a step of several may
// hold back by more than one of them: it counts once.
void BlockCounting::count_held_back(StatementIndex s, const PlainRow& row, const Plane& dormant) {
  Plane held = dormant, any;
  const auto first = rows_.parts.begin() + row.first_part;
  for (auto part = first; part != first + row.parts && held.any(); ++part) {
    const Plane fails = failed(*part);
    held = held - (fails - stalled_at_[part->proposition]);
    any |= fails;
  }
  held &= any;
  if (!held.any()) return;
  holders_.clear();
  for (auto part = first; part != first + row.parts; ++part) {
    const Plane cases = held & failed(*part);
    if (!cases.any()) continue;
    for (const ColumnsPlan::StallAt& at : where_.stalls_at[part->proposition])
      hold(at, static_cast<std::uint32_t>(part - first), cases & columns_->stalled[at.step]);
  }
  for (const Holder& holder : holders_) {
    counts_->add_held_back(s, holder.part, holder.place, holds_[holder.statement].count());
    holds_[holder.statement] = {};
  }
}

void BlockCounting::hold(const ColumnsPlan::StallAt& at, std::uint32_t part, const Plane& cases) {
  if (!cases.any()) return;
  if (!holds_[at.statement].any()) holders_.push_back({at.statement, part, at.place});
  holds_[at.statement] |= cases;
}

void BlockCounting::count_held_back(const Columns::Dormant& one) {
  std::set<StatementIndex> once;
  for (const PropositionIndex p : one.failed) {
    if (!stalled_at_[p].has(one.lane)) return;
    for (const ColumnsPlan::StallAt& at : where_.stalls_at[p])
      if (columns_->stalled[at.step].has(one.lane)) once.insert(at.statement);
  }
  for (const StatementIndex by : once) ++counts_->rest.statements[one.statement].held_back_by[by];
}

// ---- what the steps say ----

// Steps of several parts are noted once single ones are.
void BlockCounting::note_steps(bool joined) {
  for (const JudgingColumn& column : columns_->judgings) {
    if (!column.active.any()) continue;
    const std::uint32_t first = places_.first_step[column.statement], end = places_.first_step[column.statement + 1];
    for (std::uint32_t i = 0; first + i < end; ++i)
      if (places_.steps[first + i].alone != joined) note(column, state_of(column, i));
  }
}

BlockCounting::Step BlockCounting::state_of(const JudgingColumn& column, std::uint32_t i) const {
  const StateColumn& state = columns_->states[column.first_state + i];
  Step out;
  out.plan = &places_.steps[places_.first_step[column.statement] + i];
  out.reached = state.reached();
  out.holds = state.is(StepState::Holds);
  out.presumed = state.is(StepState::Presumed);
  out.refuted = state.is(StepState::Refuted);
  out.late = state.is(StepState::Late);
  out.open = state.is(StepState::Open);
  const Plane unobserved = state.is(StepState::Unobserved), unknown = state.is(StepState::Unknown);
  out.stalled = out.reached - out.holds - out.presumed - unobserved - out.open - unknown - state.is(StepState::NotReached);
  out.decides = out.stalled | out.open | unknown | (unobserved & column.unobserved_end);
  out.pending = out.open | (out.decides & column.end_open);
  out.still_open = out.open | (unobserved & column.end_open);
  return out;
}

void BlockCounting::note(const JudgingColumn& column, const Step& step) {
  const Plane unreached = (column.active & column.pending) - step.reached;
  for (std::uint32_t t = step.plan->touched; t < step.plan->touched_end; ++t) {
    const StandingPlan::Touch& touch = places_.touches[t];
    Notes& notes = notes_[touch.proposition];
    notes.open |= unreached;
    if (step.plan->alone) {
      notes.held |= step.plan->negated ? step.refuted : step.holds;
      notes.broke |= step.plan->negated ? step.holds : step.refuted;
    }
    if (places_.mechanism[touch.proposition]) offer(column, step, touch.proposition);
    if (places_.outcome[touch.proposition]) note_reading(step.reached - column.blocked, step, touch);
  }
}

void BlockCounting::offer(const JudgingColumn& column, const Step& step, PropositionIndex p) {
  auto& offers = notes_[p].offers;
  Plane left = step.reached;
  const auto take = [&](PropositionVerdict verdict, const Plane& cases) {
    offers[static_cast<std::size_t>(verdict) - 1] |= left & cases;
    left = left - cases;
  };
  if (!step.plan->negated) take(PropositionVerdict::Fired, step.plan->alone ? step.holds : step.holds & seen_[p]);
  take(PropositionVerdict::Blocked, step.decides & column.blocked);
  if (!step.plan->alone) take(PropositionVerdict::Fired, step.stalled & seen_[p]);
  take(PropositionVerdict::Stalled, step.stalled);
  take(PropositionVerdict::Presumed, step.presumed);
  take(PropositionVerdict::Pending, step.pending);
  take(PropositionVerdict::Undetermined, left);
}

void BlockCounting::note_reading(const Plane& counted, const Step& step, const StandingPlan::Touch& touch) {
  Notes& notes = notes_[touch.proposition];
  notes.settled |= counted;
  notes.open |= counted & step.still_open;
  if (touch.against) {
    // Of several parts others may have been passed over.
    notes.kept |= counted & (step.plan->alone ? step.holds : step.holds & unseen_[touch.proposition]);
  } else {
    notes.late |= counted & step.late;
    notes.missing |= counted & (step.stalled - step.late);
  }
}

// ---- propositions ----

void BlockCounting::observe() {
  seen_.resize(plan_.propositions.size());
  unseen_.resize(plan_.propositions.size());
  for (PropositionIndex p = 0; p < plan_.propositions.size(); ++p) {
    const PropositionColumn& column = columns_->propositions[p];
    seen_[p] = column.seen;
    unseen_[p] = column.unseen;
    if (!plan_.propositions[p].breakable) continue;  // else told by the steps that held or broke
    const Plane untold = every_ - column.seen - column.unseen;
    seen_[p] |= untold & notes_[p].held;
    unseen_[p] |= (untold & notes_[p].broke) - notes_[p].held;
  }
}

void BlockCounting::count_verdicts(PropositionIndex p) {
  Plane left = every_;
  auto& verdicts = counts_->verdicts[p];
  for (std::size_t v = 0; v < notes_[p].offers.size(); ++v) {  // the best of them comes first
    verdicts[v + 1] += (left & notes_[p].offers[v]).count();
    left = left - notes_[p].offers[v];
  }
  verdicts[static_cast<std::size_t>(PropositionVerdict::Dormant)] += left.count();
}

void BlockCounting::count_readings(PropositionIndex p) {
  const Notes& notes = notes_[p];
  const Plane &yes = prediction_.yes(p), &no = prediction_.no(p), &seen = seen_[p], &unseen = unseen_[p];
  Plane left = every_;
  const auto take = [&](Reading reading, const Plane& cases) {
    counts_->readings[p][static_cast<std::size_t>(reading)] += (left & cases).count();
    left = left - cases;
  };
  take(Reading::Opposed, yes & no);
  take(Reading::Late, yes & notes.late);
  take(Reading::Expected, yes & seen);
  take(Reading::Open, yes & notes.open);
  take(Reading::Missing, yes & unseen & notes.missing);
  take(Reading::Missing, (yes & unseen & columns_->closed) - notes.settled);
  take(Reading::Open, (yes & unseen) - notes.settled);
  take(Reading::Unknown, yes);
  take(Reading::Contradicted, no & seen);
  take(Reading::Expected, no & (notes.kept | columns_->propositions[p].settled_no));
  take(Reading::Open, no & notes.open);
  take(Reading::Unknown, no);
  take(Reading::Unexplained, seen);
  take(Reading::Unknown, left);
}

}  // namespace realist::engine

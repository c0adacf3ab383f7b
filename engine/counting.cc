#include "engine/counting.h"

#include <algorithm>
#include <bit>

#include "engine/telling.h"

namespace realist::engine {

using models::Flag;
using models::StepState;
using models::Verdict;
using How = Judgings::How;

const Rows& Counting::begin(TallyCounts& counts) {
  counts_ = &counts;
  find_conflicts();
  const Excerpt& excerpt = e_.facts().excerpt;
  counts.add_case(!e_.facts().problems.empty() || (excerpt.record && !excerpt.record->problems.empty()));
  return counts.plain_columns.take(counts.columns.lanes, e_, conflicts_);
}

void Counting::count(Judgings& judgings, const Rows& dormant) {
  judgings_ = &judgings;
  dormant_ = &dormant;
  tell_walked();
  take_stalls();
  count_plain();
  count_walked();
  count_dormant();
  counts_->columns.take(e_, judgings, plain_);
}

void Counting::find_conflicts() {
  conflicts_ = false;
  conflict_.resize(plan_.propositions.size());
  for (PropositionIndex p = 0; p < conflict_.size(); ++p) {
    conflict_[p] = e_.facts().plain[p].kind != Facts::Plain::Kind::Event && e_.conflicting(p);  // nobody judged those
    conflicts_ |= conflict_[p] != 0;
  }
}

void Counting::tell_walked() {
  if (walked_.size() < judgings_->walked.size()) walked_.resize(judgings_->walked.size());
  for (std::size_t i = 0; i < judgings_->walked.size(); ++i) {
    const StatementIndex s = judgings_->walked[i];
    if (judgings_->how[s] != How::Walked) continue;
    tell_for_counting(e_, judgings_->runs, s, walked_[i]);
    judgings_->plain.add(s, judgings_->runs[s]);
  }
}

void Counting::take_stalls() {
  Columns& columns = counts_->columns;
  for (const StatementIndex s : judgings_->told) {
    if (judgings_->how[s] != How::Plain) continue;
    const Trace& trace = judgings_->plain.worst_of(judgings_->plain_at[s]);
    if (trace.verdict == Verdict::Stalled) columns.stall(columns.lanes, s, trace.deciding, trace.stalled_at);
  }
  for (std::size_t i = 0; i < judgings_->walked.size(); ++i) {
    const StatementIndex s = judgings_->walked[i];
    if (judgings_->how[s] != How::Walked || !walked_[i].judging.stall) continue;
    const models::Stall& stall = *walked_[i].judging.stall;
    const bool alone = plan_.statements[s].steps[stall.step - 1].alone != kNone;
    columns.stall(columns.lanes, s, stall.step - 1, alone ? kNone : stall.proposition);
  }
}

// ---- statements ----

void Counting::count_plain() {
  for (const StatementIndex s : judgings_->told) {
    if (judgings_->how[s] != How::Plain) continue;
    const Traces& plain = judgings_->plain;
    const Trace& trace = plain.worst_of(judgings_->plain_at[s]);
    const auto states_of = [&](const Trace& one) { return std::span<const StepState>{plain.states_of(one), one.count}; };
    if (plan_.statements[s].form != models::Form::If)
      for (std::uint32_t t = judgings_->plain_at[s], end = plain.end_of(t); t < end; ++t) counts_->add_occurrence(plain.all[t], states_of(plain.all[t]));
    models::Flags flags = trace.flags;
    if (conflicts_ && in_conflict(trace)) flags.set(Flag::Conflict);
    counts_->add_plain(trace, states_of(trace), flags);
    if (!trace.unknown_antecedent) continue;
    const TallyCounts::Place& place = counts_->places[s];
    if (trace.odd_missing || (trace.unknown_parts & place.odd_parts) != 0) {
      for (models::MissingFact fact : missing_of_antecedent(e_, s)) {
        fact.record.clear();
        ++counts_->rest.statements[s].missing[fact];
      }
    } else {
      for (std::uint32_t left = trace.unknown_parts; left != 0; left &= left - 1)
        ++counts_->part_missing[place.part + static_cast<std::uint32_t>(std::countr_zero(left))];
    }
  }
}

void Counting::count_walked() {
  for (std::size_t i = 0; i < judgings_->walked.size(); ++i) {
    const StatementIndex s = judgings_->walked[i];
    if (judgings_->how[s] != How::Walked) continue;
    const models::StatementResult& result = walked_[i];
    if (result.verdict() == Verdict::Dormant && !result.failed.empty() && !plan_.statements[s].otherwise)
      counts_->columns.walked_dormant(s, result.failed);
    counts_->rest.statements[s].add(result);
  }
}

// The conditions it looked at: of its antecedent, and once that came true of the steps it reached and of its blocks.
bool Counting::in_conflict(const Trace& trace) const {
  const PlainRow& row = rows_.rows[rows_.row_of[trace.statement]];
  for (std::uint32_t k = 0; k < row.parts; ++k)
    if (conflict_[rows_.parts[row.first_part + k].proposition]) return true;
  if (trace.unknown_antecedent) return false;
  for (std::uint32_t i = 0; i < trace.count; ++i) {
    const PlainStep& step = rows_.steps[row.first_step + i];
    if (step.proposition != kNone && conflict_[step.proposition]) return true;
    for (std::uint32_t k = step.first_joined; k < step.end_joined; ++k)
      if (conflict_[rows_.joined[k]]) return true;
  }
  for (std::uint32_t b = 0; b < row.blocks; ++b)
    if (conflict_[rows_.blocks[row.first_block + b]]) return true;
  return false;
}

// ---- dormant statements ----

void Counting::count_dormant() {
  each_joined_bypassed(plan_, rows_, *dormant_, plain_, [&](std::uint32_t row) { counts_->add_flag(rows_.rows[row].statement, Flag::Bypassed); });
  if (!conflicts_) return;
  candidates_.assign(dormant_->size(), 0);
  for (const PlainPlan::Need& need : rows_.mentions)
    if (conflict_[need.proposition])
      for (std::size_t word = 0; word < candidates_.size(); ++word) candidates_[word] |= need.rows[word] & (*dormant_)[word];
  each_row(candidates_, 0, static_cast<std::uint32_t>(rows_.rows.size()), [&](std::uint32_t row) { counts_->add_flag(rows_.rows[row].statement, Flag::Conflict); });
}

}  // namespace realist::engine

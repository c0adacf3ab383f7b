#include "engine/counting.h"

#include <algorithm>
#include <bit>
#include <set>

#include "engine/telling.h"

namespace realist::engine {

using models::Flag;
using models::StepState;
using models::Verdict;
using How = Judgings::How;

void Counting::count(Judgings& judgings, const Rows& dormant, const Rows& looked_at, TallyCounts& counts) {
  judgings_ = &judgings;
  dormant_ = &dormant;
  counts_ = &counts;
  const Excerpt& excerpt = e_.facts().excerpt;
  counts.add_case(!e_.facts().problems.empty() || (excerpt.record && !excerpt.record->problems.empty()));
  find_conflicts();
  tell_walked();
  gather_stalls();
  count_plain();
  count_walked();
  count_dormant();
  count_propositions(looked_at);
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

// ---- who stalled where ----

void Counting::gather_stalls() {
  stalled_.resize(plan_.propositions.size());
  for (const PropositionIndex p : stalled_at_) stalled_[p].clear();
  stalled_at_.clear();
  for (const StatementIndex s : judgings_->told) {
    if (judgings_->how[s] != How::Plain) continue;
    const Trace& trace = judgings_->plain.worst_of(judgings_->plain_at[s]);
    if (trace.verdict == Verdict::Stalled) put_stall(s, trace.deciding);
  }
  for (std::size_t i = 0; i < judgings_->walked.size(); ++i) {
    const StatementIndex s = judgings_->walked[i];
    if (judgings_->how[s] == How::Walked && walked_[i].judging.stall) put_stall(s, walked_[i].judging.stall->step - 1);
  }
}

void Counting::put_stall(StatementIndex s, std::uint32_t i) {
  const StepPlan& step = plan_.statements[s].steps[i];
  if (step.negated || step.previously) return;
  auto put = [&](PropositionIndex p, std::uint32_t place) {
    if (place == kNone) return;
    if (stalled_[p].empty()) stalled_at_.push_back(p);
    if (stalled_[p].empty() || stalled_[p].back().statement != s) stalled_[p].push_back({s, place, step.alone == kNone});
  };
  if (step.alone != kNone) return put(step.alone, counts_->led_place[counts_->places[s].step + i]);
  each_proposition(plan_.theory.statements[s].steps[i].clause, true, [&](PropositionIndex p, bool) {
    const auto& led = plan_.led_to_by[p];
    const auto found = std::find(led.begin(), led.end(), s);
    put(p, found == led.end() ? kNone : static_cast<std::uint32_t>(found - led.begin()));
  });
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
    if (trace.verdict == Verdict::Stalled && opposed(s, plan_.statements[s].steps[trace.deciding].alone)) flags.set(Flag::Opposed);
    counts_->add_plain(trace, states_of(trace), flags);
    if (!trace.unknown_antecedent) continue;
    const TallyCounts::Place& place = counts_->places[s];
    if (trace.odd_missing || place.odd_missing) {
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
    models::StatementResult& result = walked_[i];
    if (result.judging.stall && opposed(s, result.judging.stall->proposition)) result.judging.flags.set(Flag::Opposed);
    count_held_back(result);
    counts_->rest.statements[s].add(result);
  }
}

// The conditions it looked at: of its antecedent, and once that came true of the steps it reached and of its blocks.
bool Counting::in_conflict(const Trace& trace) const {
  const PlainRow& row = rows_.rows[rows_.row_of[trace.statement]];
  for (std::uint32_t k = 0; k < row.parts; ++k)
    if (conflict_[rows_.parts[row.first_part + k].proposition]) return true;
  if (trace.unknown_antecedent) return false;
  for (std::uint32_t i = 0; i < trace.count; ++i)
    if (conflict_[rows_.steps[row.first_step + i].proposition]) return true;
  for (std::uint32_t b = 0; b < row.blocks; ++b)
    if (conflict_[rows_.blocks[row.first_block + b]]) return true;
  return false;
}

bool Counting::opposed(StatementIndex s, PropositionIndex p) const {
  const auto& counter = plan_.countered_by[p];
  return std::any_of(counter.begin(), counter.end(), [&](const auto& by) { return by.first != s && fired_against(by.first, by.second); });
}

bool Counting::fired_against(StatementIndex other, std::uint32_t step) const {
  if (judgings_->how[other] == How::Dormant) return false;
  if (judgings_->how[other] == How::Plain) {
    const Traces& plain = judgings_->plain;
    const auto first = plain.all.begin() + judgings_->plain_at[other];
    return std::any_of(first, plain.all.begin() + plain.end_of(judgings_->plain_at[other]), [&](const Trace& trace) {
      return trace.verdict == Verdict::Fired && step < trace.count && plain.states_of(trace)[step] == StepState::Holds;
    });
  }
  const std::vector<Run>& runs = judgings_->runs[other].runs;
  return std::any_of(runs.begin(), runs.end(), [&](const Run& run) {
    return run.verdict == Verdict::Fired && step < run.steps.size() && run.steps[step].state == StepState::Holds;
  });
}

// ---- dormant statements ----

void Counting::count_dormant() {
  each_bypassed(plan_, rows_, *dormant_, plain_, [&](std::uint32_t row) { counts_->add_flag(rows_.rows[row].statement, Flag::Bypassed); });
  auto gather = [&](auto concerns) {
    candidates_.assign(dormant_->size(), 0);
    for (const PlainPlan::Need& need : rows_.mentions)
      if (concerns(need.proposition))
        for (std::size_t word = 0; word < candidates_.size(); ++word) candidates_[word] |= need.rows[word] & (*dormant_)[word];
  };
  if (conflicts_) {
    gather([&](PropositionIndex p) { return conflict_[p] != 0; });
    each_row(candidates_, [&](std::uint32_t row) { counts_->add_flag(rows_.rows[row].statement, Flag::Conflict); });
  }
  if (stalled_at_.empty()) return;
  gather([&](PropositionIndex p) { return !stalled_[p].empty(); });
  each_row(candidates_, [&](std::uint32_t row) { count_held_back(row); });
}

bool Counting::failed(const PlainPart& part) {
  const Facts::Plain& plain = e_.facts().plain[part.proposition];
  const Tri failing = part.negated ? Tri::True : Tri::False;
  if (plain.kind == Facts::Plain::Kind::Event) return (plain.first == plain.end) != part.negated;
  return (plain.kind == Facts::Plain::Kind::Constant ? plain.value : e_.plain(part.proposition).last()) == failing;
}

// Held back where each part that failed is one at which others are stalled.
void Counting::count_held_back(std::uint32_t index) {
  const PlainRow& row = rows_.rows[index];
  if (row.otherwise) return;
  bool joined = false, any = false;
  const auto first = rows_.parts.begin() + row.first_part;
  for (auto part = first; part != first + row.parts; ++part) {
    if (!failed(*part)) continue;
    if (stalled_[part->proposition].empty()) return;
    any = true;
    for (const Stalled& by : stalled_[part->proposition]) joined |= by.joined;
  }
  if (!any) return;
  std::set<StatementIndex> once;
  for (auto part = first; part != first + row.parts; ++part) {
    auto same = [&](const PlainPart& other) { return other.proposition == part->proposition && failed(other); };
    if (!failed(*part) || std::any_of(first, part, same)) continue;
    for (const Stalled& by : stalled_[part->proposition]) {
      if (!joined) counts_->add_held_back(row.statement, static_cast<std::uint32_t>(part - first), by);
      else once.insert(by.statement);
    }
  }
  for (const StatementIndex by : once) ++counts_->rest.statements[row.statement].held_back_by[by];
}

void Counting::count_held_back(const models::StatementResult& result) {
  const StatementIndex s = result.statement;
  if (result.verdict() != Verdict::Dormant || result.failed.empty() || plan_.statements[s].otherwise) return;
  std::set<StatementIndex> once;
  for (const PropositionIndex p : result.failed) {
    const std::size_t others = static_cast<std::size_t>(
        std::count_if(stalled_[p].begin(), stalled_[p].end(), [&](const Stalled& by) { return by.statement != s; }));
    if (others == 0) return;
    for (const Stalled& by : stalled_[p])
      if (by.statement != s) once.insert(by.statement);
  }
  for (const StatementIndex by : once) ++counts_->rest.statements[s].held_back_by[by];
}

// ---- propositions ----

void Counting::count_propositions(const Rows& looked_at) {
  inactive_.clear();
  for (std::size_t word = 0; word < looked_at.size(); ++word)
    for (std::uint64_t left = looked_at[word]; left != 0; left &= left - 1)
      inactive_.push_back(rows_.rows[word * 64 + static_cast<std::size_t>(std::countr_zero(left))].statement);
  standing_.take(e_, judgings_->plain, inactive_, true);
  for (PropositionIndex p = 0; p < plan_.propositions.size(); ++p) {
    if (places_.mechanism[p]) ++counts_->verdicts[p][static_cast<std::size_t>(standing_.verdict(p))];
    if (places_.outcome[p]) ++counts_->readings[p][static_cast<std::size_t>(standing_.reading(p))];
  }
}

}  // namespace realist::engine

// One judged case added to a tally: what it says statement by statement is counted at once, the rest once there is a block of
// cases (columns.h). Internal to the engine.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/plain_statement.h"
#include "engine/presuming.h"
#include "engine/tally_counts.h"

namespace realist::engine {

// Calls `see(row)` for each row, from `first` to before `end`, of a set that does not grow meanwhile.
template <typename See>
void each_row(const Rows& rows, std::uint32_t first, std::uint32_t end, See see) {
  for (std::size_t word = first / 64; word * 64 < end; ++word) {
    std::uint64_t left = rows[word];
    if (word == first / 64) left &= ~std::uint64_t{0} << (first % 64);
    if (word == end / 64) left &= (std::uint64_t{1} << (end % 64)) - 1;
    for (; left != 0; left &= left - 1) see(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
  }
}

// Calls `see(row)` for each dormant statement whose last step joins several and came true all the same.
template <typename See>
void each_joined_bypassed(const Plan& plan, const PlainPlan& rows, const Rows& dormant, PlainJudging& plain, See see) {
  for (const std::uint32_t row : rows.joined_ends) {
    const bool is_dormant = dormant[row / 64] >> (row % 64) & 1;
    if (is_dormant && plain.came(plan.theory.statements[rows.rows[row].statement].steps.back().clause)) see(row);
  }
}

// Calls `see(row)` for each dormant statement whose last step came true all the same.
template <typename See>
void each_bypassed(const Plan& plan, const PlainPlan& rows, const Rows& dormant, PlainJudging& plain, See see) {
  each_joined_bypassed(plan, rows, dormant, plain, see);
  for (const PlainPlan::Need& end : rows.ends) {
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < dormant.size(); ++word) any |= dormant[word] & end.rows[word];
    if (any == 0 || !plain.came(end.proposition)) continue;
    for (std::size_t word = 0; word < dormant.size(); ++word)
      for (std::uint64_t left = dormant[word] & end.rows[word]; left != 0; left &= left - 1)
        see(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
  }
}

class Counting {
 public:
  Counting(const Plan& plan, const PlainPlan& rows, Evaluation& evaluation, PlainJudging& plain)
      : plan_(plan), rows_(rows), e_(evaluation), plain_(plain) {}

  // Begins with the case whose facts the evaluation holds. Gives the rows that are judged with others' of the same block.
  const Rows& begin(TallyCounts& counts);
  // `dormant`: rows told without a trace. Overwrites nothing in `judgings` but adds the traces of the statements that were walked.
  void count(Judgings& judgings, const Rows& dormant);

 private:
  void find_conflicts();
  void tell_walked();
  void take_stalls();
  void count_plain();
  void count_walked();
  void count_dormant();
  bool in_conflict(const Trace& trace) const;

  const Plan& plan_;
  const PlainPlan& rows_;
  Evaluation& e_;
  PlainJudging& plain_;
  Judgings* judgings_ = nullptr;
  const Rows* dormant_ = nullptr;
  TallyCounts* counts_ = nullptr;
  bool conflicts_ = false;
  std::vector<std::uint8_t> conflict_;            // per proposition
  std::vector<models::StatementResult> walked_;   // as Judgings::walked; those that were judged again are empty
  Rows candidates_;
};

}  // namespace realist::engine

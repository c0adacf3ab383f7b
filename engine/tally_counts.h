// What a tally keeps: plain arrays indexed by small numbers for statements told without a walk, a summary for the rest.
// Internal to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/columns.h"
#include "engine/plain_columns.h"
#include "engine/plain_plan.h"
#include "engine/tally.h"
#include "engine/traces.h"

namespace realist::engine {

class BlockCounting;  // block_counting.h

struct TallyCounts {
  explicit TallyCounts(const Plan& plan);
  ~TallyCounts();

  using Count = std::uint64_t;
  struct Statement {                     // of its judgings without a walk
    std::array<std::uint32_t, 6> verdicts{};
    std::array<std::uint32_t, models::kFlagCount> flags{};
    std::array<std::uint32_t, 6> occurrences{};  // Whenever, Only if
    std::uint32_t unknown_antecedent = 0;
    std::uint32_t date_missing = 0;
    std::uint32_t fired_presumed = 0;
  };
  // Where a statement's rows begin in the arrays below.
  struct Place {
    std::uint32_t step = 0;              // by step
    std::uint32_t part = 0;              // by part of a plain antecedent
    std::uint32_t block = 0;             // by block of its own
    std::uint16_t odd_parts = 0;         // of its antecedent, one a bit: what it misses is no one fact, or another part's too
  };

  void add_case(bool with_problems);
  void add_plain(const Trace& trace, std::span<const models::StepState> states, models::Flags flags);
  void add_occurrence(const Trace& trace, std::span<const models::StepState> states);
  void add_step_missing(const Trace& trace, std::span<const models::StepState> states);
  void add_flag(StatementIndex s, models::Flag flag, std::uint32_t n = 1) { statements[s].flags[static_cast<std::size_t>(flag)] += n; }
  // `place`: in Plan::led_to_by of the part's proposition, of the statement that holds it back.
  void add_held_back(StatementIndex s, std::uint32_t part, std::uint32_t place, std::uint32_t n) {
    held_back[part_offset[places[s].part + part] + place] += n;
  }
  // Counts the cases that were taken as columns, and begins with the next block.
  void count_block();
  CohortSummary summary() const;

  const Plan& plan;
  const PlainPlan rows;
  const StandingPlan standing;
  const ColumnsPlan where;
  PlainColumns plain_columns;
  Columns columns;                       // cases of which what is said beyond single statements is not yet counted
  std::vector<Place> places;             // per statement
  std::vector<std::uint32_t> part_offset;  // per part, as Place::part counts: into `held_back`, then by place in Plan::led_to_by

  Count cases = 0, with_problems = 0;
  std::vector<Statement> statements;
  using ByReason = std::array<std::uint32_t, 6>;     // by StepState from Refuted to Overdue
  std::vector<ByReason> stalls, occurrence_stalls;   // per step: cases; occurrences of Whenever and Only if
  std::vector<std::uint32_t> blocks;
  std::vector<std::uint32_t> part_missing, step_missing;
  std::vector<std::uint32_t> held_back;
  std::vector<std::array<std::uint32_t, 8>> verdicts;  // per proposition
  std::vector<std::array<std::uint32_t, 9>> readings;
  CohortSummary rest;                    // what no array has a place for; and what was counted before the arrays were full

 private:
  StallCount& joined_stall(const Trace& trace, std::span<const models::StepState> states);
  void set_places();
  void empty_into(CohortSummary& summary) const;
  void add_statement(StatementIndex s, StatementSummary& out) const;
  void add_missing(StatementIndex s, StatementSummary& out) const;
  void add_step(StatementIndex s, std::uint32_t i, StatementSummary& out) const;
  void clear_arrays();

  Count since_emptied_ = 0;
  std::unique_ptr<BlockCounting> block_;
};

}  // namespace realist::engine

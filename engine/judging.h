// One statement judged in one case: activations, steps, stalls, blocks (semantics.md, "Statement verdicts").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "engine/evaluation.h"
#include "models/verdict.h"

namespace realist::engine {

// The window a step is expected in.
struct Window {
  std::optional<Time> from;      // its begin: the base, or later where an earliest time is written
  std::optional<Time> until;     // its end; both ends count
  bool present = false;          // the step has a window, if only one without an end
  bool earliest_written = false;
  bool in_hours = false;
  bool undated = false;          // present, and no date to count from
  bool from_a_day = false;       // the base is a bare day
  std::int32_t offset = Time::kNoOffset;  // as the base was written: its bounds are shown so
  bool not_begun = false;        // a phase that has not come
  bool bound_missing = false;    // the attribute of a `before …` is not known
};

// What became of a step, without the words for it.
struct StepOutcome {
  StepOutcome() {}

  models::StepState state = models::StepState::NotReached;
  std::optional<Time> at;        // Holds: since when; Late: when it came true; stalls by a fact: that fact's time
  Cause cause = Cause::Undated;  // of `at`
  Window window;
  std::optional<Time> since;     // stalls
  std::optional<Time> due;
  std::optional<Time> seen_earlier;
  std::uint32_t have = 0, need = 0;     // TooFew
  bool broke = false;            // Refuted: what time can only break broke
  bool by_date_only = false;
  bool date_missing = false;     // its window has no date to count from
  bool ran_out = false;          // closed because the windows in its indicator have run out
};

struct BlockFound {
  std::size_t which = 0;         // statement's `unless`, then the theory's conditions, then its phrases
  std::optional<Time> since, until;
};

// One activation judged.
struct Run {
  Run() {}  // not `= default`: that would clear all its room first, which is most of its cost

  models::Verdict verdict = models::Verdict::Dormant;
  std::optional<Time> activated;
  const models::Event* its = nullptr;    // Whenever: the occurrence
  SpentEvents spent;              // as the steps left it
  boost::container::small_vector<StepOutcome, 4> steps;
  std::uint32_t deciding = 0;            // index of the step that decided; steps.size(): none
  bool unobserved_end = false;           // only unobserved steps are left at the end
  bool end_open = false;                 // … and their window is open
  bool unknown_antecedent = false;       // undetermined before it began
  std::optional<BlockFound> block;
  models::Flags flags;
};

struct StatementRuns {
  std::vector<Run> runs;                 // by date; empty: dormant, or undetermined with `unknown`
  bool unknown = false;                  // the antecedent cannot be told
  bool unobserved = false;               // some run passes over a step that is unobserved

  void forget() {
    if (!runs.empty()) runs.clear();
    unknown = unobserved = false;
  }
};

// What a step of several parts comes down to when unobserved parts are passed over.
struct Observable {
  bool unobserved = false;
  const models::Clause* whole = nullptr;
  std::optional<models::Clause> reduced;        // where parts were left out

  const models::Clause& clause() const { return reduced ? *reduced : *whole; }
};
Observable observable(const models::Clause& clause, Evaluation& evaluation);

// Judges statement `s` at all its activations and notes in `evaluation.moments` what it reached.
// `out` is overwritten; its memory is used again.
void judge_statement(StatementIndex s, Evaluation& evaluation, StatementRuns& out);

// The signal that says whether an antecedent holds; `its` for antecedents that look at the occurrence.
Signal antecedent(StatementIndex s, Evaluation& evaluation, const models::Event* its = nullptr);

// The blocks of a statement as clauses or conditions, evaluated from `from` on.
Signal block_signal(StatementIndex s, std::size_t which, const std::optional<Time>& from, Evaluation& evaluation,
                    const models::Event* its);

}  // namespace realist::engine

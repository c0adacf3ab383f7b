// What became of the judgings of a case, without dates: all that what is said beyond a single statement needs. Internal to
// the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/judging.h"

namespace realist::engine {

struct Trace {
  static constexpr std::uint16_t kNotBlocked = 0xffff;

  StatementIndex statement = 0;      // kNone: judged again in a later round, so not to be looked at
  std::uint32_t first = 0;           // its steps' states in Traces::states, as many as were reached
  std::uint32_t count = 0;
  std::uint32_t deciding = 0;        // index of the step that decided; the statement's number of steps: none
  models::Verdict verdict = models::Verdict::Dormant;
  models::Flags flags;
  std::uint16_t block = kNotBlocked; // which of its blocks, `despite` or not
  std::uint16_t unknown_parts = 0;   // plain statements: the parts of the antecedent that are unknown, one a bit
  PropositionIndex stalled_at = kNone;  // plain statements: which of several parts of the step it stalled at did not hold
  bool unknown_antecedent = false;
  bool date_missing = false;         // plain statements: the deciding step's window has no date to count from
  bool unobserved_end = false;
  bool end_open = false;
  bool passes_over = false;          // some step is unobserved
  bool odd_missing = false;          // plain statements: what is missing has to be looked up
};

// `Whenever` takes the worst of its occurrences, in this order.
int badness(models::Verdict verdict);

struct Traces {
  std::vector<Trace> all;            // one a judging; a statement's stand together, by date
  std::vector<models::StepState> states;

  void clear() {
    all.clear();
    states.clear();
  }
  models::StepState* states_of(const Trace& trace) { return states.data() + trace.first; }
  const models::StepState* states_of(const Trace& trace) const { return states.data() + trace.first; }
  // Of a statement's judgings, which begin at `first`: their end, and the worst of them.
  std::uint32_t end_of(std::uint32_t first) const;
  const Trace& worst_of(std::uint32_t first) const;
  // The judgings of a statement that was walked.
  void add(StatementIndex s, const StatementRuns& judged);
};

}  // namespace realist::engine

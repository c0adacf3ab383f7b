// Verdicts as a function of a choice: a theory with one number of it put otherwise, judged over the same cases.
//
//   engine::Sweep sweep(theory.statements.size(), cases, values);
//   for (case, value ...) sweep.add(value, which, outlines);
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/judge.h"
#include "engine/summary.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// The one length that a step's window has: its latest time, for how long it has to hold, or, where it has only that, its earliest.
enum class WindowLength : std::uint8_t {
  None,        // no window, or one bound by something else than a length of time
  Latest, Throughout, Earliest,
  SameDay,     // `on the same day`: put otherwise, it becomes a latest time
};
WindowLength length_of(const models::StepWindow& window);

// The theory with that window put to `length`; where the step has none, `within` so long. `step` from 1.
models::Theory with_window(models::Theory theory, models::StatementIndex statement, std::uint32_t step, const models::Duration& length);

// A case in which a statement comes to another verdict from one value to the next.
struct Flip {
  std::uint32_t which = 0;             // the case
  models::StatementIndex statement = 0;
  std::uint32_t value = 0;             // the first with `after`; `before` is that of the value before it
  models::Verdict before = models::Verdict::Dormant, after = models::Verdict::Dormant;
  friend bool operator==(const Flip&, const Flip&) = default;
};

class Sweep {
 public:
  Sweep(std::size_t statements, std::size_t cases, std::size_t values);

  // In each case value by value, ascending. Cost: linear in the number of statements.
  void add(std::uint32_t value, std::uint32_t which, const std::vector<Outline>& outlines);

  const VerdictCounts& counts(models::StatementIndex statement, std::size_t value) const { return counts_[value][statement]; }
  const std::vector<Flip>& flips() const { return flips_; }   // of one case and statement by value

 private:
  std::vector<std::vector<VerdictCounts>> counts_;            // by value, by statement
  std::vector<std::vector<models::Verdict>> last_;            // by case, by statement
  std::vector<Flip> flips_;
};

}  // namespace realist::engine

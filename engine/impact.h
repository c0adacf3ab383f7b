// What an edit of a theory changes in the verdicts: every case judged against both versions, verdict by verdict.
//
//   engine::Impact impact(edit);
//   for (...) impact.add(which, outlines_before, outlines_after);   // engine::Judge::outline of either version
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/judge.h"
#include "engine/summary.h"
#include "engine/theory_edit.h"
#include "models/verdict.h"

namespace realist::engine {

// Cases in which a statement has come from one verdict to another. The same twice: stalled at another step or for another
// reason, or judged otherwise in some of the times it came to hold.
struct Shift {
  models::Verdict before = models::Verdict::Dormant, after = models::Verdict::Dormant;
  std::vector<std::uint32_t> cases;   // as they were numbered, ascending
};

struct StatementImpact {
  VerdictCounts before, after;        // over the cases; of a statement that is new or gone one of them is empty
  std::vector<Shift> shifts;          // of a statement of both versions; by verdict before, then after
  std::size_t shifted() const;        // cases
};

class Impact {
 public:
  // The edit has to live on.
  explicit Impact(const TheoryEdit& edit) : edit_(edit), statements_(edit.statements.size()) {}

  // One case, numbered in ascending order. Cost: linear in the number of statements.
  void add(std::uint32_t which, const std::vector<Outline>& before, const std::vector<Outline>& after);

  const std::vector<StatementImpact>& statements() const { return statements_; }  // as TheoryEdit::statements
  std::size_t cases() const { return cases_; }
  std::size_t cases_shifted() const { return cases_shifted_; }                    // with at least one shift
  // Shifts by verdict before and after, over all statements.
  using Counts = std::array<std::array<std::uint64_t, models::kVerdicts.size()>, models::kVerdicts.size()>;
  Counts counts() const;

 private:
  const TheoryEdit& edit_;
  std::vector<StatementImpact> statements_;
  std::size_t cases_ = 0, cases_shifted_ = 0;
};

}  // namespace realist::engine

// What is drawn on a theory's graph beside the theory: one case's verdicts, or the counts of a cohort.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "models/time.h"
#include "models/verdict.h"

namespace realist::cli {

// Counts over a cohort, added up case by case: memory grows with the theory, not with the cases.
struct CohortTally {
  struct OfStep {
    std::uint32_t passed = 0;   // holds, presumed, or passed over unobserved
    std::uint32_t stopped = 0;  // stalled there
  };
  struct OfStatement {
    std::array<std::uint32_t, 6> verdicts{};  // by models::Verdict
    std::vector<OfStep> steps;                // by step; statements judged once per case only
  };
  struct OfProposition {
    std::uint32_t seen = 0, not_seen = 0, unknown = 0;
  };
  std::uint32_t cases = 0;
  models::Time as_of;
  std::vector<OfStatement> statements;
  std::vector<OfProposition> propositions;

  void add(const models::Theory& theory, const models::CaseResult& result);
};

using GraphOverlay = std::variant<std::monostate, models::CaseResult, CohortTally>;

}  // namespace realist::cli

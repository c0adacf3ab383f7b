// Counting cases into a summary without writing their results: what a run over a large cohort does with each case.
//
//   engine::Judge judge(*plan);
//   engine::Tally tally(*plan);
//   for (...) judge.count(facts, linked, tally);
//   const engine::CohortSummary summary = tally.summary();
//
// One tally a thread; their summaries are merged (CohortSummary::merge), in any order.
#pragma once

#include <memory>

#include "engine/judge.h"
#include "engine/summary.h"

namespace realist::engine {

struct TallyCounts;  // tally_counts.h

class Tally {
 public:
  explicit Tally(const Plan& plan);
  ~Tally();
  Tally(Tally&&) noexcept;

  // What has been counted so far: the same as `CohortSummary::add` of each case's whole result. Cost: the summary's size.
  CohortSummary summary() const;

 private:
  friend class Judge;
  std::unique_ptr<TallyCounts> counts_;
};

}  // namespace realist::engine

// How far cases came: for each step of each statement, how many reached it and what became of them there.
//
// Pure counting. A `Whenever` counts its occurrences, other statements their cases.
#pragma once

#include <cstdint>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

struct FunnelStep {
  std::uint64_t passed = 0;   // held, presumed, or passed over unobserved
  std::uint64_t stalled = 0, pending = 0, blocked = 0, undetermined = 0;  // came this far and no further, so far
  std::uint64_t reached() const { return passed + stalled + pending + blocked + undetermined; }
};

struct StallFunnel {
  std::vector<std::vector<FunnelStep>> statements;  // by statement, by step

  explicit StallFunnel(const models::Theory& theory);
  void add(const models::CaseResult& result);

 private:
  void add(const models::Judging& judging, std::vector<FunnelStep>& steps, std::uint64_t times);
};

}  // namespace realist::cli

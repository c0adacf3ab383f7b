// What an edit may do to verdicts before it counts as a finding: `realist impact --fail-if`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/impact.h"
#include "models/verdict.h"

namespace realist::cli {

struct ShiftLimit {
  std::string words;                              // as given
  std::optional<models::Verdict> before, after;   // none: any; then only what changed its verdict counts
  std::uint64_t most = 0;                         // so many are let pass
};

// "fired -> stalled", "any -> stalled > 3", "any". Throws UsageError.
ShiftLimit shift_limit_from(const std::string& text);

// How many there are.
std::uint64_t shifts_of(const ShiftLimit& limit, const engine::Impact::Counts& counts);

}  // namespace realist::cli

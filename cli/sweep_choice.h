// What `realist sweep --sweep` varies: "window:GATE-2.1=1d..14d by 2d", "membership:TRUST.crossover=2..4", "data".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/membership_choice.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::cli {

struct SweepChoice {
  enum class Kind : std::uint8_t { Window, Data, Membership };
  Kind kind = Kind::Window;
  std::string words;                       // as given
  MembershipChoice membership;             // Membership; what follows is of a Window
  models::StatementIndex statement = models::kNone;
  std::uint32_t step = 0;                  // from 1
  std::vector<models::Duration> values;    // ascending
  std::string written;                     // the window's text; empty: it has none
};

inline constexpr std::size_t kMostSweepValues = 1'000;

// Throws UsageError, saying what is meant by what was written, and which statements, steps and propositions there are.
SweepChoice sweep_choice_from(const models::Theory& theory, const std::string& text);

// The values of "1d..14d", "1d..14d by 2d", "1 week, 2 weeks, 4 weeks".
std::vector<models::Duration> durations_from(const std::string& sweep, const std::string& text);

// What every kind of sweep is read with: text without the blanks around it, and the sentence of a refusal as a UsageError.
std::string sweep_word(std::string_view text);
[[noreturn]] void refuse_sweep(const std::string& sweep, const std::string& why);

// The position in `values` that means as much as what the window says; values.size() where none does.
std::size_t written_value(const models::Theory& theory, const SweepChoice& choice);

}  // namespace realist::cli

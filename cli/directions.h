// Directional expectations for intermediate solutions: written by hand, or read off a theory's statements.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/truth_table.h"

namespace realist::cli {

struct ExpectedOutcome {
  std::string name;      // the column's
  bool absent = false;   // it is its absence that is to be explained
};

// One a condition. `words`: "A", "~B" by name; "1", "0", "-" one for each; or one theory file. In a theory a column is the
// proposition whose short name, R-ready name, phrase or alias it has; its presence is expected to help where every way from it to
// the outcome has a positive sign, its absence where every way has a negative one, and nothing is expected where there is no
// way, or ways of either sign. What a theory gave is said on standard error. None where the theory has errors, which are then
// printed. Throws UsageError for words that fit no column, and where the theory does not know the outcome.
std::optional<std::vector<engine::Expectation>> expectations_from(const std::vector<std::string>& words, const std::vector<std::string>& names,
                                                                  const ExpectedOutcome& outcome);

}  // namespace realist::cli

// How a theory stands by the published criteria for programme-theory diagrams: counts with their reasons, never a grade alone.
//
// The six components (aim, logical overview, clarity, cause and effect, evidence, measurement) are those of Issen, Woodcock,
// McNicholas, Lennox and Reed, "Criteria for evaluating programme theory diagrams in quality improvement initiatives: a
// structured method for appraisal", International Journal for Quality in Health Care 30 (7), 2018, doi 10.1093/intqhc/mzy063.
// What is counted under each, in a theory written down in statements, is our reading of them, and no score of theirs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::rules {

// "statements that name evidence or a source": 12 of 14. `of` 0: the theory has nothing of the kind.
struct ScoreCount {
  std::string what;
  std::size_t met = 0, of = 0;
  std::string next;   // what to do where not all are met; empty: nothing
  std::string code;   // of the messages that show where; empty: none
};

struct Criterion {
  std::string name;
  std::vector<ScoreCount> counts;  // at least one
};

// The six, in the order published, for a theory without errors. What is allowed (`# allow:`) counts as not met: the
// scorecard is about the theory, not about what its authors have looked at. Cost: that of the lints.
std::vector<Criterion> scorecard(const models::Theory& theory);

}  // namespace realist::rules

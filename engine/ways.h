// Candidate additions: what a clause's indicators ask for, read off their own tests. Candidates only; `needs` tries them.
// Internal to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/needs.h"
#include "engine/plan.h"
#include "models/theory.h"

namespace realist::engine {

// A fact that could be added, still without its date.
struct Wanted {
  Addition addition;
  std::uint32_t copies = 1;                              // events alike, on several days
  bool cadence = false;                                  // as many as it takes to close the gaps
  std::vector<std::optional<models::Time>> dates;        // to be tried in this order
};
using Way = std::vector<Wanted>;                         // all of them together

// What candidates are made for.
struct Occasion {
  const models::CaseRecord* record = nullptr;
  const LinkedRecords* linked = nullptr;
  models::Time as_of;
  const models::Event* its = nullptr;                    // the occurrence that is judged, where there is one
  std::vector<std::optional<models::Time>> dates;        // inside the step's window, the likeliest first
  std::size_t additions = 3;                             // at most so many different facts a way
};

// Ways in which a clause could come to be true (`wanted`) or false, the shortest first, a bounded number.
std::vector<Way> ways(const Plan& plan, const models::Clause& clause, bool wanted, const Occasion& occasion);

// Values that would answer a missing fact, with words where they stand for more.
std::vector<Addition> answers(const Plan& plan, const models::MissingFact& fact, const Occasion& occasion);

}  // namespace realist::engine

// What `realist sweep --sweep membership:TRUST.crossover=2..4` varies: one anchor of one proposition's `membership:`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/membership_sweep.h"
#include "models/theory.h"

namespace realist::cli {

struct MembershipChoice {
  models::PropositionIndex proposition = models::kNone;
  engine::AnchorPart part = engine::AnchorPart::Crossover;
  std::vector<double> values;   // ascending, each once
};

// `sweep` as given, "membership:" and all. Throws UsageError: of a name nobody declared, one without a membership, what are no
// numbers, and of a value at which the anchors would neither rise nor fall.
MembershipChoice membership_choice_from(const models::Theory& theory, const std::string& sweep);

// "2..4" (in ten steps), "2..4 by 0.5", "2, 2.5, 3".
std::vector<double> sweep_numbers_from(const std::string& sweep, const std::string& text);

const char* anchor_word(engine::AnchorPart part);   // "out", "crossover", "in"

// The position of what the theory says; values.size() where it is none of them.
std::size_t written_value(const models::Theory& theory, const MembershipChoice& choice);

}  // namespace realist::cli

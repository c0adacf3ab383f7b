// `membership: out 1, crossover 3, in 5` under a declaration: how a number becomes a degree.
#pragma once

#include <optional>

#include "models/theory.h"
#include "rules/reporter.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// The three anchors by their names, in any order, with commas between them or not. None, after a message, where they are not
// there, or the crossover does not lie between the other two.
std::optional<models::Membership> read_membership(const Text& value, Reporter& reporter);

// Reports each membership of a proposition whose indicator does not give one number to turn into a degree.
void check_memberships(const models::Theory& theory, Reporter& reporter);

}  // namespace realist::rules

// Statements that foretell opposite things of one proposition: rivals that a theory may well mean to keep, and that its
// reader should see.
#pragma once

#include <vector>

#include "models/theory.h"
#include "rules/foretold.h"

namespace realist::rules {

// `against` says that `proposition` will not come about; each of `with` says that it will.
struct Opposition {
  models::PropositionIndex proposition = models::kNone;
  StepAt against;
  std::vector<StepAt> with;  // in reading order, each statement once
};

// Left out are two that cannot both be set off: one asks for what the other asks not to be, one stands down (`unless`)
// for what the other asks for, one is the other's `otherwise`. `previously` foretells nothing. Each `against` is compared
// with the first 64 statements that say the contrary: linear in the theory, whatever it says.
std::vector<Opposition> find_oppositions(const models::Theory& theory);

}  // namespace realist::rules

// Statements that foretell the same and ask for different things before it: which of them a source meant is for the
// author to say, that they differ is for the reader to see.
#pragma once

#include <vector>

#include "models/theory.h"
#include "rules/foretold.h"

namespace realist::rules {

// `looser` foretells in its first step what each of `stricter` foretells too, and asks for less: everything it asks for,
// they ask for as well, and for more. A step made of a `because` does not count as the first.
struct LooserStatement {
  StepAt looser;
  std::vector<StepAt> stricter;  // in reading order, each statement once
};

// `needed` says "only if N then B"; each of `enough`, that N (with what else it asks for) brings B about.
struct NeededAndEnough {
  StepAt needed;
  std::vector<StepAt> enough;    // in reading order, each statement once
};

// Of each proposition the first 64 statements that foretell it are compared: linear in the theory, whatever it says.
std::vector<LooserStatement> find_looser_statements(const models::Theory& theory);
std::vector<NeededAndEnough> find_needed_and_enough(const models::Theory& theory);

}  // namespace realist::rules

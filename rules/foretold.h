// What a statement asks for and what it foretells, as far as it is certain whatever else is so.
#pragma once

#include <vector>

#include "models/theory.h"

namespace realist::rules {

// A step of a statement, counted from 0.
struct StepAt {
  models::StatementIndex statement = models::kNone;
  std::size_t step = 0;
};

// A proposition, or its not being so.
struct Literal {
  models::PropositionIndex proposition = models::kNone;
  bool negated = false;
  friend auto operator<=>(const Literal&, const Literal&) = default;
};

// What has to be so where the clause is (`negated`: where it is not): of "a and not b" both, of "a or b" neither.
std::vector<Literal> certain(const models::Clause& clause, bool negated = false);

// Whether that is the whole of it: no "or" in it, no count.
bool is_conjunction(const models::Clause& clause);

// What a step says will come about, or will not; nothing where it is `previously`.
std::vector<Literal> foretold(const models::Step& step);

// What has to be so for a statement to be set off. An `otherwise` is set off where what its statement asks for is not.
std::vector<Literal> needs_of(const models::Statement& statement);

// `take(StepAt, Literal)` for everything that a theory foretells, in reading order.
template <class Take>
void for_each_foretold(const models::Theory& theory, Take take) {
  for (models::StatementIndex i = 0; i < theory.statements.size(); ++i)
    for (std::size_t step = 0; step < theory.statements[i].steps.size(); ++step)
      for (const Literal& literal : foretold(theory.statements[i].steps[step])) take(StepAt{i, step}, literal);
}

}  // namespace realist::rules

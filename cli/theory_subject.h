// What somebody names of a theory on the command line: a statement by its label, or a proposition by its phrase, an alias, a
// short name or a few words of it.
#pragma once

#include <string>
#include <string_view>

#include "models/theory.h"

namespace realist::cli {

// One of the two; the other is kNone.
struct TheorySubject {
  models::StatementIndex statement = models::kNone;
  models::PropositionIndex proposition = models::kNone;
};

// Throws UsageError where nothing is called so, with what was probably meant and then `hint`, or where the words stand in
// several phrases, with those. Linear in the theory.
TheorySubject find_subject(const models::Theory& theory, const std::string& words, std::string_view hint = "");

// Whether a statement speaks of a proposition: in its antecedent, a step or an `unless`.
bool speaks_of(const models::Statement& statement, models::PropositionIndex proposition);

}  // namespace realist::cli

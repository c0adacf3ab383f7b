// Names made from words: labels of statements without one, ids of propositions without a short name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::rules {

// "the participant keeps attending" → "the-participant-keeps-attending"; at most `most` words. ASCII letters and digits and
// the letters of other alphabets are kept; "x" where there are none.
std::string slug(std::string_view phrase, std::size_t most);

// What a statement says, without its evidence, sources and notes: alike for statements that say the same. `statement` is
// left as it was.
std::string meaning(const models::Theory& theory, models::Statement& statement);

// Gives every statement without a label one of its own words (three of its antecedent, three of its last step), the same
// wherever the statement stands. Where two would be alike both get a mark made from all of their words; statements that
// say the same are numbered. `ID/otherwise` follows its statement.
void make_labels(models::Theory& theory);

}  // namespace realist::rules

// What is said beside the claim itself: how strongly, of whom, when, and whether it is denied.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/statement.h"

namespace realist::rules::prose {

// Fills in polarity, time phrases, and for a consequent strength and window.
void add_shades(std::string_view sentence, const std::vector<Word>& words, Part& part, bool antecedent);

// "some people" in words [first, last); empty: nothing limits the claim so.
std::string population_of(std::string_view sentence, const std::vector<Word>& words, std::size_t first, std::size_t last);

// "this is the case", "so", "it works": the antecedent says what it means by a word that points back.
bool points_back(std::string_view sentence, const Part& antecedent, const std::vector<Word>& words);

// "can only be strived towards once": one step that needs the antecedent.
bool says_only(std::string_view sentence, const std::vector<Word>& words, const Statement& statement);

}  // namespace realist::rules::prose

// Near misses: the word that was probably meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace realist::models {

// How many letters have to be put in, left out, changed or swapped with their neighbour to make `b` of `a`; anything above
// `most` is given as `most` + 1. Compares characters, not bytes. Cost: the product of the lengths, cut off early.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t most = 3);

// True where two different words, folded, are so alike that one is probably the other misspelt: one letter apart, from six
// letters on two; or the same but for blanks, hyphens and underscores.
bool near_miss(std::string_view a, std::string_view b);

// The position of the candidate nearest to `word` among those that are near misses, the first of several; `candidates.size()`
// where there is none.
std::size_t nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace realist::models

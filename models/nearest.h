// Near misses: the word that was probably meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

// How near is near enough. Case never counts.
enum class Closeness : std::uint8_t {
  Name,     // names and phrases of a theory and its data: as `near_miss`
  Keyword,  // words of the language: one letter up to five, two from six on; up to three letters only where as many stand there
  Typed,    // what was typed at a command line: a third of its letters, at least one and at most three
};

// The candidate nearest to `word`, the first of several; none where none is near enough, and, but for `Typed`, none that is
// the word itself. Cost: as `edit_distance`, for the candidates of about its length.
std::optional<std::string_view> nearest_word(std::string_view word, const std::vector<std::string_view>& candidates, Closeness how);

// The position of the candidate nearest to `word` among those that are near misses, the first of several; `candidates.size()`
// where there is none.
std::size_t nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace realist::models

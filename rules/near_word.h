// Did you mean: whether one word is nearly another.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace realist::rules {

// The fewest letters put in, left out, changed, or exchanged with their neighbour that make `b` of `a`; `limit` + 1 where it
// takes more than `limit`. ASCII letters of either case are alike. Cost: the length times the limit.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The word meant, of those given: nearest first, then first in the list; never the word itself. Up to three letters may not
// differ by more than an exchange of neighbours or one letter of the same length; up to five by one; longer ones by two.
std::optional<std::string_view> near_word(std::string_view word, const std::vector<std::string_view>& meant);

}  // namespace realist::rules

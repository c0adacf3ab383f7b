// "Did you mean": the known word nearest to one that is not known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace realist::cli {

// The nearest of `known` within a third of the word's length (at least one, at most three) single-character changes,
// swaps of neighbours counting one; case does not count. The first of equally near ones. Nothing where none is near.
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

// " (did you mean X?)", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace realist::cli

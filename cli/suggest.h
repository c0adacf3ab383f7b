// "Did you mean": the known word nearest to one that is not known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace realist::cli {

// The nearest of `known` (models::Closeness::Typed), the first of equally near ones; nothing where none is near.
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

// " (did you mean X?)", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace realist::cli

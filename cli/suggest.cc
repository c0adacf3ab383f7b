#include "cli/suggest.h"

#include <fmt/core.h>

#include "models/nearest.h"

namespace realist::cli {

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known) {
  const auto found = models::nearest_word(word, {known.begin(), known.end()}, models::Closeness::Typed);
  return found ? std::optional<std::string>(*found) : std::nullopt;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const auto near = nearest_word(word, known);
  return near ? fmt::format(" (did you mean {}?)", *near) : std::string();
}

}  // namespace realist::cli

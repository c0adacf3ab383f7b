#include "cli/suggest.h"

#include <fmt/core.h>

#include <algorithm>

#include "models/nearest.h"

namespace realist::cli {
namespace {

constexpr std::size_t kLongestWord = 200;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  const std::string wanted = lower(word);
  std::size_t best = std::clamp<std::size_t>(word.size() / 3, 1, 3) + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : known) {
    if (candidate.size() > kLongestWord || candidate.size() + best <= wanted.size()) continue;
    const std::size_t changes = models::edit_distance(wanted, lower(candidate), best);
    if (changes >= best) continue;
    best = changes;
    found = candidate;
  }
  return found;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const auto near = nearest_word(word, known);
  return near ? fmt::format(" (did you mean {}?)", *near) : std::string();
}

}  // namespace realist::cli

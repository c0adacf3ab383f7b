#include "rules/near_word.h"

#include <algorithm>

namespace realist::rules {
namespace {

constexpr std::size_t kLongest = 64;  // no keyword is longer; a longer word is near none

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::size_t allowed(std::size_t length) { return length <= 5 ? 1 : 2; }

bool near_enough(std::string_view word, std::string_view meant, std::size_t distance) {
  if (distance == 0 || distance > allowed(std::min(word.size(), meant.size()))) return false;
  return meant.size() > 3 || word.size() == meant.size();
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit || a.size() > kLongest || b.size() > kLongest) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::optional<std::string_view> near_word(std::string_view word, const std::vector<std::string_view>& meant) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 3;
  for (std::string_view candidate : meant) {
    const std::size_t distance = edit_distance(word, candidate, 2);
    if (distance == 0) return std::nullopt;
    if (distance >= best_distance || !near_enough(word, candidate, distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

}  // namespace realist::rules

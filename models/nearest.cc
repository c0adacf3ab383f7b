#include "models/nearest.h"

#include <algorithm>

#include "models/theory.h"

namespace realist::models {
namespace {

// Longer words are compared by their beginnings only; no suggestion is worth a quadratic cost in a hostile text.
constexpr std::size_t kLongestCompared = 256;

// Bytes by which near words may differ in length: two letters of several bytes, or a joint in every place of a long name.
constexpr std::size_t kMostApart = 8;

std::u32string characters(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size() && out.size() < kLongestCompared; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80 && !out.empty()) out.back() = out.back() << 6 | (byte & 0x3F);
    else out += byte;
  }
  return out;
}

std::string without_joints(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  return text;
}

// How many letters of `word` may differ from those of `meant`.
std::size_t allowed(std::string_view word, std::string_view meant, Closeness how) {
  const std::size_t shorter = std::min(word.size(), meant.size());
  if (how == Closeness::Typed) return std::clamp<std::size_t>(word.size() / 3, 1, 3);
  if (how == Closeness::Keyword && meant.size() <= 3 && word.size() != meant.size()) return 0;
  if (how == Closeness::Name && shorter < 3) return 0;
  return shorter < 6 ? 1 : 2;
}

// How far apart two folded words are as a reader sees them; nothing where they are too far.
std::optional<std::size_t> distance(const std::string& word, const std::string& meant, Closeness how) {
  const std::size_t most = allowed(word, meant, how);
  const std::size_t apart = word.size() < meant.size() ? meant.size() - word.size() : word.size() - meant.size();
  if (most == 0 || apart > kMostApart) return std::nullopt;
  if (how == Closeness::Name && word != meant && without_joints(word) == without_joints(meant)) return 1;
  const std::size_t found = edit_distance(word, meant, most);
  return found > most ? std::nullopt : std::optional(found);
}

// Folding changes no length by more than this, but for signs nobody looks for.
bool length_may_do(std::string_view word, std::string_view meant) {
  return word.size() <= meant.size() + 2 * kMostApart && meant.size() <= word.size() + 2 * kMostApart;
}

template <class Candidates>
std::size_t nearest_of(std::string_view word, const Candidates& candidates, Closeness how) {
  const std::string folded = fold(word);
  std::size_t best = candidates.size(), least = 0;
  if (folded.empty()) return best;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!length_may_do(word, candidates[i])) continue;
    const std::string other = fold(candidates[i]);
    if (other == folded && how == Closeness::Keyword) return candidates.size();
    if (other == folded && how == Closeness::Name) continue;
    const std::optional<std::size_t> found = distance(folded, other, how);
    if (!found || (best != candidates.size() && *found >= least)) continue;
    best = i;
    least = *found;
  }
  return best;
}

}  // namespace

std::size_t edit_distance(std::string_view a_text, std::string_view b_text, std::size_t most) {
  const std::u32string a = characters(a_text), b = characters(b_text);
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    if (*std::min_element(row.begin(), row.end()) > most) return most + 1;
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], most + 1);
}

bool near_miss(std::string_view a_text, std::string_view b_text) {
  const std::string a = fold(a_text), b = fold(b_text);
  return a != b && distance(a, b, Closeness::Name).has_value();
}

std::size_t nearest(std::string_view word, const std::vector<std::string>& candidates) {
  return nearest_of(word, candidates, Closeness::Name);
}

std::optional<std::string_view> nearest_word(std::string_view word, const std::vector<std::string_view>& candidates, Closeness how) {
  const std::size_t found = nearest_of(word, candidates, how);
  return found == candidates.size() ? std::nullopt : std::optional(candidates[found]);
}

}  // namespace realist::models

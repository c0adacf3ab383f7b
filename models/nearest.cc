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

std::size_t allowed(std::size_t length) { return length < 6 ? 1 : 2; }

// How far apart two folded words are as a reader sees them; `most` + 1 where they are too far.
std::size_t distance(const std::string& a, const std::string& b) {
  const std::size_t most = allowed(std::min(a.size(), b.size()));
  const std::size_t apart = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
  if (a.size() < 3 || b.size() < 3 || apart > kMostApart) return most + 1;
  if (without_joints(a) == without_joints(b)) return 1;
  return edit_distance(a, b, most);
}

bool is_near(const std::string& a, const std::string& b) {
  return a != b && distance(a, b) <= allowed(std::min(a.size(), b.size()));
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

bool near_miss(std::string_view a, std::string_view b) { return is_near(fold(a), fold(b)); }

std::size_t nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string folded = fold(word);
  std::size_t best = candidates.size(), best_distance = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::string other = fold(candidates[i]);
    if (!is_near(folded, other)) continue;
    const std::size_t found = distance(folded, other);
    if (best == candidates.size() || found < best_distance) {
      best = i;
      best_distance = found;
    }
  }
  return best;
}

}  // namespace realist::models

#include "rules/characters.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace realist::rules {
namespace {

constexpr std::string_view kOpening[] = {"\"", "\u201C", "\u201E", "\u201F", "\u00AB", "\u00BB"};
constexpr std::string_view kClosing[] = {"\"", "\u201C", "\u201D", "\u201F", "\u00AB", "\u00BB"};

unsigned char byte(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Whether the three bytes are a Unicode space, U+2000 to U+200B, or one of a few others.
bool is_wide_blank(std::string_view three) {
  if (three[0] == '\xE2' && three[1] == '\x80') {
    const unsigned char last = byte(three, 2);
    return last <= 0x8B || last == 0xA8 || last == 0xA9 || last == 0xAF;
  }
  return three == "\u205F" || three == "\u3000" || three == "\u1680" || three == "\uFEFF";
}

}  // namespace

std::size_t blank_at_start(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned char c = byte(text, 0);
  if (c == ' ' || (c >= 9 && c <= 13)) return 1;
  if (c < 0x80) return 0;
  if (text.starts_with("\u00A0") || text.starts_with("\u0085")) return 2;
  return text.size() >= 3 && is_wide_blank(text.substr(0, 3)) ? 3 : 0;
}

std::size_t blank_at_end(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned char c = byte(text, text.size() - 1);
  if (c == ' ' || (c >= 9 && c <= 13)) return 1;
  if (c < 0x80) return 0;
  if (text.ends_with("\u00A0") || text.ends_with("\u0085")) return 2;
  return text.size() >= 3 && is_wide_blank(text.substr(text.size() - 3)) ? 3 : 0;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t blank = blank_at_start(text)) text.remove_prefix(blank);
  while (const std::size_t blank = blank_at_end(text)) text.remove_suffix(blank);
  return text;
}

std::size_t quote_at_start(std::string_view text) {
  for (std::string_view mark : kOpening)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

std::size_t quote_at_end(std::string_view text) {
  for (std::string_view mark : kClosing)
    if (text.ends_with(mark)) return mark.size();
  return 0;
}

std::size_t any_quote_at_start(std::string_view text) {
  if (const std::size_t size = quote_at_start(text)) return size;
  return text.starts_with("\u201D") ? 3 : 0;
}

std::size_t dash_at_start(std::string_view text) {
  if (text.starts_with("-")) return 1;
  if (text.size() < 3 || text[0] != '\xE2') return 0;
  if (text[1] == '\x80' && byte(text, 2) >= 0x90 && byte(text, 2) <= 0x95) return 3;
  return text.starts_with("\u2212") ? 3 : 0;
}

std::size_t character_at_start(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned char c = byte(text, 0);
  const std::size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return std::min(size, text.size());
}

std::size_t count_characters(std::string_view text) {
  // Eight bytes at a time: a byte that goes on with a character has its highest bit set and the next one not.
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::size_t going_on = 0, at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    going_on += (((bytes >> 7) & ~(bytes >> 6) & kOnes) * kOnes) >> 56;
  }
  for (; at < text.size(); ++at) going_on += (byte(text, at) & 0xC0) == 0x80;
  return text.size() - going_on;
}

bool goes_on_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 1; i < word.size(); ++i)
    if (lower_ascii(text[i]) != word[i]) return false;
  const std::string_view rest = text.substr(word.size());
  if (rest.empty() || rest[0] == ' ') return true;
  // An apostrophe or a hyphen goes on with the word: "then-partner", "or's".
  return !is_word_start(rest) && !rest.starts_with("'") && !rest.starts_with("\u2019") && !rest.starts_with("-");
}

std::size_t match_all_words(std::string_view text, std::string_view words) {
  std::size_t at = 0;
  while (true) {
    const std::size_t end = words.find(' ');
    const std::string_view word = words.substr(0, end);
    if (!begins_with_word(text.substr(at), word)) return 0;
    at += word.size();
    if (end == std::string_view::npos) return at;
    words.remove_prefix(end + 1);
    const std::size_t before = at;
    while (const std::size_t blank = blank_at_start(text.substr(at))) at += blank;
    if (at == before) return 0;
  }
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace realist::rules

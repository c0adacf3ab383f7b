#include "rules/prose/passages.h"

#include <algorithm>

#include "rules/characters.h"

namespace realist::rules::prose {
namespace {

constexpr std::size_t kWidestWrap = 130;    // lines of published text that was broken by a program are no longer
constexpr std::size_t kMostBlankLines = 6;  // a page break with its running head is no longer
constexpr std::size_t kMostPassage = 1u << 20;

bool begins_small(std::string_view text) { return !text.empty() && text[0] >= 'a' && text[0] <= 'z'; }

bool ends_sentence(std::string_view text) {
  while (!text.empty()) {
    if (const std::size_t quote = quote_at_end(text); quote > 0) text.remove_suffix(quote);
    else if (text.ends_with(")") || text.ends_with("]") || text.ends_with("'")) text.remove_suffix(1);
    else if (text.ends_with("\u2019")) text.remove_suffix(3);
    else break;
  }
  return text.ends_with(".") || text.ends_with("!") || text.ends_with("?") || text.ends_with(":") || text.ends_with("\u2026");
}

bool begins_item(std::string_view text) {
  for (const std::string_view bullet : {"\u2022", "\u00b7", "\u25aa", "\u25cf", "\uf0b7", "* ", "- ", "+ ", "#", "|", "\u2013 ", "> "})
    if (text.starts_with(bullet)) return true;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > 0 && at < 4 && at + 1 < text.size() && (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
}

// Bytes of the UTF-8 character at the beginning, 0 where there is none.
std::size_t whole_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = character_at_start(text);
  if (size == 1) return is_ascii(text[0]) && (byte(0) >= 0x20 || text[0] == '\t') ? 1 : 0;
  if (size != (byte(0) >= 0xF0 ? 4u : byte(0) >= 0xE0 ? 3u : 2u)) return 0;  // cut off
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  const bool overlong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
  const bool beyond = (byte(0) == 0xED && byte(1) >= 0xA0) || byte(0) > 0xF4 || (byte(0) == 0xF4 && byte(1) >= 0x90) || byte(0) < 0xC2;
  return overlong || beyond ? 0 : size;
}

// What is no text becomes U+FFFD, control characters blanks.
void append_clean(std::string& whole, std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = whole_character(text);
    if (size > 0) whole.append(text, 0, size);
    else whole += is_ascii(text[0]) ? " " : "\ufffd";
    text.remove_prefix(size > 0 ? size : 1);
  }
}

class Joiner {
 public:
  Joiner(std::size_t width, const std::function<void(const Passage&)>& take) : width_(width), take_(take) {}

  void add(const Line& line) {
    const std::string_view text = trimmed(line.text);
    if (text.empty()) {
      ++blank_;
      return;
    }
    const std::size_t column = static_cast<std::size_t>(text.data() - line.text.data());
    if (!goes_on(text)) end();
    append(line.number, column, text);
    last_width_ = line.text.size();
    blank_ = 0;
  }

  void end() {
    if (!passage_.text.empty()) take_(passage_);
    passage_ = {};
  }

 private:
  bool goes_on(std::string_view text) const {
    if (passage_.text.empty() || blank_ > kMostBlankLines || begins_item(text)) return false;
    if (passage_.text.size() + text.size() > kMostPassage) return false;
    const bool small = begins_small(text) && !ends_sentence(passage_.text);
    if (blank_ > 0 || width_ == 0) return small;
    return small || last_width_ * 3 > width_ * 2;
  }

  void append(std::uint32_t number, std::size_t column, std::string_view text) {
    std::string& whole = passage_.text;
    const bool divided = width_ > 0 && blank_ == 0 && whole.size() > 2 && whole.ends_with("-") && is_plain_word_byte(whole[whole.size() - 2]) && begins_small(text);
    if (divided) whole.pop_back();
    else if (!whole.empty()) whole += ' ';
    passage_.pieces.push_back({whole.size(), number, column});
    append_clean(whole, text);
  }

  std::size_t width_;
  const std::function<void(const Passage&)>& take_;
  Passage passage_;
  std::size_t blank_ = 0, last_width_ = 0;
};

}  // namespace

const Passage::Piece& Passage::piece_at(std::size_t offset) const {
  const auto after = std::upper_bound(pieces.begin(), pieces.end(), offset, [](std::size_t at, const Piece& piece) { return at < piece.at; });
  return after == pieces.begin() ? *after : *(after - 1);
}

std::size_t wrap_width(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines)
    if (const std::size_t width = trimmed(line.text).size(); width > 0) widths.push_back(width);
  if (widths.empty()) return 0;
  const auto most = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 98 / 100);
  std::nth_element(widths.begin(), most, widths.end());
  return *most <= kWidestWrap ? *most : 0;
}

void for_each_passage(const std::vector<Line>& lines, const std::function<void(const Passage&)>& take) {
  Joiner joiner(wrap_width(lines), take);
  for (const Line& line : lines) joiner.add(line);
  joiner.end();
}

}  // namespace realist::rules::prose

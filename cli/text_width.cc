#include "cli/text_width.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace realist::cli {
namespace {

constexpr char32_t kBroken = 0xFFFD;
constexpr std::size_t kTabStop = 8;

struct Range {
  char32_t first, last;
};

constexpr Range kZeroWidth[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},
                                {0x900, 0x902},   {0x93C, 0x93C},   {0x941, 0x948},   {0xE31, 0xE31},   {0xE34, 0xE3A},
                                {0xE47, 0xE4E},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
                                {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
                                {0xE0100, 0xE01EF}};

constexpr Range kWide[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
                           {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
                           {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                           {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
                           {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t c) {
  const auto after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  return after != std::begin(ranges) && c <= std::prev(after)->last;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_scalar(char32_t c, std::size_t length) {
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  return c >= kLeast[length] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

void append_shown(std::string& out, std::string_view bytes, char32_t c) {
  if (is_control(c) || c == kBroken) {
    out += "\xEF\xBF\xBD";
  } else {
    out += bytes;
  }
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(lead);
  if (length <= 1) return ++at, length == 1 ? lead : kBroken;
  if (at + length > text.size()) return ++at, kBroken;
  char32_t c = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0u) != 0x80u) return ++at, kBroken;
    c = c << 6 | (byte & 0x3Fu);
  }
  if (!is_scalar(c, length)) return ++at, kBroken;
  at += length;
  return c;
}

int display_width(char32_t c) {
  if (c < 0x300) return 1;
  if (is_control(c)) return 1;  // shown as U+FFFD
  if (within(kZeroWidth, c)) return 0;
  return within(kWide, c) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    columns += c == '\t' ? kTabStop - columns % kTabStop : static_cast<std::size_t>(display_width(c));
  }
  return columns;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

std::size_t utf16_column(std::string_view line, std::size_t character) {
  std::size_t units = 0;
  std::size_t at = 0;
  for (; character > 0 && at < line.size(); --character) units += next_code_point(line, at) >= 0x10000 ? 2 : 1;
  return units + character;
}

std::string for_display(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c == '\t') {
      const std::size_t blanks = kTabStop - columns % kTabStop;
      out.append(blanks, ' ');
      columns += blanks;
      continue;
    }
    append_shown(out, text.substr(begin, at - begin), c);
    columns += static_cast<std::size_t>(display_width(c));
  }
  return out;
}

std::string clipped(std::string_view text, std::size_t columns) {
  std::string out;
  std::string last_fit;  // what still leaves a column for the ellipsis
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const std::size_t width = c == '\t' ? 1 : static_cast<std::size_t>(display_width(c));
    if (used + width > columns) return columns == 0 ? std::string() : last_fit + "…";
    if (used + width <= columns - 1 || columns == 0) last_fit = out;
    if (c == '\t') {
      out += ' ';
    } else {
      append_shown(out, text.substr(begin, at - begin), c);
    }
    used += width;
    if (used <= columns - 1) last_fit = out;
  }
  return out;
}

}  // namespace realist::cli

#include "cli/date_layout.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace realist::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

// Reads up to `most` figures at `at`; -1 where there is none.
int figures(std::string_view text, std::size_t& at, std::size_t most) {
  int number = -1;
  for (std::size_t end = at + most; at < text.size() && at < end && is_digit(text[at]); ++at)
    number = std::max(number, 0) * 10 + (text[at] - '0');
  return number;
}

struct Parts {
  int day = -1, month = -1, year = -1;
  std::size_t end = 0;  // of the date within the text
};

// In "20160501" every part has its full length; with signs between, days and months may be short.
std::optional<Parts> parts_in(std::string_view text, std::string_view pattern) {
  Parts parts;
  std::size_t at = 0;
  for (std::size_t p = 0; p < pattern.size();) {
    const char sign = pattern[p];
    const std::size_t width = pattern.find_first_not_of(sign, p) == std::string_view::npos ? pattern.size() - p : pattern.find_first_not_of(sign, p) - p;
    if (sign == 'D') parts.day = figures(text, at, width);
    else if (sign == 'M') parts.month = figures(text, at, width);
    else if (sign == 'Y') {
      const std::size_t begin = at;
      parts.year = figures(text, at, width);
      if (at - begin != width) return std::nullopt;
    } else {
      if (text.substr(at, width) != pattern.substr(p, width)) return std::nullopt;
      at += width;
    }
    p += width;
  }
  parts.end = at;
  if (parts.day < 0 || parts.month < 0 || parts.year < 0) return std::nullopt;
  return parts;
}

}  // namespace

const std::vector<DateLayout>& usual_layouts() {
  static const std::vector<DateLayout> kLayouts = {{""},           {"DD/MM/YYYY"}, {"MM/DD/YYYY"}, {"DD.MM.YYYY"},
                                                   {"DD-MM-YYYY"}, {"MM-DD-YYYY"}, {"YYYY/MM/DD"}, {"YYYYMMDD"}};
  return kLayouts;
}

std::optional<DateLayout> layout_from(std::string_view text) {
  const std::string pattern = upper(text);
  if (pattern == "ISO" || pattern == "ISO 8601" || pattern == "YYYY-MM-DD") return DateLayout{};
  const auto runs = [&](std::string_view word) {
    return std::count(pattern.begin(), pattern.end(), word[0]) == static_cast<std::ptrdiff_t>(word.size()) && pattern.find(word) != std::string::npos;
  };
  const bool plain = std::all_of(pattern.begin(), pattern.end(), [](char c) { return std::string_view("DMY/.- ").find(c) != std::string_view::npos; });
  if (!plain || !runs("DD") || !runs("MM") || !runs("YYYY")) return std::nullopt;
  return DateLayout{pattern};
}

std::string to_string(const DateLayout& layout) { return layout.pattern.empty() ? "YYYY-MM-DD" : layout.pattern; }

std::optional<models::Time> time_in(std::string_view text, const DateLayout& layout) {
  if (layout.pattern.empty()) return models::parse_time(text);
  const auto parts = parts_in(text, layout.pattern);
  if (!parts) return std::nullopt;
  std::string_view rest = text.substr(parts->end);
  if (!rest.empty() && rest.front() != ' ' && rest.front() != 'T') return std::nullopt;
  if (!rest.empty()) rest.remove_prefix(1);
  // "9:30" is written "09:30" in ISO 8601.
  const std::string zero = rest.size() > 1 && is_digit(rest[0]) && rest[1] == ':' ? "0" : "";
  const std::string date = fmt::format("{:04}-{:02}-{:02}", parts->year, parts->month, parts->day);
  return models::parse_time(rest.empty() ? date : fmt::format("{}T{}{}", date, zero, rest));
}

}  // namespace realist::cli

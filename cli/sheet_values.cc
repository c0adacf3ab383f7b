#include "cli/sheet_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace realist::cli {
namespace {

constexpr std::size_t kMostRow = 1u << 20, kMostColumn = 1u << 14;  // of a sheet
constexpr double kDaySeconds = 86'400;
constexpr double kEndOfDays = 2'958'466;  // 1 January 10000
constexpr int kNoLeapDay = 60;            // 29 February 1900, which a famous old program held to have been

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// The letters of a format's first section; elapsed: it has [h] or the like.
struct FormatLetters {
  bool day = false, month_or_minute = false, year = false, hour = false, second = false, elapsed = false;
};

void take_bracket(FormatLetters& found, std::string_view inside) {
  if (inside.empty()) return;
  for (const char c : inside)
    if (lower(c) != lower(inside[0])) return;
  const char letter = lower(inside[0]);
  found.elapsed = found.elapsed || letter == 'h' || letter == 'm' || letter == 's';
}

void take_letter(FormatLetters& found, char c) {
  switch (lower(c)) {
    case 'd': found.day = true; break;
    case 'm': found.month_or_minute = true; break;
    case 'y': found.year = true; break;
    case 'h': found.hour = true; break;
    case 's': found.second = true; break;
    default: break;
  }
}

FormatLetters letters_of(std::string_view code) {
  FormatLetters found;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '\\' || c == '_' || c == '*') ++at;  // the next sign stands for itself
    else if (c == '"') at = std::min(code.find('"', at + 1), code.size());
    else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      take_bracket(found, code.substr(at + 1, end - at - 1));
      at = end;
    } else if (lower(c) == 'g' && code.size() - at >= 7 && lower(code[at + 1]) == 'e' && lower(code[at + 2]) == 'n') at += 6;  // General
    else take_letter(found, c);
  }
  return found;
}

std::string plain_number(double number) {
  constexpr double kExact = 9007199254740992.0;
  return std::fabs(number) < kExact && number == std::floor(number) ? fmt::format("{:.0f}", number == 0 ? 0 : number) : fmt::format("{}", number);
}

std::string clock(long seconds) {
  const long hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
  return rest == 0 ? fmt::format("{:02}:{:02}", hours, minutes) : fmt::format("{:02}:{:02}:{:02}", hours, minutes, rest);
}

std::string day_text(long day, bool since_1904) {
  using namespace std::chrono;
  if (!since_1904 && day == kNoLeapDay) return "1900-02-29";
  const sys_days first = since_1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / (day < kNoLeapDay ? 31 : 30));
  const year_month_day date(first + days(day));
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

}  // namespace

NumberKind kind_of_format(std::string_view code) {
  const FormatLetters found = letters_of(code);
  if (found.elapsed) return NumberKind::Elapsed;
  const bool clock_too = found.hour || found.second;
  const bool date = found.day || found.year || (found.month_or_minute && !clock_too);
  if (date) return clock_too ? NumberKind::DateTime : NumberKind::Date;
  return clock_too ? NumberKind::TimeOfDay : NumberKind::Number;
}

NumberKind kind_of_builtin_format(int number) {
  if (number == 22) return NumberKind::DateTime;
  if (number == 46) return NumberKind::Elapsed;
  if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47) return NumberKind::TimeOfDay;
  const bool date = (number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 || (number >= 50 && number <= 58);
  return date ? NumberKind::Date : NumberKind::Number;
}

std::optional<std::string> number_text(std::string_view stored, NumberKind kind, bool since_1904) {
  double number = 0;
  const auto read = std::from_chars(stored.data(), stored.data() + stored.size(), number);
  if (read.ec != std::errc{} || read.ptr != stored.data() + stored.size() || !std::isfinite(number)) return std::nullopt;
  if (kind == NumberKind::Number || number < 0 || number >= kEndOfDays - (since_1904 ? 1462 : 0)) return plain_number(number);
  auto day = static_cast<long>(std::floor(number));
  auto seconds = std::lround((number - std::floor(number)) * kDaySeconds);
  if (seconds == static_cast<long>(kDaySeconds)) {
    ++day;
    seconds = 0;
  }
  if (kind == NumberKind::Elapsed) return clock(day * static_cast<long>(kDaySeconds) + seconds);
  if (day == 0 && (!since_1904 || kind == NumberKind::TimeOfDay)) return kind == NumberKind::Date && seconds == 0 ? plain_number(number) : clock(seconds);
  const std::string date = day_text(day, since_1904);
  return kind == NumberKind::Date && seconds == 0 ? date : date + "T" + clock(seconds);
}

std::optional<CellPlace> cell_place(std::string_view reference) {
  std::size_t column = 0, row = 0, at = 0;
  for (; at < reference.size() && lower(reference[at]) >= 'a' && lower(reference[at]) <= 'z' && column <= kMostColumn; ++at)
    column = column * 26 + static_cast<std::size_t>(lower(reference[at]) - 'a') + 1;
  const auto read = std::from_chars(reference.data() + at, reference.data() + reference.size(), row);
  if (column == 0 || column > kMostColumn || read.ec != std::errc{} || read.ptr != reference.data() + reference.size() || row == 0 || row > kMostRow) return std::nullopt;
  return CellPlace{row, column - 1};
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

bool is_cell_error(std::string_view text) {
  constexpr std::array<std::string_view, 13> kErrors = {"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#BLOCKED!", "#FIELD!", "#UNKNOWN!"};
  return !text.empty() && text[0] == '#' && (text == kNotCalculated || std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end());
}

std::string unescaped(std::string_view text) {
  constexpr std::size_t kLength = 7;  // _xHHHH_
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    unsigned code = 0;
    const std::string_view piece = text.substr(at, kLength);
    const bool escape = piece.size() == kLength && piece.starts_with("_x") && piece.back() == '_' &&
                        std::from_chars(piece.data() + 2, piece.data() + 6, code, 16).ptr == piece.data() + 6;
    if (!escape || code == 0 || code >= 0x80) out += text[at++];
    else {
      out += static_cast<char>(code);
      at += kLength;
    }
  }
  return out;
}

}  // namespace realist::cli

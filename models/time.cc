#include "models/time.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace realist::models {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

year_month_day calendar(std::int64_t local) {
  return year_month_day{sys_days{days{static_cast<int>(floor_div(local, kDay))}}};
}

std::int64_t clamp_local(std::int64_t local) { return std::clamp(local, kMinLocal, kMaxLocal); }

// `count` digits at `text[at]`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool parse_offset(std::string_view text, std::int32_t& offset) {
  if (text == "Z" || text == "z") {
    offset = 0;
    return true;
  }
  if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return false;
  const int hours = digits(text, 1, 2);
  std::string_view rest = text.substr(3);
  if (!rest.empty() && rest[0] == ':') rest.remove_prefix(1);
  else if (text.size() == 4) return false;
  const int minutes = rest.empty() && text.size() == 3 ? 0 : rest.size() == 2 ? digits(rest, 0, 2) : -1;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  offset = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

// Days from 1970-01-01 to the first of a month. The months of two centuries are looked up: most dates lie there.
constexpr int kFirstYear = 1900, kYears = 200;
constexpr auto kMonthStarts = [] {
  std::array<std::int32_t, kYears * 12 + 1> starts{};
  for (int i = 0; i <= kYears * 12; ++i)
    starts[i] = sys_days{year{kFirstYear + i / 12} / month{static_cast<unsigned>(i % 12) + 1} / day{1}}.time_since_epoch().count();
  return starts;
}();

// Eight characters as one number, the first one lowest.
std::uint64_t eight(const char* at) {
  std::uint64_t bytes = 0;
  for (int i = 7; i >= 0; --i) bytes = bytes << 8 | static_cast<unsigned char>(at[i]);
  return bytes;
}

// `shape`: what stands where no digit does, and '0' for a digit. Turns digits into their values and pairs of them into numbers:
// that of the digits at i and i + 1 is byte i of the result. All bits set where the text has another shape.
std::uint64_t pairs(std::uint64_t text, std::uint64_t shape, std::uint64_t most) {
  const std::uint64_t values = text ^ shape;
  if (((values + (0x7F7F7F7F7F7F7F7Fu - most)) | values) & 0x8080808080808080u) return UINT64_MAX;
  return values * 10 + (values >> 8);
}

// Where the eight characters of hour, minute and second stand in a time so long, and what stands for those it has not: so that
// a day and an instant are read alike, for which of them comes next could seldom be foreseen.
struct Layout {
  bool known = false, utc = false;
  std::uint8_t mark = 0, from = 0, shift = 0;
  std::uint64_t mask = 0, rest = 0;
};
constexpr auto kLayouts = [] {
  std::array<Layout, 22> layouts{};
  layouts[10] = {true, false, 0, 2, 0, 0, 0x30303A30303A3030u};
  layouts[16] = {true, false, 10, 8, 24, 0xFFFFFFFFFFu, 0x30303A0000000000u};
  layouts[19] = {true, false, 10, 11, 0, UINT64_MAX, 0};
  for (const int size : {16, 19}) {
    layouts[size + 1] = layouts[size];
    layouts[size + 1].utc = true;
  }
  return layouts;
}();

// "2016-05-01", and with "T10:00", "T10:00:30" or "T10:00:30Z": nearly all there are. False: the careful way tells.
bool parse_usual_time(std::string_view text, Time& t) {
  if (text.size() < 10) return false;
  const std::uint64_t date = pairs(eight(text.data()), 0x2D30302D30303030u, 0x0009090009090909u);
  const unsigned tens = static_cast<unsigned char>(text[8] - '0'), ones = static_cast<unsigned char>(text[9] - '0');
  if (date == UINT64_MAX || tens > 3 || ones > 9) return false;
  const unsigned y = (date & 0xFF) * 100 + (date >> 16 & 0xFF) - kFirstYear, m = (date >> 40 & 0xFF) - 1, d = tens * 10 + ones - 1;
  if (y >= kYears || m >= 12) return false;
  const std::int32_t start = kMonthStarts[y * 12 + m];
  if (d >= static_cast<unsigned>(kMonthStarts[y * 12 + m + 1] - start)) return false;
  const Layout& layout = kLayouts[std::min(text.size(), kLayouts.size() - 1)];
  if (!layout.known || (text[layout.mark] != 'T' && text.size() != 10) || (text.back() == 'Z') != layout.utc) return false;
  const std::uint64_t clock = pairs((eight(text.data() + layout.from) >> layout.shift & layout.mask) | layout.rest, 0x30303A30303A3030u, 0x0909000909000909u);
  const std::int64_t hour = clock & 0xFF, minute = clock >> 24 & 0xFF, second = clock >> 48 & 0xFF;
  if (clock == UINT64_MAX || hour > 23 || minute > 59 || second > 59) return false;
  t = {(start + static_cast<std::int64_t>(d)) * kDay + hour * kHour + minute * kMinute + second * kSecond, layout.utc ? 0 : Time::kNoOffset,
       text.size() == 10};
  return true;
}

std::string padded(std::int64_t value, int width) {
  std::string text = std::to_string(value);
  return std::string(std::max(0, width - static_cast<int>(text.size())), '0') + text;
}

// What follows a date, from its T on.
bool parse_clock(std::string_view text, Time& t) {
  if (text[10] != 'T' && text[10] != 't' && text[10] != ' ') return false;
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[13] != ':') return false;
  t.local += hour * kHour + minute * kMinute;
  std::size_t at = 16;
  if (at < text.size() && text[at] == ':') {
    const int second = digits(text, at + 1, 2);
    if (second < 0 || second > 59) return false;
    t.local += second * kSecond;
    at += 3;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
      std::int64_t unit = kSecond;
      const std::size_t first = ++at;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) t.local += (text[at] - '0') * (unit /= 10);
      if (at == first) return false;
    }
  }
  return at == text.size() || parse_offset(text.substr(at), t.offset);
}

}  // namespace

Time shifted(const Time& t, const Duration& d, int sign) {
  // No window reaches further than the calendar; cutting the count first keeps the arithmetic below from overflowing.
  const std::int64_t count = sign * std::clamp<std::int64_t>(d.count, -400'000'000'000LL, 400'000'000'000LL);
  Time moved = t;
  switch (d.unit) {
    case Unit::Second: moved.local += count * kSecond; moved.day = false; break;
    case Unit::Minute: moved.local += std::clamp<std::int64_t>(count, -6'000'000'000LL, 6'000'000'000LL) * kMinute; moved.day = false; break;
    case Unit::Hour: moved.local += std::clamp<std::int64_t>(count, -100'000'000LL, 100'000'000LL) * kHour; moved.day = false; break;
    case Unit::Day: moved.local += std::clamp<std::int64_t>(count, -4'000'000, 4'000'000) * kDay; break;
    case Unit::Week: moved.local += std::clamp<std::int64_t>(count, -600'000, 600'000) * 7 * kDay; break;
    case Unit::Month:
    case Unit::Year: {
      const std::int64_t steps = std::clamp<std::int64_t>(count, -120'000, 120'000) * (d.unit == Unit::Year ? 12 : 1);
      const year_month_day from = calendar(t.local);
      const std::int64_t index = static_cast<int>(from.year()) * 12LL + static_cast<unsigned>(from.month()) - 1 + steps;
      if (index < 12) { moved.local = kMinLocal; return moved; }
      if (index >= 10'000LL * 12) { moved.local = kMaxLocal; return moved; }
      const year_month to{year{static_cast<int>(index / 12)}, month{static_cast<unsigned>(index % 12) + 1}};
      const day last = (to / std::chrono::last).day();
      const year_month_day target = to / std::min(from.day(), last);
      moved.local = sys_days{target}.time_since_epoch().count() * kDay + (t.local - floor_div(t.local, kDay) * kDay);
      break;
    }
  }
  moved.local = clamp_local(moved.local);
  return moved;
}

Time day_start(const Time& t) { return {floor_div(t.local, kDay) * kDay, t.offset, false}; }
Time day_end(const Time& t) { return {floor_div(t.local, kDay) * kDay + kDay - 1, t.offset, false}; }

std::optional<Time> parse_time(std::string_view text) {
  std::optional<Time> parsed(std::in_place);
  Time& t = *parsed;
  if (parse_usual_time(text, t)) return parsed;
  const int y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
  if (y < 1 || m < 0 || d < 0 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  t = {sys_days{date}.time_since_epoch().count() * kDay, Time::kNoOffset, text.size() == 10};
  if (!t.day && !parse_clock(text, t)) return std::nullopt;
  return parsed;
}

std::string date_string(const Time& t) {
  const year_month_day date = calendar(t.local);
  return padded(static_cast<int>(date.year()), 4) + '-' + padded(static_cast<unsigned>(date.month()), 2) + '-' +
         padded(static_cast<unsigned>(date.day()), 2);
}

std::string to_string(const Time& t) {
  std::string text = date_string(t);
  if (t.day) return text;
  const std::int64_t within = t.local - floor_div(t.local, kDay) * kDay;
  text += 'T' + padded(within / kHour, 2) + ':' + padded(within / kMinute % 60, 2);
  if (within % kMinute != 0) text += ':' + padded(within / kSecond % 60, 2);
  if (within % kSecond != 0) {
    std::string fraction = padded(within % kSecond, 6);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += '.' + fraction;
  }
  if (!t.has_offset()) return text;
  if (t.offset == 0) return text + 'Z';
  const std::int32_t minutes = t.offset < 0 ? -t.offset : t.offset;
  return text + (t.offset < 0 ? '-' : '+') + padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2);
}

std::string to_string(const Duration& d) {
  static constexpr char kLetters[] = {'S', 'M', 'H', 'D', 'W', 'M', 'Y'};
  return std::string(d.elapsed() ? "PT" : "P") + std::to_string(d.count) + kLetters[static_cast<int>(d.unit)];
}

std::string in_words(const Duration& d) {
  static constexpr std::string_view kNames[] = {"second", "minute", "hour", "day", "week", "month", "year"};
  return std::to_string(d.count) + ' ' + std::string(kNames[static_cast<int>(d.unit)]) + (d.count == 1 ? "" : "s");
}

std::string elapsed_string(std::int64_t microseconds, bool as_days) {
  if (as_days) return "P" + std::to_string(microseconds / kDay) + "D";
  const std::int64_t hours = microseconds / kHour, minutes = microseconds / kMinute % 60, seconds = microseconds / kSecond % 60;
  std::string text = "PT";
  if (hours != 0) text += std::to_string(hours) + 'H';
  if (minutes != 0) text += std::to_string(minutes) + 'M';
  if (seconds != 0 || text.size() == 2) text += std::to_string(seconds) + 'S';
  return text;
}

std::int64_t days_between(const Time& a, const Time& b) { return floor_div(b.local, kDay) - floor_div(a.local, kDay); }

}  // namespace realist::models

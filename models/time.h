// Time as records have it: days and instants on local clocks, calendar steps and elapsed time.
//
// A day ("2016-05-01") is its whole day on the clock of what it is compared with. An instant may carry an offset
// ("2016-05-01T10:00+01:00"); one without is read on the other's clock. Days and longer are calendar steps on the local
// clock; hours and shorter are elapsed time. Range: year 0001 to 9999. Nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace realist::models {

inline constexpr std::int64_t kSecond = 1'000'000;  // microseconds
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

// A day or an instant as written. Finer than a microsecond is cut off.
struct Time {
  static constexpr std::int32_t kNoOffset = INT32_MIN;

  std::int64_t local = 0;           // microseconds since 1970-01-01T00:00 on the local clock; a day: its first
  std::int32_t offset = kNoOffset;  // minutes east of UTC, as written; kNoOffset: none written
  bool day = false;                 // a bare day
  std::uint8_t unused[3] = {};      // a Time is copied often: as whole words, with no gap at its end

  bool has_offset() const { return offset != kNoOffset; }
  std::int64_t utc() const { return local - offset * kMinute; }   // only with an offset
  Time start() const { return {local, offset, false}; }           // a day's first instant, else itself
  Time end() const { return {day ? local + kDay - 1 : local, offset, false}; }  // a day's last, else itself
  friend bool operator==(const Time&, const Time&) = default;     // written alike (use `compare` for meaning)
};

// -1, 0, 1 as `a` is before, at, or after `b`, both taken as instants (a day as its start): by UTC where both have an
// offset, else on the local clock. Pairwise: not transitive over times with and without differing offsets.
inline int compare(const Time& a, const Time& b) {
  const bool absolute = a.has_offset() && b.has_offset();
  const std::int64_t x = absolute ? a.utc() : a.local;
  const std::int64_t y = absolute ? b.utc() : b.local;
  return x < y ? -1 : x > y ? 1 : 0;
}

// True where `a` may stand at or before `b`: between two times of one day, one of them bare, either order is satisfied.
inline bool at_or_before(const Time& a, const Time& b) {
  if (!a.day && !b.day) return compare(a, b) <= 0;
  auto day_of = [](std::int64_t local) { return local >= 0 ? local / kDay : -((kDay - 1 - local) / kDay); };
  return a.local <= b.local || (a.local - b.local < kDay && day_of(a.local) <= day_of(b.local));
}

enum class Unit : std::uint8_t { Second, Minute, Hour, Day, Week, Month, Year };

struct Duration {
  std::int64_t count = 0;
  Unit unit = Unit::Day;

  bool elapsed() const { return unit <= Unit::Hour; }  // else calendar steps
  friend bool operator==(const Duration&, const Duration&) = default;
};

// `t` moved by `d` (`sign` -1: back). Calendar steps keep the local time of day, the offset and the precision; a month
// too short ends on its last day. Elapsed time moves an instant; given a day it moves its start. Saturates at the range.
Time shifted(const Time& t, const Duration& d, int sign = 1);

// First and last instant of the local calendar day of `t`.
Time day_start(const Time& t);
Time day_end(const Time& t);

// Parses ISO 8601: 2016-05-01, 2016-05-01T10:00, …T10:00:30, …T10:00:30.250, each with Z or ±hh:mm or ±hhmm or ±hh;
// a blank may stand for T. Nothing where it is not one, or is no real date (30 February), or out of range.
std::optional<Time> parse_time(std::string_view text);

// As parsed: "2016-05-01" or "2016-05-01T10:00" (seconds and fraction only where not zero, offset where one was written).
std::string to_string(const Time& t);

// The date alone.
std::string date_string(const Time& t);

// ISO 8601, "P14D", "PT1H", "P2W", "P6M", "P1Y".
std::string to_string(const Duration& d);

// In words: "14 days", "1 hour".
std::string in_words(const Duration& d);

// Microseconds as an ISO duration of whole days where `days`, else of hours, minutes and seconds: "P5D", "PT1H30M".
std::string elapsed_string(std::int64_t microseconds, bool days);

// Whole local calendar days from `a` to `b` (negative where b is earlier).
std::int64_t days_between(const Time& a, const Time& b);

inline constexpr std::int64_t kMinLocal = -62'135'596'800LL * kSecond;             // 0001-01-01T00:00
inline constexpr std::int64_t kMaxLocal = 253'402'300'799LL * kSecond + 999'999;   // 9999-12-31T23:59:59.999999

}  // namespace realist::models

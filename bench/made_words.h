// What made-up cohorts and theories are about: the kinds of event, and how numbers are drawn.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace realist::bench {

// Numbers that are the same on every machine and with every library: the same seed and place give the same draws.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t place) : state_(seed * 0x9E3779B97F4A7C15u ^ (place + 1) * 0xD1B54A32D192ED03u) { next(); }

  std::uint64_t next() {  // splitmix64
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  // 0 up to, not including, `n`. A bias of n in 2^32 does no harm here.
  unsigned below(unsigned n) { return static_cast<unsigned>((next() >> 32) * n >> 32); }
  unsigned between(unsigned low, unsigned high) { return low + below(high - low + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class List>
  const auto& of(const List& list) { return list[below(static_cast<unsigned>(std::size(list)))]; }

 private:
  std::uint64_t state_;
};

struct EventKind {
  std::string_view name;
  std::string_view role;   // of the proposition that it was seen
  unsigned weight;         // how often, among 1,000 events
  bool timed;              // dated to the minute, else to the day
  bool met;                // has `attended`, `minutes`, `setting`
};

inline constexpr std::size_t kTimedKinds = 5;  // the first ones
inline constexpr std::array<EventKind, 25> kEventKinds = {{
    {"session", "Resource", 190, true, true},
    {"telephone call", "Resource", 130, true, false},
    {"text message", "Resource", 120, true, false},
    {"home visit", "Resource", 60, true, true},
    {"drop-in", "Outcome", 50, true, true},
    {"referral", "Context", 25, false, false},
    {"assessment", "Resource", 25, false, true},
    {"consent", "Context", 20, false, false},
    {"release", "Context", 25, false, false},
    {"gate meeting", "Resource", 20, false, true},
    {"plan made", "Resource", 20, false, false},
    {"plan revised", "Resource", 25, false, false},
    {"housing application", "Outcome", 20, false, false},
    {"tenancy start", "Outcome", 15, false, false},
    {"benefit claim", "Outcome", 20, false, false},
    {"benefit paid", "Outcome", 20, false, false},
    {"doctor appointment", "Outcome", 25, false, true},
    {"drug service contact", "Outcome", 25, false, true},
    {"family visit", "Outcome", 25, false, false},
    {"job interview", "Outcome", 15, false, false},
    {"training day", "Outcome", 20, false, true},
    {"supervision", "Resource", 30, false, true},
    {"missed appointment", "Context", 35, false, false},
    {"arrest", "Context", 20, false, false},
    {"hospital stay", "Context", 20, false, false},
}};

// What is judged by people.
inline constexpr std::array<std::string_view, 10> kJudged = {
    "the participant feels listened to",
    "the participant trusts the practitioner",
    "the participant believes that help will come",
    "the participant feels in charge of the plan",
    "the participant sees a way of life without crime",
    "the practitioner feels safe to say what is not going well",
    "the participant is worried about money",
    "the participant feels less alone",
    "the family is ready to help",
    "the housing service takes the application seriously",
};
inline constexpr unsigned kJudgedAsNumber = 4;  // 1 to 6; the others yes, no, partly or unknown

// The day on which every made cohort was exported; to be given as --as-of.
inline constexpr std::string_view kExportDay = "2016-12-31";

}  // namespace realist::bench

// Strong Kleene truth, with a fourth value for what time has not decided yet.
#pragma once

#include <cstdint>

namespace realist::models {

// NotYet: a test whose own window is not begun or still open and which is not yet met. Neither it nor its negation
// counts as true, and nothing is missing: time alone will tell (semantics.md, "Truth").
enum class Tri : std::uint8_t { False, Unknown, NotYet, True };

constexpr Tri negate(Tri a) {
  switch (a) {
    case Tri::False: return Tri::True;
    case Tri::True: return Tri::False;
    default: return a;
  }
}

// A false part decides an `and`; of the undecided values Unknown wins over NotYet: a fact is missing whatever time brings.
constexpr Tri both(Tri a, Tri b) { return a < b ? a : b; }

// A true part decides an `or`; Unknown wins over NotYet here too.
constexpr Tri either(Tri a, Tri b) {
  if (a == Tri::True || b == Tri::True) return Tri::True;
  if (a == Tri::Unknown || b == Tri::Unknown) return Tri::Unknown;
  if (a == Tri::NotYet || b == Tri::NotYet) return Tri::NotYet;
  return Tri::False;
}

}  // namespace realist::models

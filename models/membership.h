// Which number a proposition's `membership:` turns into a degree (docs/language.md, "Degrees").
#pragma once

#include <cstdint>

#include "models/theory.h"

namespace realist::models {

// The one number that a proposition rests on.
struct MembershipNumber {
  enum class Kind : std::uint8_t {
    None,       // its indicator compares no number
    Several,    // … more than one
    Judged,     // the number of a judgement about it
    Attribute,  // of the test `condition`
    Term,       // a number worked out: `condition`'s `left`
  };
  Kind kind = Kind::None;
  const Condition* condition = nullptr;  // in the indicator; Judged: null where there is no indicator
};

// Without an indicator: the number judged. With one: the number it compares, which may stand in several tests of the same
// field, or of judgements by the same people. Tests without a number do not matter; what stands in braces has a degree of its own.
MembershipNumber membership_number(const Proposition& proposition);

}  // namespace realist::models

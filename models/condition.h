// Indicators and other conditions: what is looked for in a case record (language.md, "Conditions").
//
// A condition is a tree. Text names (event types, attribute paths, values) are kept as the author wrote them and compared
// folded (`fold` in theory.h); propositions, phases are resolved to indices into the Theory that owns the condition.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/place.h"
#include "models/time.h"

namespace realist::models {

using PropositionIndex = std::uint32_t;
using PhaseIndex = std::uint32_t;
inline constexpr std::uint32_t kNone = UINT32_MAX;

// What a field is compared with.
struct Operand {
  enum class Kind : std::uint8_t {
    Literal,     // a word, a number, yes/no
    ItsField,    // `its FIELD`: a field (`text`) of the occurrence that the statement is judging
    ThisCase,    // `this case`: the id of the case that is being judged
    ThisLink,    // `this practitioner`: the id the case's own link `text` leads to
  };
  Kind kind = Kind::Literal;
  std::string text;              // as written, unquoted; the path for ItsField; the kind of record for ThisLink
  std::optional<double> number;  // where the text is a number
  std::optional<bool> truth;     // where it is yes/no/true/false and was not quoted
  friend bool operator==(const Operand&, const Operand&) = default;
};

enum class Compare : std::uint8_t {
  Is,        // one operand: text folded, numbers as numbers, yes/no as truth values
  OneOf,     // several
  Contains,  // the value is a list (or a text: then a word of it is not enough, it must be the same) that holds the operand
  Known,     // no operand: present and not null
  Less, AtMost, More, AtLeast,  // one number
  Between,   // two numbers, both ends count
};

// A test of one field: an attribute of the record, or a field of an event. Negation ("is not") is kept beside it.
struct FieldTest {
  std::string path;              // dotted: "housing.status"
  Compare compare = Compare::Is;
  std::vector<Operand> operands;
  bool negated = false;
  Place place;
};

// An event type with the fields it must have.
struct EventPattern {
  std::string type;              // as written, unquoted
  std::vector<FieldTest> where;  // all of them
  Place place;
};

// A point in a case: an event's first (or last) occurrence, or an attribute that holds a date.
struct Anchor {
  enum class Kind : std::uint8_t { FirstEvent, LastEvent, Attribute };
  Kind kind = Kind::FirstEvent;
  EventPattern event;            // FirstEvent, LastEvent
  std::string path;              // Attribute
  Place place;
};

// A large part that most of its owners have nothing in, kept elsewhere: it costs its owner one pointer until it is written
// to. Reading one that was never written gives a default value. Copies are whole and independent; what it holds stays where
// it is when its owner is moved. A write through a reference that is not const makes room, so walk them read-only.
template <class T>
class Apart {
 public:
  Apart() = default;
  Apart(T value) : held_(std::make_unique<T>(std::move(value))) {}
  Apart(const Apart& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Apart(Apart&&) noexcept = default;
  Apart& operator=(const Apart& other) { return *this = Apart(other); }
  Apart& operator=(Apart&&) noexcept = default;
  ~Apart() = default;

  bool written() const { return held_ != nullptr; }
  const T& operator*() const { return held_ ? *held_ : nothing(); }
  const T* operator->() const { return &**this; }
  operator const T&() const { return **this; }
  T& operator*() {
    if (!held_) held_ = std::make_unique<T>();
    return *held_;
  }
  T* operator->() { return &**this; }

 private:
  static const T& nothing() {
    static const T kNothing{};
    return kNothing;
  }

  std::unique_ptr<T> held_;
};

// The window a test carries itself.
struct TestWindow {
  enum class Kind : std::uint8_t {
    None,
    WithinOf,       // within D of ANCHOR: up to D before or after it      (`high`)
    WithinAfter,    // within D after ANCHOR: from it to D after it         (`high`)
    WithinBefore,   // within D before ANCHOR                               (`high`)
    Before,         // before ANCHOR (at or before: ties of one day satisfy)
    After,          // after ANCHOR  (at or after)
    BetweenBefore,  // between LOW and HIGH before ANCHOR
    BetweenAfter,   // between LOW and HIGH after ANCHOR
    During,         // during PHASE
    InTheLast,      // in the last D, back from the instant looked at       (`high`)
    BetweenDates,   // between FROM and TO, both count
  };
  Kind kind = Kind::None;
  Duration low, high;
  Apart<Anchor> anchor;
  PhaseIndex phase = kNone;
  Time from, to;
  Place place;
};

// A number worked out over a record.
struct NumberTerm {
  enum class Kind : std::uint8_t {
    Literal,                                   // `number`
    Attribute,                                 // `path`
    First, Latest, Average, Highest, Lowest, Sum,  // `path` of the events of `event` in `window`
    Count,                                     // number of the events of `event` in `window`
    Distance,                                  // whole `unit`s (elapsed ones exactly) from `from` to `to`
  };
  Kind kind = Kind::Literal;
  double number = 0;
  std::string path;
  EventPattern event;
  TestWindow window;
  Unit unit = Unit::Day;
  Anchor from, to;
};

struct Condition {
  enum class Kind : std::uint8_t {
    All, Any, Not, AtLeast,  // `parts`; AtLeast: `count` of them
    Attribute,               // `field`, on the record's attributes
    ItsField,                // `field`, on the occurrence that the statement is judging
    Judgement,               // `field.compare`/`operands` on the value; `by`; `window`; `about`: the proposition
    Proposition,             // `proposition`
    Event,                   // at least `count` of `event` in `window`
    Cadence,                 // at least `count` of `event` in every `every`
    Number,                  // `left` compare `right` (and `right2` for Between)
  };
  Kind kind = Kind::All;
  std::vector<Condition> parts;
  std::uint32_t count = 1;
  FieldTest field;
  std::string by;                        // Judgement: judged by; empty: anyone
  EventPattern event;
  TestWindow window;
  Duration every;
  PropositionIndex proposition = kNone;  // Proposition; Judgement: the proposition whose indicator this stands in
  Apart<NumberTerm> left, right, right2;  // Number
  Compare compare = Compare::Is;         // Number
  Place place;                           // from the first to the last character of this part
};

// A value that is there or not, kept elsewhere: a large and rare part costs its owner one pointer. Used as std::optional is;
// copies are whole and independent. What it holds stays where it is when its owner is moved.
template <class T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(T value) : held_(std::make_unique<T>(std::move(value))) {}
  Boxed(std::optional<T> value) : held_(value ? std::make_unique<T>(std::move(*value)) : nullptr) {}
  Boxed(const Boxed& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) { return *this = Boxed(other); }
  Boxed& operator=(Boxed&&) noexcept = default;
  ~Boxed() = default;

  bool has_value() const { return held_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  // Only where it has a value.
  T& operator*() { return *held_; }
  const T& operator*() const { return *held_; }
  T* operator->() { return held_.get(); }
  const T* operator->() const { return held_.get(); }
  void reset() { held_.reset(); }

 private:
  std::unique_ptr<T> held_;
};

}  // namespace realist::models

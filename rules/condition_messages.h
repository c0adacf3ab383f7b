// The sentences of the condition grammar: what is wrong, in the reader's words. Private to the condition grammar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/condition_grammar.h"
#include "rules/condition_text.h"

namespace realist::rules {

// What the grammar was asked for when it stopped; the codes are made of these.
enum class Fault : std::uint8_t {
  Empty, TooLong, TooDeep, UnclosedQuote, UnclosedBrace, StrayBrace, UnclosedBracket, StrayBracket, EmptyPhrase, MixedAndOr,
  ExpectedTest, MissingComparison, MissingValue, NotANumber, MissingEventName, SeveralWords, MissingEvent, MissingField,
  MissingAnchor, MissingPhase, NotADuration, NotADate, MissingAnd, MissingList, ImpossibleCount, JudgedValue, MissingWho,
  MissingTo, WindowOrder, RangeOrder, WindowWithEvery, OtherUnit, WriteIs, MissingOccurrence, MissingDirection, LeftOver,
};
inline constexpr std::size_t kFaultCount = static_cast<std::size_t>(Fault::LeftOver) + 1;
std::string_view code_of(Fault fault);  // "condition/mixed-and-or"

// Where and why the grammar stopped. An empty span stands for the next word (or, at the end, the last one).
struct Stop {
  Fault fault;
  Span span;
  std::vector<std::string> notes = {};
};

// What stood before the fault, for better advice.
struct Surroundings {
  std::uint32_t name_end = 0;   // where the last unquoted event name ended; 0: none
  std::uint32_t value_end = 0;  // where the last unquoted value ended; 0: none
};

ConditionProblem problem_of(const Stop& stop, const ConditionText& text, const Surroundings& around);

}  // namespace realist::rules

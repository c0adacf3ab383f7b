// The text of a condition made plain for the grammar: one kind of blank, quote and dash, with the way back to the text as
// written. Private to the condition grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/condition_grammar.h"

namespace realist::rules {

// Bytes [begin, end) of the plain text.
struct Span {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  friend bool operator==(const Span&, const Span&) = default;
};

class ConditionText {
 public:
  ConditionText(std::string_view written, const PositionMap& map);

  const std::string& plain() const { return plain_; }
  std::string_view plain(Span span) const { return std::string_view(plain_).substr(span.begin, span.end - span.begin); }
  // As written, but line ends and runs of blanks as one blank.
  std::string written(Span span) const;
  models::Place place(Span span) const;
  // The word, quoted text or sign at `at`, after blanks; the last one where nothing follows.
  Span token_at(std::uint32_t at) const;
  // The token that ends at or before `at`; empty where there is none.
  Span token_before(std::uint32_t at) const;
  bool ends_at(std::uint32_t at) const;  // only blanks follow

 private:
  std::string_view written_;
  PositionMap map_;
  std::string plain_;
  std::vector<std::uint32_t> origin_;  // of each plain byte, and one past the end
};

bool is_word_byte(char c);   // part of a plain word: no blank, quote, bracket, comma or comparison sign

// What a linear look finds wrong with quotes, brackets and depth before any grammar is asked.
struct ShapeFault {
  enum class Kind { UnclosedQuote, UnclosedBrace, StrayBrace, UnclosedBracket, StrayBracket, TooDeep };
  Kind kind;
  Span span;
};
std::optional<ShapeFault> find_shape_fault(const std::string& plain, std::size_t depth_limit);

}  // namespace realist::rules

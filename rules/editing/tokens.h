// The words of a file by what they are, for colours.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/editing/file_reading.h"

namespace realist::rules {

// Their names are those editors have colours for; the order is the legend's.
enum class TokenType : std::uint8_t { Keyword, Variable, Class, Event, Property, Namespace, Type, Number, String, Comment, Macro, Decorator };
std::vector<std::string_view> token_types();
// Bits, in this order: declaration, context, resource, reasoning, mechanism, outcome.
std::vector<std::string_view> token_modifiers();

// On one line. Sorted, none over another.
struct Token {
  std::uint32_t line = 0, column = 0, end_column = 0;  // from 1, in characters
  TokenType type = TokenType::Keyword;
  std::uint32_t modifiers = 0;
};

// The tokens of the items that touch the lines [first, last]. Linear in those items.
std::vector<Token> tokens_of(const FileReading& file, std::uint32_t first = 1, std::uint32_t last = UINT32_MAX);

}  // namespace realist::rules

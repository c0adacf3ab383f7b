// A sentence as words and marks, with what brackets hold taken as one.
//
// Quotation marks are passed over. "(evidence: …)" is a tag; "(e.g. status; evidence: case study)" is a bracket with a tag in it;
// any other bracket belongs to the words around it. Words are compared as they are folded here: small letters, straight
// apostrophes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace realist::rules::prose {

// Bytes of the sentence.
struct Span {
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  std::string_view of(std::string_view text) const { return empty() ? std::string_view() : text.substr(begin, end - begin); }
  friend bool operator==(const Span&, const Span&) = default;
};

enum class WordKind : std::uint8_t { Word, Comma, Semicolon, Colon, Dash, Stop, Question, Bracket, Tag };

struct Word {
  WordKind kind = WordKind::Word;
  Span span;
  std::string low;  // folded; empty for marks, brackets and tags
  Span inside;      // of a Bracket or Tag: without the bracket signs
  Span tag;         // of a Tag, or of a Bracket with one in it: "evidence: …" alone

  bool is(std::string_view word) const { return low == word; }
  bool is_one_of(std::initializer_list<std::string_view> words) const;
};

// Linear, but for brackets that are never closed.
std::vector<Word> words_of(std::string_view sentence);

}  // namespace realist::rules::prose

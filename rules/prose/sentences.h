// Passages cut into sentences, with the place of each.
//
// A sentence ends at a full stop, a question or an exclamation mark (with the quotes and brackets that close there, and the
// digits of citations that follow: "outcomes.3 For") before a blank and what can begin a sentence. "e.g.", "etc." before a small
// letter, titles, initials, "Fig. 2", list numbers at the beginning and what stands inside brackets end none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/passages.h"

namespace realist::rules::prose {

struct Sentence {
  std::string text;             // without blanks at its ends
  std::uint32_t line = 0;       // in which it begins
  std::uint32_t last_line = 0;
  std::uint32_t number = 0;     // among those that begin in that line, from 1
  std::size_t column = 0;       // byte of the line it begins at
};

// Numbers sentences by line across calls.
class SentenceCutter {
 public:
  // The sentences of the passage. Linear.
  std::vector<Sentence> cut(const Passage& passage);

 private:
  std::uint32_t line_ = 0, number_ = 0;
};

// Where the sentences of a text begin and end, blanks between them left out.
struct Stretch {
  std::size_t begin = 0, end = 0;
};
std::vector<Stretch> sentence_stretches(std::string_view text);

}  // namespace realist::rules::prose

// A document's lines joined to passages: what reads on, whatever line ends and page breaks stand between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace realist::rules::prose {

// A line of a document. Numbered as a person would find it: by the line of a text, by the paragraph of a word processor's file.
struct Line {
  std::uint32_t number = 0;
  std::string text;
};

// Lines that read on, with one blank between where a line ended.
struct Passage {
  // From byte `at` of `text` on (up to the next piece): line `line` from its byte `column` on.
  struct Piece {
    std::size_t at = 0;
    std::uint32_t line = 0;
    std::size_t column = 0;
  };
  std::string text;
  std::vector<Piece> pieces;

  const Piece& piece_at(std::size_t offset) const;
};

// The width that a document's lines are broken at, in bytes; 0: a line is a paragraph.
std::size_t wrap_width(const std::vector<Line>& lines);

// Gives each passage in order. A line goes on with the one before where that is not finished (no sentence ends there, it is
// no short line of its own, the next is no list item) and, across blank lines, where besides the next one begins with a small
// letter: a page break. A word divided by a hyphen at the line's end is put together.
// Bytes that are no UTF-8 become U+FFFD, control characters blanks. Linear.
void for_each_passage(const std::vector<Line>& lines, const std::function<void(const Passage&)>& take);

}  // namespace realist::rules::prose

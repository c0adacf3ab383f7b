// Text as a terminal shows it: columns instead of bytes, and nothing that could steer the terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace realist::cli {

// The code point at `at`, which is moved past it. A byte that begins no valid UTF-8 sequence gives U+FFFD and is one byte.
char32_t next_code_point(std::string_view text, std::size_t& at);

// Columns a code point takes: 0 for combining marks, 2 for wide East Asian characters and emoji, else 1.
int display_width(char32_t c);

// Columns of a whole text, after `for_display`.
std::size_t display_width(std::string_view text);

// Code points of a text (broken bytes count one each).
std::size_t character_count(std::string_view text);

// UTF-16 code units before character `character` (from 0) of a line; past its end: the line's length plus the rest.
std::size_t utf16_column(std::string_view line, std::size_t character);

// A text safe to show on one line: tabs run to the next multiple of 8 columns, other control characters and broken bytes
// become U+FFFD, so that no text from a file can move the cursor or change colours.
std::string for_display(std::string_view text);

// At most `columns` columns of `for_display(text)`; where something is cut off, the last one shows "…".
std::string clipped(std::string_view text, std::size_t columns);

}  // namespace realist::cli

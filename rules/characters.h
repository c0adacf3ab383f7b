// The characters published text has: blanks and quotes of every kind, recognised without changing the text.
//
// All functions work on UTF-8 and byte offsets. Nothing here allocates.
#pragma once

#include <cstddef>
#include <string_view>

namespace realist::rules {

// Bytes of the blank `text` begins (ends) with: a space, a tab, a no-break space, any Unicode space, a zero-width space,
// a byte-order mark. 0: none.
std::size_t blank_at_start(std::string_view text);
std::size_t blank_at_end(std::string_view text);

// Without blanks at either end.
std::string_view trimmed(std::string_view text);

// Bytes of the double quote, plain or typographic, that `text` begins (ends) with and that can open (close). 0: none.
std::size_t quote_at_start(std::string_view text);
std::size_t quote_at_end(std::string_view text);
// Bytes of any double quote `text` begins with.
std::size_t any_quote_at_start(std::string_view text);

// Bytes of the dash (hyphen, en, em) `text` begins with. 0: none.
std::size_t dash_at_start(std::string_view text);

// Bytes of the character `text` begins with: 1 to 4; 1 for a byte that begins none. 0 for an empty text.
std::size_t character_at_start(std::string_view text);

std::size_t count_characters(std::string_view text);

// ASCII letters, digits, `_` and every byte of a longer character but blanks, dashes and quotes: what words are made of.
bool is_word_start(std::string_view text);

char lower_ascii(char c);
bool is_digit(char c);

// Whether `text` begins with `word` (ASCII lower case) in any case, and the word ends there.
bool begins_with_word(std::string_view text, std::string_view word);

// Bytes of `words` ("only if": one blank between) at the start of `text`, any blanks between them and any case, where the
// last word ends there. 0: not there.
std::size_t match_words(std::string_view text, std::string_view words);

// `text` cut at a character's boundary, at most `bytes` long.
std::string_view cut(std::string_view text, std::size_t bytes);

}  // namespace realist::rules

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

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
// An ASCII letter, a digit or `_`.
inline bool is_plain_word_byte(char c) { return (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z') || is_digit(c) || c == '_'; }

// Whether `text` begins with what words are made of: ASCII letters, digits, `_` and every longer character but blanks,
// dashes and quotes.
inline bool is_word_start(std::string_view text) {
  if (text.empty()) return false;
  if (is_ascii(text[0])) return is_plain_word_byte(text[0]);
  return blank_at_start(text) == 0 && dash_at_start(text) == 0 && any_quote_at_start(text) == 0;
}

// Whether `text` goes on after its first byte with the rest of `word`, and the word ends there.
bool goes_on_with_word(std::string_view text, std::string_view word);
// Whether `text` begins with `word` (ASCII lower case, not empty) in any case, and the word ends there.
inline bool begins_with_word(std::string_view text, std::string_view word) {
  return !text.empty() && lower_ascii(text[0]) == word[0] && goes_on_with_word(text, word);
}

// match_words, whatever the first letter.
std::size_t match_all_words(std::string_view text, std::string_view words);
// Bytes of `words` ("only if": one blank between) at the start of `text`, any blanks between them and any case, where the
// last word ends there. 0: not there.
inline std::size_t match_words(std::string_view text, std::string_view words) {
  return !text.empty() && lower_ascii(text[0]) == words[0] ? match_all_words(text, words) : 0;
}

// `text` cut at a character's boundary, at most `bytes` long.
std::string_view cut(std::string_view text, std::size_t bytes);

}  // namespace realist::rules

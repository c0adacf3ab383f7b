// Text for pictures: safe in XML, wrapped to a width, cut to a length. Any bytes go in; valid UTF-8 comes out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace realist::cli {

// Text content or attribute value of XML 1.0: markup escaped, characters XML forbids turned into blanks, broken UTF-8
// into U+FFFD.
std::string xml_text(std::string_view text);

// The text on one line: white space and control characters of every kind become one blank, broken UTF-8 U+FFFD.
std::string on_one_line(std::string_view text);

// In double quotes, with a backslash before each quote and backslash: a string of DOT, and of a YAML header.
std::string quoted_text(std::string_view text);

// At most `characters` of it, an ellipsis in place of the rest.
std::string cut_text(std::string_view text, std::size_t characters);

// Width in pixels at a font size, estimated for the widest of the usual system fonts, so that text never sticks out.
double text_width(std::string_view text, double font_size, bool bold = false);

// `text` on at most `max_lines` lines of `width` pixels, broken at blanks that may be broken at, long words after a hyphen or else where they must, the last with an
// ellipsis where it does not fit. One empty text gives no line.
std::vector<std::string> wrap_text(std::string_view text, double width, double font_size, std::size_t max_lines,
                                   bool bold = false);

}  // namespace realist::cli

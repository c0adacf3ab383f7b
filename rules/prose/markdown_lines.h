// The prose of a text, line by line, and of a Markdown text: headings and markup taken away, numbers kept.
#pragma once

#include <string_view>
#include <vector>

#include "rules/prose/passages.h"

namespace realist::rules::prose {

// Lines end with LF, CR LF or CR. A form feed (a page of a PDF) ends one as well, and is counted as one.
std::vector<Line> text_lines(std::string_view text);

// Headings, fenced code (theories in it included), comments and what only draws are empty lines; emphasis and links are their words.
std::vector<Line> markdown_lines(std::string_view text);

}  // namespace realist::rules::prose

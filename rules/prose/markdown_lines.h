// The prose of a Markdown text, line by line: fences, markup of headings, emphasis, code and links taken away, numbers kept.
#pragma once

#include <string_view>
#include <vector>

#include "rules/prose/passages.h"

namespace realist::rules::prose {

// Lines end with LF, CR LF or CR. A form feed (a page of a PDF) ends one as well, and is counted as one.
std::vector<Line> text_lines(std::string_view text);

// Fenced code (theories in it included), comments and tables' rules are empty lines.
std::vector<Line> markdown_lines(std::string_view text);

}  // namespace realist::rules::prose

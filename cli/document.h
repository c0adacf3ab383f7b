// Documents as lines of prose: text, Markdown, Word, OpenDocument, HTML, and PDF through poppler's pdftotext.
//
// Lines are numbered as a person finds them: the lines of a text, the paragraphs of a Word or OpenDocument file (empty ones
// counted), the lines of an HTML file, the lines that pdftotext gives of a PDF.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rules/prose/passages.h"

namespace realist::cli {

// The kind is told by the name's ending; any other name, and "-" (standard input), is plain text in UTF-8. Throws FileFailure,
// which names the file and says what is wrong: not there, broken, no text in it, more than `limit` bytes of text.
std::vector<rules::prose::Line> read_document(const std::string& path, std::size_t limit);

}  // namespace realist::cli

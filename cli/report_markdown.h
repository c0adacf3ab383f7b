// A report as a page of text in Markdown, for a wiki or a word processor: what the HTML page shows, but for the matrix, the
// picture and the pages of the cases, in whose place stand the open windows and stalls of each.
#pragma once

#include <string>

#include "cli/report.h"

namespace realist::cli {

std::string report_markdown(const Report& report);

// The same Markdown as a DOCX document, made by pandoc. Throws FileFailure where pandoc is not installed or cannot do it.
std::string docx_of(const std::string& markdown, const models::Time& as_of);

}  // namespace realist::cli

// The readers behind cli/document.h, one a kind of document. Each throws SourceFailure: a sentence without the file's name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/zip_archive.h"
#include "rules/prose/passages.h"

namespace realist::cli {

// Gathers the lines of a document, up to so many bytes of text.
class GatheredLines {
 public:
  explicit GatheredLines(std::size_t limit) : limit_(limit) {}

  // To the paragraph that is open.
  void add(std::string_view text);
  // A paragraph ends: a line numbered `number`, with an empty one after it, so that it is not joined to the next.
  void end(std::uint32_t number);
  bool empty() const { return text_.empty(); }
  std::vector<rules::prose::Line> take() { return std::move(lines_); }

 private:
  std::size_t limit_, size_ = 0;
  std::string text_;
  std::vector<rules::prose::Line> lines_;
};

std::string too_much_text(std::size_t limit);

// Word (.docx): the paragraphs of its main part. What was deleted, fields' codes and what is there for older programs only
// are left out.
std::vector<rules::prose::Line> docx_lines(const ZipArchive& archive, std::size_t limit);
// OpenDocument text (.odt): paragraphs and headings; footnotes, comments and deleted text are left out.
std::vector<rules::prose::Line> odt_lines(const ZipArchive& archive, std::size_t limit);
// Any HTML that libxml2 can make sense of; scripts, styles, headings and navigation are left out.
std::vector<rules::prose::Line> html_lines(std::string_view bytes, std::size_t limit);
// What pdftotext gives, in reading order. Bounded in time and memory.
std::vector<rules::prose::Line> pdf_lines(const std::string& path, std::size_t limit);

}  // namespace realist::cli

#include "cli/document.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/document_parts.h"
#include "cli/stops.h"
#include "cli/theory_files.h"
#include "rules/characters.h"
#include "rules/prose/markdown_lines.h"

namespace realist::cli {
namespace {

using Lines = std::vector<rules::prose::Line>;

// Bytes of the character that `text` begins with, 0 where it begins none.
std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = byte(0) < 0x80 ? 1 : byte(0) >= 0xC2 && byte(0) < 0xE0 ? 2 : byte(0) >= 0xE0 && byte(0) < 0xF0 ? 3 : byte(0) >= 0xF0 && byte(0) < 0xF5 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  return size;
}

void refuse_what_is_no_text(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) throw SourceFailure("it is text in UTF-16; save it as UTF-8");
  for (std::size_t at = 0, line = 1; at < text.size();) {
    if (text[at] == '\0') throw SourceFailure(fmt::format("it is no text (a zero byte in line {}); .docx, .odt, .html and .pdf are read by their endings", line));
    const std::size_t size = character(text.substr(at));
    if (size == 0) throw SourceFailure(fmt::format("line {} is not in UTF-8; save the document as UTF-8 text", line));
    if (text[at] == '\n') ++line;
    at += size;
  }
}

std::string whole_text(const std::string& path, std::size_t limit) {
  const rules::FileText file = read_file_text(path, limit);
  if (!file.text) throw SourceFailure(file.error);
  if (file.text->size() > limit) throw SourceFailure(too_much_text(limit));
  refuse_what_is_no_text(*file.text);
  return *file.text;
}

std::string small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Packed with ZIP, and read from where it lies.
std::unique_ptr<ZipArchive> archive_of(const std::string& path) {
  constexpr std::string_view kOld = "\xD0\xCF\x11\xE0";
  const rules::FileText head = read_file_text(path, kOld.size());
  if (!head.text) throw SourceFailure(head.error);
  if (head.text->starts_with(kOld)) throw SourceFailure("it is an old Word document (.doc), or one with a password; save it as .docx without one");
  return ZipArchive::of_file(path, "document");
}

// pdftotext opens the file itself; what it says of one that is not there would be about a damaged one.
const std::string& existing(const std::string& path) {
  const rules::FileText head = read_file_text(path, 1);
  if (!head.text) throw SourceFailure(head.error);
  return path;
}

std::string html_bytes(const std::string& path, std::size_t limit) {
  constexpr std::size_t kMarkupForText = 8;  // a page has more markup than text
  const rules::FileText file = read_file_text(path, limit * kMarkupForText);
  if (!file.text) throw SourceFailure(file.error);
  if (file.text->size() > limit * kMarkupForText) throw SourceFailure(too_much_text(limit));
  if (file.text->find('\0') != std::string::npos) throw SourceFailure("it is no HTML in UTF-8 (it has zero bytes); save it as UTF-8");
  return *file.text;
}

Lines lines_of(const std::string& path, std::size_t limit) {
  const std::string name = small(path);
  const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
  if (ends(".docx")) return docx_lines(*archive_of(path), limit);
  if (ends(".odt")) return odt_lines(*archive_of(path), limit);
  if (ends(".html") || ends(".htm") || ends(".xhtml")) return html_lines(html_bytes(path, limit), limit);
  if (ends(".pdf")) return pdf_lines(existing(path), limit);
  const std::string text = whole_text(path, limit);
  return ends(".md") || ends(".markdown") ? rules::prose::markdown_lines(text) : rules::prose::text_lines(text);
}

}  // namespace

std::vector<rules::prose::Line> read_document(const std::string& path, std::size_t limit) {
  Lines lines;
  try {
    lines = lines_of(path, limit);
  } catch (const SourceFailure& failure) {
    throw FileFailure(fmt::format("{}: {}", path, failure.what()));
  }
  if (std::all_of(lines.begin(), lines.end(), [](const rules::prose::Line& line) { return rules::trimmed(line.text).empty(); })) throw FileFailure(fmt::format("{}: there is no text in it", path));
  return lines;
}

}  // namespace realist::cli

#include "cli/document.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/stops.h"
#include "cli/theory_files.h"
#include "rules/prose/markdown_lines.h"

namespace realist::cli {
namespace {

using Lines = std::vector<rules::prose::Line>;

[[noreturn]] void refuse(const std::string& path, const std::string& why) { throw FileFailure(fmt::format("{}: {}", path, why)); }

// Bytes of the character that `text` begins with, 0 where it begins none.
std::size_t character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = byte(0) < 0x80 ? 1 : byte(0) >= 0xC2 && byte(0) < 0xE0 ? 2 : byte(0) >= 0xE0 && byte(0) < 0xF0 ? 3 : byte(0) >= 0xF0 && byte(0) < 0xF5 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  return size;
}

void refuse_what_is_no_text(const std::string& path, std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) refuse(path, "it is text in UTF-16; save it as UTF-8");
  for (std::size_t at = 0, line = 1; at < text.size();) {
    if (text[at] == '\0') refuse(path, fmt::format("it is no text (a zero byte in line {}); .docx, .odt, .html and .pdf are read by their endings", line));
    const std::size_t size = character(text.substr(at));
    if (size == 0) refuse(path, fmt::format("line {} is not in UTF-8; save the document as UTF-8 text", line));
    if (text[at] == '\n') ++line;
    at += size;
  }
}

std::string whole_text(const std::string& path, std::size_t limit) {
  const rules::FileText file = read_file_text(path, limit);
  if (!file.text) refuse(path, file.error);
  if (file.text->size() > limit) refuse(path, fmt::format("it has more than {} MiB of text, the most that is read at once; give it in parts, or see --limit-text", limit >> 20));
  refuse_what_is_no_text(path, *file.text);
  return *file.text;
}

std::string small(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

std::vector<rules::prose::Line> read_document(const std::string& path, std::size_t limit) {
  const std::string name = small(path);
  const std::string text = whole_text(path, limit);
  Lines lines = name.ends_with(".md") || name.ends_with(".markdown") ? rules::prose::markdown_lines(text) : rules::prose::text_lines(text);
  if (std::all_of(lines.begin(), lines.end(), [](const rules::prose::Line& line) { return line.text.empty(); })) refuse(path, "there is no text in it");
  return lines;
}

}  // namespace realist::cli

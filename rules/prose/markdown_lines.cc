#include "rules/prose/markdown_lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "rules/characters.h"

namespace realist::rules::prose {
namespace {

constexpr std::string_view kByteOrderMark = "\ufeff";

// "[the words](target)" and "![what it shows](target)" are their words.
std::size_t link_at(std::string_view text, std::string& out) {
  const std::size_t open = text.starts_with("![") ? 2 : text.starts_with("[") ? 1 : 0;
  if (open == 0) return 0;
  const std::size_t close = text.find("](", open), end = close == std::string_view::npos ? close : text.find(')', close);
  if (end == std::string_view::npos || text.substr(open, close - open).find('[') != std::string_view::npos) return 0;
  if (open == 1) out += text.substr(open, close - open);
  return end + 1;
}

std::string without_marks(std::string_view line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = line.substr(at);
    if (const std::size_t link = link_at(rest, out); link > 0) at += link;
    else if (rest.starts_with("**") || rest.starts_with("__")) at += 2;
    else if (rest[0] == '*' || rest[0] == '`') at += 1;
    else if (rest[0] == '\\' && rest.size() > 1 && !is_plain_word_byte(rest[1])) out += rest[1], at += 2;
    else out += rest[0], at += 1;
  }
  return out;
}

bool is_fence(std::string_view line) { return line.starts_with("```") || line.starts_with("~~~"); }

// A row of a table's cells, and what only draws.
bool is_drawing(std::string_view line) {
  return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) { return c == '-' || c == '|' || c == ':' || c == ' ' || c == '=' || c == '*'; });
}

std::string plain(std::string_view line) {
  while (line.starts_with("> ") || line.starts_with(">")) line = trimmed(line.substr(1));
  if (line.starts_with("* ") || line.starts_with("- ") || line.starts_with("+ ")) return "\u2022 " + without_marks(line.substr(2));
  return without_marks(line);
}

}  // namespace

std::vector<Line> text_lines(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<Line> lines;
  std::uint32_t number = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\r\f"), text.size());
    lines.push_back({number++, std::string(text.substr(0, end))});
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) text.remove_prefix(2);
    else if (!text.empty()) text.remove_prefix(1);
  }
  return lines;
}

std::vector<Line> markdown_lines(std::string_view text) {
  std::vector<Line> lines = text_lines(text);
  bool fenced = false, comment = false;
  for (Line& line : lines) {
    const std::string_view words = trimmed(line.text);
    const bool fence = is_fence(words);
    comment = comment || words.starts_with("<!--");
    const bool left_out = fence || fenced || comment || words.starts_with("#") || is_drawing(words);
    if (comment && words.find("-->") != std::string_view::npos) comment = false;
    if (fence) fenced = !fenced;
    line.text = left_out ? std::string() : plain(words);
  }
  return lines;
}

}  // namespace realist::rules::prose

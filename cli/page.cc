#include "cli/page.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "cli/terminal.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

constexpr std::size_t kColumns = 80;

struct Look {
  std::string_view sign, ascii, colour;
};

Look look_of(Lines::Mark mark) {
  switch (mark) {
    case Lines::Mark::Yes: return {"✓", "+", "\x1b[32m"};
    case Lines::Mark::No: return {"✗", "x", "\x1b[31m"};
    case Lines::Mark::Open: return {"…", ".", "\x1b[36m"};
    case Lines::Mark::Unknown: return {"?", "?", "\x1b[33m"};
    case Lines::Mark::Presumed: return {"~", "~", "\x1b[33m"};
    case Lines::Mark::NotReached: return {"·", "-", "\x1b[2m"};
  }
  return {"", "", ""};
}

std::string in_ascii(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kSigns = {{
      {"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}, {"…", "..."}, {"·", "-"}, {"–", "-"}, {"→", "->"}}};
  for (const auto& [sign, plain] : kSigns)
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + plain.size())) text.replace(at, sign.size(), plain);
  return text;
}

}  // namespace

void Page::put(std::string_view prefix, std::size_t prefix_columns, std::string_view written, std::size_t indent, std::size_t hanging,
               std::string_view colour) {
  std::string text = for_display(written);
  if (style_.ascii) text = in_ascii(std::move(text));
  text_.append(indent, ' ');
  if (style_.colour && !colour.empty()) text_.append(colour);
  text_.append(prefix);
  if (style_.colour && !colour.empty() && !prefix.empty()) text_ += "\x1b[0m";
  std::size_t column = indent + prefix_columns;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, at - begin);
    const std::size_t width = display_width(word);
    if (!first && column + 1 + width > kColumns) {
      text_ += '\n';
      column = indent + hanging;
      text_.append(column, ' ');
    } else if (!first) {
      text_ += ' ';
      ++column;
    }
    text_ += word;
    column += width;
    first = false;
  }
  if (style_.colour && !colour.empty() && prefix.empty()) text_ += "\x1b[0m";
  text_ += '\n';
}

void Page::put_line(std::string_view text, std::size_t indent, std::size_t hanging) { put("", 0, text, indent, hanging, ""); }

void Page::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void Page::heading(std::string_view text) {
  blank();
  put("", 0, text, 0, 2, "\x1b[1m");
}

void Page::put_marked(Mark mark, std::string_view text, std::size_t indent) {
  const Look look = look_of(mark);
  const std::string sign(style_.ascii ? look.ascii : look.sign);
  put(sign + " ", 2, text, indent, 4, look.colour);
}

std::string_view mark_sign(Lines::Mark mark) { return look_of(mark).sign; }

bool plain_terminal() {
  if (!is_terminal(1)) return false;
  const char* found = "";
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      found = value;
      break;
    }
  }
  std::string locale(found);
  std::transform(locale.begin(), locale.end(), locale.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return locale.find("UTF-8") == std::string::npos && locale.find("UTF8") == std::string::npos;
}

}  // namespace realist::cli

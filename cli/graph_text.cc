#include "cli/graph_text.h"

namespace realist::cli {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct CodePoint {
  char32_t value;
  std::size_t size;
};

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {kReplacement, 1};
  char32_t value = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {kReplacement, 1};
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  const char32_t least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {kReplacement, 1};
  return {value, size};
}

template <typename Visit>
void each_code_point(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const bool broken = point.value == kReplacement && point.size == 1;
    visit(point.value, broken ? std::string_view("\uFFFD") : text.substr(at, point.size));
    at += point.size;
  }
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF; }

bool is_blank(char32_t c) {
  return c == ' ' || is_control(c) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool has_no_width(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F000;
}

// Widths in hundredths of the font size.
int advance(char32_t c) {
  if (has_no_width(c)) return 0;
  if (is_wide(c)) return 105;
  if (c == 0xA0) return 32;
  if (c >= 0x80) return c >= 0x2000 ? 95 : 63;
  constexpr std::string_view kThin = "ijl.,;:'|! ", kNarrow = "frt()[]{}-/\\\"`I", kWide = "mwMW@%&";
  const char letter = static_cast<char>(c);
  if (kThin.find(letter) != kThin.npos) return 32;
  if (kNarrow.find(letter) != kNarrow.npos) return 42;
  if (kWide.find(letter) != kWide.npos) return 95;
  return letter >= 'A' && letter <= 'Z' ? 72 : letter >= 'a' && letter <= 'z' ? 61 : 66;
}

// Gathers words into lines.
class Wrapper {
 public:
  Wrapper(double width, double font_size, std::size_t max_lines, bool bold)
      : width_(width), font_size_(font_size), bold_(bold), max_lines_(max_lines) {}

  void word(const std::string& word) {
    if (full_) return;
    const double with_blank = line_.empty() ? 0 : measure(" ");
    if (used_ + with_blank + measure(word) <= width_) return add(line_.empty() ? word : " " + word);
    if (!line_.empty()) next_line();
    if (measure(word) <= width_) return add(word);
    for (std::size_t at = 0; at < word.size() && !full_;) {
      const std::size_t end = std::min(word.find('-', at), word.size() - 1) + 1;
      piece(word.substr(at, end - at));
      at = end;
    }
  }

  std::vector<std::string> lines() {
    if (!full_ && !line_.empty()) lines_.push_back(line_);
    return std::move(lines_);
  }

 private:
  // A part of a word that is too long for a line, up to a hyphen.
  void piece(const std::string& part) {
    if (used_ + measure(part) > width_ && !line_.empty()) next_line();
    if (measure(part) <= width_) return add(part);
    each_code_point(part, [&](char32_t, std::string_view bytes) {
      if (used_ + measure(bytes) > width_ && !line_.empty()) next_line();
      add(std::string(bytes));
    });
  }

  double measure(std::string_view text) const { return text_width(text, font_size_, bold_); }

  void add(const std::string& text) {
    if (full_) return;
    used_ += measure(text);
    line_ += text;
  }

  void next_line() {
    if (full_) return;
    if (lines_.size() + 1 >= max_lines_) {
      full_ = true;
      while (!line_.empty() && measure(line_ + "…") > width_) drop_last(line_);
      lines_.push_back(line_ + "…");
    } else {
      lines_.push_back(line_);
    }
    line_.clear();
    used_ = 0;
  }

  static void drop_last(std::string& text) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty()) text.pop_back();
  }

  double width_, font_size_, used_ = 0;
  bool bold_, full_ = false;
  std::size_t max_lines_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  each_code_point(text, [&](char32_t c, std::string_view bytes) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (is_control(c)) out += c == '\n' ? '\n' : ' ';
        else out += bytes;
    }
  });
  return out;
}

std::string on_one_line(std::string_view text) {
  std::string out;
  bool blank = false;
  each_code_point(text, [&](char32_t c, std::string_view bytes) {
    if (is_blank(c)) {
      blank = !out.empty();
      return;
    }
    if (blank) out += ' ';
    blank = false;
    out += bytes;
  });
  return out;
}

std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string cut_text(std::string_view text, std::size_t characters) {
  std::string out;
  std::size_t count = 0;
  each_code_point(text, [&](char32_t, std::string_view bytes) {
    if (++count <= characters) out += bytes;
  });
  return count <= characters ? out : out + "…";
}

double text_width(std::string_view text, double font_size, bool bold) {
  int hundredths = 0;
  each_code_point(text, [&](char32_t c, std::string_view) { hundredths += advance(c); });
  return hundredths * font_size * (bold ? 1.1 : 1.0) / 100;
}

std::vector<std::string> wrap_text(std::string_view text, double width, double font_size, std::size_t max_lines, bool bold) {
  Wrapper wrapper(width, font_size, max_lines, bold);
  std::string word;
  each_code_point(text, [&](char32_t c, std::string_view bytes) {
    if (c == 0xA0 || !is_blank(c)) {
      word += bytes;
    } else if (!word.empty()) {
      wrapper.word(word);
      word.clear();
    }
  });
  if (!word.empty()) wrapper.word(word);
  return wrapper.lines();
}

}  // namespace realist::cli

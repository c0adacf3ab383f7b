#include "rules/source_text.h"

#include <algorithm>

#include "rules/characters.h"

namespace realist::rules {
namespace {

constexpr std::size_t kStride = 512;
constexpr std::size_t kMostBadBytes = 20;  // reported one by one; the rest is counted

// Bytes of the well-formed character at the start of `text`; 0 where it is none (overlong, a surrogate, cut off).
std::size_t well_formed(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
    return i < text.size() && at(i) >= low && at(i) <= high;
  };
  const unsigned char c = at(0);
  if (c < 0x80) return 1;
  if (c < 0xC2) return 0;
  if (c < 0xE0) return follows(1) ? 2 : 0;
  if (c < 0xF0) {
    const bool second = follows(1, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF);
    return second && follows(2) ? 3 : 0;
  }
  if (c > 0xF4) return 0;
  const bool second = follows(1, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF);
  return second && follows(2) && follows(3) ? 4 : 0;
}

bool ends_with_folded(std::string_view text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  text.remove_prefix(text.size() - ending.size());
  return std::equal(text.begin(), text.end(), ending.begin(), [](char a, char b) { return lower_ascii(a) == b; });
}

std::string hex(unsigned char byte) {
  constexpr char digits[] = "0123456789ABCDEF";
  return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

}  // namespace

SourceText::SourceText(std::string_view bytes, std::string path, std::uint32_t file, const Limits& limits)
    : path_(std::move(path)), file_(file), markdown_(ends_with_folded(path_, ".md")) {
  const models::Place nowhere{file_, 0, 0, 0, 0};
  if (bytes.size() > limits.text_bytes) {
    problems_.push_back({"file/too-large",
                         "this file has " + std::to_string(bytes.size()) + " bytes, and the limit is " +
                             std::to_string(limits.text_bytes),
                         "cut the theory into several files and bring them together with `Include`", nowhere});
    bytes = {};
  }
  if (bytes.find('\0') != std::string_view::npos) {
    problems_.push_back({"file/not-text", "this file is not a text (it has a zero byte at byte " +
                                              std::to_string(bytes.find('\0') + 1) + ")",
                         "save the document as plain text (UTF-8); a word processor's own file cannot be read", nowhere});
    bytes = {};
  }
  if (bytes.starts_with("\uFEFF")) bytes.remove_prefix(3);
  check_bytes(bytes);
}

void SourceText::check_bytes(std::string_view bytes) {
  std::vector<std::pair<std::size_t, unsigned char>> bad;  // where in text_, which byte
  std::size_t more = 0;
  text_.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t plain = at;
    while (plain < bytes.size() && is_ascii(bytes[plain])) ++plain;
    if (plain != at) {
      text_.append(bytes, at, plain - at);
      at = plain;
      continue;
    }
    if (const std::size_t size = well_formed(bytes.substr(at, 4))) {
      text_.append(bytes, at, size);
      at += size;
      continue;
    }
    if (bad.size() < kMostBadBytes) bad.emplace_back(text_.size(), static_cast<unsigned char>(bytes[at]));
    else ++more;
    text_ += "\uFFFD";
    ++at;
  }
  find_lines();
  for (const auto& [offset, byte] : bad)
    problems_.push_back({"file/invalid-utf8", "the byte " + hex(byte) + " here is not valid UTF-8",
                         "save the file as UTF-8 text", place_of(offset, 1)});
  if (more != 0)
    problems_.push_back({"file/invalid-utf8", std::to_string(more) + " more bytes of this file are not valid UTF-8",
                         "save the file as UTF-8 text", {file_, 0, 0, 0, 0}});
}

void SourceText::find_lines() {
  std::size_t start = 0;
  const bool returns = text_.find('\r') != std::string::npos;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (!returns) at = std::min(text_.find('\n', at), text_.size());
    if (at == text_.size()) break;
    if (text_[at] != '\n' && text_[at] != '\r') continue;
    starts_.push_back(start);
    ends_.push_back(at);
    if (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n') {
      crlf_ = true;
      ++at;
    }
    start = at + 1;
  }
  final_newline_ = start == text_.size();
  if (!final_newline_) {
    starts_.push_back(start);
    ends_.push_back(text_.size());
  }
  std::uint32_t count = 0;
  counts_.reserve(text_.size() / kStride + 1);
  for (std::size_t at = 0; at < text_.size(); at += kStride) {
    counts_.push_back(count);
    count += static_cast<std::uint32_t>(count_characters(std::string_view(text_).substr(at, kStride)));
  }
}

std::size_t SourceText::characters_before(std::size_t offset) const {
  if (counts_.empty()) return 0;
  const std::size_t block = std::min(offset / kStride, counts_.size() - 1);
  return counts_[block] + count_characters(std::string_view(text_).substr(block * kStride, offset - block * kStride));
}

std::string_view SourceText::line(std::size_t index) const {
  return std::string_view(text_).substr(starts_[index], ends_[index] - starts_[index]);
}

std::string_view SourceText::lines(std::size_t first, std::size_t last) const {
  return std::string_view(text_).substr(starts_[first], ends_[last] - starts_[first]);
}

std::uint32_t SourceText::column(std::size_t index, std::size_t at) const {
  if (at <= kStride)
    return static_cast<std::uint32_t>(count_characters(std::string_view(text_).substr(starts_[index], at)) + 1);
  return static_cast<std::uint32_t>(characters_before(starts_[index] + at) - characters_before(starts_[index]) + 1);
}

models::Place SourceText::place_of(std::size_t offset, std::size_t characters) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  const std::uint32_t from = column(index, offset - starts_[index]);
  const auto line_number = static_cast<std::uint32_t>(index + 1);
  return {file_, line_number, from, line_number, from + static_cast<std::uint32_t>(characters)};
}

models::Mark SourceText::mark(const models::Place& place, std::string label) const {
  models::Mark out{path_, place.line, place.column, place.end_line, place.end_column, {}, std::move(label)};
  if (place.line >= 1 && place.line <= starts_.size()) out.text = cut(line(place.line - 1), kMarkBytes);
  return out;
}

}  // namespace realist::rules

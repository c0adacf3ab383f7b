#include "cli/lsp/text_lines.h"

#include <algorithm>
#include <utility>

namespace realist::cli::lsp {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::size_t bytes_at(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  const std::size_t length = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
  return std::min(length, text.size());
}

std::size_t units_of(std::size_t bytes, CharacterUnit unit) {
  if (unit == CharacterUnit::Utf8) return bytes;
  return unit == CharacterUnit::Utf16 && bytes == 4 ? 2 : 1;
}

// Bytes of `line` before the client's `character`; inside a character: before it.
std::size_t bytes_before(std::string_view line, std::size_t character, CharacterUnit unit) {
  std::size_t at = 0;
  for (std::size_t units = 0; at < line.size();) {
    const std::size_t bytes = bytes_at(line.substr(at));
    units += units_of(bytes, unit);
    if (units > character) break;
    at += bytes;
  }
  return at;
}

std::size_t units_in(std::string_view text, CharacterUnit unit) {
  if (unit == CharacterUnit::Utf8) return text.size();
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = bytes_at(text.substr(at));
    units += units_of(bytes, unit);
    at += bytes;
  }
  return units;
}

}  // namespace

TextLines::TextLines(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {
  starts_.push_back(0);
  for (std::size_t at = 0; at < text_->size(); ++at) {
    const char c = (*text_)[at];
    if (c == '\n' || (c == '\r' && (at + 1 == text_->size() || (*text_)[at + 1] != '\n'))) starts_.push_back(at + 1);
  }
}

std::string_view TextLines::line(std::size_t index) const {
  if (index >= starts_.size()) return {};
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : text_->size();
  std::string_view out = std::string_view(*text_).substr(starts_[index], end - starts_[index]);
  while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.remove_suffix(1);
  return out;
}

std::size_t TextLines::offset(const ClientPosition& position, CharacterUnit unit) const {
  if (position.line >= starts_.size()) return text_->size();
  return starts_[position.line] + bytes_before(line(position.line), position.character, unit);
}

ClientPosition TextLines::position(std::size_t offset, CharacterUnit unit) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return {index, units_in(line(index).substr(0, offset - starts_[index]), unit)};
}

// A byte-order mark is no character of the theory's.
ClientPosition TextLines::client(std::uint32_t line_number, std::uint32_t column, CharacterUnit unit) const {
  if (line_number == 0) return {};
  const std::size_t index = line_number - 1;
  if (index >= starts_.size()) return position(text_->size(), unit);
  const std::string_view words = line(index);
  std::size_t at = index == 0 && words.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  for (std::uint32_t i = 1; i < column && at < words.size(); ++i) at += bytes_at(words.substr(at));
  return {index, units_in(words.substr(0, at), unit)};
}

ClientRange TextLines::client(const models::Place& place, CharacterUnit unit) const {
  return {client(place.line, place.column, unit), client(place.end_line, place.end_column, unit)};
}

models::Place TextLines::place(const ClientPosition& position, CharacterUnit unit) const {
  const std::size_t index = std::min(position.line, starts_.size() - 1);
  const std::string_view words = line(index);
  const std::size_t end = position.line > index ? words.size() : bytes_before(words, position.character, unit);
  const std::size_t mark = index == 0 && words.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const auto column = static_cast<std::uint32_t>(1 + units_in(words.substr(std::min(mark, end), end - std::min(mark, end)), CharacterUnit::Utf32));
  const auto number = static_cast<std::uint32_t>(index + 1);
  return {0, number, column, number, column};
}

TextLines TextLines::with(const ClientRange& range, std::string_view replacement, CharacterUnit unit) const {
  std::size_t begin = offset(range.start, unit), end = offset(range.end, unit);
  if (end < begin) std::swap(begin, end);
  std::string out;
  out.reserve(text_->size() - (end - begin) + replacement.size());
  out.append(*text_, 0, begin);
  out += replacement;
  out.append(*text_, end);
  return TextLines(std::move(out));
}

}  // namespace realist::cli::lsp

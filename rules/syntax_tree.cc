#include "rules/syntax_tree.h"

#include <algorithm>

namespace realist::rules {
namespace {

constexpr std::string_view kOpenings[] = {"If", "Once", "Whenever", "When", "Only if", "Only when", "Only once"};

struct Quote {
  std::string_view mark;
  bool opens, closes;
};
constexpr Quote kQuotes[] = {{"\"", true, true},       {"\u201C", true, true},  {"\u201D", false, true},
                             {"\u201E", true, false},  {"\u201F", true, false}, {"\u00AB", true, true},
                             {"\u00BB", true, true}};

std::size_t quote_at_start(std::string_view text) {
  for (const Quote& q : kQuotes)
    if (q.opens && text.starts_with(q.mark)) return q.mark.size();
  return 0;
}

std::size_t quote_at_end(std::string_view text) {
  for (const Quote& q : kQuotes)
    if (q.closes && text.ends_with(q.mark)) return q.mark.size();
  return 0;
}

bool has_quote(std::string_view text) {
  return std::any_of(std::begin(kQuotes), std::end(kQuotes),
                     [&](const Quote& q) { return text.find(q.mark) != std::string_view::npos; });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Bytes of a blank at the start of `text`; 0 where it begins with none.
std::size_t blank_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= 9 && text[0] <= 13)) return 1;
  for (std::string_view blank : {"\u00A0", "\u202F", "\u2009", "\u2002", "\u2003", "\u3000", "\u200B", "\uFEFF"})
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

std::size_t blank_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (text.back() == ' ' || (text.back() >= 9 && text.back() <= 13)) return 1;
  for (std::string_view blank : {"\u00A0", "\u202F", "\u2009", "\u2002", "\u2003", "\u3000", "\u200B", "\uFEFF"})
    if (text.ends_with(blank)) return blank.size();
  return 0;
}

const Text::Piece& piece_of(const Text& text, std::size_t offset) {
  auto after = std::upper_bound(text.pieces.begin(), text.pieces.end(), offset,
                                [](std::size_t at, const Text::Piece& p) { return at < p.offset; });
  return after == text.pieces.begin() ? text.pieces.front() : *std::prev(after);
}

}  // namespace

std::string_view to_string(Opening opening) { return kOpenings[static_cast<std::size_t>(opening)]; }

models::Form form_of(Opening opening) {
  switch (opening) {
    case Opening::If:
    case Opening::Once: return models::Form::If;
    case Opening::Whenever:
    case Opening::When: return models::Form::Whenever;
    default: return models::Form::OnlyIf;
  }
}

bool is_quoted(std::string_view text) {
  const std::size_t open = quote_at_start(text), close = quote_at_end(text);
  return open != 0 && close != 0 && open + close <= text.size() &&
         !has_quote(text.substr(open, text.size() - open - close));
}

std::string_view unquoted(std::string_view text) {
  if (!is_quoted(text)) return text;
  const std::size_t open = quote_at_start(text);
  return text.substr(open, text.size() - open - quote_at_end(text));
}

models::Place Text::place(std::size_t begin, std::size_t end) const {
  if (pieces.empty()) return {file, 0, 0, 0, 0};
  auto column_at = [&](const Piece& piece, std::size_t at) {
    return piece.column +
           static_cast<std::uint32_t>(characters(std::string_view(text).substr(piece.offset, at - piece.offset)));
  };
  const Piece& first = piece_of(*this, begin);
  const Piece& last = piece_of(*this, end > begin ? end - 1 : begin);
  return {file, first.line, column_at(first, begin), last.line, column_at(last, std::max(begin, end))};
}

Text Text::part(std::size_t begin, std::size_t end) const {
  const std::string_view all = text;
  while (begin < end) {
    const std::size_t blank = blank_at_start(all.substr(begin, end - begin));
    if (blank == 0) break;
    begin += blank;
  }
  while (begin < end) {
    const std::size_t blank = blank_at_end(all.substr(begin, end - begin));
    if (blank == 0) break;
    end -= blank;
  }
  Text out;
  out.file = file;
  if (pieces.empty()) return out;
  out.text = text.substr(begin, end - begin);
  const models::Place at = place(begin, begin);
  out.pieces.push_back({0, at.line, at.column});
  for (const Piece& p : pieces)
    if (p.offset > begin && p.offset < end)
      out.pieces.push_back({static_cast<std::uint32_t>(p.offset - begin), p.line, p.column});
  return out;
}

}  // namespace realist::rules

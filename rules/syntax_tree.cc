#include "rules/syntax_tree.h"

#include <algorithm>

#include "rules/characters.h"

namespace realist::rules {
namespace {

constexpr std::string_view kOpenings[] = {"If", "Once", "Whenever", "When", "Only if", "Only when", "Only once"};

bool has_quote(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(character_at_start(text)))
    if (any_quote_at_start(text) != 0) return true;
  return false;
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
           static_cast<std::uint32_t>(count_characters(std::string_view(text).substr(piece.offset, at - piece.offset)));
  };
  if (pieces.size() == 1) {
    const std::uint32_t from = column_at(pieces[0], begin);
    const auto characters = end > begin ? count_characters(std::string_view(text).substr(begin, end - begin)) : 0;
    return {file, pieces[0].line, from, pieces[0].line, from + static_cast<std::uint32_t>(characters)};
  }
  const Piece& first = piece_of(*this, begin);
  const Piece& last = piece_of(*this, end > begin ? end - 1 : begin);
  return {file, first.line, column_at(first, begin), last.line, column_at(last, std::max(begin, end))};
}

Text Text::part(std::size_t begin, std::size_t end) const {
  const std::string_view all = text;
  while (begin < end && blank_at_start(all.substr(begin, end - begin)) != 0)
    begin += blank_at_start(all.substr(begin, end - begin));
  while (begin < end && blank_at_end(all.substr(begin, end - begin)) != 0)
    end -= blank_at_end(all.substr(begin, end - begin));
  Text out;
  out.file = file;
  if (pieces.empty()) return out;
  out.text = text.substr(begin, end - begin);
  const models::Place at = place(begin, begin);
  out.pieces.push_back({0, at.line, at.column});
  auto next = std::upper_bound(pieces.begin(), pieces.end(), begin,
                               [](std::size_t offset, const Piece& p) { return offset < p.offset; });
  for (; next != pieces.end() && next->offset < end; ++next)
    out.pieces.push_back({static_cast<std::uint32_t>(next->offset - begin), next->line, next->column});
  return out;
}

}  // namespace realist::rules

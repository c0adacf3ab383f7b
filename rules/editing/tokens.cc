#include "rules/editing/tokens.h"

#include <algorithm>

#include "rules/characters.h"

namespace realist::rules {
namespace {

using Kind = Word::Kind;

TokenType type_of(Kind kind) {
  switch (kind) {
    case Kind::Phrase: return TokenType::Variable;
    case Kind::Label: return TokenType::Class;
    case Kind::Event: return TokenType::Event;
    case Kind::Field: return TokenType::Property;
    case Kind::Phase: return TokenType::Namespace;
    case Kind::RecordKind: return TokenType::Type;
    case Kind::Number: return TokenType::Number;
    case Kind::Value:
    case Kind::Title:
    case Kind::File: return TokenType::String;
    case Kind::Window: return TokenType::Macro;
    case Kind::Tag: return TokenType::Decorator;
    case Kind::Keyword: break;
  }
  return TokenType::Keyword;
}

std::uint32_t modifiers_of(const Word& word) {
  using Use = Word::Use;
  const bool declares = word.use == Use::Declared || word.use == Use::ShortName || word.use == Use::Also || word.use == Use::Opposite || word.use == Use::Defined;
  std::uint32_t out = declares ? 1 : 0;
  if (word.kind == Kind::Phrase && word.role) out |= 2u << static_cast<unsigned>(*word.role);
  return out;
}

// The lines of an item, for where a stretch over several of them begins and ends.
class ItemLines {
 public:
  explicit ItemLines(std::string_view raw) {
    while (true) {
      const std::size_t end = raw.find_first_of("\r\n");
      lines_.push_back(raw.substr(0, end));
      if (end == std::string_view::npos) break;
      raw.remove_prefix(end + (raw.substr(end, 2) == "\r\n" ? 2 : 1));
    }
  }
  std::uint32_t first_column(std::uint32_t line) const {
    const std::string_view words = trimmed(text(line));
    return words.empty() ? 1 : 1 + static_cast<std::uint32_t>(count_characters(text(line).substr(0, static_cast<std::size_t>(words.data() - text(line).data()))));
  }
  std::uint32_t end_column(std::uint32_t line) const {
    const std::string_view words = trimmed(text(line));
    return words.empty() ? 1 : first_column(line) + static_cast<std::uint32_t>(count_characters(words));
  }
  const std::vector<std::string_view>& lines() const { return lines_; }

 private:
  std::string_view text(std::uint32_t line) const { return line >= 1 && line <= lines_.size() ? lines_[line - 1] : std::string_view(); }
  std::vector<std::string_view> lines_;
};

// Cut at line ends.
void add_pieces(const Word& word, const ItemLines& lines, std::vector<Token>& out) {
  const models::Place& place = word.place;
  for (std::uint32_t line = place.line; line <= place.end_line; ++line) {
    const std::uint32_t begin = line == place.line ? place.column : lines.first_column(line);
    const std::uint32_t end = line == place.end_line ? place.end_column : lines.end_column(line);
    if (begin < end) out.push_back({line, begin, end, type_of(word.kind), modifiers_of(word)});
  }
}

// A name inside a window takes its stretch out of it; anything else that overlaps gives way to what began before.
std::vector<Token> apart(std::vector<Token> tokens) {
  std::stable_sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); });
  std::vector<Token> out;
  for (Token token : tokens) {
    if (!out.empty() && out.back().line == token.line && token.column < out.back().end_column) {
      Token& before = out.back();
      const bool inside = before.type == TokenType::Macro && token.end_column <= before.end_column && token.column > before.column;
      if (!inside) continue;
      Token rest = before;
      before.end_column = token.column;
      rest.column = token.end_column;
      out.push_back(token);
      if (rest.column < rest.end_column) out.push_back(rest);
      continue;
    }
    out.push_back(token);
  }
  return out;
}

}  // namespace

std::vector<std::string_view> token_types() {
  return {"keyword", "variable", "class", "event", "property", "namespace", "type", "number", "string", "comment", "macro", "decorator"};
}

std::vector<std::string_view> token_modifiers() { return {"declaration", "context", "resource", "reasoning", "mechanism", "outcome"}; }

std::vector<Token> tokens_of(const FileReading& file, std::uint32_t first, std::uint32_t last) {
  std::vector<Token> out;
  for (const FileReading::At& at : file.items) {
    if (at.item->prose || at.last_line() < first || at.first_line > last) continue;
    const ItemLines lines(at.item->raw);
    std::vector<Token> own;
    for (const Word& word : at.item->words) add_pieces(word, lines, own);
    for (std::uint32_t i = 1; i <= lines.lines().size(); ++i)
      if (trimmed(lines.lines()[i - 1]).starts_with('#')) own.push_back({i, lines.first_column(i), lines.end_column(i), TokenType::Comment, 0});
    for (Token& token : apart(std::move(own))) {
      token.line += at.first_line - 1;
      if (token.line >= first && token.line <= last) out.push_back(token);
    }
  }
  return out;
}

}  // namespace realist::rules

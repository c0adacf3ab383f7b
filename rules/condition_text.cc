#include "rules/condition_text.h"

#include <algorithm>

#include "models/theory.h"

namespace realist::rules {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

struct Replacement {
  std::string_view written, plain;
};
// Other dashes than these stand in words and are left to `fold`.
constexpr Replacement kReplacements[] = {
    {"\u00A0", " "},  {"\u1680", " "},  {"\u202F", " "},  {"\u205F", " "},  {"\u3000", " "},  {"\u0085", " "},
    {"\u2028", " "},  {"\u2029", " "},  {"\uFEFF", " "},  {"\u201C", "\""}, {"\u201D", "\""}, {"\u201E", "\""},
    {"\u201F", "\""}, {"\u2033", "\""}, {"\u00AB", "\""}, {"\u00BB", "\""}, {"\u2264", "<="}, {"\u2265", ">="},
    {"\u2212", "-"},  {"\u2010", "-"},  {"\u2011", "-"},  {"\u2013", "-"}};

// U+2000 to U+200B, the typographic spaces.
bool is_typographic_space(std::string_view text) {
  return text.size() >= 3 && text[0] == '\xE2' && text[1] == '\x80' && static_cast<unsigned char>(text[2]) <= 0x8B &&
         static_cast<unsigned char>(text[2]) >= 0x80;
}

// The plain form of the character at the start of `rest`, and its length as written.
Replacement plain_form(std::string_view rest) {
  const char c = rest[0];
  if (c >= 9 && c <= 13) return {rest.substr(0, 1), " "};
  if (static_cast<unsigned char>(c) < 0x80) return {rest.substr(0, 1), rest.substr(0, 1)};
  for (const Replacement& r : kReplacements)
    if (rest.starts_with(r.written)) return r;
  if (is_typographic_space(rest)) return {rest.substr(0, 3), " "};
  return {rest.substr(0, 1), rest.substr(0, 1)};
}

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Where the token that begins at `at` ends.
std::size_t token_end(const std::string& text, std::size_t at) {
  if (text[at] == '"') {
    const std::size_t close = text.find('"', at + 1);
    return close == std::string::npos ? text.size() : close + 1;
  }
  if (text[at] == '{') {
    const std::size_t close = text.find('}', at + 1);
    return close == std::string::npos ? text.size() : close + 1;
  }
  if (!is_word_byte(text[at])) return at + ((text[at] == '<' || text[at] == '>') && text[at + 1] == '=' ? 2 : 1);
  while (at < text.size() && is_word_byte(text[at])) ++at;
  return at;
}

}  // namespace

PositionMap::Entry PositionMap::locate(std::string_view text, std::size_t at) const {
  auto after = std::upper_bound(entries_.begin(), entries_.end(), at,
                                [](std::size_t offset, const Entry& e) { return offset < e.offset; });
  if (after == entries_.begin()) return {at, 0, 0};
  Entry entry = *std::prev(after);
  const std::string_view between = text.substr(entry.offset, at - entry.offset);
  entry.column += static_cast<std::uint32_t>(
      std::count_if(between.begin(), between.end(), [](char c) { return !is_continuation(c); }));
  return entry;
}

models::Place PositionMap::place(std::string_view text, std::size_t begin, std::size_t end) const {
  end = std::max(begin, end);
  const Entry first = locate(text, begin);
  // One past the last character stands on that character's line, not on the next stretch's.
  Entry last = locate(text, end > begin ? end - 1 : begin);
  if (end > begin && last.line != 0) {
    std::size_t start = end - 1;
    while (start > begin && is_continuation(text[start])) --start;
    last = locate(text, start);
    ++last.column;
  }
  return {file_, first.line, first.column, last.line, last.column};
}

PositionMap PositionMap::dense(std::string_view text) const {
  constexpr std::size_t kStride = 256;
  PositionMap out;
  out.file_ = file_;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    out.entries_.push_back(entries_[i]);
    const std::size_t next = i + 1 < entries_.size() ? std::min(entries_[i + 1].offset, text.size()) : text.size();
    for (std::size_t at = entries_[i].offset + kStride; at < next; at += kStride) {
      Entry entry = out.locate(text, at);
      entry.offset = at;
      out.entries_.push_back(entry);
    }
  }
  return out;
}

bool is_word_byte(char c) {
  return c != ' ' && std::string_view("\"(){},<>=").find(c) == std::string_view::npos;
}

ConditionText::ConditionText(std::string_view written, const PositionMap& map) : written_(written), map_(map.dense(written)) {
  plain_.reserve(written.size());
  origin_.reserve(written.size() + 1);
  for (std::size_t at = 0; at < written.size();) {
    const Replacement r = plain_form(written.substr(at));
    plain_ += r.plain;
    origin_.insert(origin_.end(), r.plain.size(), static_cast<std::uint32_t>(at));
    at += r.written.size();
  }
  origin_.push_back(static_cast<std::uint32_t>(written.size()));
  // The sentence's full stop is not the condition's.
  std::size_t end = plain_.find_last_not_of(' ');
  if (end != std::string::npos && plain_[end] == '.' && !(end > 0 && plain_[end - 1] == '.')) plain_[end] = ' ';
}

std::string ConditionText::written(Span span) const {
  std::string out;
  bool blank = false;
  for (std::size_t at = origin_[span.begin]; at < origin_[span.end];) {
    const Replacement r = plain_form(written_.substr(at));
    if (r.plain == " ") {
      blank = !out.empty();
    } else {
      if (blank) out += ' ';
      blank = false;
      out += r.written;
    }
    at += r.written.size();
  }
  return out;
}

models::Place ConditionText::place(Span span) const {
  return map_.place(written_, origin_[span.begin], origin_[span.end]);
}

Span ConditionText::token_at(std::uint32_t at) const {
  const std::size_t begin = plain_.find_first_not_of(' ', at);
  if (begin == std::string::npos) return token_before(static_cast<std::uint32_t>(plain_.size()));
  return span_of(begin, token_end(plain_, begin));
}

Span ConditionText::token_before(std::uint32_t at) const {
  Span last;
  for (std::size_t i = plain_.find_first_not_of(' '); i != std::string::npos && i < at;) {
    const std::size_t end = token_end(plain_, i);
    if (end > at) break;
    last = span_of(i, end);
    i = plain_.find_first_not_of(' ', end);
  }
  return last;
}

bool ConditionText::ends_at(std::uint32_t at) const { return plain_.find_first_not_of(' ', at) == std::string::npos; }

namespace {

// Follows brackets and `not`s as the grammar would nest.
class ShapeWalk {
 public:
  ShapeWalk(const std::string& text, std::size_t limit) : text_(text), limit_(limit) {}

  std::optional<ShapeFault> run() {
    for (std::size_t at = text_.find_first_not_of(' '); at != std::string::npos;) {
      const std::size_t end = token_end(text_, at);
      if (auto fault = take(at, end)) return fault;
      at = text_.find_first_not_of(' ', end);
    }
    if (open_.empty()) return std::nullopt;
    return ShapeFault{ShapeFault::Kind::UnclosedBracket, span_of(open_.back().at, open_.back().at + 1)};
  }

 private:
  struct Open {
    std::size_t at, nots;
  };

  std::optional<ShapeFault> take(std::size_t at, std::size_t end) {
    using Kind = ShapeFault::Kind;
    const std::string_view token = std::string_view(text_).substr(at, end - at);
    if (token[0] == '"' && (token.size() == 1 || token.back() != '"')) return fault(Kind::UnclosedQuote, at, at + 1);
    if (token[0] == '{' && token.back() != '}') return fault(Kind::UnclosedBrace, at, at + 1);
    if (token == "}") return fault(Kind::StrayBrace, at, end);
    if (token == "(") return open(at);
    if (token == ")") return close(at);
    return word(token, at, end);
  }

  std::optional<ShapeFault> open(std::size_t at) {
    open_.push_back({at, nots_});
    nots_ = 0;
    return deeper(at, at + 1);
  }

  std::optional<ShapeFault> close(std::size_t at) {
    if (open_.empty()) return fault(ShapeFault::Kind::StrayBracket, at, at + 1);
    depth_ -= 1 + nots_ + open_.back().nots;
    nots_ = 0;
    open_.pop_back();
    return std::nullopt;
  }

  std::optional<ShapeFault> word(std::string_view token, std::size_t at, std::size_t end) {
    if (token.size() == 3 && models::fold(token) == "not") {
      ++nots_;
      return deeper(at, end);
    }
    depth_ -= nots_;
    nots_ = 0;
    return std::nullopt;
  }

  std::optional<ShapeFault> deeper(std::size_t at, std::size_t end) {
    if (++depth_ <= limit_) return std::nullopt;
    return fault(ShapeFault::Kind::TooDeep, at, end);
  }

  static ShapeFault fault(ShapeFault::Kind kind, std::size_t at, std::size_t end) { return {kind, span_of(at, end)}; }

  const std::string& text_;
  std::size_t limit_;
  std::vector<Open> open_;
  std::size_t depth_ = 0, nots_ = 0;
};

}  // namespace

std::optional<ShapeFault> find_shape_fault(const std::string& plain, std::size_t depth_limit) {
  return ShapeWalk(plain, depth_limit).run();
}

}  // namespace realist::rules

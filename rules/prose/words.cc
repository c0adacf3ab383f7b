#include "rules/prose/words.h"

#include <algorithm>
#include <optional>

#include "rules/characters.h"

namespace realist::rules::prose {
namespace {

constexpr std::string_view kApostrophe = "\u2019", kOpening = "\u2018";

std::size_t apostrophe_at(std::string_view text) {
  if (text.starts_with("'")) return 1;
  return text.starts_with(kApostrophe) ? kApostrophe.size() : 0;
}

// A dash that divides clauses: long, or with a blank before and after; inside a word it is the word's.
bool is_hyphen(std::string_view text, std::size_t at, std::size_t size) {
  const std::string_view rest = text.substr(at + size);
  return at > 0 && is_word_start(rest) && blank_at_end(text.substr(0, at)) == 0;
}

// Bullets and the like: no words.
bool is_sign(std::string_view text) {
  for (const std::string_view sign : {"\u2022", "\u00b7", "\u25aa", "\u25cf", "\uf0b7", "\u2023", "\u25e6", "\u2192"})
    if (text.starts_with(sign)) return true;
  return false;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Word> run() {
    while (at_ < text_.size()) step();
    return std::move(words_);
  }

 private:
  void step() {
    const std::string_view rest = text_.substr(at_);
    if (const std::size_t blank = blank_at_start(rest); blank > 0) at_ += blank;
    else if (rest[0] == '(' || rest[0] == '[') bracket();
    else if (is_word_start(rest) && !is_sign(rest)) word();
    else mark(rest);
  }

  void mark(std::string_view rest) {
    if (rest[0] == ',') add(WordKind::Comma, 1);
    else if (rest[0] == ';') add(WordKind::Semicolon, 1);
    else if (rest[0] == ':') add(WordKind::Colon, 1);
    else if (rest[0] == '?') add(WordKind::Question, 1);
    else if (rest[0] == '.' || rest[0] == '!') add(WordKind::Stop, 1);
    else if (rest.starts_with("\u2026")) add(WordKind::Stop, 3);
    else if (const std::size_t dash = dash_at_start(rest); dash > 0) add(WordKind::Dash, dash);
    else at_ += character_at_start(rest);
  }

  void add(WordKind kind, std::size_t size) {
    words_.push_back({kind, {at_, at_ + size}, {}, {}, {}});
    at_ += size;
  }

  // Letters, digits, inner hyphens, slashes, full stops ("e.g.") and apostrophes.
  void word() {
    const std::size_t begin = at_;
    std::string low;
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (const std::size_t size = inner_mark(rest); size > 0) {
        low += apostrophe_at(rest) > 0 ? '\'' : rest[0];
        at_ += size;
      } else if (is_word_start(rest) && !rest.starts_with(kApostrophe) && !rest.starts_with(kOpening)) {
        const std::size_t size_of = character_at_start(rest);
        if (size_of == 1) low += lower_ascii(rest[0]);
        else low.append(rest, 0, size_of);
        at_ += size_of;
      } else {
        break;
      }
    }
    // The full stop of an abbreviation ends nothing.
    const bool abbreviation = low == "i.e" || low == "e.g" || low == "etc" || low == "vs" || low == "cf";
    if (abbreviation && at_ < text_.size() && text_[at_] == '.') ++at_;
    if (at_ == begin) at_ += character_at_start(text_.substr(at_));
    else words_.push_back({WordKind::Word, {begin, at_}, std::move(low), {}, {}});
  }

  std::size_t inner_mark(std::string_view rest) const {
    if (const std::size_t size = apostrophe_at(rest); size > 0) return is_word_start(rest.substr(size)) ? size : 0;
    if (rest[0] == '/' || rest[0] == '.') return is_word_start(rest.substr(1)) ? 1 : 0;
    const std::size_t dash = dash_at_start(rest);
    return dash > 0 && is_hyphen(text_, at_, dash) ? dash : 0;
  }

  void bracket() {
    const std::optional<std::size_t> close = closing();
    if (!close) {
      ++at_;
      return;
    }
    Word word{WordKind::Bracket, {at_, *close + 1}, {}, {at_ + 1, *close}, {}};
    word.tag = tag_in(word.inside);
    if (!word.tag.empty() && trimmed(text_.substr(word.inside.begin, word.tag.begin - word.inside.begin)).empty()) word.kind = WordKind::Tag;
    words_.push_back(std::move(word));
    at_ = *close + 1;
  }

  std::optional<std::size_t> closing() {
    if (at_ < unclosed_from_) {
      std::size_t depth = 0;
      for (std::size_t i = at_; i < text_.size(); ++i) {
        if (text_[i] == '(' || text_[i] == '[') ++depth;
        if ((text_[i] == ')' || text_[i] == ']') && --depth == 0) return i;
      }
      unclosed_from_ = at_;
    }
    if (none_closes_) return std::nullopt;
    const std::size_t flat = text_.find_first_of(")]", at_);
    none_closes_ = flat == std::string_view::npos;
    return none_closes_ ? std::nullopt : std::optional(flat);
  }

  Span tag_in(const Span& inside) const {
    const std::string_view text = inside.of(text_);
    for (std::size_t i = 0; i < text.size(); ++i)
      if (begins_with_word(text.substr(i), "evidence") && (i == 0 || !is_word_start(text.substr(i - 1)))) {
        const std::string_view rest = trimmed(text.substr(i + 8));
        if (rest.starts_with(":")) return {inside.begin + i, inside.end};
      }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0, unclosed_from_ = static_cast<std::size_t>(-1);
  bool none_closes_ = false;
  std::vector<Word> words_;
};

}  // namespace

bool Word::is_one_of(std::initializer_list<std::string_view> words) const {
  return std::find(words.begin(), words.end(), low) != words.end();
}

std::vector<Word> words_of(std::string_view sentence) { return Reader(sentence).run(); }

}  // namespace realist::rules::prose

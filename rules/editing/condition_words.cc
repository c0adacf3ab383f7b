// The words of conditions, read from left to right: what a word is follows from the one before it.
#include <algorithm>
#include <string>

#include "rules/characters.h"
#include "rules/condition_grammar.h"
#include "rules/editing/words.h"

namespace realist::rules {
namespace {

using Kind = Word::Kind;

constexpr std::string_view kTestWords[] = {"event",   "events",  "judged", "no",      "at",     "least",   "most",   "more", "fewer",
                                           "than",    "not",     "number", "of",      "days",   "hours",   "weeks",  "months", "years",
                                           "minutes", "seconds", "from",   "until",   "first",  "last",    "latest", "average", "highest",
                                           "lowest",  "sum",     "its",    "and",     "or",     "attribute"};
constexpr std::string_view kAfterWords[] = {"is",     "not",    "one",     "of",     "contains", "known",  "unknown", "at",    "least", "most",
                                            "more",   "less",   "fewer",   "than",   "between",  "and",    "or",      "where", "within",
                                            "before", "after",  "during",  "in",     "the",      "last",   "every",   "from",  "to",
                                            "by",     "event",  "events",  "first",  "attribute", "days",  "day",     "weeks", "week",
                                            "hours",  "hour",   "months",  "month",  "years",    "year",   "minutes", "minute", "seconds",
                                            "second", "until",  "its",     "this",   "yes",      "no",     "partly",  "latest", "same", "on"};

template <std::size_t N>
bool among(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_selector(std::string_view word) {
  constexpr std::string_view kSelectors[] = {"first", "last", "latest", "average", "highest", "lowest", "sum"};
  return among(kSelectors, word);
}

class ConditionWords {
 public:
  explicit ConditionWords(const Text& text) : text_(text), plain_(plain_of(text.text)) {}

  std::vector<Word> read() {
    for (std::size_t at = 0; at < plain_.size();) {
      const char c = plain_[at];
      if (c == ' ' || c == '\1') {
        ++at;
      } else if (c == '"' || c == '{') {
        at = take_enclosed(at, c == '"' ? '"' : '}');
      } else if (is_word_start(std::string_view(plain_).substr(at)) || c == '-') {
        at = take_word(at);
      } else {
        if (c == '(') next_ = Next::Test;
        if (c == '<' || c == '>' || c == '=') next_ = Next::Value;
        ++at;
      }
    }
    return std::move(out_);
  }
  ConditionEnd end() const { return {next_, event_, field_}; }

 private:
  using Next = ConditionEnd::Next;

  void add(Kind kind, std::size_t begin, std::size_t end, bool quoted = false) {
    Word word;
    word.kind = kind;
    word.use = Word::Use::Condition;
    word.text = text_.part(begin, end);
    word.place = word.text.place();
    word.quoted = quoted;
    if (word.text.empty()) return;
    const bool names = kind != Kind::Keyword && kind != Kind::Number && kind != Kind::Value;
    if (names) word.folded = models::fold(word.text.text);
    if (kind == Kind::Event) event_ = word.folded;
    if (kind == Kind::Field) field_ = word.folded;
    if (kind == Kind::Field && next_ == Next::Field) word.of_event = event_;
    out_.push_back(std::move(word));
  }

  std::size_t take_enclosed(std::size_t at, char closing) {
    const std::size_t close = std::min(plain_.find(closing, at + 1), plain_.size());
    std::size_t begin = at + 1;
    while (begin < close && plain_[begin] == '\1') ++begin;  // the rest of a typographic quote
    if (closing == '}') {
      add(Kind::Phrase, begin, close);
      next_ = Next::After;
    } else {
      take_name(begin, close, true);
    }
    return std::min(close + 1, plain_.size());
  }

  // A name or a value, quoted or not.
  void take_name(std::size_t begin, std::size_t end, bool quoted) {
    switch (next_) {
      case Next::Event: add(Kind::Event, begin, end, quoted); break;
      case Next::Phase: add(Kind::Phase, begin, end, quoted); break;
      case Next::Test:
      case Next::Path:
        event_.clear();
        add(Kind::Field, begin, end, quoted);
        break;
      case Next::Field:
      case Next::Selected: add(Kind::Field, begin, end, quoted); break;
      default: add(Kind::Value, begin, end, quoted); return;
    }
    next_ = Next::After;
  }

  std::size_t take_word(std::size_t at) {
    std::size_t end = at;
    while (end < plain_.size() && std::string_view(" \1\"{}(),<>=").find(plain_[end]) == std::string_view::npos) ++end;
    if (end == at) return at + 1;
    const std::string_view word = std::string_view(plain_).substr(at, end - at);
    if (is_digit(word[0])) {
      add(word.find('-') == std::string_view::npos ? Kind::Number : Kind::Value, at, end);
      if (next_ == Next::Value) next_ = Next::After;
    } else if (is_keyword(word)) {
      add(Kind::Keyword, at, end);
      follow(word);
    } else {
      take_name(at, end, false);
    }
    return end;
  }

  bool is_keyword(std::string_view word) const {
    if (next_ == Next::Selected) return word == "event" || word == "events";
    if (next_ == Next::Event || next_ == Next::Field || next_ == Next::Path || next_ == Next::Phase) return false;
    return next_ == Next::Test ? among(kTestWords, word) : among(kAfterWords, word);
  }

  void follow(std::string_view word) {
    if (word == "event" || word == "events") next_ = Next::Event;
    else if (word == "where") next_ = Next::Field;
    else if (word == "its") event_.clear(), next_ = Next::Path;
    else if (word == "attribute") next_ = Next::Path;
    else if (word == "during") next_ = Next::Phase;
    else if (is_selector(word) && (next_ == Next::Test || after_distance_ || word == "latest")) next_ = Next::Selected;
    else if (word == "and" || word == "or") next_ = between_ ? Next::Value : Next::Test;
    else if (word == "is" || word == "contains" || word == "by") next_ = Next::Value;
    else if (next_ != Next::Test) next_ = Next::After;
    after_distance_ = word == "from" || word == "to" || word == "of" || word == "before" || word == "after" || word == "until";
    between_ = word == "between" || (between_ && word != "and" && word != "or");
  }

  const Text& text_;
  std::string plain_;
  std::vector<Word> out_;
  std::string event_, field_;
  Next next_ = Next::Test;
  bool after_distance_ = false;  // an anchor may follow
  bool between_ = false;         // the next `and` joins two bounds
};

}  // namespace

std::vector<Word> words_of_condition(const Text& text) { return ConditionWords(text).read(); }

ConditionEnd end_of_condition(const Text& text) {
  ConditionWords words(text);
  words.read();
  return words.end();
}

}  // namespace realist::rules

#include "rules/prose/sentences.h"

#include <array>

#include "rules/characters.h"

namespace realist::rules::prose {
namespace {

constexpr std::size_t kLongestBracket = 1'200;  // one that is not closed by then was never meant to be

constexpr std::array<std::string_view, 34> kAbbreviations = {
    "e.g", "i.e", "eg", "ie", "etc", "vs", "cf", "viz", "al", "mr", "mrs", "ms", "dr", "prof", "st", "fig", "figs", "ch", "chap", "sec", "no", "nos",
    "vol", "ed", "eds", "pp", "p", "approx", "ca", "esp", "incl", "dept", "jr", "sr"};
// Those that can stand at a sentence's end as well: a capital after them begins a new one.
constexpr std::array<std::string_view, 5> kMayEnd = {"etc", "al", "jr", "sr", "no"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  for (const std::string_view one : words)
    if (begins_with_word(word, one) && word.size() == one.size()) return true;
  return false;
}

// The word before the full stop at `at`, inner full stops included: "e.g" of "e.g.".
std::string_view word_before(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && (is_plain_word_byte(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  return text.substr(begin, at - begin);
}

std::size_t blanks_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const std::size_t blank = blank_at_start(text.substr(end));
    if (blank == 0) break;
    end += blank;
  }
  return end - at;
}

std::size_t closers_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (;;) {
    const std::string_view rest = text.substr(end);
    if (const std::size_t quote = quote_at_end(rest.substr(0, 3)); rest.size() >= 3 && quote == 3) end += 3;
    else if (rest.starts_with("\u2019")) end += 3;
    else if (rest.starts_with(")") || rest.starts_with("]") || rest.starts_with("\"") || rest.starts_with("'")) end += 1;
    else return end - at;
  }
}

// "3", "1,2", "4-6", "[3]" right after a full stop and before a blank.
std::size_t citation_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 12 && (is_digit(text[end]) || text[end] == ',' || text[end] == '-' || text[end] == '[' || text[end] == ']')) ++end;
  const bool some = end > at && (is_digit(text[at]) || text[at] == '[');
  return some && (end == text.size() || blanks_at(text, end) > 0) ? end - at : 0;
}

enum class Next { Nothing, Capital, Other, Small };

Next next_at(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const std::size_t quote = rest.starts_with("\u2018") ? 3 : quote_at_start(rest);
    if (quote == 0 && rest[0] != '(' && rest[0] != '[' && rest[0] != '\'') break;
    at += quote > 0 ? quote : 1;
  }
  if (at >= text.size()) return Next::Nothing;
  const char c = text[at];
  if (c >= 'A' && c <= 'Z') return Next::Capital;
  return (c >= 'a' && c <= 'z') || c == ',' || c == ';' ? Next::Small : Next::Other;
}

bool is_list_number(std::string_view text, std::size_t at, std::string_view word) {
  if (word.empty() || word.size() > 3 || at != word.size()) return false;
  for (const char c : word)
    if (!is_digit(c)) return word.size() == 1;
  return text.size() > at;
}

bool is_initial(std::string_view word) {
  return (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z' && word[0] != 'I') || (word.size() == 3 && word[1] == '.' && word[0] >= 'A' && word[0] <= 'Z');
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Stretch> run() {
    while (at_ < text_.size()) step();
    finish(text_.size());
    return std::move(found_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '(' || c == '[') open();
    else if ((c == ')' || c == ']') && depth_ > 0) --depth_;
    else if (c == '.' || c == '!' || c == '?') return stop(1);
    else if (text_.substr(at_).starts_with("\u2026")) return stop(3);
    ++at_;
  }

  // Brackets count only where they are closed soon. Each is looked for once: what is found holds for those before it.
  void open() {
    if (at_ >= close_known_) {
      close_known_ = text_.find_first_of(")]", at_);
      if (close_known_ == std::string_view::npos) close_known_ = text_.size() + kLongestBracket;
    }
    if (close_known_ - at_ < kLongestBracket) ++depth_;
  }

  void stop(std::size_t size) {
    const std::size_t mark = at_;
    at_ += size;
    while (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == '!' || text_[at_] == '?')) ++at_;
    std::size_t end = at_ + closers_at(text_, at_);
    const std::size_t depth = depth_after(mark, end);
    end += citation_at(text_, end);
    const std::size_t blanks = blanks_at(text_, end);
    if (depth > 0 || (end < text_.size() && blanks == 0) || !can_end(mark, end + blanks)) return;
    depth_ = 0;
    at_ = end;
    finish(end);
    at_ = begin_ = end + blanks;
  }

  std::size_t depth_after(std::size_t from, std::size_t end) const {
    std::size_t depth = depth_;
    for (std::size_t i = from; i < end; ++i)
      if ((text_[i] == ')' || text_[i] == ']') && depth > 0) --depth;
    return depth;
  }

  bool can_end(std::size_t mark, std::size_t next) const {
    const Next after = next_at(text_, next);
    if (after == Next::Nothing) return true;
    if (after == Next::Small) return false;
    if (text_[mark] != '.') return true;
    const std::string_view word = word_before(text_, mark);
    if (is_list_number(text_.substr(begin_), mark - begin_, word)) return false;
    if (among(kMayEnd, word)) return after == Next::Capital;
    return !among(kAbbreviations, word) && !is_initial(word);
  }

  void finish(std::size_t end) {
    const std::string_view piece = text_.substr(begin_, end - begin_), inside = trimmed(piece);
    if (inside.empty()) return;
    const auto begin = static_cast<std::size_t>(inside.data() - text_.data());
    found_.push_back({begin, begin + inside.size()});
    begin_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0, depth_ = 0, close_known_ = 0;
  std::vector<Stretch> found_;
};

}  // namespace

std::vector<Stretch> sentence_stretches(std::string_view text) { return Cutter(text).run(); }

std::vector<Sentence> SentenceCutter::cut(const Passage& passage) {
  std::vector<Sentence> sentences;
  for (const Stretch& stretch : sentence_stretches(passage.text)) {
    const Passage::Piece &first = passage.piece_at(stretch.begin), &last = passage.piece_at(stretch.end - 1);
    number_ = first.line == line_ ? number_ + 1 : 1;
    line_ = first.line;
    sentences.push_back({passage.text.substr(stretch.begin, stretch.end - stretch.begin), first.line, last.line, number_, first.column + (stretch.begin - first.at)});
  }
  return sentences;
}

}  // namespace realist::rules::prose

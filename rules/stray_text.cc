#include "rules/stray_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "rules/characters.h"
#include "rules/keywords.h"
#include "rules/statement_grammar.h"

namespace realist::rules {
namespace {

constexpr std::size_t kLongest = 8'192;  // longer text is no sentence

// A word of the text outside brackets and quotes.
struct Word {
  std::size_t begin, end;
};

std::vector<Word> words_outside_brackets(std::string_view plain) {
  std::vector<Word> out;
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < plain.size();) {
    const char c = plain[at];
    if (c == '"') quoted = !quoted;
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    std::size_t end = at;
    while (end < plain.size() && (is_word_start(plain.substr(end, 1)) || static_cast<unsigned char>(plain[end]) >= 0x80 ||
                                  plain[end] == '\'' || (end > at && plain[end] == '-')))
      ++end;
    if (end > at && depth == 0 && !quoted) out.push_back({at, end});
    at = std::max(end, at + 1);
  }
  return out;
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The last word before `at`, lower case.
std::string_view word_before(std::string_view plain, const std::vector<Word>& words, std::size_t at) {
  std::string_view out;
  for (const Word& w : words)
    if (w.end <= at) out = plain.substr(w.begin, w.end - w.begin);
  return out;
}

// "Evidence suggests that", "For example,", "This is because": something said about the sentence, no part of it.
bool is_lead_in(std::string_view plain, const std::vector<Word>& words, std::size_t if_at) {
  const std::string_view last = word_before(plain, words, if_at);
  const std::string_view before = trimmed(plain.substr(0, if_at));
  return is_any(last, {"that", "because", "example", "say", "says", "found", "suggests", "shows", "again", "instance"}) ||
         before.ends_with(':');
}

// The comma after which the consequence begins: before a word a main clause opens with, else the last one.
std::optional<std::size_t> consequence_comma(std::string_view plain, std::size_t from) {
  std::optional<std::size_t> last;
  int depth = 0;
  for (std::size_t at = from; at < plain.size(); ++at) {
    if (plain[at] == '(' || plain[at] == '[') ++depth;
    if ((plain[at] == ')' || plain[at] == ']') && depth > 0) --depth;
    if (plain[at] != ',' || depth != 0) continue;
    std::size_t next = at + 1;
    while (next < plain.size() && (plain[next] == ' ' || plain[next] == '\1')) ++next;
    const std::string_view rest = plain.substr(next);
    for (std::string_view opener : {"they", "he", "she", "it", "this", "these", "we", "you", "i", "there", "their", "his", "her"})
      if (begins_with_word(rest, opener)) return at;
    if (!begins_with_word(rest, "and") && !begins_with_word(rest, "or") && !begins_with_word(rest, "such") &&
        !begins_with_word(rest, "which") && !begins_with_word(rest, "who"))
      last = at;
  }
  return last;
}

std::string lower_first(std::string_view words) {
  std::string out(words);
  const bool acronym = out.size() > 1 && out[1] >= 'A' && out[1] <= 'Z';
  const bool pronoun = begins_with_word(words, "i");
  if (!out.empty() && !acronym && !pronoun) out[0] = lower_ascii(out[0]);
  return out;
}

std::string upper_first(std::string_view words) {
  std::string out(words);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string_view without_end(std::string_view words) {
  words = trimmed(words);
  while (words.ends_with('.') || words.ends_with(',') || words.ends_with(';') || words.ends_with(':'))
    words = trimmed(words.substr(0, words.size() - 1));
  return words;
}

// The sentence as it was written, cut into its stretches; `tag` keeps an evidence tag at its end apart.
struct Sentence {
  std::string_view text;   // as written, without the tags
  std::string tags;        // as written, with a blank before
  std::string plain;
  std::vector<Word> words;
};

Sentence sentence_of(const Text& text, const Segment& cut) {
  Sentence out;
  out.text = std::string_view(text.text).substr(0, cut.words.text.size());
  for (const Tag& tag : cut.tags) out.tags += " " + tag.text.text;
  out.plain = plain_of(out.text);
  out.words = words_outside_brackets(out.plain);
  return out;
}

std::string_view slice(const Sentence& s, std::size_t begin, std::size_t end) {
  return trimmed(s.text.substr(begin, end - begin));
}

std::optional<Word> find_word(const Sentence& s, std::initializer_list<std::string_view> wanted, std::size_t from) {
  for (const Word& w : s.words)
    if (w.begin >= from && is_any(std::string_view(s.plain).substr(w.begin, w.end - w.begin), wanted)) return w;
  return std::nullopt;
}

std::string source_tag(std::string_view lead_in) {
  std::string words(without_end(lead_in));
  const std::string plain = plain_of(words);
  for (std::string_view last : {" that", " because"})
    if (plain.ends_with(last)) words.resize(words.size() - last.size());
  words.erase(std::remove(words.begin(), words.end(), '"'), words.end());
  return " (source: \"" + std::string(trimmed(words)) + "\")";
}

// The sentence turned into one the language reads; empty where no cut suggests itself.
std::string turned(const Sentence& s, const Word& if_word) {
  const std::string_view all = s.plain;
  const std::string opening = upper_first(slice(s, if_word.begin, if_word.end));
  const std::string_view before = slice(s, 0, if_word.begin);
  const auto then_word = find_word(s, {"then"}, if_word.end);
  if (then_word)
    return opening + " " + std::string(slice(s, if_word.end, s.text.size())) + s.tags + source_tag(before);
  const auto comma = consequence_comma(all, if_word.end);
  if (is_lead_in(all, s.words, if_word.begin)) {
    if (!comma) return {};
    return opening + " " + std::string(slice(s, if_word.end, *comma)) + ", then " +
           std::string(without_end(slice(s, *comma + 1, s.text.size()))) + s.tags + source_tag(before);
  }
  std::string_view consequence = without_end(before);
  for (std::string_view adverb : {"particularly", "especially", "only", "even"}) {
    if (word_before(all, s.words, if_word.begin) != adverb) continue;
    if (adverb == "even") return {};
    consequence = without_end(consequence.substr(0, consequence.size() - adverb.size()));
    if (adverb == "only")
      return "Only " + std::string(slice(s, if_word.begin, if_word.end)) + " " +
             std::string(without_end(slice(s, if_word.end, s.text.size()))) + ", then " + lower_first(consequence) + s.tags;
  }
  if (consequence.empty()) return {};
  return opening + " " + std::string(without_end(slice(s, if_word.end, s.text.size()))) + ", then " +
         lower_first(consequence) + s.tags;
}

void report_plain_stray(const Text& text, Reporter& reporter) {
  reporter.report("syntax/stray-text", text.place(), "this text belongs to no statement and no declaration",
                  "to keep it, open the line with `#`, write it as `note: …` under a statement, or make the theory a "
                  "Markdown file with its statements in ```theory fences");
}

}  // namespace

namespace {

// Whether a cut suggests itself; reports it then.
bool report_turned(const Text& text, Reporter& reporter) {
  const Segment cut = cut_tags(text);
  const Sentence s = sentence_of(text, cut);
  if (const auto if_word = find_word(s, {"if", "when", "whenever", "once"}, 1)) {
    const auto then_word = find_word(s, {"then"}, 0);
    const std::string mended = turned(s, *if_word);
    const bool understood = !mended.empty() && !(then_word && then_word->begin < if_word->begin);
    if (understood) {
      auto& message = reporter.report("syntax/if-in-the-middle", text.place(if_word->begin, if_word->end),
                                      "this sentence does not open with its `" +
                                          std::string(slice(s, if_word->begin, if_word->end)) + "`",
                                      "a statement begins with its condition; it was probably meant so: " + mended);
      reporter.fix(message, "write: " + mended, text.place(), mended);
      return true;
    }
  }
  if (const auto then_word = find_word(s, {"then"}, 1)) {
    const std::string mended = "If " + lower_first(s.text) + s.tags;
    auto& message = reporter.report("syntax/missing-if", text.place(then_word->begin, then_word->end),
                                    "this `then` has no If before it",
                                    "a statement begins with If, When, Whenever, Once or Only if; it was probably meant so: " + mended);
    reporter.fix(message, "write: " + mended, text.place(), mended);
    return true;
  }
  return false;
}

}  // namespace

void report_stray_text(const Text& all, Reporter& reporter) {
  if (all.text.size() > kLongest) return report_plain_stray(all, reporter);
  // A label in front stays where it is.
  const std::size_t label = all.text.starts_with('[') ? all.text.find(']') : std::string::npos;
  const Text text = label == std::string::npos ? all : all.part(label + 1, all.text.size());
  if (!report_turned(text, reporter)) report_plain_stray(text, reporter);
}

void report_missing_if(const Text& text, Reporter& reporter) {
  if (text.text.size() <= kLongest && report_turned(text, reporter)) return;
  const models::Place where = text.place(0, std::min<std::size_t>(text.text.size(), text.text.find(' ')));
  const std::string start(cut(text.text, 80));
  auto& message = reporter.report("syntax/missing-if", where, "this statement does not open with If",
                                  "a statement begins with If, When, Whenever, Once or Only if; it was probably meant so: If " +
                                      lower_first(start) + (start.size() < text.text.size() ? "…" : ""));
  models::Place insert = where;
  insert.end_line = insert.line;
  insert.end_column = insert.column;
  reporter.fix(message, "insert: If", insert, "If ");
}


void report_missing_then(const Text& antecedent, std::string_view opening_words, const models::Place& opening, Reporter& reporter) {
  const std::string example = "for example: If the participant has a home, then they feel safe";
  const std::string plain = plain_of(cut(antecedent.text, kLongest));
  if (const auto comma = consequence_comma(plain, 0)) {
    const Text after = antecedent.part(*comma + 1, antecedent.text.size());
    std::size_t first_word = 0;
    while (first_word < after.text.size() && blank_at_start(std::string_view(after.text).substr(first_word)) == 0)
      first_word += character_at_start(std::string_view(after.text).substr(first_word));
    const models::Place where = after.place(0, std::max<std::size_t>(first_word, 1));
    const std::string meant = std::string(opening_words) + " " + std::string(trimmed(antecedent.part(0, *comma).text)) + ", then " + std::string(trimmed(after.text));
    auto& message = reporter.report("syntax/missing-then", where, "this statement has no `then`",
                                    "put `then` after the comma; it was probably meant so: " + meant);
    models::Place insert = where;
    insert.end_line = insert.line;
    insert.end_column = insert.column;
    reporter.fix(message, "insert: then", insert, "then ");
    return;
  }
  const models::Place where = antecedent.empty() ? opening : antecedent.place();
  reporter.report("syntax/missing-then", where, "this statement has no `then`",
                  "say after `then` what is expected to follow; " + example);
}

}  // namespace realist::rules

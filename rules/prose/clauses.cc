#include "rules/prose/clauses.h"

#include "rules/prose/lexicon.h"

namespace realist::rules::prose {
namespace {

constexpr std::size_t kSubjectReach = 26;  // words from a subject to its verb

bool is_mark(const Word& word) { return word.kind == WordKind::Semicolon || word.kind == WordKind::Stop || word.kind == WordKind::Question; }
bool is_gerund(const Word& word) { return word.low.size() > 4 && word.low.ends_with("ing"); }
bool is_relative(const Word& word) { return word.is_one_of({"who", "which", "that", "where", "whose", "what", "how", "when", "if", "whether"}); }

}  // namespace

bool Clauses::has_finite(std::size_t first, std::size_t last) const {
  for (std::size_t i = first; i < last; ++i)
    if (is_verb_at(i, first)) return true;
  return false;
}

bool Clauses::is_verb_at(std::size_t i, std::size_t first) const {
  const std::string_view low = words_[i].low;
  if (is_finite(low)) return true;
  if (i > first && is_verb(low) && is(i + 1, "that")) return true;
  return i > first && is_verb(low) && is_word(i - 1) && (is_plural(words_[i - 1].low) || is_personal_pronoun(words_[i - 1].low));
}

std::size_t Clauses::skip_light(std::size_t i, std::size_t last) const {
  while (i < last && (is(i, WordKind::Comma) || is(i, WordKind::Colon) || (is_word(i) && is_adverb(words_[i].low) && !is_determiner(words_[i].low)))) ++i;
  return i;
}

// A subject with its verb: each relative pronoun on the way takes a verb for itself.
bool Clauses::noun_clause(std::size_t i, std::size_t last) const {
  std::size_t verbs_taken = 0;
  for (std::size_t k = i, steps = 0; k < last && steps < kSubjectReach; ++k, ++steps) {
    const Word& word = words_[k];
    if (is_mark(word) || word.kind == WordKind::Comma || word.kind == WordKind::Dash || word.kind == WordKind::Colon) return false;
    if (word.kind != WordKind::Word) continue;
    if (k > i && is_relative(word)) ++verbs_taken;
    else if (k > i && is_verb_at(k, i)) {
      if (verbs_taken == 0) return true;
      --verbs_taken;
    }
  }
  return false;
}

bool Clauses::begins_clause(std::size_t i, std::size_t last) const {
  i = skip_light(i, last);
  if (i >= last || !is_word(i)) return false;
  const std::string_view low = words_[i].low;
  if (words_[i].is_one_of({"and", "or", "but", "nor", "which", "who", "whose", "whom", "where", "such", "including", "while", "whilst", "whereas", "because", "if", "when", "unless", "e.g", "i.e", "eg", "ie", "whatever", "as", "that", "even", "with", "without", "to"}))
    return low == "to" && noun_clause(i, last);
  if (is_finite(low) && !is_imperative(low)) return false;
  if (is_personal_pronoun(low) && i + 1 < last && is_word(i + 1) && !is_preposition(words_[i + 1].low)) return true;
  if (is_imperative(low) && i + 1 < last && !is_finite(words_[i + 1].low)) return true;
  return noun_clause(i, last);
}

bool Clauses::ends_segment(std::size_t i) const { return is_mark(words_[i]); }

bool Clauses::ends_before(std::size_t i, std::size_t last, bool antecedent) const {
  if (is_mark(words_[i])) return antecedent || !is(i, WordKind::Semicolon) || !is(i + 1, "then");
  if (is(i, WordKind::Dash)) return begins_clause(i + 1, last);
  const bool comma = is(i, WordKind::Comma);
  const std::size_t next = comma ? i + 1 : i;
  if (is(next, "and") && is(next + 1, "as") && is(next + 2, "such")) return true;
  if (!comma || next >= last) return false;
  if (is(next, "for") && (is(next + 1, "example") || is(next + 1, "instance"))) return true;
  if (words_[next].is_one_of({"but", "although", "though", "whereas"})) return begins_clause(next + 1, last);
  return antecedent && is(next, "and") && begins_clause(next + 1, last);
}

std::size_t Clauses::clause_end(std::size_t i, std::size_t last, bool antecedent) const {
  const std::size_t first = i;
  bool verb = false;  // in a list of things (", and bread") the clause has not come to its verb yet
  for (; i < last; ++i) {
    verb = verb || is_verb_at(i, first);
    if (ends_before(i, last, antecedent && verb)) return i;
  }
  return last;
}

bool Clauses::then_opens(std::size_t i, std::size_t first) const {
  if (!is(i, "then") || i <= first || i + 1 >= size()) return false;
  const Word& before = words_[i - 1];
  if (before.kind != WordKind::Word) return is_word(i + 1) && !is(i + 1, "and");
  if (is_auxiliary(before.low) || is_personal_pronoun(before.low) || before.is_one_of({"and", "which", "who", "that", "be", "been", "or", "not", "first", "now", "until", "since", "by", "even", "have"})) return false;
  return begins_clause(i + 1, size());
}

std::optional<Clauses::Cut> Clauses::cut_at_then(std::size_t i, std::size_t last) const {
  for (std::size_t k = i; k < last; ++k)
    if (then_opens(k, i) && (has_finite(i, k) || k > i + 1)) return Cut{k, k + 1, false, true};
  return std::nullopt;
}

std::optional<Clauses::Cut> Clauses::cut_at_comma(std::size_t i, std::size_t last) const {
  for (std::size_t k = i; k < last && !ends_segment(k); ++k) {
    if (!is(k, WordKind::Comma)) continue;
    if (begins_clause(k + 1, last)) return Cut{k, k + 1, false, false};
  }
  return std::nullopt;
}

std::optional<Clauses::Cut> Clauses::cut_at_pronoun(std::size_t i, std::size_t last) const {
  bool verb = false;
  for (std::size_t k = i; k + 1 < last && !ends_segment(k); ++k) {
    if (!is_word(k)) continue;
    const Word& before = words_[k > i ? k - 1 : i];
    const bool personal = is_personal_pronoun(words_[k].low) && (is_verb(words_[k + 1].low) || words_[k].low.find('\'') != std::string::npos);
    const bool subject = k > i + 1 && (personal || (words_[k].is("this") && is_modal(words_[k + 1].low)));
    if (subject && verb && !is_preposition(before.low) && !is_relative(before) && !is_reporting(before.low) && !before.is_one_of({"and", "or", "but", "because", "than", "before", "after"}))
      return Cut{k, k, true, false};
    verb = verb || is_finite(words_[k].low) || (k > i && is_personal_pronoun(words_[k - 1].low));
  }
  return std::nullopt;
}

// "If writing a letter set out …": a condition without a subject, and what to do.
std::optional<Clauses::Cut> Clauses::cut_at_order(std::size_t i, std::size_t last) const {
  if (i >= last || !is_gerund(words_[i])) return std::nullopt;
  for (std::size_t k = i + 2; k + 1 < last && !ends_segment(k); ++k)
    if (is_word(k) && is_imperative(words_[k].low) && is_word(k - 1) && !words_[k - 1].is_one_of({"to", "and", "or", "not"}) && !is_determiner(words_[k - 1].low) && !is_preposition(words_[k - 1].low)) return Cut{k, k, true, false};
  return std::nullopt;
}

// "Once A – as it were – B": the last dash that a clause comes after.
std::optional<Clauses::Cut> Clauses::cut_at_dash(std::size_t i, std::size_t last) const {
  for (std::size_t k = last; k > i + 2; --k)
    if (is(k - 1, WordKind::Dash) && begins_clause(k, last)) return Cut{k - 1, k, true, false};
  return std::nullopt;
}

std::optional<Clauses::Cut> Clauses::cut(std::size_t i, std::size_t last) const {
  for (const auto way : {&Clauses::cut_at_then, &Clauses::cut_at_comma, &Clauses::cut_at_pronoun, &Clauses::cut_at_order, &Clauses::cut_at_dash})
    if (const auto found = (this->*way)(i, last)) return found;
  return std::nullopt;
}

std::size_t Clauses::trimmed_end(std::size_t first, std::size_t last) const {
  while (last > first) {
    const Word& word = words_[last - 1];
    const bool conjunction = word.is_one_of({"and", "or", "but", "so", "then"});
    if (word.kind == WordKind::Word && !conjunction) break;
    if (word.kind == WordKind::Bracket) break;
    --last;
  }
  return last;
}

Span Clauses::span_of(std::size_t first, std::size_t last) const {
  last = trimmed_end(first, last);
  while (first < last && words_[first].kind != WordKind::Word && words_[first].kind != WordKind::Bracket) ++first;
  return first < last ? Span{words_[first].span.begin, words_[last - 1].span.end} : Span{};
}

}  // namespace realist::rules::prose

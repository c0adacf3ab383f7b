// Where clauses begin and end in the words of a sentence.
//
// All positions are indices of words (words.h); a range is [first, last). Nothing is parsed: a clause is known by a subject with
// a finite verb after it, by an imperative, or by a gerund with one.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/prose/words.h"

namespace realist::rules::prose {

class Clauses {
 public:
  explicit Clauses(const std::vector<Word>& words) : words_(words) {}

  const Word& at(std::size_t i) const { return words_[i]; }
  std::size_t size() const { return words_.size(); }
  bool is(std::size_t i, std::string_view word) const { return i < words_.size() && words_[i].is(word); }
  bool is(std::size_t i, WordKind kind) const { return i < words_.size() && words_[i].kind == kind; }
  bool is_word(std::size_t i) const { return is(i, WordKind::Word); }

  // Whether words from `i` on begin a clause that can stand alone.
  bool begins_clause(std::size_t i, std::size_t last) const;
  bool has_finite(std::size_t first, std::size_t last) const;
  // A finite verb, or the bare form of a known one after a plural or a pronoun ("people stay").
  bool is_verb_at(std::size_t i, std::size_t first) const;
  std::size_t skip_light(std::size_t i, std::size_t last) const;  // adverbs and commas before a clause

  // The end of the clause that `i` is in: a semicolon, a dash or ", but" with a clause of its own, "for example" after a
  // comma, the sentence's stop; an antecedent ends at ", and" with a clause of its own as well, a consequent goes on there,
  // and at "; then".
  std::size_t antecedent_end(std::size_t i, std::size_t last) const { return clause_end(i, last, true); }
  std::size_t consequent_end(std::size_t i, std::size_t last) const { return clause_end(i, last, false); }

  struct Cut {
    std::size_t before = 0;  // end of the antecedent
    std::size_t after = 0;   // begin of the consequent
    bool guessed = false;
    bool by_then = false;
  };
  // Between the antecedent that begins at `i` and its consequent.
  std::optional<Cut> cut(std::size_t i, std::size_t last) const;
  std::optional<Cut> cut_at_then(std::size_t i, std::size_t last) const;
  std::optional<Cut> cut_at_comma(std::size_t i, std::size_t last) const;
  std::optional<Cut> cut_at_pronoun(std::size_t i, std::size_t last) const;
  std::optional<Cut> cut_at_order(std::size_t i, std::size_t last) const;
  std::optional<Cut> cut_at_dash(std::size_t i, std::size_t last) const;
  // Whether the "then" at `i` opens a consequent: not "and then", "have then", "which then".
  bool then_opens(std::size_t i, std::size_t first) const;

  // Without commas, conjunctions and tags at the end; the tags stay in what comes after.
  std::size_t trimmed_end(std::size_t first, std::size_t last) const;
  Span span_of(std::size_t first, std::size_t last) const;

 private:
  bool noun_clause(std::size_t i, std::size_t last) const;
  bool ends_before(std::size_t i, std::size_t last, bool antecedent) const;
  std::size_t clause_end(std::size_t i, std::size_t last, bool antecedent) const;
  bool ends_segment(std::size_t i) const;

  const std::vector<Word>& words_;
};

}  // namespace realist::rules::prose

#include "rules/prose/statement.h"

#include <algorithm>
#include <array>

#include "rules/characters.h"
#include "rules/prose/lexicon.h"

namespace realist::rules::prose {
namespace {

template <std::size_t N, typename Enum>
std::string_view named(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view to_string(Marker marker) {
  return named(std::to_array<std::string_view>({"if", "when", "once", "only", "unless", "as long as", "otherwise", "then", "the more", "because"}), marker);
}

std::string_view to_string(Strength strength) {
  return named(std::to_array<std::string_view>({"tendency", "possibility", "weak", "unlikely", "duty"}), strength);
}

std::string_view to_string(Doubt doubt) {
  return named(std::to_array<std::string_view>({"where one clause ends and the other begins could not be told", "no word divides the two clauses: the cut is a guess",
                                                "what it points back to stands before it in the text", "no verb was found in the consequent"}), doubt);
}

std::string_view to_string(LookAlike why) {
  return named(std::to_array<std::string_view>({"a question", "\"if\" that means whether", "a condition in passing (if possible, if required)", "an offer to somebody (to call if …)", "\"even if\": the result holds either way",
                                                "talk about statements", "\"when\" or \"once\" that only tells the time", "something that happened once", "\"then\" that only tells the order", "\"because of\" a thing, without a clause",
                                                "a reason for what was said before (This was because …)", "nothing follows it", "a sentence of more than 400 words, or no sentence at all"}), why);
}

bool Statement::whole() const {
  for (const Doubt doubt : doubts)
    if (doubt == Doubt::Unsplit) return false;
  return !antecedent.empty() && !steps.empty();
}

std::string phrase_of(std::string_view sentence, const Part& part, const std::vector<Word>& words) {
  std::string phrase;
  std::size_t at = part.span.begin;
  const auto add = [&](std::size_t until) {
    for (; at < until;) {
      const std::size_t blank = blank_at_start(sentence.substr(at));
      if (blank == 0) phrase += sentence[at];
      else if (!phrase.empty() && phrase.back() != ' ') phrase += ' ';
      at += blank == 0 ? 1 : blank;
    }
  };
  const std::size_t end = part.window ? part.window->span.begin : part.span.end;
  for (const Word& word : words) {
    if (word.tag.empty() || word.span.begin < at || word.span.end > end) continue;
    const bool whole = word.kind == WordKind::Tag;
    add(whole ? word.span.begin : word.tag.begin);
    while (!phrase.empty() && (phrase.back() == ' ' || phrase.back() == ';' || phrase.back() == ',')) phrase.pop_back();
    at = whole ? word.span.end : word.tag.end;
  }
  add(end);
  while (!phrase.empty() && (phrase.back() == ' ' || phrase.back() == ',')) phrase.pop_back();
  // The capital of a sentence's beginning is no part of a phrase, where the word is known to be an ordinary one.
  const auto first = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.span.begin == part.span.begin; });
  const bool ordinary = first != words.end() && !first->is("i") && (is_determiner(first->low) || is_subject_pronoun(first->low) || is_preposition(first->low));
  if (ordinary && !phrase.empty()) phrase[0] = lower_ascii(phrase[0]);
  return phrase;
}

}  // namespace realist::rules::prose

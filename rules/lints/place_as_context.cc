#include <algorithm>

#include "rules/lints/lints.h"
#include "rules/lints/phrase_words.h"

namespace realist::rules {
namespace {

using Words = std::vector<PhraseWord>;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool is_of_the_programme(std::string_view word) {
  return is_one_of(word, {"setting", "site", "place", "location", "programme", "program", "service", "project", "intervention"});
}

// Words left after "in the", "at a", …: the name of a place, of at most four words.
bool names_place(const Words& words, std::size_t at) {
  constexpr std::size_t kMost = 4;
  if (at < words.size() && is_one_of(words[at].text, {"in", "at", "inside", "within"})) ++at;
  if (at < words.size() && is_one_of(words[at].text, {"the", "a", "an"})) ++at;
  if (at >= words.size() || words.size() - at > kMost || !is_place(words.back().text)) return false;
  return std::none_of(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), [](const PhraseWord& word) {
    return is_finite_verb(word.text) || is_determiner(word.text) || is_one_of(word.text, {"to", "for", "with", "from", "into", "of", "near", "not"});
  });
}

// "in prison", "rural areas", "the programme is run in a hospital": where it is, and nothing of what is so there.
bool is_mere_place(std::string_view phrase) {
  const Words words = phrase_words(phrase);
  if (names_place(words, 0)) return true;
  std::size_t at = !words.empty() && words.front().text == "the" ? 1 : 0;
  if (at + 2 >= words.size() || !(words[at].text == "it" || is_of_the_programme(words[at].text)) || words[at + 1].text != "is") return false;
  at += 2;
  if (is_one_of(words[at].text, {"run", "based", "located", "set", "held", "delivered", "offered"})) ++at;
  return names_place(words, at);
}

bool is_context(const models::Proposition& proposition) {
  return std::find(proposition.roles.begin(), proposition.roles.end(), models::Role::Context) != proposition.roles.end();
}

}  // namespace

void lint_place_as_context(const LintInput& input, LintReport& report) {
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    if (input.uses[p].empty() || !is_context(proposition) || !is_mere_place(proposition.phrase)) continue;
    report.tell("lint/place-as-context", proposition.place, in_quotes(proposition.phrase) + " is a place; a context is what is so there that matters",
                "say what it is about the place that lets people respond, or keeps them from it");
  }
}

}  // namespace realist::rules

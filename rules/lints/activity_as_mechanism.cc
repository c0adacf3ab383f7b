#include <algorithm>

#include "rules/lints/lints.h"
#include "rules/lints/phrase_words.h"

namespace realist::rules {
namespace {

using models::Role;

bool is_article(std::string_view word) { return word == "the" || word == "a" || word == "an"; }

// "the practitioner visits …", "training is delivered": somebody of the programme does something, or something is done.
bool is_activity(std::string_view phrase) {
  const std::vector<PhraseWord> words = phrase_words(phrase);
  std::size_t at = !words.empty() && is_article(words.front().text) ? 1 : 0;
  if (at + 1 < words.size() && is_giver(words[at].text) && is_giving(words[at + 1].text)) return true;
  // One noun, or two, before the verb.
  for (const std::size_t verb : {at + 1, at + 2})
    if (verb + 1 < words.size() && (words[verb].text == "is" || words[verb].text == "are") && is_given(words[verb + 1].text) && (verb + 2 == words.size() || words[verb + 2].text != "to"))
      return true;
  return false;
}

bool is_mechanism(Role role) { return role == Role::Mechanism || role == Role::Reasoning; }

// The step that made it one by its place or its tag.
const models::Step* mechanism_step(const LintInput& input, models::PropositionIndex p) {
  for (const models::PropositionUse& use : input.uses[p]) {
    if (use.part != models::PropositionUse::Part::Step) continue;
    const models::Step& step = input.theory.statements[use.statement].steps[use.number - 1];
    if (is_mechanism(step.role)) return &step;
  }
  return nullptr;
}

// `then B` in the middle of a chain: the role is the place's alone, and a tag would set it right.
bool can_be_tagged(const models::Step& step) {
  return step.role == Role::Mechanism && !step.from_because && !step.negated && !step.previously && step.clause.kind == models::Clause::Kind::Proposition;
}

}  // namespace

void lint_activity_as_mechanism(const LintInput& input, LintReport& report) {
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    if (proposition.declared_role && !is_mechanism(*proposition.declared_role)) continue;
    const models::Step* step = mechanism_step(input, p);
    if (step == nullptr || !is_activity(proposition.phrase)) continue;
    auto& message = report.tell("lint/activity-as-mechanism", proposition.declared_role ? proposition.place : step->clause.place,
                                in_quotes(proposition.phrase) + " is something done, and stands as a mechanism",
                                proposition.declared_role ? "declare it as a Resource; the mechanism is what people make of it"
                                                          : "write `then (resource) …`; the mechanism is what people make of it");
    if (proposition.declared_role || !can_be_tagged(*step)) continue;
    const models::Place& at = step->clause.place;
    report.reporter().fix(message, "call it a resource", {at.file, at.line, at.column, at.line, at.column}, "(resource) ");
  }
}

}  // namespace realist::rules

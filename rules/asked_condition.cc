#include "rules/asked_condition.h"

#include <algorithm>
#include <vector>

#include "models/nearest.h"
#include "rules/condition_grammar.h"

namespace realist::rules {
namespace {

using models::kNone;
using models::Theory;

std::string_view unquoted(std::string_view text) {
  return text.size() > 1 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

std::string nearest_of(std::string_view words, const std::vector<std::string_view>& known) {
  const auto near = models::nearest_word(words, known, models::Closeness::Typed);
  return near ? "; did you mean \"" + std::string(*near) + "\"?" : "";
}

std::string unknown_proposition(const Theory& theory, std::string_view words) {
  std::vector<std::string_view> known;
  for (const models::Proposition& p : theory.propositions) {
    if (!p.short_name.empty()) known.push_back(p.short_name);
    known.push_back(p.phrase);
    known.insert(known.end(), p.also.begin(), p.also.end());
  }
  return "the theory has no phrase and no short name \"" + std::string(words) + "\"" + nearest_of(words, known);
}

std::string unknown_phase(const Theory& theory, std::string_view words) {
  std::vector<std::string_view> known;
  for (const models::Phase& phase : theory.phases) known.push_back(phase.name);
  return "the theory has no phase \"" + std::string(words) + "\"" + nearest_of(words, known);
}

models::PhaseIndex phase_named(const Theory& theory, std::string_view words) {
  const std::string folded = models::fold(words);
  for (models::PhaseIndex i = 0; i < theory.phases.size(); ++i)
    if (models::fold(theory.phases[i].name) == folded) return i;
  return kNone;
}

AskedCondition faulty(std::string fault) { return {std::nullopt, std::move(fault)}; }

}  // namespace

AskedCondition read_condition(const Theory& theory, std::string_view text) {
  ParsedCondition parsed = parse_condition(text, PositionMap(0, 1, 1));
  if (!parsed.value) {
    if (parsed.problems.empty()) return faulty("this is no condition");
    const ConditionProblem& problem = parsed.problems.front();
    return faulty(problem.message + (problem.help.empty() ? "" : "; " + problem.help));
  }
  if (!parsed.mentions.judged.empty()) return faulty("`judged` needs a phrase that it is about; put the phrase in braces, as in {the participant feels listened to}");
  if (!parsed.mentions.its.empty()) return faulty("`its` needs a statement that is judging an event, and there is none here");
  std::vector<ResolvedProposition> propositions;
  for (const Mention& mention : parsed.mentions.propositions) {
    const std::string_view words = unquoted(mention.text);
    const models::FoundProposition found = models::find_proposition(theory, words);
    if (found.index == kNone) return faulty(unknown_proposition(theory, words));
    propositions.push_back({found.index, found.opposite});
  }
  std::vector<models::PhaseIndex> phases;
  for (const Mention& mention : parsed.mentions.phases) {
    const std::string_view words = unquoted(mention.text);
    phases.push_back(phase_named(theory, words));
    if (phases.back() == kNone) return faulty(unknown_phase(theory, words));
  }
  resolve_mentions(*parsed.value, propositions, phases, kNone);
  return {std::move(parsed.value), ""};
}

}  // namespace realist::rules

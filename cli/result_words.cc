#include "cli/result_words.h"

#include <algorithm>

namespace realist::cli {
namespace {

using models::MissingFact;
using models::StepState;

std::string kind_words(MissingFact::Kind kind) {
  switch (kind) {
    case MissingFact::Kind::Attribute: return "attribute ";
    case MissingFact::Kind::Event: return "event ";
    case MissingFact::Kind::Judgement: return "judgement on ";
    case MissingFact::Kind::Link: return "link to ";
    case MissingFact::Kind::DateOf: return "date of ";
  }
  return "";
}

bool passed(StepState state) { return state <= StepState::Unobserved; }

}  // namespace

const std::string& phrase_of(const models::Theory& theory, models::PropositionIndex proposition) {
  static const std::string none;
  return proposition < theory.propositions.size() ? theory.propositions[proposition].phrase : none;
}

const std::string& words_of(const models::Theory& theory, const models::Step& step) {
  const bool single = step.clause.kind == models::Clause::Kind::Proposition;
  return single ? phrase_of(theory, step.clause.proposition) : step.text;
}

std::uint32_t deciding_step(const models::Judging& judging) {
  if (judging.stall) return judging.stall->step;
  if (judging.verdict == models::Verdict::Fired) return 0;
  for (const models::StepResult& step : judging.steps)
    if (!passed(step.state)) return step.step;
  return 0;
}

std::string words_of(const MissingFact& fact) {
  std::string words = kind_words(fact.kind) + fact.name;
  if (!fact.record.empty()) words += " of record " + fact.record;
  return words;
}

std::string words_of(const models::Block& block, const models::Theory& theory) {
  return block.proposition != models::kNone ? phrase_of(theory, block.proposition) : block.text;
}

std::vector<std::string> flag_words(const models::Flags& flags) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < models::kFlagCount; ++i)
    if (flags.has(static_cast<models::Flag>(i))) words.emplace_back(models::to_string(static_cast<models::Flag>(i)));
  return words;
}

bool has_occurrences(const models::StatementResult& result) {
  return std::any_of(result.occurrences.begin(), result.occurrences.end(), [](std::uint32_t n) { return n != 0; });
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
  return all;
}

}  // namespace realist::cli

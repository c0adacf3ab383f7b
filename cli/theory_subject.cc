#include "cli/theory_subject.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {
namespace {

using models::Theory;

std::vector<std::string> subjects(const Theory& theory) {
  std::vector<std::string> words;
  for (const models::Statement& statement : theory.statements) words.push_back(statement.label);
  for (const models::Proposition& proposition : theory.propositions) {
    words.push_back(proposition.phrase);
    if (!proposition.short_name.empty()) words.push_back(proposition.short_name);
    words.insert(words.end(), proposition.also.begin(), proposition.also.end());
  }
  return words;
}

// The proposition whose phrase has these words in it; several are an error that shows them, none gives kNone.
models::PropositionIndex with_words(const Theory& theory, const std::string& subject) {
  constexpr std::size_t kShortest = 3, kMost = 5;
  const std::string words = models::fold(subject);
  std::vector<models::PropositionIndex> found;
  for (models::PropositionIndex p = 0; words.size() >= kShortest && p < theory.propositions.size(); ++p)
    if (models::fold(theory.propositions[p].phrase).find(words) != std::string::npos) found.push_back(p);
  if (found.size() == 1) return found.front();
  if (found.empty()) return models::kNone;
  std::string list;
  for (std::size_t i = 0; i < std::min(kMost, found.size()); ++i) list += "\n  " + phrase_of(theory, found[i]);
  if (found.size() > kMost) list += fmt::format("\n  and {} more", found.size() - kMost);
  throw UsageError(fmt::format("\"{}\" stands in {} phrases of the theory; write more of the one meant:{}", subject, found.size(), list));
}

}  // namespace

TheorySubject find_subject(const Theory& theory, const std::string& words, std::string_view hint) {
  const models::StatementIndex statement = models::find_statement(theory, words);
  if (statement != models::kNone) return {statement, models::kNone};
  models::PropositionIndex proposition = models::find_proposition(theory, words).index;
  if (proposition == models::kNone) proposition = with_words(theory, words);
  if (proposition == models::kNone)
    throw UsageError(fmt::format("the theory has no statement and no phrase \"{}\"{}{}", words, did_you_mean(words, subjects(theory)), hint));
  return {models::kNone, proposition};
}

bool speaks_of(const models::Statement& statement, models::PropositionIndex proposition) {
  const auto in_step = [&](const models::Step& step) { return speaks_of(step.clause, proposition); };
  const auto in_block = [&](const models::Clause& block) { return speaks_of(block, proposition); };
  return speaks_of(statement.antecedent, proposition) || std::any_of(statement.steps.begin(), statement.steps.end(), in_step) ||
         std::any_of(statement.unless.begin(), statement.unless.end(), in_block);
}

}  // namespace realist::cli

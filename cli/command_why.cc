#include <fmt/core.h>

#include <algorithm>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "cli/why_text.h"
#include "engine/judge.h"

namespace realist::cli {
namespace {

using models::Theory;
using models::Verdict;

bool names(const models::Statement& statement, models::PropositionIndex proposition) {
  const auto in_step = [&](const models::Step& step) { return speaks_of(step.clause, proposition); };
  const auto in_block = [&](const models::Clause& block) { return speaks_of(block, proposition); };
  return speaks_of(statement.antecedent, proposition) || std::any_of(statement.steps.begin(), statement.steps.end(), in_step) ||
         std::any_of(statement.unless.begin(), statement.unless.end(), in_block);
}

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

void ask_about(WhyQuestion& question, const std::string& subject) {
  const Theory& theory = question.theory;
  const models::StatementIndex statement = models::find_statement(theory, subject);
  if (statement != models::kNone) {
    question.statements = {statement};
    return;
  }
  models::PropositionIndex proposition = models::find_proposition(theory, subject).index;
  if (proposition == models::kNone) proposition = with_words(theory, subject);
  if (proposition == models::kNone) {
    throw UsageError(fmt::format("the theory has no statement and no phrase \"{}\"{}; if it was meant for cases, there is no such file",
                                 subject, did_you_mean(subject, subjects(theory))));
  }
  question.propositions = {proposition};
  for (models::StatementIndex i = 0; i < theory.statements.size(); ++i)
    if (names(theory.statements[i], proposition)) question.statements.push_back(i);
}

void ask_about_what_needs_attention(WhyQuestion& question) {
  for (const models::StatementResult& result : question.result.statements)
    if (result.verdict() != Verdict::Fired && result.verdict() != Verdict::Dormant) question.statements.push_back(result.statement);
}

}  // namespace

int run_why(const WhyOptions& options) {
  const std::vector<Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const models::CaseRecord& record = case_with_id(set, options.case_id);
  const models::Time as_of = as_of_or_newest(options.as_of, set);
  const auto plan = engine::compile(theories.front());
  models::CaseResult result = engine::judge(*plan, record, set.by_id, as_of);
  result.as_of = as_of;
  WhyQuestion question{theories.front(), *plan, record, set.by_id, result, {}, {}, options.full};
  question.overview = options.subject.empty();
  if (question.overview) {
    ask_about_what_needs_attention(question);
  } else {
    ask_about(question, options.subject);
  }
  Output output(options.output);
  question.style = {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()};
  output.write(options.format == WhyFormat::Json ? why_json(question) : why_text(question));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace realist::cli

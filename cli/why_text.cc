#include "cli/why_text.h"

#include <fmt/core.h>

#include "cli/result_table.h"
#include "cli/result_words.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using models::FactEvidence;
using models::StatementResult;
using models::StepState;
using models::Theory;

std::string value_words(const models::Value& value) { return models::to_string(value); }

std::string fact_words(const FactEvidence& fact) {
  std::string text;
  switch (fact.kind) {
    case FactEvidence::Kind::Event: text = "event " + fact.name; break;
    case FactEvidence::Kind::Judgement: text = "judged " + (fact.value ? value_words(*fact.value) : "unknown"); break;
    case FactEvidence::Kind::Attribute: text = fact.name + " is " + (fact.value ? value_words(*fact.value) : "unknown"); break;
    case FactEvidence::Kind::Link: text = "linked " + fact.name + (fact.value ? " " + value_words(*fact.value) : ""); break;
    case FactEvidence::Kind::Absence: text = "no event " + fact.name + " recorded"; break;
  }
  if (fact.at) text += " on " + models::to_string(*fact.at);
  if (!fact.by.empty()) text += " by " + fact.by;
  if (!fact.basis.empty()) text += ", " + fact.basis;
  if (!fact.source.empty()) text += " (" + fact.source + ")";
  if (!fact.record.empty()) text += ", record " + fact.record;
  if (!fact.quote.empty()) text += ": “" + fact.quote + "”";
  return text;
}

const char* mark(StepState state) {
  switch (state) {
    case StepState::Holds: return "yes";
    case StepState::Presumed: case StepState::Unobserved: case StepState::Unknown: return " ? ";
    case StepState::Open: return "...";
    case StepState::NotReached: return " - ";
    default: return "no ";
  }
}

std::string facts(const std::vector<FactEvidence>& evidence, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(evidence.size(), most); ++i) text += fmt::format("           {}\n", for_display(fact_words(evidence[i])));
  if (evidence.size() > most) text += fmt::format("           and {} more\n", evidence.size() - most);
  return text;
}

std::string step_state(const models::StepResult& step) {
  std::string text(models::to_string(step.state));
  if (step.at) text += fmt::format(" since {}", models::to_string(*step.at));
  if (step.due && step.state != StepState::Holds) text += fmt::format(", expected by {}", models::to_string(*step.due));
  return text;
}

std::string step_text(const Theory& theory, const models::Step& written, const models::StepResult& step, std::size_t most) {
  std::string text = fmt::format("  {}  then {}{}\n           {}\n", mark(step.state), written.negated ? "not " : "",
                                 for_display(words_of(theory, written)), step_state(step));
  text += facts(step.evidence, most);
  for (const models::MissingFact& fact : step.missing) text += fmt::format("           not recorded: {}\n", for_display(words_of(fact)));
  return text;
}

std::string labels(const Theory& theory, const std::vector<models::StatementIndex>& statements) {
  std::vector<std::string> words;
  for (const models::StatementIndex i : statements) words.push_back(theory.statements[i].label);
  return joined(words, ", ");
}

std::string statement_text(const WhyQuestion& q, const StatementResult& result) {
  const Theory& theory = q.theory;
  const models::Statement& statement = theory.statements[result.statement];
  const std::size_t most = q.full ? SIZE_MAX : 3;
  const std::string reason = short_reason(theory, result);
  std::string text = fmt::format("{} is {}{}\n", for_display(statement.label), models::to_string(result.verdict()),
                                 reason.empty() ? "" : ": " + for_display(reason));
  if (result.judging.activated) text += fmt::format("  yes  the antecedent holds since {}\n", models::to_string(*result.judging.activated));
  text += facts(result.judging.antecedent_evidence, most);
  for (const models::PropositionIndex part : result.failed) text += fmt::format("  no   {}\n", for_display(phrase_of(theory, part)));
  text += facts(result.failed_evidence, most);
  for (const models::StepResult& step : result.judging.steps)
    if (step.step >= 1 && step.step <= statement.steps.size()) text += step_text(theory, statement.steps[step.step - 1], step, most);
  for (const models::MissingFact& fact : result.judging.missing) text += fmt::format("  not recorded: {}\n", for_display(words_of(fact)));
  if (!result.held_back_by.empty()) text += fmt::format("  held back by {}\n", labels(theory, result.held_back_by));
  if (!result.waits_on.empty()) text += fmt::format("  waits on {}\n", labels(theory, result.waits_on));
  return text;
}

std::string proposition_text(const WhyQuestion& q, models::PropositionIndex index) {
  const models::PropositionResult& result = q.result.propositions[index];
  std::string text = fmt::format("{}\n  observed {}, predicted {}", for_display(phrase_of(q.theory, index)), models::to_string(result.observed),
                                 models::to_string(result.predicted));
  if (result.verdict != models::PropositionVerdict::None) text += fmt::format(", {}", models::to_string(result.verdict));
  if (result.reading != models::Reading::None) text += fmt::format(", {}", models::to_string(result.reading));
  return text + "\n";
}

}  // namespace

std::string why_text(const WhyQuestion& question) {
  std::string text = fmt::format("{}, as of {}\n", for_display(question.result.case_id), models::to_string(question.result.as_of));
  for (const models::PropositionIndex index : question.propositions) text += "\n" + proposition_text(question, index);
  for (const models::StatementIndex index : question.statements) text += "\n" + statement_text(question, question.result.statements[index]);
  if (question.statements.empty() && question.propositions.empty()) text += "nothing needs attention\n";
  return text;
}

}  // namespace realist::cli

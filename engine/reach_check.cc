#include "engine/reach_check.h"

#include <algorithm>
#include <numeric>

namespace realist::engine {
namespace {

using models::Diagnostic;
using models::Form;
using models::Verdict;

std::string cases_words(std::uint64_t n) { return std::to_string(n) + (n == 1 ? " case" : " cases"); }

models::Theory always_whenever(models::Theory theory) {
  for (models::Statement& statement : theory.statements)
    if (statement.form == Form::If && statement.otherwise_of == models::kNone) statement.form = Form::Whenever;
  return theory;
}

bool holds(const models::StatementResult& result) {
  if (result.verdict() == Verdict::Dormant) return false;
  return result.verdict() != Verdict::Undetermined || result.judging.activated || !result.judging.steps.empty();
}

}  // namespace

ReachCheck::ReachCheck(const models::Theory& theory)
    : theory_(always_whenever(theory)), plan_(compile(theory_)), reached_(theory.statements.size()) {
  for (const models::Statement& statement : theory.statements)
    was_if_.push_back(statement.form == Form::If && statement.otherwise_of == models::kNone);
}

void ReachCheck::add(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of) {
  const models::CaseResult result = judge(*plan_, record, linked, as_of);
  ++cases_;
  for (const models::StatementResult& statement : result.statements) count(reached_[statement.statement], statement, record.id);
}

void ReachCheck::count(Reached& reached, const models::StatementResult& result, const std::string& case_id) {
  if (!holds(result)) {
    if (result.verdict() == Verdict::Undetermined) ++reached.undetermined;
    for (const models::PropositionIndex part : result.failed) ++reached.failed[part];
    return;
  }
  ++reached.cases;
  if (std::accumulate(result.occurrences.begin(), result.occurrences.end(), std::uint64_t{0}) < 2) return;
  if (reached.again++ == 0) reached.first_again = case_id;
}

models::Mark ReachCheck::mark(std::size_t statement) const {
  const models::Place& place = theory_.statements[statement].place;
  const std::string path = place.file < theory_.files.size() ? theory_.files[place.file].path : "";
  return {path, place.line, place.column, place.end_line, place.end_column, "", ""};
}

Diagnostic ReachCheck::never_reached(std::size_t statement) const {
  const Reached& reached = reached_[statement];
  Diagnostic d{models::Severity::Warning, "data/never-reached", "", mark(statement), {}, {}, "", {}};
  d.message = "the antecedent of " + theory_.statements[statement].label + (cases_ == 1 ? " does not hold in the one case" : " holds in none of the " + cases_words(cases_));
  if (reached.undetermined != 0) d.notes.push_back("in " + cases_words(reached.undetermined) + " it is not recorded whether it holds");
  for (const auto& [part, count] : reached.failed)
    d.notes.push_back("in " + cases_words(count) + " this does not hold: " + theory_.propositions[part].phrase);
  d.help = "compare the words of its conditions with those of the data; realist why says for one case what failed";
  return d;
}

Diagnostic ReachCheck::holds_again(std::size_t statement) const {
  const Reached& reached = reached_[statement];
  Diagnostic d{models::Severity::Warning, "data/holds-again", "", mark(statement), {}, {}, "", {}};
  d.message = "the antecedent of " + theory_.statements[statement].label + " comes to hold more than once in " +
              cases_words(reached.again) + " (first in " + reached.first_again + "), and If looks at the first time alone";
  d.help = "write Whenever in place of If where each time is meant";
  return d;
}

std::vector<Diagnostic> ReachCheck::warnings() const {
  std::vector<Diagnostic> warnings;
  if (cases_ == 0) return warnings;
  for (std::size_t i = 0; i < reached_.size(); ++i) {
    if (reached_[i].cases == 0) warnings.push_back(never_reached(i));
    if (reached_[i].again != 0 && was_if_[i]) warnings.push_back(holds_again(i));
  }
  return warnings;
}

}  // namespace realist::engine

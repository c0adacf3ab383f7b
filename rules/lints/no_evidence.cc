#include <algorithm>
#include <set>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

bool has_evidence(const LintInput& input, const models::Clause& clause) {
  if (!clause.evidence.empty()) return true;
  if (clause.kind == models::Clause::Kind::Proposition && clause.proposition != models::kNone) {
    const models::Proposition& proposition = input.proposition(clause.proposition);
    if (!proposition.evidence.empty() || !proposition.sources.empty()) return true;
  }
  return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const models::Clause& part) { return has_evidence(input, part); });
}

bool has_evidence(const LintInput& input, const models::Statement& statement) {
  if (!statement.evidence.empty() || !statement.sources.empty() || has_evidence(input, statement.antecedent)) return true;
  const auto of_step = [&](const models::Step& step) { return !step.evidence.empty() || has_evidence(input, step.clause); };
  const auto of_block = [&](const models::Clause& block) { return has_evidence(input, block); };
  return std::any_of(statement.steps.begin(), statement.steps.end(), of_step) || std::any_of(statement.unless.begin(), statement.unless.end(), of_block);
}

}  // namespace

// Evidence of any part counts, an `otherwise` too: where a team keeps it is its own affair.
void lint_no_evidence(const LintInput& input, LintReport& report) {
  std::set<models::StatementIndex> by_otherwise;
  for (const models::Statement& statement : input.theory.statements)
    if (is_otherwise(statement) && has_evidence(input, statement)) by_otherwise.insert(statement.otherwise_of);
  for (models::StatementIndex s = 0; s < input.theory.statements.size(); ++s)
    if (const models::Statement& statement = input.theory.statements[s]; !is_otherwise(statement) && by_otherwise.count(s) == 0 && !has_evidence(input, statement))
      report.tell("lint/no-evidence", statement.place, statement.label + " names neither evidence nor a source",
                  "say what it rests on, for example: (evidence: 2 case studies) or (source: \"002\", line 88)");
}

}  // namespace realist::rules

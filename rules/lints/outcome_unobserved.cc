#include <algorithm>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

bool ends_a_statement(const LintInput& input, models::PropositionIndex p) {
  return std::any_of(input.uses[p].begin(), input.uses[p].end(), [&](const models::PropositionUse& use) {
    if (use.part != models::PropositionUse::Part::Step) return false;
    const models::Statement& statement = input.theory.statements[use.statement];
    return use.number == statement.steps.size() && statement.steps.back().role == models::Role::Outcome;
  });
}

}  // namespace

// An outcome on the way to another is left alone: what comes after it tells of it.
void lint_outcome_unobserved(const LintInput& input, LintReport& report) {
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    const bool led_from = std::any_of(input.uses[p].begin(), input.uses[p].end(),
                                      [](const models::PropositionUse& use) { return use.part == models::PropositionUse::Part::Antecedent; });
    if (proposition.indicator || led_from || !ends_a_statement(input, p)) continue;
    report.tell("lint/outcome-unobserved", proposition.place, "nothing says how anybody would see that " + in_quotes(proposition.phrase),
                "declare it and say what would be seen: `Outcome: …` with a line `observed when …`");
  }
}

}  // namespace realist::rules

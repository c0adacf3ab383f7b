#include <algorithm>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using models::Role;

// A context and nothing else: no statement leads to it, and nobody calls it a mechanism.
bool is_mere_context(const LintInput& input, models::PropositionIndex p) {
  return input.proposition(p).roles == std::vector{Role::Context} &&
         std::none_of(input.uses[p].begin(), input.uses[p].end(), [](const models::PropositionUse& use) { return use.part == models::PropositionUse::Part::Step; });
}

// An outcome and nothing else: no statement goes on from it.
bool is_mere_outcome(const LintInput& input, models::PropositionIndex p) { return input.proposition(p).roles == std::vector{Role::Outcome}; }

template <class Test>
bool all_propositions(const models::Clause& clause, Test test) {
  const auto all = models::propositions_of(clause);
  return !all.empty() && std::all_of(all.begin(), all.end(), test);
}

}  // namespace

// Quiet where the statement is a joint of a longer chain: the mechanism may be in the next one.
void lint_no_mechanism(const LintInput& input, LintReport& report) {
  for (const models::Statement& statement : input.theory.statements) {
    if (is_otherwise(statement) || statement.form == models::Form::OnlyIf || statement.steps.size() != 1 || !statement.because.empty()) continue;
    const models::Step& step = statement.steps.front();
    if (step.negated || step.previously || step.role != Role::Outcome) continue;
    if (!all_propositions(statement.antecedent, [&](auto p) { return is_mere_context(input, p); }) ||
        !all_propositions(step.clause, [&](auto p) { return is_mere_outcome(input, p); }))
      continue;
    report.tell("lint/no-mechanism", step.place, statement.label + " goes from its context straight to the outcome",
                "say what people make of what they are offered: a `then` in between, or `because …`");
  }
}

}  // namespace realist::rules

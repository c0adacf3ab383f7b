#include <algorithm>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

bool is_reason(models::Role role) { return role == models::Role::Reasoning || role == models::Role::Mechanism; }

}  // namespace

void lint_no_reasons(const LintInput& input, LintReport& report) {
  const models::Theory& theory = input.theory;
  if (std::any_of(theory.statements.begin(), theory.statements.end(), [](const models::Statement& s) { return !s.because.empty(); })) return;
  for (const models::Proposition& proposition : theory.propositions)
    if (std::any_of(proposition.roles.begin(), proposition.roles.end(), is_reason)) return;
  report.tell("lint/no-reasons", {0, 0, 0, 0, 0}, "no statement of this theory says why: it has no `because`, and no reasoning",
              "add what people think or feel that makes them respond so: a `then (reasoning) …`, or `because …`");
}

}  // namespace realist::rules

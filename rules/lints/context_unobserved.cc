#include <algorithm>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using Part = models::PropositionUse::Part;

bool used_as(const LintInput& input, models::PropositionIndex p, Part part) {
  return std::any_of(input.uses[p].begin(), input.uses[p].end(), [&](const models::PropositionUse& use) { return use.part == part; });
}

}  // namespace

// Quiet where a statement leads to it: then it is presumed from there.
void lint_context_unobserved(const LintInput& input, LintReport& report) {
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    if (proposition.indicator || !used_as(input, p, Part::Antecedent) || used_as(input, p, Part::Step)) continue;
    report.tell("lint/context-unobserved", proposition.place, "whether " + in_quotes(proposition.phrase) + " decides verdicts, and no indicator says what would be seen",
                "declare it with a line `observed when …`; until then only a judgement in a record settles it");
  }
}

}  // namespace realist::rules

#include <vector>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

using models::kNone;

std::vector<bool> looked_at_by_examples(const models::Theory& theory) {
  std::vector<bool> out(theory.propositions.size());
  for (const models::Example& example : theory.examples)
    for (const models::Expectation& expected : example.expectations) {
      if (!expected.about_statement && expected.subject < out.size()) out[expected.subject] = true;
      if (expected.at && *expected.at < out.size()) out[*expected.at] = true;
    }
  return out;
}

}  // namespace

void lint_unused(const LintInput& input, LintReport& report) {
  const std::vector<bool> expected = looked_at_by_examples(input.theory);
  for (models::PropositionIndex p = 0; p < input.theory.propositions.size(); ++p) {
    const models::Proposition& proposition = input.proposition(p);
    if (!proposition.declared || expected[p] || !input.uses[p].empty()) continue;
    report.tell("lint/unused", proposition.place, in_quotes(proposition.phrase) + " is declared and nowhere used",
                "use it in a statement, word for word, or take the declaration out");
  }
}

}  // namespace realist::rules

#include <vector>

#include "rules/lints/lints.h"

namespace realist::rules {

// A theory without any example is told once.
void lint_no_example(const LintInput& input, LintReport& report) {
  const models::Theory& theory = input.theory;
  if (theory.examples.empty()) {
    report.tell("lint/no-example", {0, 0, 0, 0, 0}, "this theory has no example: nothing shows what its statements say of a case",
                "write one: a small case under `Example:`, with what you expect of it");
    return;
  }
  std::vector<bool> shown(theory.statements.size());
  for (const models::Example& example : theory.examples)
    for (const models::Expectation& expected : example.expectations)
      if (expected.about_statement && expected.subject < shown.size()) shown[expected.subject] = true;
  for (models::StatementIndex s = 0; s < theory.statements.size(); ++s)
    if (!shown[s])
      report.tell("lint/no-example", theory.statements[s].place, "no example expects anything of " + theory.statements[s].label,
                  "add a line to an example, such as: Expect " + theory.statements[s].label + " fired");
}

}  // namespace realist::rules

#include <string_view>
#include <vector>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

struct Shown {
  bool any = false, fired = false, stalled = false;
};

}  // namespace

// Of statements that have an example at all.
void lint_one_sided_examples(const LintInput& input, LintReport& report) {
  const models::Theory& theory = input.theory;
  std::vector<Shown> shown(theory.statements.size());
  for (const models::Example& example : theory.examples)
    for (const models::Expectation& expected : example.expectations) {
      if (!expected.about_statement || expected.subject >= shown.size()) continue;
      Shown& of = shown[expected.subject];
      of.any = true;
      of.fired = of.fired || expected.verdict == "fired";
      of.stalled = of.stalled || expected.verdict == "stalled";
    }
  for (models::StatementIndex s = 0; s < theory.statements.size(); ++s) {
    if (!shown[s].any || (shown[s].fired && shown[s].stalled)) continue;
    const std::string& label = theory.statements[s].label;
    const std::string_view missing = shown[s].fired ? "stalls" : shown[s].stalled ? "fires" : "fires, and none in which it stalls";
    report.tell("lint/one-sided-examples", theory.statements[s].place, "there is no example in which " + label + " " + std::string(missing),
                "add a small case that shows it, with the line: Expect " + label + (shown[s].fired ? " stalled" : " fired"));
  }
}

}  // namespace realist::rules

#include "rules/lints/lints.h"

namespace realist::rules {

void lint_label_from_words(const LintInput& input, LintReport& report) {
  for (const models::Statement& statement : input.theory.statements) {
    if (statement.label_written || is_otherwise(statement)) continue;
    auto& message = report.tell("lint/label-from-words", statement.place,
                                "this statement has no label of its own; it is called " + statement.label + ", after its words",
                                "write a label before it: [" + statement.label + "], or a shorter one");
    const models::Place begin{statement.place.file, statement.place.line, statement.place.column, statement.place.line, statement.place.column};
    report.reporter().safe_fix(message, "write the label: [" + statement.label + "]", begin, "[" + statement.label + "] ");
  }
}

}  // namespace realist::rules

// Example blocks to case records and expectations (language.md, "The rest of a file").
//
// `Given` and its `And` lines are facts; `As of DATE`; `Expect` and its `And` lines are expectations.
//
//   event NAME [on|at DATE] [with FIELD VALUE[, FIELD VALUE]… | where FIELD is VALUE …]
//   judged "PHRASE" VALUE [on DATE] [by WHO] [since DATE] [basis observed|reported|inferred] [source "…"]
//   PATH is VALUE [on DATE]           an attribute; VALUE in double quotes where it has blanks or commas to keep
//   PATH is unknown
//   opened [on] DATE                  closed [on] DATE [because REASON]
//   paused from DATE [to DATE] [because REASON]
//   KIND ID                           a link: practitioner P-03 (also `link practitioner P-03`, `practitioner is P-03` of a
//                                     kind that a proposition is about)
//   KIND ID: FACT                     a fact of the record linked to
//   events may be missing             NAME may be missing
#pragma once

#include <string>

#include "models/theory.h"
#include "rules/label_table.h"
#include "rules/name_table.h"
#include "rules/reporter.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// `theory` has its propositions and statements (labels made). Reports; what cannot be read is left out. `unread`: the folded
// text of the statements that could not be read; what only they speak of is left out without a message, as they have theirs.
models::Example read_example(const ExampleSyntax& example, const models::Theory& theory, const NameTable& names,
                             const LabelTable& labels, const std::string& unread, Reporter& reporter);

}  // namespace realist::rules

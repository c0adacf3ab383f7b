// Published sentences in another order than the language reads: the cut that was probably meant.
#pragma once

#include "rules/reporter.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// Text that belongs to nothing. A sentence with its if-clause last ("B if A"), with something before the if ("Evidence
// suggests that if A, B") or without If ("A, then B") is shown cut the way it was probably meant; other text is told how
// it can be kept.
void report_stray_text(const Text& text, Reporter& reporter);

// What follows a label and opens with no word of the language: shown cut as above, else with If in front.
void report_missing_if(const Text& text, Reporter& reporter);

// A statement without `then`: `antecedent` is what stands after its If, or the last clause of it; `opening_words` are those
// the clause opens with ("If"), "…" where others come before. Shows the sentence cut at the comma where `then` probably belongs.
void report_missing_then(const Text& antecedent, std::string_view opening_words, const models::Place& opening, Reporter& reporter);

}  // namespace realist::rules

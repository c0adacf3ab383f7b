// The lints, one a file: what each tells of, and what keeps it quiet. docs/linting.md lists them for users; every code has a
// page in docs/errors/lint/.
#pragma once

#include "rules/lints/lint.h"

namespace realist::rules {

// All of them, over a theory that has no errors. Silent on one without a statement. Cost: linear in the theory, but for the
// loops of its graph, which are bounded.
void run_lints(const models::Theory& theory, Reporter& reporter);

// How often each of them tells something, by code; those that tell nothing are left out.
std::map<std::string_view, std::size_t> count_lints(const models::Theory& theory);

// Names.
void lint_label_from_words(const LintInput& input, LintReport& report);
void lint_unused(const LintInput& input, LintReport& report);

// What a phrase says.
void lint_two_claims(const LintInput& input, LintReport& report);
void lint_activity_as_mechanism(const LintInput& input, LintReport& report);
void lint_place_as_context(const LintInput& input, LintReport& report);

// What a statement leaves out.
void lint_no_mechanism(const LintInput& input, LintReport& report);
void lint_no_reasons(const LintInput& input, LintReport& report);
void lint_no_evidence(const LintInput& input, LintReport& report);

// What cannot be seen.
void lint_outcome_unobserved(const LintInput& input, LintReport& report);
void lint_context_unobserved(const LintInput& input, LintReport& report);
void lint_no_link(const LintInput& input, LintReport& report);

// What cannot come about.
void lint_unreachable(const LintInput& input, LintReport& report);
void lint_window_out_of_reach(const LintInput& input, LintReport& report);

// What comes round.
void lint_loops(const LintInput& input, LintReport& report);

// What was never tried.
void lint_no_example(const LintInput& input, LintReport& report);
void lint_one_sided_examples(const LintInput& input, LintReport& report);

}  // namespace realist::rules

#include "rules/lints/lints.h"

#include <string>

namespace realist::rules {
namespace {

constexpr std::size_t kMostLoops = 40, kLoopWork = 200'000;

}  // namespace

LintReport::~LintReport() {
  for (const auto& [code, told] : told_) {
    if (told.count <= kMostOfOne || reporter_.full()) continue;
    reporter_.report(code, told.last, std::to_string(told.count - kMostOfOne) + " more like these are not listed", "mend the first ones and check again");
  }
}

models::Diagnostic& LintReport::tell(std::string_view code, const models::Place& where, std::string message, std::string help) {
  Told& told = told_[code];
  told.last = where;
  if (++told.count > kMostOfOne || reporter_.full()) return spare_ = {};
  return reporter_.report(code, where, std::move(message), std::move(help));
}

std::string in_quotes(std::string_view words) {
  constexpr std::size_t kMost = 80;
  if (words.size() <= kMost) return "“" + std::string(words) + "”";
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
  return "“" + std::string(words.substr(0, end)) + "…”";
}

std::map<std::string_view, std::size_t> LintReport::counts() const {
  std::map<std::string_view, std::size_t> out;
  for (const auto& [code, told] : told_) out.emplace(code, told.count);
  return out;
}

namespace {

void run_lints(const models::Theory& theory, LintReport& report) {
  if (theory.statements.empty()) return;
  const models::TheoryGraph graph = models::theory_graph(theory, {kMostLoops, kLoopWork});
  const auto uses = models::proposition_uses(theory);
  const LintInput input{theory, graph, uses};
  for (const auto lint : {lint_label_from_words, lint_unused, lint_two_claims, lint_activity_as_mechanism, lint_place_as_context, lint_no_mechanism,
                          lint_no_reasons, lint_no_evidence, lint_outcome_unobserved, lint_context_unobserved, lint_no_link, lint_unreachable,
                          lint_window_out_of_reach, lint_loops, lint_no_example, lint_one_sided_examples})
    lint(input, report);
}

}  // namespace

void run_lints(const models::Theory& theory, Reporter& reporter) {
  LintReport report(reporter);
  run_lints(theory, report);
}

std::map<std::string_view, std::size_t> count_lints(const models::Theory& theory) {
  Reporter nobody;
  LintReport report(nobody);
  run_lints(theory, report);
  return report.counts();
}

}  // namespace realist::rules

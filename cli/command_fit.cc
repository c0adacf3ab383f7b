#include <fmt/core.h>

#include <algorithm>

#include "cli/case_mapping.h"
#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/fit_report.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "cli/theory_fit_report.h"

namespace realist::cli {
namespace {

engine::SetClaim claim_from(const FitOptions& options, const std::vector<std::string>& columns) {
  auto read = engine::read_claim(options.expression, columns);
  if (const auto* fault = std::get_if<engine::ExpressionFault>(&read)) throw UsageError(fault_words(options.expression, *fault, columns));
  return std::get<engine::SetClaim>(std::move(read));
}

UsedColumns used_by(const engine::SetClaim& claim, const std::vector<std::string>& columns) {
  const UsedColumns used{conditions_in(claim.left), conditions_in(claim.outcome).front(), false};
  if (std::find(used.conditions.begin(), used.conditions.end(), used.outcome) != used.conditions.end())
    throw UsageError(fmt::format("{} is the outcome and a condition as well; an outcome always fits itself", columns[used.outcome]));
  return used;
}

void multiply_out(engine::SetClaim& claim) {
  auto out = engine::multiplied_out(claim.left);
  if (!out) throw UsageError("multiplied out, this expression has too many products; leave out --products");
  claim.left = std::move(*out);
}

PageStyle page_style(const Output& output) { return {!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()}; }

std::string rendered(const FitReport& report, SetFormat format, PageStyle style) {
  switch (format) {
    case SetFormat::Json: return report.json();
    case SetFormat::Csv: return report.csv();
    case SetFormat::Svg: return report.svg();
    default: break;
  }
  return report.text(style);
}

int fit_matrix(const FitOptions& options) {
  const Matrix matrix = read_matrix(options.matrix.path);
  const std::vector<std::string> columns = matrix.columns();
  engine::SetClaim claim = claim_from(options, columns);
  const UsedColumns used = used_by(claim, columns);
  if (options.multiplied_out) multiply_out(claim);
  std::vector<models::Diagnostic> warnings;
  const engine::SetTable table = table_of(matrix, options.matrix, used, warnings);
  say_warnings(warnings);
  Output output(options.output);
  const FitReport report{options.matrix, table, claim, options.multiplied_out, engine::fit_of(table, claim.left, claim.outcome), options.adjusted};
  output.write(rendered(report, options.format, page_style(output)));
  output.finish();
  return kDone;
}

// ---- A theory

// Phrases, aliases and short names of propositions; not their opposites, which are written ~.
engine::NameLookup proposition_lookup(const models::Theory& theory) {
  return [&theory](const std::string& name) -> std::optional<std::size_t> {
    const models::FoundProposition found = models::find_proposition(theory, name);
    return found.index == models::kNone || found.opposite ? std::nullopt : std::optional<std::size_t>(found.index);
  };
}

bool is_expression(const std::string& words) {
  return words.find("->") != std::string::npos || words.find("<-") != std::string::npos || words.find("=>") != std::string::npos || words.find("<=") != std::string::npos;
}

engine::SetClaim claim_over(const models::Theory& theory, const FitOptions& options) {
  auto read = engine::read_claim(options.expression, proposition_lookup(theory));
  if (const auto* fault = std::get_if<engine::ExpressionFault>(&read)) {
    std::vector<std::string> names;
    for (const models::Proposition& p : theory.propositions) {
      names.push_back(engine::TheoryClaims::name_of(p));
      if (!p.short_name.empty()) names.push_back(p.phrase);
    }
    throw UsageError(fault_words(options.expression, *fault, names));
  }
  auto claim = std::get<engine::SetClaim>(std::move(read));
  const auto names = [&] {
    std::vector<std::string> all;
    for (const models::Proposition& p : theory.propositions) all.push_back(engine::TheoryClaims::name_of(p));
    return all;
  };
  used_by(claim, names());
  if (options.multiplied_out) multiply_out(claim);
  return claim;
}

models::StatementIndex statement_called(const models::Theory& theory, const std::string& words) {
  const models::StatementIndex statement = models::find_statement(theory, words);
  if (statement != models::kNone) return statement;
  std::vector<std::string> labels;
  for (const models::Statement& s : theory.statements) labels.push_back(s.label);
  throw UsageError(fmt::format("the theory has no statement \"{}\"{}; an expression has -> in it, and if it was meant for cases, there is no such file",
                               words, did_you_mean(words, labels)));
}

std::string fit_of_expression(const TheoryFit& fit, const FitOptions& options, PageStyle style) {
  const engine::SetClaim claim = claim_over(fit.judged().theory, options);
  MatrixOptions calibration = calibration_of(fit.judged());
  calibration.path = options.theory;
  const engine::SetTable& table = fit.propositions();
  return rendered({calibration, table, claim, options.multiplied_out, engine::fit_of(table, claim.left, claim.outcome), options.adjusted}, options.format, style);
}

std::string fit_of_statements(const TheoryFit& fit, const FitOptions& options, PageStyle style) {
  const models::Theory& theory = fit.judged().theory;
  std::vector<models::StatementIndex> statements;
  if (!options.expression.empty()) statements.push_back(statement_called(theory, options.expression));
  else
    for (models::StatementIndex s = 0; s < theory.statements.size(); ++s) statements.push_back(s);
  std::vector<StatementFit> fits = fit.of(statements);
  if (options.format == SetFormat::Svg) {
    const ClaimFit& whole = fits.front().claims.front();
    return FitReport{calibration_of(fit.judged()), whole.claim.table, whole.claim.claim, false, whole.fit, false, &whole.reasons}.svg();
  }
  const TheoryFitReport report(fit, std::move(fits), {!options.expression.empty(), options.adjusted});
  return options.format == SetFormat::Json ? report.json() : options.format == SetFormat::Csv ? report.csv() : report.text(style);
}

int fit_theory(const FitOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  const models::Theory& theory = theories.front();
  if (is_expression(options.expression)) claim_over(theory, options);  // before cases are read
  else if (!options.expression.empty()) statement_called(theory, options.expression);
  const CaseSet set = read_case_set(options.cases, {options.limits.record, mapping_from(options.map)});
  const std::vector<const models::CaseRecord*> cases = cases_of(theory, set.records);
  if (cases.empty()) mention_no_cases(theory, set);
  const auto plan = engine::compile(theory);
  const JudgedCases judged{theory, *plan, cases, set.by_id, as_of_or_newest(options.as_of, set), options.matrix.log_odds};
  const TheoryFit fit(judged);
  Output output(options.output);
  output.write(options.format == SetFormat::Matrix         ? membership_matrix(theory, fit.propositions())
               : is_expression(options.expression) ? fit_of_expression(fit, options, page_style(output))
                                                           : fit_of_statements(fit, options, page_style(output)));
  output.finish();
  return finished_with(set, kDone);
}

}  // namespace

int run_fit(const FitOptions& options) {
  if (!options.theory.empty()) return fit_theory(options);
  return with_matrix_faults([&] { return fit_matrix(options); });
}

}  // namespace realist::cli

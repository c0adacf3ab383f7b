// `truth-table` and `minimise`: the second begins with the first.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cli/commands.h"
#include "cli/directions.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/truth_table_report.h"

namespace realist::cli {
namespace {

struct Prepared {
  engine::SetTable table;
  engine::SetExpression outcome;
  engine::TruthTable truth_table;
};

engine::SetExpression outcome_from(const TruthTableOptions& options, const std::vector<std::string>& columns) {
  auto read = engine::read_outcome(options.outcome, columns);
  if (const auto* fault = std::get_if<engine::ExpressionFault>(&read)) throw UsageError("--outcome " + fault_words(options.outcome, *fault, columns));
  return std::get<engine::SetExpression>(std::move(read));
}

// Those asked for, else all columns but the outcome.
std::vector<std::size_t> conditions_from(const TruthTableOptions& options, const std::vector<std::string>& columns, std::size_t outcome) {
  std::vector<std::size_t> conditions;
  for (const std::string& name : options.conditions) {
    const std::size_t c = column_called(columns, name, "--conditions");
    if (c == outcome) throw UsageError(fmt::format("--conditions: {} is the outcome; an outcome always explains itself", name));
    if (std::find(conditions.begin(), conditions.end(), c) != conditions.end()) throw UsageError(fmt::format("--conditions: {} is named twice", name));
    conditions.push_back(c);
  }
  if (!options.conditions.empty()) return conditions;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (c != outcome) conditions.push_back(c);
  return conditions;
}

void check_count(const std::vector<std::size_t>& conditions) {
  if (conditions.empty()) throw UsageError("the matrix has no column beside the outcome, so there is no condition");
  if (conditions.size() > engine::kMostConditions)
    throw UsageError(fmt::format("{} conditions make 2^{} rows, nearly all of them empty; at most {} can be looked at together: choose with --conditions A,B,C",
                                 conditions.size(), conditions.size(), engine::kMostConditions));
}

Prepared prepared_for(const TruthTableOptions& options) {
  const Matrix matrix = read_matrix(options.matrix.path);
  const std::vector<std::string> columns = matrix.columns();
  Prepared p;
  p.outcome = outcome_from(options, columns);
  const UsedColumns used{conditions_from(options, columns, conditions_in(p.outcome).front()), conditions_in(p.outcome).front(), true};
  check_count(used.conditions);
  std::vector<models::Diagnostic> warnings;
  p.table = table_of(matrix, options.matrix, used, warnings);
  say_warnings(warnings);
  p.truth_table = engine::truth_table(p.table, used.conditions, p.outcome, options.choices);
  return p;
}

template <typename Report>
void print(const Report& report, SetFormat format, const std::string& path) {
  Output output(path);
  const PageStyle style{!output.to_file() && colour_on(1), !output.to_file() && plain_terminal()};
  output.write(format == SetFormat::Json ? report.json() : format == SetFormat::Csv ? report.csv() : report.text(style));
  output.finish();
}

std::vector<std::string> condition_names(const Prepared& p) {
  std::vector<std::string> names;
  for (const std::size_t c : p.truth_table.conditions) names.push_back(p.table.conditions[c]);
  return names;
}

ExpectedOutcome outcome_of(const Prepared& p) {
  return {p.table.conditions[conditions_in(p.outcome).front()], p.outcome.kind == engine::SetExpression::Kind::Not};
}

std::vector<engine::SolutionKind> kinds_wanted(const MinimiseOptions& options) {
  using engine::SolutionKind;
  if (options.solution) {
    if (*options.solution == SolutionKind::Intermediate && options.dir_exp.empty())
      throw UsageError("an intermediate solution rests on what theory expects: give --dir-exp, as in --dir-exp A,~B or --dir-exp programme.theory");
    return {*options.solution};
  }
  std::vector<SolutionKind> kinds = {SolutionKind::Conservative, SolutionKind::Parsimonious};
  if (!options.dir_exp.empty()) kinds.insert(kinds.begin() + 1, SolutionKind::Intermediate);
  return kinds;
}

int truth_table(const TruthTableOptions& options) {
  const Prepared p = prepared_for(options);
  print(TruthTableReport{options.matrix, p.table, p.truth_table, options.choices, p.outcome, options.complete}, options.format, options.output);
  return kDone;
}

int minimise(const MinimiseOptions& options) {
  const std::vector<engine::SolutionKind> kinds = kinds_wanted(options);
  const Prepared p = prepared_for(options.table);
  SolutionReport report{options.table.matrix, p.table, p.truth_table, options.table.choices, p.outcome,
                        options.all_models ? engine::Which::Irredundant : engine::Which::Fewest, {}, {}};
  if (!options.dir_exp.empty()) {
    const auto expected = expectations_from(options.dir_exp, condition_names(p), outcome_of(p));
    if (!expected) return kFindings;
    report.expectations = *expected;
  }
  for (const engine::SolutionKind kind : kinds) report.parts.push_back({kind, engine::solve(p.truth_table, kind, report.which, report.expectations)});
  print(report, options.table.format, options.table.output);
  return kDone;
}

}  // namespace

int run_truth_table(const TruthTableOptions& options) {
  return with_matrix_faults([&] { return truth_table(options); });
}

int run_minimise(const MinimiseOptions& options) {
  return with_matrix_faults([&] { return minimise(options); });
}

}  // namespace realist::cli

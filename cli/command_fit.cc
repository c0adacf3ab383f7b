#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/fit_report.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/terminal.h"

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

std::string rendered(const FitReport& report, SetFormat format, bool to_file) {
  switch (format) {
    case SetFormat::Json: return report.json();
    case SetFormat::Csv: return report.csv();
    case SetFormat::Svg: return report.svg();
    case SetFormat::Text: break;
  }
  return report.text({!to_file && colour_on(1), !to_file && plain_terminal()});
}

int fit(const FitOptions& options) {
  const Matrix matrix = read_matrix(options.matrix.path);
  const std::vector<std::string> columns = matrix.columns();
  engine::SetClaim claim = claim_from(options, columns);
  const UsedColumns used = used_by(claim, columns);
  if (options.multiplied_out) {
    auto out = engine::multiplied_out(claim.left);
    if (!out) throw UsageError("multiplied out, this expression has too many products; leave out --products");
    claim.left = std::move(*out);
  }
  std::vector<models::Diagnostic> warnings;
  const engine::SetTable table = table_of(matrix, options.matrix, used, warnings);
  say_warnings(warnings);
  Output output(options.output);
  const FitReport report{options.matrix, table, claim, options.multiplied_out, engine::fit_of(table, claim.left, claim.outcome)};
  output.write(rendered(report, options.format, output.to_file()));
  output.finish();
  return kDone;
}

}  // namespace

int run_fit(const FitOptions& options) {
  return with_matrix_faults([&] { return fit(options); });
}

}  // namespace realist::cli

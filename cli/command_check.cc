#include "cli/commands.h"
#include "cli/diagnostic_render.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

using models::Diagnostic;

std::string rendered(const std::vector<Diagnostic>& diagnostics, const CheckOptions& options, bool colour) {
  if (options.format == MessageFormat::Json) return render_as_json(diagnostics);
  if (options.format == MessageFormat::Lsp) return render_for_editor(diagnostics, options.theories);
  std::string text;
  for (const Diagnostic& d : diagnostics) text += render_for_terminal(d, colour);
  return text + count_sentence(diagnostics) + "\n";
}

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

int run_check(const CheckOptions& options) {
  std::vector<Diagnostic> diagnostics;
  for (const std::string& path : options.theories) {
    stop_if_interrupted([] { return ""; });
    append(diagnostics, read_theory_file(path, options.limits.theory).diagnostics);
  }
  Output output(options.output);
  output.write(rendered(diagnostics, options, !output.to_file() && colour_on(1)));
  output.finish();
  return models::has_errors(diagnostics) ? kFindings : kDone;
}

}  // namespace realist::cli

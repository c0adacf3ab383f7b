#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/diagnostic_render.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/terminal.h"
#include "cli/theory_files.h"
#include "rules/format.h"

namespace realist::cli {
namespace {

struct Formatted {
  std::string before, after;
  bool sound = false;  // the theory has no errors; `before` and `after` are empty where the file could not even be read
};

void show_errors(const std::vector<models::Diagnostic>& diagnostics) {
  for (const models::Diagnostic& d : diagnostics)
    if (d.severity == models::Severity::Error) say(render_for_terminal(d, colour_on(2)));
}

// Standard input can be read once: the reader is given what was read.
rules::ReadResult checked(const std::string& path, const std::string& text, const rules::Limits& limits) {
  if (path != "-") return read_theory_file(path, limits);
  return rules::read_theory(path, [&](const std::string& wanted) {
    return wanted == "-" ? rules::FileText{text, ""} : read_file_text(wanted, limits.text_bytes);
  }, limits);
}

Formatted formatted(const std::string& path, const FmtOptions& options) {
  const rules::Limits& limits = options.limits.theory;
  rules::FileText file = read_file_text(path, limits.text_bytes);
  if (!file.text) throw FileFailure(fmt::format("{} could not be read: {}", path, file.error));
  const rules::ReadResult read = checked(path, *file.text, limits);
  if (!read.ok()) {
    show_errors(read.diagnostics);
    return {};
  }
  std::string after = rules::format(*file.text, path, {options.label, &read.theory}, limits);
  return {std::move(*file.text), std::move(after), true};
}

// Where the formatted text goes, and what is said of it.
void write_result(const std::string& path, const Formatted& result, const FmtOptions& options, Output& output) {
  const bool changed = result.before != result.after;
  if (options.check) {
    if (changed) output.write(path + "\n");
  } else if (path == "-" || !options.output.empty()) {
    output.write(result.after);
  } else if (changed) {
    write_file(path, result.after);
    output.write(path + "\n");
  }
}

}  // namespace

int run_fmt(const FmtOptions& options) {
  Output output(options.output);
  bool findings = false;
  for (const std::string& path : options.theories) {
    stop_if_interrupted([] { return ""; });
    const Formatted result = formatted(path, options);
    if (!result.sound) {
      say_error(fmt::format("{} has errors and is left as it is", path == "-" ? "standard input" : path));
      if (output.to_file()) return kFindings;  // what FILE held before stays
      findings = true;
      continue;
    }
    write_result(path, result, options, output);
    findings = findings || (options.check && result.before != result.after);
  }
  output.finish();
  return findings ? kFindings : kDone;
}

}  // namespace realist::cli

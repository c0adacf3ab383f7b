#include "cli/main_loop.h"

#include <fmt/core.h>

#include <new>
#include <variant>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

struct Dispatch {
  int operator()(const NewOptions& o) const { return run_new(o); }
  int operator()(const CheckOptions& o) const { return run_check(o); }
  int operator()(const FmtOptions& o) const { return run_fmt(o); }
  int operator()(const GraphOptions& o) const { return run_graph(o); }
  int operator()(const RunOptions& o) const { return run_run(o); }
  int operator()(const MergeOptions& o) const { return run_merge(o); }
  int operator()(const WhyOptions& o) const { return run_why(o); }
  int operator()(const CaseloadOptions& o) const { return run_caseload(o); }
  int operator()(const DiffOptions& o) const { return run_diff(o); }
  int operator()(const TestOptions& o) const { return run_test(o); }
  int operator()(const ConvertOptions& o) const { return run_convert(o); }
  int operator()(const ChecklistOptions& o) const { return run_checklist(o); }
  int operator()(const CodebookOptions& o) const { return run_codebook(o); }
  int operator()(const IndexOptions& o) const { return run_index(o); }
  int operator()(const FitOptions& o) const { return run_fit(o); }
  int operator()(const TruthTableOptions& o) const { return run_truth_table(o); }
  int operator()(const MinimiseOptions& o) const { return run_minimise(o); }
  int operator()(const ReportOptions& o) const { return run_report(o); }
  int operator()(const ImpactOptions& o) const { return run_impact(o); }
  int operator()(const SweepOptions& o) const { return run_sweep(o); }
  int operator()(const RivalsOptions& o) const { return run_rivals(o); }
  int operator()(const PatternsOptions& o) const { return run_patterns(o); }
  int operator()(const RefineOptions& o) const { return run_refine(o); }
  int operator()(const ExtractOptions& o) const { return run_extract(o); }
  int operator()(const ExplainOptions& o) const { return run_explain(o); }
  int operator()(const LspOptions& o) const { return run_lsp(o); }
};

int finish(const Finished& finished) {
  if (finished.status != kDone) {
    say(finished.text);
    return finished.status;
  }
  Output output("");
  output.write(finished.text);
  output.finish();
  return kDone;
}

int run_parsed(const std::vector<std::string>& arguments) {
  const auto parsed = parse_options(arguments);
  if (const auto* finished = std::get_if<Finished>(&parsed)) return finish(*finished);
  const auto& options = std::get<ParsedOptions>(parsed);
  set_loudness(options.loudness);
  return std::visit(Dispatch{}, options.command);
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  watch_for_interrupts();
  try {
    return run_parsed(arguments);
  } catch (const FileFailure& failure) {
    say_error(failure.what());
    return kFailed;
  } catch (const UsageError& error) {
    say_error(error.what());
    return kUsage;
  } catch (const ReaderGone&) {
    return kDone;
  } catch (const Interrupted& stop) {
    say(stop.so_far.empty() ? "stopped" : fmt::format("stopped: {}", stop.so_far));
    return kInterrupted;
  } catch (const std::bad_alloc&) {
    say_error("there is not enough memory for this input");
    return kFailed;
  }
}

}  // namespace realist::cli

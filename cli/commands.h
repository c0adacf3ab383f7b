// The commands: each takes its options, writes its results and gives the exit status. They throw what stops.h names.
#pragma once

#include "cli/options.h"

namespace realist::cli {

int run_new(const NewOptions& options);
int run_check(const CheckOptions& options);
int run_fmt(const FmtOptions& options);
int run_graph(const GraphOptions& options);
int run_run(const RunOptions& options);
int run_merge(const MergeOptions& options);
int run_why(const WhyOptions& options);
int run_caseload(const CaseloadOptions& options);
int run_diff(const DiffOptions& options);
int run_test(const TestOptions& options);
int run_convert(const ConvertOptions& options);
int run_checklist(const ChecklistOptions& options);
int run_codebook(const CodebookOptions& options);
int run_index(const IndexOptions& options);
int run_fit(const FitOptions& options);
int run_truth_table(const TruthTableOptions& options);
int run_minimise(const MinimiseOptions& options);
int run_report(const ReportOptions& options);
int run_impact(const ImpactOptions& options);
int run_sweep(const SweepOptions& options);
int run_rivals(const RivalsOptions& options);
int run_patterns(const PatternsOptions& options);
int run_refine(const RefineOptions& options);
int run_extract(const ExtractOptions& options);
int run_explain(const ExplainOptions& options);
int run_lsp(const LspOptions& options);

}  // namespace realist::cli

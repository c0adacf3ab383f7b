// What the files that declare commands share: the pieces of a command line that several commands have, and CLI11 itself.
//
// A command is a struct in options.h, a function `add_<command>` in the options_*.cc it belongs to, declared below, and a
// place in the list of options.cc, which is the order of `realist --help`.
#pragma once

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "cli/stops.h"
#include "cli/theory_files.h"

namespace realist::cli {

// What CLI11 fills; `finish` makes the command's own struct of it once all is parsed.
struct Parsed {
  std::vector<std::string> paths;
  std::string as_of, since, graph_format, format, words;
  NewOptions create;
  CheckOptions check;
  FmtOptions fmt;
  GraphOptions graph;
  RunOptions run;
  MergeOptions merge;
  WhyOptions why;
  CaseloadOptions caseload;
  DiffOptions diff;
  ImpactOptions impact;
  SweepOptions sweep;
  RivalsOptions rivals;
  std::vector<std::string> at;
  TestOptions test;
  ConvertOptions convert;
  ChecklistOptions checklist;
  CodebookOptions codebook;
  IndexOptions index;
  FitOptions fit;
  MinimiseOptions minimise;
  ReportOptions report;
  PatternsOptions patterns;
  RefineOptions refine;
  ExtractOptions extract;
  ExplainOptions explain;
  LspOptions lsp;
  std::vector<std::string> calibrate, incl_cut;
  std::string log_odds, products, solution;
  Limits limits;
  bool quiet = false, verbose = false;
  double min_rate = -1;
};

struct Command {
  CLI::App* app = nullptr;
  std::function<CommandOptions()> finish;
};

struct Parser {
  Parsed parsed;
  CLI::App app{"Judges case records against programme theories: which mechanisms fired, which stalled, and why.", "realist"};
  std::vector<Command> commands;
};

// Words of a command line by what they name: a file that exists or has the ending of one, or neither.
struct Sorted {
  std::vector<std::string> theories, cases, others;
};
Sorted sort_paths(const std::vector<std::string>& paths);

// Each throws UsageError, which tells what to give, where there is none (or, of one theory, more).
std::string one_theory(const std::vector<std::string>& theories);
std::vector<std::string> some_theories(const std::vector<std::string>& theories);
std::vector<std::string> some_cases(std::vector<std::string> cases, const std::vector<std::string>& others);

// None of an empty text; UsageError, naming `option`, of one that is no date.
std::optional<models::Time> time_given(const std::string& text, std::string_view option);
std::optional<models::Time> as_of_time(const std::string& text);

template <typename Enum>
Enum chosen(const std::string& word, const std::map<std::string, Enum>& choices) {
  return choices.at(word);
}

// `--watch` with what it cannot go with: throws UsageError where `inputs` are read once only, `output` is a file, or `format` is
// for programs (`asked`, as it was given).
void check_watched(const std::vector<std::string>& inputs, const std::string& output, bool for_programs);

// A choice among words; an unknown one names them and the nearest.
CLI::Validator one_of(std::vector<std::string> words);

void add_examples(CLI::App* app, std::string_view examples);
void add_map(CLI::App* app, std::vector<std::string>& map);
void add_output(CLI::App* app, std::string& output);
void add_as_of(CLI::App* app, Parsed& parsed);
// A number of bytes or things, such as 16MiB or 100000, in the group "Limits".
void add_size(CLI::App* app, const std::string& name, std::size_t& value, const std::string& description);
void add_theory_limits(CLI::App* app, rules::Limits& limits);
void add_record_limits(CLI::App* app, models::RecordLimits& limits);
void add_limits(CLI::App* app, Limits& limits);
void add_paths(CLI::App* app, Parsed& parsed, const std::string& name, const std::string& description);
void add_format(CLI::App* app, std::string& format, const std::vector<std::string>& words, const std::string& description,
                const std::string& fallback);
std::string or_default(const std::string& word, const std::string& fallback);

template <typename Format>
using Formats = std::vector<std::pair<std::string, Format>>;  // by ending, in the order they are told

// What --format says, else the ending of the output's name, else `fallback`.
template <typename Format>
Format format_of(const std::string& word, const std::string& output, const Formats<Format>& choices, Format fallback) {
  for (const auto& [ending, format] : choices)
    if (word == ending) return format;
  if (output.empty() || output == "-") return fallback;
  std::vector<std::string> endings;
  for (const auto& [ending, format] : choices) {
    if (output.ends_with("." + ending)) return format;
    endings.push_back("." + ending);
  }
  const std::string last = endings.back();
  endings.pop_back();
  const std::string others = endings.empty() ? "" : CLI::detail::join(endings, ", ") + " or ";
  throw UsageError(fmt::format("-o {}: the ending says the format; use {}{}, or give --format", output, others, last));
}

// options_theory.cc
Command add_new(Parser& p);
Command add_check(Parser& p);
Command add_fmt(Parser& p);
Command add_graph(Parser& p);
Command add_test(Parser& p);
Command add_checklist(Parser& p);
Command add_codebook(Parser& p);
Command add_index(Parser& p);
Command add_extract(Parser& p);
Command add_explain(Parser& p);
Command add_lsp(Parser& p);

// options_cases.cc
Command add_run(Parser& p);
Command add_merge(Parser& p);
Command add_why(Parser& p);
Command add_caseload(Parser& p);
Command add_diff(Parser& p);
Command add_convert(Parser& p);
Command add_report(Parser& p);

// options_compare.cc
Command add_impact(Parser& p);
Command add_sweep(Parser& p);
Command add_rivals(Parser& p);
// options_patterns.cc
Command add_patterns(Parser& p);
Command add_refine(Parser& p);

// options_sets.cc
Command add_fit(Parser& p);
Command add_truth_table(Parser& p);
Command add_minimise(Parser& p);

}  // namespace realist::cli

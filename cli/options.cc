#include "cli/options.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <thread>

#include "cli/exit_status.h"
#include "cli/query_address.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

constexpr std::string_view kVersion = "realist " REALIST_VERSION;

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
  std::vector<std::string> at;
  TestOptions test;
  ConvertOptions convert;
  ChecklistOptions checklist;
  CodebookOptions codebook;
  IndexOptions index;
  FitOptions fit;
  MinimiseOptions minimise;
  ReportOptions report;
  ExplainOptions explain;
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

bool looks_like_cases(const std::string& path) {
  constexpr std::array<std::string_view, 10> kEndings = {".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".xlsx", ".xlsm", ".xes", ".gz", ".zst"};
  std::error_code error;
  return path == "-" || is_query_address(path) || path.ends_with('/') || std::filesystem::exists(path, error) ||
         std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

struct Sorted {
  std::vector<std::string> theories, cases, others;
};

Sorted sort_paths(const std::vector<std::string>& paths) {
  Sorted sorted;
  for (const std::string& path : paths)
    (is_theory_path(path) ? sorted.theories : looks_like_cases(path) ? sorted.cases : sorted.others).push_back(path);
  // Standard input is the cases, or, where no theory is named, the theory.
  const auto input = std::find(sorted.cases.begin(), sorted.cases.end(), "-");
  if (sorted.theories.empty() && input != sorted.cases.end()) {
    sorted.theories.push_back(*input);
    sorted.cases.erase(input);
  }
  return sorted;
}

std::string one_theory(const std::vector<std::string>& theories) {
  if (theories.empty()) throw UsageError("which theory? Give a file that ends in .theory or .md");
  if (theories.size() > 1) throw UsageError(fmt::format("this command takes one theory; {} were given", theories.size()));
  return theories.front();
}

std::vector<std::string> some_theories(const std::vector<std::string>& theories) {
  if (theories.empty()) throw UsageError("which theory? Give at least one file that ends in .theory or .md");
  return theories;
}

std::vector<std::string> some_cases(std::vector<std::string> cases, const std::vector<std::string>& others) {
  cases.insert(cases.end(), others.begin(), others.end());
  if (cases.empty()) throw UsageError("which cases? Give a .json or .ndjson file, a folder of them, or - for standard input");
  return cases;
}

std::optional<models::Time> time_given(const std::string& text, std::string_view option) {
  if (text.empty()) return std::nullopt;
  const auto time = models::parse_time(text);
  if (!time) throw UsageError(fmt::format("{} {}: this is no date; write it like 2016-06-01 or 2016-06-01T17:00", option, text));
  return time;
}

std::optional<models::Time> as_of_time(const std::string& text) { return time_given(text, "--as-of"); }

template <typename Enum>
Enum chosen(const std::string& word, const std::map<std::string, Enum>& choices) {
  return choices.at(word);
}

// A choice among words; an unknown one names them and the nearest.
CLI::Validator one_of(std::vector<std::string> words) {
  return CLI::Validator(
      [words](std::string& word) -> std::string {
        if (std::find(words.begin(), words.end(), word) != words.end()) return {};
        return fmt::format("\"{}\" is none of {}{}", word, CLI::detail::join(words, ", "),
                           did_you_mean(word, words));
      },
      "");
}

void add_examples(CLI::App* app, std::string_view examples) { app->footer(fmt::format("Examples:\n{}", examples)); }

void add_map(CLI::App* app, std::vector<std::string>& map) {
  app->add_option("--map", map, "how tables and logs are read: a mapping file, or one of its lines as WHAT=WHICH; may be given several times")
      ->allow_extra_args(false)->type_name("MAP");
}

void add_output(CLI::App* app, std::string& output) {
  app->add_option("-o,--output", output, "write to FILE instead of standard output; it appears whole or not at all")
      ->type_name("FILE");
}

void add_as_of(CLI::App* app, Parsed& parsed) {
  app->add_option("--as-of", parsed.as_of,
                  "judge as things stood on that day (its end) or at that instant; default: the newest date in the cases")
      ->type_name("DATE");
}

// "16MiB", "2 KiB", "100000": a number of bytes or things as plain digits, or what is wrong with it.
std::string expand_size(std::string& text) {
  static const std::map<std::string, int> kUnits = {{"", 0}, {"b", 0}, {"kib", 10}, {"mib", 20}, {"gib", 30}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string unit = text.substr(digits);
  std::erase(unit, ' ');
  std::transform(unit.begin(), unit.end(), unit.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto known = kUnits.find(unit);
  constexpr std::size_t kMostDigits = 9;
  if (digits == 0 || digits > kMostDigits || known == kUnits.end())
    return fmt::format("\"{}\" is no size; write a number such as 100000, or 64KiB, 16MiB, 1GiB", text);
  text = std::to_string(std::stoull(text.substr(0, digits)) << known->second);
  return "";
}

void add_size(CLI::App* app, const std::string& name, std::size_t& value, const std::string& description) {
  app->add_option(name, value, description)
      ->transform(CLI::Validator(expand_size, ""))
      ->type_name("N")
      ->default_str(std::to_string(value))
      ->group("Limits");
}

void add_theory_limits(CLI::App* app, rules::Limits& limits) {
  add_size(app, "--limit-text", limits.text_bytes, "bytes of one theory file; 16MiB will do as well");
  add_size(app, "--limit-statements", limits.statements, "statements in a theory");
  add_size(app, "--limit-phrase", limits.phrase_characters, "characters in a phrase");
  add_size(app, "--limit-include-depth", limits.include_depth, "files including one another");
  add_size(app, "--limit-condition-depth", limits.condition_depth, "nested parts of a condition");
}

void add_record_limits(CLI::App* app, models::RecordLimits& limits) {
  add_size(app, "--limit-record", limits.bytes, "bytes of one case record; 64MiB will do as well");
  add_size(app, "--limit-json-depth", limits.depth, "nested parts of one case record");
  add_size(app, "--limit-events", limits.events, "events in one case record");
}

void add_limits(CLI::App* app, Limits& limits) {
  add_theory_limits(app, limits.theory);
  add_record_limits(app, limits.record);
}

void add_paths(CLI::App* app, Parsed& parsed, const std::string& name, const std::string& description) {
  app->add_option(name, parsed.paths, description)->type_name("");
}

void add_format(CLI::App* app, std::string& format, const std::vector<std::string>& words, const std::string& description,
                const std::string& fallback) {
  app->add_option("--format", format, description)->check(one_of(words))->default_str(fallback)->type_name(CLI::detail::join(words, "|"));
}

std::string or_default(const std::string& word, const std::string& fallback) { return word.empty() ? fallback : word; }

Command add_new(Parser& p) {
  CLI::App* app = p.app.add_subcommand("new", "Writes a small working theory with two cases and an example, ready to run");
  app->add_option("DIR", p.parsed.create.folder, "folder to make; it must not exist or be empty")->required()->type_name("");
  add_examples(app, "  realist new my-programme\n  realist test my-programme/programme.theory\n");
  return {app, [&p]() -> CommandOptions { return p.parsed.create; }};
}

Command add_check(Parser& p) {
  CLI::App* app = p.app.add_subcommand("check", "Every error and warning of a theory, and with --data of its words against the data");
  CheckOptions& o = p.parsed.check;
  add_paths(app, p.parsed, "THEORY...", "theory files (.theory or .md; - is standard input)");
  app->add_option("--data", o.cases, "cases to hold the theory's words against: words the data never has, "
                  "statements no case can reach, an If that comes to hold more than once")->type_name("CASES");
  add_format(app, p.parsed.format, {"text", "json", "lsp"}, "for a person, for a program, for an editor", "text");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist check programme.theory\n  realist check programme.theory --data cases.json\n"
                    "  realist check *.theory --format json\n");
  return {app, [&p, &o]() -> CommandOptions {
            for (const std::string& path : p.parsed.paths) o.theories.push_back(path);
            const Sorted data = sort_paths(o.cases);
            o.theories.insert(o.theories.end(), data.theories.begin(), data.theories.end());
            o.cases = data.cases;
            o.cases.insert(o.cases.end(), data.others.begin(), data.others.end());
            if (o.theories.empty()) throw UsageError("which theory? Give at least one file that ends in .theory or .md");
            o.format = chosen<MessageFormat>(or_default(p.parsed.format, "text"),
                                             {{"text", MessageFormat::Text}, {"json", MessageFormat::Json}, {"lsp", MessageFormat::Lsp}});
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_fmt(Parser& p) {
  CLI::App* app = p.app.add_subcommand("fmt", "Lays theories out in the one canonical way, in place");
  FmtOptions& o = p.parsed.fmt;
  add_paths(app, p.parsed, "THEORY...", "theory files, rewritten where they change; - reads standard input and writes standard output");
  app->add_flag("--check", o.check, "change nothing; name the files that would change and exit with 1 if there are any");
  app->add_flag("--label", o.label, "write a label before every statement that has none");
  add_output(app, o.output);
  add_theory_limits(app, p.parsed.limits.theory);
  add_examples(app, "  realist fmt programme.theory\n  realist fmt --check *.theory\n  realist fmt - < draft.theory\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.theories = some_theories(p.parsed.paths);
            if (!o.output.empty() && o.theories.size() > 1) throw UsageError("-o takes one theory at a time");
            o.limits = p.parsed.limits;
            return o;
          }};
}

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
  throw UsageError(fmt::format("-o {}: the ending says the format; use {} or {}, or give --format", output, CLI::detail::join(endings, ", "), last));
}

const Formats<GraphFormat> kGraphFormats = {{"svg", GraphFormat::Svg}, {"dot", GraphFormat::Dot},
                                                          {"mmd", GraphFormat::Mermaid}, {"graphml", GraphFormat::GraphMl},
                                                          {"json", GraphFormat::Json}};

Command add_graph(Parser& p) {
  CLI::App* app = p.app.add_subcommand("graph", "Draws the programme theory, with a case's or a cohort's verdicts on it if asked");
  GraphOptions& o = p.parsed.graph;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases where --case or --cohort is given");
  app->add_option("--case", o.case_id, "draw the verdicts of this case")->type_name("ID");
  app->add_flag("--cohort", o.cohort, "draw the shares of all the cases");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.graph_format, {"svg", "dot", "mmd", "graphml", "json"}, "default: from the ending of -o, else svg", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist graph programme.theory -o programme.svg\n"
                    "  realist graph programme.theory --case SW-014 cases.json -o x.svg\n"
                    "  realist graph programme.theory --cohort cases/ -o cohort.svg\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            const bool wanted = o.cohort || !o.case_id.empty();
            if (o.cohort && !o.case_id.empty()) throw UsageError("--case and --cohort cannot be drawn on one picture: choose one");
            if (wanted) o.cases = some_cases(sorted.cases, sorted.others);
            if (!wanted && !(sorted.cases.empty() && sorted.others.empty()))
              throw UsageError("to draw cases on the picture, say which: --case ID for one, --cohort for all");
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = format_of(p.parsed.graph_format, o.output, kGraphFormats, GraphFormat::Svg);
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_run(Parser& p) {
  CLI::App* app = p.app.add_subcommand("run", "Judges cases against theories: the verdicts");
  RunOptions& o = p.parsed.run;
  o.threads = std::clamp(std::thread::hardware_concurrency(), 1u, 256u);
  add_paths(app, p.parsed, "THEORY... CASES...", "theory files (.theory, .md) and cases (.json, .ndjson, .jsonl, tables and filled checklists .csv and .xlsx, event logs .xes, also .gz and .zst, folders of them, queries sqlite:... and postgresql://..., - for standard input)");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"table", "ndjson", "csv", "verdicts", "summary", "summary-json"},
             "table: what needs attention, for a terminal; ndjson: one JSON line per case and theory; csv: one row per case and statement; verdicts: the same in six columns, quickly; summary: the cohort", "table");
  app->add_option("--with", o.with, "further columns of csv: links.site,attributes.age")->delimiter(',')->allow_extra_args(false)->type_name("PATH,...");
  app->add_option("--rejects", o.rejects, "keep the records that could not be read in FILE, byte for byte")->type_name("FILE");
  app->add_flag("--strict", o.strict, "stop at the first record that cannot be read");
  app->add_option("--linked", o.linked, "records that cases are linked to, read first and kept in memory, not judged")->allow_extra_args(false)->type_name("FILE");
  app->add_option("--threads", o.threads, "judge on N threads; the results are the same for any N; default: the processors there are")
      ->check(CLI::Validator(CLI::Range(1, 256)).description(""))->type_name("N");
  app->add_option("--partial", o.partial, "write the counts to FILE, for realist merge; needs --as-of. No results, unless --format asks for them")->type_name("FILE");
  app->add_option("--min-rate", p.parsed.min_rate, "exit with 1 if a statement's fired / (fired + stalled), by case, is below PERCENT")
      ->check(CLI::Validator(CLI::Range(0.0, 100.0)).description(""))->type_name("PERCENT");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_size(app, "--limit-linked", o.most_linked, "records kept in memory because cases are linked to them");
  add_examples(app, "  realist run programme.theory cases.json\n"
                    "  realist run programme.theory cases/ --as-of 2016-06-01 --format ndjson\n"
                    "  realist run programme.theory cases.json --format csv --with links.site\n"
                    "  realist run *.theory cases/ --format summary\n"
                    "  realist run my.theory 3.ndjson --as-of 2016-06-01 --partial part-3.bin\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theories = some_theories(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = chosen<RunFormat>(or_default(p.parsed.format, "table"),
                                         {{"table", RunFormat::Table}, {"ndjson", RunFormat::Ndjson}, {"csv", RunFormat::Csv}, {"verdicts", RunFormat::Verdicts},
                                          {"summary", RunFormat::Summary}, {"summary-json", RunFormat::SummaryJson}});
            o.results = o.partial.empty() || !p.parsed.format.empty();
            if (!o.partial.empty() && !o.as_of)
              throw UsageError("--partial needs --as-of DATE: parts are put together only where they were judged at the same date");
            if (o.format == RunFormat::Verdicts && o.theories.size() > 1)
              throw UsageError("--format verdicts does not tell theories apart: give one theory, or --format csv");
            if (!o.with.empty() && o.format != RunFormat::Csv) throw UsageError("--with adds columns to csv: give --format csv as well");
            if (p.parsed.min_rate >= 0) o.min_rate = p.parsed.min_rate;
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_merge(Parser& p) {
  CLI::App* app = p.app.add_subcommand("merge", "Puts the counts of several runs together, as if they had been one");
  MergeOptions& o = p.parsed.merge;
  app->add_option("PART...", o.parts, "files that realist run --partial wrote, of one theory, date and version")->type_name("");
  add_format(app, p.parsed.format, {"summary", "summary-json"}, "the cohort, for a person or for a program, as realist run gives it", "summary");
  add_output(app, o.output);
  add_theory_limits(app, p.parsed.limits.theory);
  add_examples(app, "  realist run my.theory 3.ndjson --as-of 2016-06-01 --partial part-3.bin\n"
                    "  realist merge part-*.bin\n");
  return {app, [&p, &o]() -> CommandOptions {
            if (o.parts.empty()) throw UsageError("which parts? Give the files that realist run --partial wrote");
            o.format = or_default(p.parsed.format, "summary") == "summary" ? RunFormat::Summary : RunFormat::SummaryJson;
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_why(Parser& p) {
  CLI::App* app = p.app.add_subcommand("why", "Why a statement fired, stalled or is undecided in one case, in words");
  WhyOptions& o = p.parsed.why;
  add_paths(app, p.parsed, "THEORY CASES... STATEMENT|PHRASE", "one theory file, cases, and what to explain: a statement's label or a phrase; "
            "without it, every statement that needs attention");
  app->add_option("--case", o.case_id, "the case to explain")->type_name("ID")->required();
  app->add_flag("--full", o.full, "every condition with its value, not only the ones that decided");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json"}, "for a person or for a program", "text");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist why programme.theory cases.json --case SW-014\n"
                    "  realist why programme.theory cases.json --case SW-014 GATE-2 --full\n"
                    "  realist why programme.theory cases.json --case SW-014 \"feels heard\"\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            if (sorted.others.size() > 1) {
              throw UsageError(fmt::format("\"{}\" and \"{}\" are neither theories nor cases; one statement or phrase can be "
                                           "explained at a time (a phrase of several words needs quotes)",
                                           sorted.others[0], sorted.others[1]));
            }
            o.cases = some_cases(sorted.cases, {});
            if (!sorted.others.empty()) o.subject = sorted.others.front();
            o.format = or_default(p.parsed.format, "text") == "json" ? WhyFormat::Json : WhyFormat::Text;
            o.as_of = as_of_time(p.parsed.as_of);
            o.limits = p.parsed.limits;
            return o;
          }};
}

const Formats<CaseloadFormat> kCaseloadFormats = {{"txt", CaseloadFormat::Text}, {"text", CaseloadFormat::Text},
                                                  {"json", CaseloadFormat::Json}, {"csv", CaseloadFormat::Csv}};

Command add_caseload(Parser& p) {
  CLI::App* app = p.app.add_subcommand("caseload", "The agenda of a whole caseload: what is due, what stalled since the last meeting and why, what to ask next");
  CaseloadOptions& o = p.parsed.caseload;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases");
  app->add_option("--since", p.parsed.since, "the last meeting: what is new is new since then; default: a week before --as-of")->type_name("DATE");
  app->add_option("--by", o.by, "group by links.practitioner, attributes.site, ...")->type_name("PATH");
  app->add_option("--ahead", o.days_ahead, "how many days ahead what is due counts as due soon")
      ->check(CLI::Validator(CLI::Range(0, 3660)).description(""))->type_name("DAYS")->default_str("14");
  app->add_flag("--full", o.full, "every item, not the first of each section");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json", "csv"}, "for the meeting, for a program, for a spreadsheet; default: from the ending of -o, else text", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist caseload programme.theory cases/\n"
                    "  realist caseload programme.theory cases/ --as-of 2016-06-01 --since 2016-05-25\n"
                    "  realist caseload programme.theory cases/ --by links.practitioner\n"
                    "  realist caseload programme.theory cases/ -o agenda.csv\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.since = time_given(p.parsed.since, "--since");
            o.format = format_of(p.parsed.format, o.output, kCaseloadFormats, CaseloadFormat::Text);
            o.limits = p.parsed.limits;
            return o;
          }};
}

void check_sides(const DiffOptions& o) {
  if (o.at.empty() && o.cases.size() != 2)
    throw UsageError("which two? Give --case ID twice for two cases, or --case ID once and --at DATE twice for one case at two dates");
  if (o.at.empty() && o.cases[0] == o.cases[1]) throw UsageError("that is one case twice: to see how it changed, give --at DATE twice");
  if (o.at.empty()) return;
  if (o.cases.size() != 1) throw UsageError("--at is for one case at two dates; for two cases give --case twice and --as-of DATE");
  if (o.at.size() != 2) throw UsageError("--at is given twice: the two dates to compare");
  if (o.as_of) throw UsageError("--as-of and --at both say the date: give one of them");
}

Command add_diff(Parser& p) {
  CLI::App* app = p.app.add_subcommand("diff", "Where two cases part, or one case at two dates: statement by statement, what split them first");
  DiffOptions& o = p.parsed.diff;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases");
  app->add_option("--case", o.cases, "a case; twice for two cases")->type_name("ID")->allow_extra_args(false)->required();
  app->add_option("--at", p.parsed.at, "twice: one case at two dates")->type_name("DATE")->allow_extra_args(false);
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json"}, "for a person or for a program", "text");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist diff programme.theory cases/ --case SW-014 --case SW-015\n"
                    "  realist diff programme.theory cases/ --case SW-014 --at 2016-05-25 --at 2016-06-01\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.inputs = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            for (const std::string& at : p.parsed.at) o.at.push_back(*time_given(at.empty() ? "\"\"" : at, "--at"));
            check_sides(o);
            o.json = p.parsed.format == "json";
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_test(Parser& p) {
  CLI::App* app = p.app.add_subcommand("test", "Runs the Example blocks of theories, and says what no example covers");
  TestOptions& o = p.parsed.test;
  add_paths(app, p.parsed, "THEORY... CASES...", "theory files (.theory or .md), and with --coverage cases that count as well");
  app->add_flag("--coverage", o.coverage,
                "hold the examples to covering the theory: a statement nothing is expected of, or an indicator never seen true, false and "
                "unknown in the examples and CASES, is a finding (exit status 1)");
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist test programme.theory\n  realist test programme.theory --coverage cases.json\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            const bool cases = std::any_of(sorted.cases.begin(), sorted.cases.end(), [](const std::string& path) { return path != "-"; });
            if (cases && !o.coverage) throw UsageError("cases are looked at with --coverage");
            for (const std::string& path : p.parsed.paths) (!o.coverage || is_theory_path(path) ? o.theories : o.cases).push_back(path);
            o.theories = some_theories(o.theories);
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_convert(Parser& p) {
  CLI::App* app = p.app.add_subcommand("convert", "Tables and logs as case records, one JSON line each");
  ConvertOptions& o = p.parsed.convert;
  add_paths(app, p.parsed, "IN...", "tables (.csv, .tsv, .xlsx, sqlite:FILE?query=..., postgresql://USER@HOST/DATABASE?query=...) and event logs (.xes), also .gz and .zst, or any other cases; - is standard input");
  add_map(app, o.map);
  app->add_flag("--guess", o.guess, "write down how a table may be read, to look over and to give with --map");
  app->add_option("--rejects", o.rejects, "keep the rows that could not be read in FILE")->type_name("FILE");
  app->add_flag("--strict", o.strict, "stop at the first record that cannot be read; FILE is not written then");
  add_output(app, o.output);
  add_record_limits(app, p.parsed.limits.record);
  add_examples(app, "  realist convert visits.csv --guess -o visits.map\n"
                    "  realist convert visits.csv --map visits.map -o cases.ndjson\n"
                    "  realist convert visits.csv --map case=client --map event=what --map at=day\n"
                    "  realist convert log.xes.gz -o cases.ndjson\n"
                    "  realist convert book.xlsx --map \"sheet=Visits\" --map visits.map -o cases.ndjson\n"
                    "  realist run programme.theory visits.csv --map visits.map\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.inputs = p.parsed.paths;
            if (o.inputs.empty()) throw UsageError("what is to be converted? Give a table, or - for standard input");
            if (o.guess && o.inputs.size() > 1) throw UsageError("--guess takes one table at a time");
            o.limits = p.parsed.limits;
            return o;
          }};
}

const Formats<ChecklistFormat> kChecklistFormats = {
    {"html", ChecklistFormat::Html}, {"md", ChecklistFormat::Markdown}, {"csv", ChecklistFormat::Csv}};

Command add_checklist(Parser& p) {
  CLI::App* app = p.app.add_subcommand("checklist", "What to record for a case so that a theory can be judged, and filled checklists back as records");
  ChecklistOptions& o = p.parsed.checklist;
  add_paths(app, p.parsed, "THEORY", "one theory file");
  app->add_option("--case", o.case_id, "write this case's id into the checklist")->type_name("ID");
  app->add_option("--read", o.read, "turn filled checklists (.csv) into case records, one JSON line each")->type_name("FILLED");
  add_format(app, p.parsed.format, {"html", "md", "csv"}, "a page to print, a page of text, a table to fill in; default: from the ending of -o, else md", "");
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist checklist programme.theory -o checklist.html\n  realist checklist programme.theory --case SW-014 -o SW-014.csv\n"
                    "  realist checklist programme.theory --read SW-014.csv -o cases.ndjson\n  realist run programme.theory SW-014.csv\n");
  return {app, [&p, &o]() -> CommandOptions {
            Sorted sorted = sort_paths(p.parsed.paths);
            std::erase_if(o.read, [&](const std::string& path) {
              const bool theory = is_theory_path(path);
              if (theory) sorted.theories.push_back(path);
              return theory;
            });
            o.theory = one_theory(sorted.theories);
            if (!sorted.cases.empty() || !sorted.others.empty()) {
              const std::string path = (sorted.cases.empty() ? sorted.others : sorted.cases).front();
              throw UsageError(fmt::format("\"{}\" is no theory; a filled checklist is given with --read", path));
            }
            if (!o.read.empty() && !o.case_id.empty()) throw UsageError("--case is for making a checklist, --read for reading one");
            if (!o.read.empty() && !p.parsed.format.empty()) throw UsageError("--read writes records, one JSON line each; --format is for making a checklist");
            if (o.read.empty()) o.format = format_of(p.parsed.format, o.output, kChecklistFormats, ChecklistFormat::Markdown);
            o.limits = p.parsed.limits;
            return o;
          }};
}

const Formats<ReportFormat> kReportFormats = {{"html", ReportFormat::Html}, {"md", ReportFormat::Markdown}, {"docx", ReportFormat::Docx}};

Command add_report(Parser& p) {
  CLI::App* app = p.app.add_subcommand("report", "A caseload as one page to open, print and hand on");
  ReportOptions& o = p.parsed.report;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases: files or folders of records, tables or logs; - is standard input");
  app->add_option("--by", o.by, "what to group and filter cases by: links.site, attributes.ward; default: every kind of link they have")
      ->delimiter(',')->allow_extra_args(false)->type_name("PATH,...");
  app->add_option("--redact", o.redact, "leave out people's own words: quotes, reasons, sources, and texts that the theory does not ask for")
      ->check(one_of({"quotes"}))->type_name("quotes");
  app->add_option("--since", p.parsed.since, "the last meeting, for the agenda: what is new is new since then; default: a week before --as-of")->type_name("DATE");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"html", "md", "docx"}, "a page for a browser, a page of text, or a document (made by pandoc); default: from the ending of -o, else html", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist report programme.theory cases/ -o report.html\n"
                    "  realist report programme.theory cases/ --by links.site --redact quotes -o report.html\n"
                    "  realist report programme.theory cases/ -o report.md\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.format = format_of(p.parsed.format, o.output, kReportFormats, ReportFormat::Html);
            o.since = time_given(p.parsed.since, "--since");
            o.as_of = as_of_time(p.parsed.as_of);
            o.limits = p.parsed.limits;
            return o;
          }};
}

const Formats<CodebookFormat> kCodebookFormats = {
    {"md", CodebookFormat::Markdown}, {"csv", CodebookFormat::Csv}, {"qdc", CodebookFormat::Qdc}};

Command add_codebook(Parser& p) {
  CLI::App* app = p.app.add_subcommand("codebook", "A codebook: for each proposition what to look for, where it is used, what it rests on");
  CodebookOptions& o = p.parsed.codebook;
  add_paths(app, p.parsed, "THEORY", "one theory file");
  add_format(app, p.parsed.format, {"md", "csv", "qdc"},
             "a page of text, a table, or REFI-QDA for NVivo, ATLAS.ti, MAXQDA and QualCoder; default: from the ending of -o, else md", "");
  add_output(app, o.output);
  add_theory_limits(app, p.parsed.limits.theory);
  add_examples(app, "  realist codebook programme.theory -o codebook.md\n  realist codebook programme.theory -o codebook.qdc\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.theory = one_theory(p.parsed.paths);
            o.format = format_of(p.parsed.format, o.output, kCodebookFormats, CodebookFormat::Markdown);
            o.limits = p.parsed.limits;
            return o;
          }};
}

const Formats<IndexFormat> kIndexFormats = {{"md", IndexFormat::Markdown}, {"csv", IndexFormat::Csv}, {"json", IndexFormat::Json}};

Command add_index(Parser& p) {
  CLI::App* app = p.app.add_subcommand("index", "For each line of each source, the statements that rest on it");
  IndexOptions& o = p.parsed.index;
  add_paths(app, p.parsed, "THEORY...", "theory files (.theory or .md)");
  app->add_option("--source", o.source, "this source alone")->type_name("DOCUMENT");
  add_format(app, p.parsed.format, {"md", "csv", "json"}, "a page of text, a table, or for a program; default: from the ending of -o, else md", "");
  add_output(app, o.output);
  add_theory_limits(app, p.parsed.limits.theory);
  add_examples(app, "  realist index programme.theory -o index.md\n  realist index *.theory --source 002 --format csv\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.theories = some_theories(p.parsed.paths);
            o.format = format_of(p.parsed.format, o.output, kIndexFormats, IndexFormat::Markdown);
            o.limits = p.parsed.limits;
            return o;
          }};
}

// --- matrices ---

void add_matrix(CLI::App* app, Parsed& parsed, MatrixOptions& o) {
  app->add_option("--missing", o.missing, "codes that mean unknown, such as -9,99; an empty cell is unknown anyway")
      ->delimiter(',')->allow_extra_args(false)->type_name("CODE,...");
  app->add_option("--calibrate", parsed.calibrate, "turn a column of numbers into degrees by the direct method, from fully out, crossover and fully in; once for each column")
      ->allow_extra_args(false)->type_name("NAME=OUT,CROSSOVER,IN");
  app->add_option("--log-odds", parsed.log_odds, "log odds at fully in: 3, or ln19 for a degree of exactly 0.95 there")
      ->check(one_of({"3", "ln19"}))->default_str("3")->type_name("3|ln19");
}

MatrixOptions matrix_from(const Parsed& parsed, MatrixOptions o) {
  for (const std::string& text : parsed.calibrate) {
    const std::size_t equals = text.rfind('=');
    const auto anchors = equals == std::string::npos ? std::nullopt : anchors_of(std::string_view(text).substr(equals + 1));
    if (!anchors) throw UsageError(fmt::format("--calibrate {}: write NAME=OUT,CROSSOVER,IN, three numbers that rise or fall, as in income=400,550,900", text));
    if (!o.calibrate.emplace(text.substr(0, equals), *anchors).second) throw UsageError(fmt::format("--calibrate: {} is calibrated twice", text.substr(0, equals)));
  }
  if (parsed.log_odds == "ln19" && o.calibrate.empty()) throw UsageError("--log-odds says how --calibrate works; nothing is calibrated here");
  o.log_odds = parsed.log_odds == "ln19" ? engine::LogOdds::Ln19 : engine::LogOdds::Three;
  return o;
}

const std::vector<std::string> kSetFormats = {"text", "json", "csv"};

SetFormat set_format(const Parsed& parsed) {
  return chosen<SetFormat>(or_default(parsed.format, "text"), {{"text", SetFormat::Text}, {"json", SetFormat::Json}, {"csv", SetFormat::Csv}});
}

Command add_fit(Parser& p) {
  CLI::App* app = p.app.add_subcommand("fit", "How well an expression over conditions fits an outcome: consistency, coverage, PRI, RoN and more, with the cases that deviate and why");
  FitOptions& o = p.parsed.fit;
  add_paths(app, p.parsed, "MATRIX EXPRESSION", "a CSV file (first row: names; first column: the case; - for standard input), and what to fit in quotes: "
            "* is and, + is or, ~ is not; -> enough for, <- needed for, <-> both");
  add_matrix(app, p.parsed, o.matrix);
  app->add_option("--products", p.parsed.products, "brackets as they are written, or multiplied out first, which drops products such as A*~A")
      ->check(one_of({"as-written", "multiplied-out"}))->default_str("as-written")->type_name("as-written|multiplied-out");
  add_format(app, p.parsed.format, kSetFormats, "for a person; for a program; one row a case, for R", "text");
  add_output(app, o.output);
  add_examples(app, "  realist fit matrix.csv \"A*~B + C -> Y\"\n"
                    "  realist fit matrix.csv \"A <- Y\" --missing -9,99\n"
                    "  realist fit matrix.csv \"trust -> stays\" --calibrate trust=1,3,5 --log-odds ln19\n"
                    "  realist fit matrix.csv \"A + B -> ~Y\" --format csv -o cases.csv\n");
  return {app, [&p, &o]() -> CommandOptions {
            if (p.parsed.paths.size() != 2)
              throw UsageError("give a matrix and one expression in quotes, as in: realist fit matrix.csv \"A*~B + C -> Y\"");
            o.matrix.path = p.parsed.paths[0];
            o.expression = p.parsed.paths[1];
            o.matrix = matrix_from(p.parsed, o.matrix);
            o.multiplied_out = p.parsed.products == "multiplied-out";
            o.format = set_format(p.parsed);
            return o;
          }};
}

void add_truth_table_options(CLI::App* app, Parser& p, TruthTableOptions& o) {
  add_paths(app, p.parsed, "MATRIX", "a CSV file (first row: names; first column: the case; - for standard input)");
  app->add_option("--outcome", o.outcome, "the outcome's column; ~NAME for its absence")->required()->type_name("NAME");
  app->add_option("--conditions", o.conditions, "the conditions, at most 20; default: every column but the outcome")
      ->delimiter(',')->allow_extra_args(false)->type_name("NAME,...");
  add_matrix(app, p.parsed, o.matrix);
  app->add_option("--incl-cut", p.parsed.incl_cut, "a row this consistent has the outcome; with a second number, one from there on contradicts itself (C)")
      ->delimiter(',')->allow_extra_args(false)->default_str("0.8")->type_name("N[,N]");
  app->add_option("--pri-cut", o.choices.pri_from, "and with at least this PRI")
      ->check(CLI::Validator(CLI::Range(0.0, 1.0)).description(""))->default_str("0")->type_name("N");
  app->add_option("--n-cut", o.choices.cases_from, "a row with fewer cases is a remainder")
      ->check(CLI::Validator(CLI::Range(1, 1'000'000)).description(""))->default_str("1")->type_name("N");
  add_format(app, p.parsed.format, kSetFormats, "for a person, for a program, for R", "text");
  add_output(app, o.output);
}

double cut_from(const std::string& text) {
  double cut = -1;
  try {
    std::size_t end = 0;
    cut = std::stod(text, &end);
    if (end != text.size()) cut = -1;
  } catch (const std::exception&) {
    cut = -1;
  }
  if (!(cut >= 0 && cut <= 1)) throw UsageError(fmt::format("--incl-cut {}: a consistency lies from 0 to 1, as in --incl-cut 0.8", text));
  return cut;
}

TruthTableOptions truth_table_from(const Parsed& parsed, TruthTableOptions o) {
  if (parsed.paths.size() != 1) throw UsageError("give one matrix, a CSV file");
  o.matrix.path = parsed.paths.front();
  o.matrix = matrix_from(parsed, o.matrix);
  if (parsed.incl_cut.size() > 2) throw UsageError("--incl-cut takes one number, or two: from where on a row has the outcome, and from where on it contradicts itself");
  if (!parsed.incl_cut.empty()) o.choices.consistent_from = cut_from(parsed.incl_cut[0]);
  if (parsed.incl_cut.size() == 2) o.choices.contradicts_from = cut_from(parsed.incl_cut[1]);
  if (o.choices.contradicts_from && *o.choices.contradicts_from > o.choices.consistent_from)
    throw UsageError("--incl-cut: the second number is the lower one, as in --incl-cut 0.9,0.5");
  o.format = set_format(parsed);
  return o;
}

Command add_truth_table(Parser& p) {
  CLI::App* app = p.app.add_subcommand("truth-table", "Which configurations of conditions the cases of a matrix show, and how consistently each comes with the outcome");
  TruthTableOptions& o = p.parsed.minimise.table;
  add_truth_table_options(app, p, o);
  app->add_flag("--complete", o.complete, "list the rows without cases (remainders) too");
  add_examples(app, "  realist truth-table matrix.csv --outcome Y\n"
                    "  realist truth-table matrix.csv --outcome ~Y --conditions A,B,C --incl-cut 0.9,0.5 --complete\n"
                    "  realist truth-table matrix.csv --outcome Y --format csv -o table.csv\n");
  return {app, [&p, &o]() -> CommandOptions { return truth_table_from(p.parsed, o); }};
}

Command add_minimise(Parser& p) {
  CLI::App* app = p.app.add_subcommand("minimise", "The shortest expressions that cover a truth table's rows with the outcome: conservative, parsimonious and intermediate, all models");
  MinimiseOptions& o = p.parsed.minimise;
  add_truth_table_options(app, p, o.table);
  app->add_option("--solution", p.parsed.solution, "one alone; default: conservative and parsimonious, and with --dir-exp intermediate")
      ->check(one_of({"conservative", "parsimonious", "intermediate"}))->type_name("conservative|parsimonious|intermediate");
  app->add_option("--dir-exp", o.dir_exp, "directional expectations: conditions whose presence (NAME) or absence (~NAME) should help; or 1, 0, - for each in turn")
      ->delimiter(',')->allow_extra_args(false)->type_name("NAME,...");
  app->add_flag("--all-models", o.all_models, "every model of which no part can be spared, not those with the fewest products alone");
  add_examples(app, "  realist minimise matrix.csv --outcome Y\n"
                    "  realist minimise matrix.csv --outcome Y --dir-exp A,~B --solution intermediate\n"
                    "  realist minimise matrix.csv --outcome ~Y --incl-cut 1 --n-cut 2 --all-models --format json\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.table = truth_table_from(p.parsed, o.table);
            if (p.parsed.solution.empty()) return o;
            o.solution = chosen<engine::SolutionKind>(p.parsed.solution, {{"conservative", engine::SolutionKind::Conservative},
                                                                          {"parsimonious", engine::SolutionKind::Parsimonious},
                                                                          {"intermediate", engine::SolutionKind::Intermediate}});
            return o;
          }};
}

Command add_explain(Parser& p) {
  CLI::App* app = p.app.add_subcommand("explain", "What a message means, with an example of the wrong and the right");
  app->add_option("CODE", p.parsed.explain.code, "the words in brackets after a message; without it, all codes are listed")->type_name("");
  add_examples(app, "  realist explain syntax/missing-then\n  realist explain\n");
  return {app, [&p]() -> CommandOptions { return p.parsed.explain; }};
}

void add_loudness(CLI::App* app, Parsed& parsed) {
  app->add_flag("-q,--quiet", parsed.quiet, "say nothing on standard error but errors");
  app->add_flag("-v,--verbose", parsed.verbose, "say also what is read and how far the work is");
}

std::unique_ptr<Parser> make_parser() {
  auto parser = std::make_unique<Parser>();
  Parser& p = *parser;
  p.app.set_version_flag("--version", std::string(kVersion), "Print the version and exit");
  p.app.set_help_flag("-h,--help", "Print this help and exit");
  p.app.option_defaults()->always_capture_default(false);
  p.app.require_subcommand(1);
  p.app.footer("realist COMMAND --help tells more about each command.\n");
  p.commands = {add_new(p), add_check(p), add_fmt(p), add_graph(p), add_run(p), add_merge(p), add_why(p), add_caseload(p), add_diff(p), add_test(p), add_convert(p), add_report(p), add_checklist(p), add_codebook(p), add_index(p),
                add_fit(p), add_truth_table(p), add_minimise(p), add_explain(p)};
  for (const Command& command : p.commands) {
    command.app->set_help_flag("-h,--help", "Print this help and exit");
    add_loudness(command.app, p.parsed);
  }
  return parser;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> command_names(const Parser& p) {
  std::vector<std::string> names;
  for (const Command& command : p.commands) names.push_back(command.app->get_name());
  return names;
}

const Command* command_given(const Parser& p) {
  for (const Command& command : p.commands)
    if (command.app->parsed()) return &command;
  return nullptr;
}

Finished usage(const std::string& sentence, const Command* command) {
  const std::string more = command ? fmt::format("realist {} --help", command->app->get_name()) : "realist --help";
  return {kUsage, fmt::format("error: {}\nSee {}.\n", sentence, more)};
}

Finished unknown_word(const Parser& p, const Command* command, const std::string& word) {
  if (!word.empty() && word.front() == '-' && word != "-") {
    const std::string name = word.substr(0, word.find('='));
    const std::vector<std::string> known = option_names(command ? *command->app : p.app);
    return usage(fmt::format("there is no option {}{}", name, did_you_mean(name, known)), command);
  }
  if (command) return usage(fmt::format("\"{}\" is one word too many", word), command);
  return usage(fmt::format("there is no command \"{}\"{}", word, did_you_mean(word, command_names(p))), nullptr);
}

std::string program_help(const Parser& p);

Finished wrong_usage(const Parser& p, const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  const Command* command = command_given(p);
  const std::vector<std::string> extras = p.app.remaining(true);
  const auto option = std::find_if(extras.begin(), extras.end(), [](const std::string& e) { return e.starts_with('-') && e != "-"; });
  if (option != extras.end()) return unknown_word(p, command, *option);
  if (!extras.empty()) return unknown_word(p, command, extras.front());
  if (!command && arguments.empty()) return {kUsage, program_help(p)};
  return usage(error.what(), command);
}

constexpr std::size_t kHelpColumns = 80, kHelpIndent = 26;

// Words from column `indent` on, the first line begun already at `column`.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t column) {
  std::string out;
  std::istringstream words(text);
  bool first = true;
  for (std::string word; words >> word; first = false) {
    if (!first && column + 1 + word.size() > kHelpColumns) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + "\n";
}

std::string help_entry(const std::string& left, const std::string& description) {
  if (left.size() + 2 > kHelpIndent) return left + "\n" + std::string(kHelpIndent, ' ') + wrapped(description, kHelpIndent, kHelpIndent);
  return left + std::string(kHelpIndent - left.size(), ' ') + wrapped(description, kHelpIndent, kHelpIndent);
}

std::string option_entry(const CLI::Option& option) {
  std::string left = "  " + option.get_name(false, true);
  std::replace(left.begin(), left.end(), ',', ' ');
  if (!option.get_type_name().empty() && option.get_items_expected_max() > 0) {
    std::string type = option.get_type_name();
    std::replace(type.begin(), type.end(), ' ', '_');
    left += " " + type;
  }
  const std::string fallback = option.get_default_str();
  return help_entry(left, option.get_description() + (fallback.empty() ? "" : fmt::format(" [default: {}]", fallback)));
}

std::string help_options(const CLI::App& app, const std::string& group) {
  std::string text;
  for (const CLI::Option* option : app.get_options())
    if (!option->get_positional() && option->get_group() == group) text += option_entry(*option);
  return text.empty() ? "" : fmt::format("\n{}:\n{}", group, text);
}

std::string command_help(const Command& command) {
  const CLI::App& app = *command.app;
  std::string usage, what;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    usage += " " + option->get_name(true);
    what += help_entry("  " + option->get_name(true), option->get_description());
  }
  return fmt::format("realist {}{} [OPTIONS]\n\n{}\n{}", app.get_name(), usage, wrapped(app.get_description(), 0, 0), what) +
         help_options(app, "Options") + help_options(app, "Limits") + "\n" + app.get_footer();
}

std::string program_help(const Parser& p) {
  std::string text = "realist COMMAND [OPTIONS]\n\n" + wrapped(p.app.get_description(), 0, 0) + "\nCommands:\n";
  for (const Command& command : p.commands)
    text += fmt::format("  {:<13}{}", command.app->get_name(), wrapped(command.app->get_description(), 15, 15));
  return text + help_options(p.app, "Options") + "\n" + p.app.get_footer();
}

Loudness loudness(const Parsed& parsed) {
  return parsed.quiet ? Loudness::Quiet : parsed.verbose ? Loudness::Verbose : Loudness::Normal;
}

}  // namespace

std::variant<ParsedOptions, Finished> parse_options(const std::vector<std::string>& arguments) {
  const std::unique_ptr<Parser> parser = make_parser();
  try {
    // A first word that is no command is said before anything that follows it.
    if (!arguments.empty() && !arguments.front().starts_with('-')) {
      const std::vector<std::string> names = command_names(*parser);
      if (std::find(names.begin(), names.end(), arguments.front()) == names.end())
        return unknown_word(*parser, nullptr, arguments.front());
    }
    parser->app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    const Command* command = command_given(*parser);
    try {
      return ParsedOptions{command->finish(), loudness(parser->parsed)};
    } catch (const UsageError& error) {
      return usage(error.what(), command);
    }
  } catch (const CLI::CallForHelp&) {
    const Command* command = command_given(*parser);
    return Finished{kDone, command ? command_help(*command) : program_help(*parser)};
  } catch (const CLI::CallForVersion&) {
    return Finished{kDone, std::string(kVersion) + "\n"};
  } catch (const CLI::ParseError& error) {
    return wrong_usage(*parser, error, arguments);
  }
}

std::vector<std::string> all_options() {
  const std::unique_ptr<Parser> parser = make_parser();
  std::vector<std::string> all;
  for (const std::string& name : option_names(parser->app)) all.push_back(name);
  for (const Command& command : parser->commands)
    for (const std::string& name : option_names(*command.app)) all.push_back(command.app->get_name() + " " + name);
  return all;
}

}  // namespace realist::cli

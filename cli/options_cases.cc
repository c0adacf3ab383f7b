#include "cli/option_parts.h"

#include <thread>

namespace realist::cli {

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
  app->add_flag("--watch", o.watch, "judge again after each save of the theory, its included files or the cases, and tell which verdicts have changed; Ctrl-C ends");
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
            if (o.watch) {
              check_watched(o.cases, o.output, o.format != RunFormat::Table && o.format != RunFormat::Summary);
              one_theory(o.theories);
              if (!o.partial.empty() || !o.linked.empty()) throw UsageError("--watch holds all records in memory and writes nothing else: it goes without --partial and --linked");
            }
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

namespace {

const Formats<CaseloadFormat> kCaseloadFormats = {{"txt", CaseloadFormat::Text}, {"text", CaseloadFormat::Text},
                                                  {"json", CaseloadFormat::Json}, {"csv", CaseloadFormat::Csv}};

}  // namespace

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

namespace {

void check_sides(const DiffOptions& o) {
  if (o.at.empty() && o.cases.size() != 2)
    throw UsageError("which two? Give --case ID twice for two cases, or --case ID once and --at DATE twice for one case at two dates");
  if (o.at.empty() && o.cases[0] == o.cases[1]) throw UsageError("that is one case twice: to see how it changed, give --at DATE twice");
  if (o.at.empty()) return;
  if (o.cases.size() != 1) throw UsageError("--at is for one case at two dates; for two cases give --case twice and --as-of DATE");
  if (o.at.size() != 2) throw UsageError("--at is given twice: the two dates to compare");
  if (o.as_of) throw UsageError("--as-of and --at both say the date: give one of them");
}

}  // namespace

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

namespace {

const Formats<ReportFormat> kReportFormats = {{"html", ReportFormat::Html}, {"md", ReportFormat::Markdown}, {"docx", ReportFormat::Docx}};

}  // namespace

Command add_report(Parser& p) {
  CLI::App* app = p.app.add_subcommand("report", "A caseload as one page to open, print and hand on");
  ReportOptions& o = p.parsed.report;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases: files or folders of records, tables or logs; - is standard input");
  app->add_option("--by", o.by, "what to group and filter cases by: links.site, attributes.ward; default: every kind of link they have")
      ->delimiter(',')->allow_extra_args(false)->type_name("PATH,...");
  app->add_option("--redact", o.redact, "leave out people's own words: quotes, reasons, sources, and texts that the theory does not ask for")
      ->check(one_of({"quotes"}))->type_name("quotes");
  app->add_option("--picture", o.pictures, "put a picture (.svg) that another command drew into the page; may be given several times")
      ->allow_extra_args(false)->type_name("FILE");
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
            if (!o.pictures.empty() && o.format != ReportFormat::Html) throw UsageError("--picture puts a picture into the page for a browser: give --format html, or -o FILE.html");
            o.since = time_given(p.parsed.since, "--since");
            o.as_of = as_of_time(p.parsed.as_of);
            o.limits = p.parsed.limits;
            return o;
          }};
}

}  // namespace realist::cli

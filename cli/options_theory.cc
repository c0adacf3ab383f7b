#include "cli/option_parts.h"

namespace realist::cli {

Command add_new(Parser& p) {
  CLI::App* app = p.app.add_subcommand("new", "Writes a small working theory with two cases and an example, ready to run");
  app->add_option("DIR", p.parsed.create.folder, "folder to make; it must not exist or be empty")->required()->type_name("");
  add_examples(app, "  realist new my-programme\n  realist test my-programme/programme.theory\n");
  return {app, [&p]() -> CommandOptions { return p.parsed.create; }};
}

namespace {

void check_sense(const CheckOptions& o) {
  if (o.fix && std::find(o.theories.begin(), o.theories.end(), "-") != o.theories.end()) throw UsageError("--fix writes into files; standard input is none");
  if (o.fix && (o.scorecard || o.watch)) throw UsageError(fmt::format("--fix mends once; it does not go with {}", o.watch ? "--watch" : "--scorecard"));
  if (o.scorecard && (!o.cases.empty() || o.format == MessageFormat::Lsp)) throw UsageError("--scorecard is about the theory alone, as text or json");
}

}  // namespace

Command add_check(Parser& p) {
  CLI::App* app = p.app.add_subcommand("check", "Every error and warning of a theory, and with --data of its words against the data");
  CheckOptions& o = p.parsed.check;
  add_paths(app, p.parsed, "THEORY...", "theory files (.theory or .md; - is standard input)");
  app->add_option("--data", o.cases, "cases to hold the theory's words against: words the data never has, "
                  "statements no case can reach, an If that comes to hold more than once")->type_name("CASES");
  add_format(app, p.parsed.format, {"text", "json", "lsp"}, "for a person, for a program, for an editor", "text");
  app->add_flag("--every", o.every, "show each note of the linter in its place, not two lines for each kind");
  app->add_flag("--fix", o.fix, "make the safe fixes in the files, then check: labels written in, phrases spelt as elsewhere");
  app->add_flag("--scorecard", o.scorecard, "instead of messages: the theory by the published criteria for programme-theory diagrams, each with its counts");
  app->add_flag("--watch", o.watch, "check again after each save, also of included files and of the data, and tell what has changed; Ctrl-C ends");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist check programme.theory\n  realist check programme.theory --data cases.json\n"
                    "  realist check programme.theory --watch\n"
                    "  realist check *.theory --format json\n  realist check programme.theory --fix\n"
                    "  realist check programme.theory --scorecard\n");
  return {app, [&p, &o]() -> CommandOptions {
            for (const std::string& path : p.parsed.paths) o.theories.push_back(path);
            const Sorted data = sort_paths(o.cases);
            o.theories.insert(o.theories.end(), data.theories.begin(), data.theories.end());
            o.cases = data.cases;
            o.cases.insert(o.cases.end(), data.others.begin(), data.others.end());
            if (o.theories.empty()) throw UsageError("which theory? Give at least one file that ends in .theory or .md");
            o.format = chosen<MessageFormat>(or_default(p.parsed.format, "text"),
                                             {{"text", MessageFormat::Text}, {"json", MessageFormat::Json}, {"lsp", MessageFormat::Lsp}});
            check_sense(o);
            if (o.watch && o.scorecard) throw UsageError("--watch tells what each save changes; it goes without --scorecard");
            if (o.watch) check_watched(o.theories, o.output, o.format != MessageFormat::Text);
            if (o.watch) check_watched(o.cases, o.output, false);
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

namespace {

// What a picture can be written as, the usual one first.
const Formats<GraphFormat> kMapFormats = {{"svg", GraphFormat::Svg}, {"dot", GraphFormat::Dot}, {"mmd", GraphFormat::Mermaid},
                                          {"graphml", GraphFormat::GraphMl}, {"json", GraphFormat::Json}};
const Formats<GraphFormat> kLaneFormats = {{"svg", GraphFormat::Svg}};
const Formats<GraphFormat> kTableFormats = {{"md", GraphFormat::Markdown}, {"html", GraphFormat::Html}, {"csv", GraphFormat::Csv}};

GraphFormat picture_format(const GraphOptions& o, const std::string& view, const std::string& word) {
  const Formats<GraphFormat>& formats = o.picture == GraphPicture::Table ? kTableFormats : o.picture == GraphPicture::Lanes ? kLaneFormats : kMapFormats;
  std::vector<std::string> words;
  for (const auto& [name, format] : formats) words.push_back(name);
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
    throw UsageError(fmt::format("--format {}: --view {} is written as {}", word, view, CLI::detail::join(words, ", ")));
  return format_of(word, o.output, formats, formats.front().second);
}

}  // namespace

Command add_graph(Parser& p) {
  CLI::App* app = p.app.add_subcommand("graph", "Draws the programme theory, with a case's or a cohort's verdicts on it if asked");
  GraphOptions& o = p.parsed.graph;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases where --case or --cohort is given");
  app->add_option("--case", o.case_id, "draw the verdicts of this case")->type_name("ID");
  app->add_flag("--cohort", o.cohort, "draw the shares of all the cases");
  app->add_option("--view", p.parsed.words, "map: the causal map; lanes: a lane for each actor, by phase and role; table: a row for each statement, with its context, resource, reasoning, outcome and evidence")
      ->check(one_of({"map", "lanes", "table"}))->default_str("map")->type_name("map|lanes|table");
  app->add_option("--focus", o.focus, "show only what stands around this statement (its label) or proposition (its phrase)")->type_name("PHRASE");
  app->add_option("--depth", o.depth, "how many statements away from it; 1: only those that speak of it")
      ->check(CLI::Validator(CLI::Range(1, 1'000'000)).description(""))->default_str("2")->type_name("N");
  app->add_option("--fold", o.fold, "draw one box for all statements of a file or a phase: its name, files for each file, or phases; may be given several times")
      ->allow_extra_args(false)->type_name("PART");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.graph_format, {"svg", "dot", "mmd", "graphml", "json", "html", "md", "csv"},
             "default: from the ending of -o, else svg, and md for the table (html, md and csv)", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist graph programme.theory -o programme.svg\n"
                    "  realist graph programme.theory --case SW-014 cases.json -o x.svg\n"
                    "  realist graph programme.theory --cohort cases/ -o cohort.svg\n"
                    "  realist graph programme.theory --view table -o table.html\n"
                    "  realist graph programme.theory --focus GATE-1 --depth 2 -o gate.svg\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            const bool wanted = o.cohort || !o.case_id.empty();
            if (o.cohort && !o.case_id.empty()) throw UsageError("--case and --cohort cannot be drawn on one picture: choose one");
            if (wanted) o.cases = some_cases(sorted.cases, sorted.others);
            if (!wanted && !(sorted.cases.empty() && sorted.others.empty()))
              throw UsageError("to draw cases on the picture, say which: --case ID for one, --cohort for all");
            o.as_of = as_of_time(p.parsed.as_of);
            const std::string view = or_default(p.parsed.words, "map");
            o.picture = chosen<GraphPicture>(view, {{"map", GraphPicture::Map}, {"lanes", GraphPicture::Lanes}, {"table", GraphPicture::Table}});
            if (!o.fold.empty() && o.picture != GraphPicture::Map) throw UsageError("--fold goes with --view map; to show less, use --focus");
            o.format = picture_format(o, view, p.parsed.graph_format);
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

namespace {

const Formats<ChecklistFormat> kChecklistFormats = {
    {"html", ChecklistFormat::Html}, {"md", ChecklistFormat::Markdown}, {"csv", ChecklistFormat::Csv}};

}  // namespace

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

namespace {

const Formats<CodebookFormat> kCodebookFormats = {
    {"md", CodebookFormat::Markdown}, {"csv", CodebookFormat::Csv}, {"qdc", CodebookFormat::Qdc}};

}  // namespace

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

namespace {

const Formats<IndexFormat> kIndexFormats = {{"md", IndexFormat::Markdown}, {"csv", IndexFormat::Csv}, {"json", IndexFormat::Json}};

}  // namespace

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

namespace {

const Formats<ExtractFormat> kExtractFormats = {{"theory", ExtractFormat::Theory}, {"json", ExtractFormat::Json}};

}  // namespace

Command add_extract(Parser& p) {
  CLI::App* app = p.app.add_subcommand("extract", "A draft theory out of the conditional sentences of documents");
  ExtractOptions& o = p.parsed.extract;
  add_paths(app, p.parsed, "DOCUMENT...", "documents (.txt, .md, .docx, .odt, .html, .pdf; - is text on standard input)");
  add_format(app, p.parsed.format, {"theory", "json"}, "a draft to go on with, or everything that was found, for a program; default: from the ending of -o, else theory", "");
  add_output(app, o.output);
  add_size(app, "--limit-text", o.text_bytes, "bytes of text in one document; 16MiB will do as well");
  add_examples(app, "  realist extract handbook.docx -o draft.theory\n  realist extract handbook.txt interviews.md --format json\n");
  return {app, [&p, &o]() -> CommandOptions {
            if (p.parsed.paths.empty()) throw UsageError("which document? Give at least one .txt, .md, .docx, .odt, .html or .pdf");
            o.documents = p.parsed.paths;
            o.format = format_of(p.parsed.format, o.output, kExtractFormats, ExtractFormat::Theory);
            return o;
          }};
}

Command add_explain(Parser& p) {
  CLI::App* app = p.app.add_subcommand("explain", "What a message means, with an example of the wrong and the right");
  app->add_option("CODE", p.parsed.explain.code, "the words in brackets after a message; without it, all codes are listed")->type_name("");
  add_examples(app, "  realist explain syntax/missing-then\n  realist explain\n");
  return {app, [&p]() -> CommandOptions { return p.parsed.explain; }};
}

Command add_lsp(Parser& p) {
  CLI::App* app = p.app.add_subcommand("lsp", "Answers an editor while theories are written, on standard input and output");
  LspOptions& o = p.parsed.lsp;
  app->add_option("--data", o.cases, "cases whose words are offered and whose verdicts are shown, beside those the editor's own settings name")
      ->type_name("CASES");
  app->add_flag("--stdio")->description("the only way there is; editors say so all the same");
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist lsp\n  realist lsp --data cases.ndjson\n");
  return {app, [&p, &o]() -> CommandOptions {
            if (std::find(o.cases.begin(), o.cases.end(), "-") != o.cases.end()) throw UsageError("--data -: standard input is where the editor speaks; name a file");
            o.limits = p.parsed.limits;
            return o;
          }};
}

}  // namespace realist::cli

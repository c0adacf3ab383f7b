#include "cli/option_parts.h"

namespace realist::cli {

namespace {

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

const Formats<SetFormat> kSetFormats = {{"txt", SetFormat::Text}, {"text", SetFormat::Text}, {"json", SetFormat::Json}, {"csv", SetFormat::Csv}};
const Formats<SetFormat> kFitFormats = {{"txt", SetFormat::Text}, {"text", SetFormat::Text}, {"json", SetFormat::Json}, {"csv", SetFormat::Csv}, {"svg", SetFormat::Svg}};

FitOptions matrix_fit(const Parsed& parsed, FitOptions o) {
  if (parsed.paths.size() != 2)
    throw UsageError("give a matrix and one expression in quotes, as in: realist fit matrix.csv \"A*~B + C -> Y\"; or a theory and its cases");
  if (!parsed.as_of.empty() || !o.map.empty()) throw UsageError("--as-of and --map are for a theory and its cases; a matrix has neither dates nor a mapping");
  if (o.format == SetFormat::Matrix) throw UsageError("--format matrix is for a theory and its cases: here is a matrix already");
  o.matrix.path = parsed.paths[0];
  o.expression = parsed.paths[1];
  o.matrix = matrix_from(parsed, o.matrix);
  return o;
}

FitOptions theory_fit(const Parsed& parsed, FitOptions o) {
  const Sorted sorted = sort_paths(parsed.paths);
  o.theory = one_theory(sorted.theories);
  if (sorted.others.size() > 1)
    throw UsageError(fmt::format("\"{}\" and \"{}\" are neither theories nor cases; one statement or expression can be fitted at a time (an expression needs quotes)",
                                 sorted.others[0], sorted.others[1]));
  o.cases = some_cases(sorted.cases, {});
  if (!sorted.others.empty()) o.expression = sorted.others.front();
  if (!parsed.calibrate.empty()) throw UsageError("--calibrate is for a matrix; in a theory `membership:` under a declaration says it");
  if (!o.matrix.missing.empty()) throw UsageError("--missing is for a matrix; of tables of cases --map \"missing codes=...\" says it");
  o.matrix.log_odds = parsed.log_odds == "ln19" ? engine::LogOdds::Ln19 : engine::LogOdds::Three;
  o.as_of = as_of_time(parsed.as_of);
  o.limits = parsed.limits;
  if (o.expression.empty() && o.format == SetFormat::Svg) throw UsageError("an XY plot shows one claim: name a statement or an expression");
  if (!o.expression.empty() && o.format == SetFormat::Matrix) throw UsageError("--format matrix has every proposition; leave the statement or expression out");
  return o;
}

}  // namespace

Command add_fit(Parser& p) {
  CLI::App* app = p.app.add_subcommand("fit", "How well an expression over conditions fits an outcome: consistency, coverage, PRI, RoN and more, with the cases that deviate and why");
  FitOptions& o = p.parsed.fit;
  add_paths(app, p.parsed, "MATRIX EXPRESSION|THEORY CASES... [STATEMENT|EXPRESSION]",
            "a CSV file (first row: names; first column: the case; - for standard input), and what to fit in quotes: "
            "* is and, + is or, ~ is not; -> enough for, <- needed for, <-> both; or one theory and its cases, and a statement's label or such an "
            "expression over the theory's propositions; without one, every statement");
  add_matrix(app, p.parsed, o.matrix);
  app->add_option("--products", p.parsed.products, "brackets as they are written, or multiplied out first, which drops products such as A*~A")
      ->check(one_of({"as-written", "multiplied-out"}))->default_str("as-written")->type_name("as-written|multiplied-out");
  app->add_flag("--adjusted", o.adjusted, "print the measures too that make up for how common the expression or the outcome is (json has them always)");
  add_as_of(app, p.parsed);
  add_map(app, o.map);
  add_format(app, p.parsed.format, {"text", "json", "csv", "svg", "matrix"}, "for a person; for a program; one row a case, for R; the XY plot; of a theory: each case's degree in each proposition; default: from the ending of -o, else text", "");
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist fit matrix.csv \"A*~B + C -> Y\"\n"
                    "  realist fit matrix.csv \"A <- Y\" --missing -9,99\n"
                    "  realist fit matrix.csv \"trust -> stays\" --calibrate trust=1,3,5 --log-odds ln19\n"
                    "  realist fit matrix.csv \"A + B -> ~Y\" -o cases.csv\n"
                    "  realist fit matrix.csv \"A*~B + C -> Y\" -o plot.svg\n"
                    "  realist fit programme.theory cases.ndjson\n"
                    "  realist fit programme.theory cases.ndjson GATE-2\n"
                    "  realist fit programme.theory cases.ndjson \"RELEASED*GATE -> STAYS\" -o plot.svg\n");
  return {app, [&p, &o]() -> CommandOptions {
            o.multiplied_out = p.parsed.products == "multiplied-out";
            o.format = p.parsed.format == "matrix" ? SetFormat::Matrix : format_of(p.parsed.format, o.output, kFitFormats, SetFormat::Text);
            return sort_paths(p.parsed.paths).theories.empty() ? matrix_fit(p.parsed, o) : theory_fit(p.parsed, o);
          }};
}

namespace {

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
  add_format(app, p.parsed.format, {"text", "json", "csv"}, "for a person, for a program, for R; default: from the ending of -o, else text", "");
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
  o.format = format_of(parsed.format, o.output, kSetFormats, SetFormat::Text);
  return o;
}

}  // namespace

Command add_truth_table(Parser& p) {
  CLI::App* app = p.app.add_subcommand("truth-table", "Which configurations of conditions the cases of a matrix show, and how consistently each comes with the outcome");
  TruthTableOptions& o = p.parsed.minimise.table;
  add_truth_table_options(app, p, o);
  app->add_flag("--complete", o.complete, "list the rows without cases (remainders) too");
  add_examples(app, "  realist truth-table matrix.csv --outcome Y\n"
                    "  realist truth-table matrix.csv --outcome ~Y --conditions A,B,C --incl-cut 0.9,0.5 --complete\n"
                    "  realist truth-table matrix.csv --outcome Y -o table.csv\n");
  return {app, [&p, &o]() -> CommandOptions { return truth_table_from(p.parsed, o); }};
}

Command add_minimise(Parser& p) {
  CLI::App* app = p.app.add_subcommand("minimise", "The shortest expressions that cover a truth table's rows with the outcome: conservative, parsimonious and intermediate, all models");
  MinimiseOptions& o = p.parsed.minimise;
  add_truth_table_options(app, p, o.table);
  app->add_option("--solution", p.parsed.solution, "one alone; default: conservative and parsimonious, and with --dir-exp intermediate")
      ->check(one_of({"conservative", "parsimonious", "intermediate"}))->type_name("conservative|parsimonious|intermediate");
  app->add_option("--dir-exp", o.dir_exp, "directional expectations: conditions whose presence (NAME) or absence (~NAME) should help; or 1, 0, - for each in turn; or a theory, whose statements say it")
      ->delimiter(',')->allow_extra_args(false)->type_name("NAME,...|THEORY");
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

}  // namespace realist::cli

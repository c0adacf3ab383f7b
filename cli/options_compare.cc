// Commands that hold theories against each other, or a theory against itself, on the same cases.
#include "cli/option_parts.h"

namespace realist::cli {
namespace {

const Formats<CaseloadFormat> kFormats = {{"txt", CaseloadFormat::Text}, {"text", CaseloadFormat::Text}, {"json", CaseloadFormat::Json}, {"csv", CaseloadFormat::Csv}};

const Formats<SweepFormat> kDrawn = {{"txt", SweepFormat::Text}, {"text", SweepFormat::Text}, {"json", SweepFormat::Json}, {"csv", SweepFormat::Csv}, {"svg", SweepFormat::Svg}};

constexpr const char* kFormatHelp = "for a person, for a program, for a spreadsheet; default: from the ending of -o, else text";

}  // namespace

Command add_impact(Parser& p) {
  CLI::App* app = p.app.add_subcommand("impact", "What an edit of a theory changes: its statements, and every verdict that is another, case by case");
  ImpactOptions& o = p.parsed.impact;
  add_paths(app, p.parsed, "OLD.theory NEW.theory CASES...", "the earlier version, the later one, and cases; with --git the later one and cases");
  app->add_option("--git", o.git, "the earlier version is the file as it stood at that revision of its git repository, with what it included then")->type_name("REV");
  app->add_option("--fail-if", o.fail_if, "exit with 1 if there are such changes: \"fired -> stalled\", \"any -> stalled > 3\" (up to 3 are let pass), \"any\"; may be given several times")
      ->allow_extra_args(false)->type_name("CHANGE");
  app->add_flag("--full", o.full, "every statement and every case, not the first of each");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json", "csv"}, kFormatHelp, "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist impact old.theory new.theory cases/\n"
                    "  realist impact programme.theory cases/ --git HEAD\n"
                    "  realist impact programme.theory cases/ --git v1.2 --fail-if \"fired -> stalled\"\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theories = sorted.theories;
            const bool git = !o.git.empty();
            if (git && o.theories.size() != 1) throw UsageError("with --git REV the theory is given once: its earlier version is asked of git");
            if (!git && o.theories.size() != 2) throw UsageError("which two versions? Give the earlier theory and the later one, or one theory with --git REV");
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = format_of(p.parsed.format, o.output, kFormats, CaseloadFormat::Text);
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_sweep(Parser& p) {
  CLI::App* app = p.app.add_subcommand("sweep", "Verdicts as a function of a choice: of the length of a window, or with each fact left out in turn; and fit as one of a membership");
  SweepOptions& o = p.parsed.sweep;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases");
  app->add_option("--sweep", o.sweeps, "window:LABEL=1d..14d, window:LABEL.STEP=1w..12w by 2w: the window put to each length; membership:PHRASE.crossover=2..4 by 0.5 (or .out, .in): the membership put to each number; data: each fact of a case left out, or changed; may be given several times")
      ->allow_extra_args(false)->required()->type_name("WHAT");
  app->add_flag("--full", o.full, "every case, not the first of each part");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json", "csv", "svg"}, "for a person, for a program, for a spreadsheet, the curve of one window or membership; default: from the ending of -o, else text", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist sweep programme.theory cases/ --sweep window:GATE-2=1d..14d\n"
                    "  realist sweep programme.theory cases/ --sweep \"window:GATE-2.3=1w..12w by 2w\" -o curve.svg\n"
                    "  realist sweep programme.theory cases/ --sweep \"membership:TRUST.crossover=2..4 by 0.5\"\n"
                    "  realist sweep programme.theory cases/ --sweep data\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = format_of(p.parsed.format, o.output, kDrawn, SweepFormat::Text);
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_rivals(Parser& p) {
  CLI::App* app = p.app.add_subcommand("rivals", "Rival theories of one outcome on the same cases: who explains which, which cases tell them apart, what to find out next");
  RivalsOptions& o = p.parsed.rivals;
  add_paths(app, p.parsed, "A.theory B.theory... CASES...", "two theories or more, and cases");
  app->add_option("--outcome", o.outcome, "what they are rivals about: a phrase, another name or a short name that each of them knows")->required()->type_name("PHRASE");
  app->add_flag("--full", o.full, "every case, not the first of each part");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json", "csv", "svg"}, "for a person, for a program, for a spreadsheet, the table as a picture; default: from the ending of -o, else text", "");
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist rivals a.theory b.theory cases/ --outcome \"the participant keeps attending\"\n"
                    "  realist rivals *.theory cases/ --outcome \"the participant is reconvicted\" -o rivals.svg\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theories = sorted.theories;
            if (o.theories.size() < 2) throw UsageError("rivals are two theories or more: give them all");
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = format_of(p.parsed.format, o.output, kDrawn, SweepFormat::Text);
            o.limits = p.parsed.limits;
            return o;
          }};
}

}  // namespace realist::cli

// Commands that hold theories against each other, or a theory against itself, on the same cases.
#include "cli/option_parts.h"

namespace realist::cli {
namespace {

const Formats<CaseloadFormat> kFormats = {{"txt", CaseloadFormat::Text}, {"text", CaseloadFormat::Text}, {"json", CaseloadFormat::Json}, {"csv", CaseloadFormat::Csv}};

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

}  // namespace realist::cli

// Commands over a whole cohort that look for patterns in it.
#include <thread>

#include "cli/option_parts.h"

namespace realist::cli {
namespace {

const Formats<PatternFormat> kPatternFormats = {{"text", PatternFormat::Text}, {"json", PatternFormat::Json}, {"csv", PatternFormat::Csv},
                                                {"svg", PatternFormat::Forest}};
const Formats<bool> kRefineFormats = {{"text", false}, {"json", true}};

void add_threads(CLI::App* app, std::size_t& threads) {
  threads = std::clamp(std::thread::hardware_concurrency(), 1u, 256u);
  app->add_option("--threads", threads, "judge on N threads; the results are the same for any N; default: the processors there are")
      ->check(CLI::Validator(CLI::Range(1, 256)).description(""))->type_name("N");
}

}  // namespace

Command add_patterns(Parser& p) {
  CLI::App* app = p.app.add_subcommand("patterns", "What works for whom: how far cases came, statement by statement, rates with intervals, groups side by side, what the cases do not test");
  PatternsOptions& o = p.parsed.patterns;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases");
  app->add_option("--by", o.by, "groups side by side: a path (links.site, attributes.housing.status) or a condition in the language of theories; may be given several times")
      ->allow_extra_args(false)->type_name("PATH|CONDITION");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json", "csv", "svg", "funnel"},
             "for a person; for a program; tidy, for a spreadsheet; a picture of the rates, with --by of the contrasts; a picture of how far cases came; default: from the ending of -o, else text", "");
  add_threads(app, o.threads);
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist patterns programme.theory cases/\n"
                    "  realist patterns programme.theory cases/ --by links.site\n"
                    "  realist patterns programme.theory cases/ --by \"age at least 25\" -o forest.svg\n"
                    "  realist patterns programme.theory cases/ --format funnel -o funnel.svg\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.format = p.parsed.format == "funnel" ? PatternFormat::Funnel : format_of(p.parsed.format, o.output, kPatternFormats, PatternFormat::Text);
            o.limits = p.parsed.limits;
            return o;
          }};
}

Command add_refine(Parser& p) {
  CLI::App* app = p.app.add_subcommand("refine", "Questions to the theory: contexts that tell the cases in which a statement fires from those in which it stalls");
  RefineOptions& o = p.parsed.refine;
  add_paths(app, p.parsed, "THEORY CASES...", "one theory file, and cases");
  app->add_option("--chance", o.chance, "offer what a search as wide would come upon by chance in at most this share of tries")
      ->check(CLI::Validator(CLI::Range(0.0, 1.0)).description(""))->type_name("SHARE")->default_str("0.05");
  app->add_option("--most", o.most, "questions offered, the most telling first")
      ->check(CLI::Validator(CLI::Range(1, 1000)).description(""))->type_name("N")->default_str("5");
  app->add_option("--shuffles", o.shuffles, "how often the search is made again with the verdicts shuffled")
      ->check(CLI::Validator(CLI::Range(19, 100'000)).description(""))->type_name("N")->default_str("999");
  app->add_option("--seed", o.seed, "of the shuffles: the same seed gives the same answer")->type_name("N")->default_str("1");
  add_as_of(app, p.parsed);
  add_format(app, p.parsed.format, {"text", "json"}, "for a person, for a program; default: from the ending of -o, else text", "");
  add_threads(app, o.threads);
  add_map(app, o.map);
  add_output(app, o.output);
  add_limits(app, p.parsed.limits);
  add_examples(app, "  realist refine programme.theory cases/\n"
                    "  realist refine programme.theory cases/ --as-of 2016-06-01 --shuffles 9999 --format json\n");
  return {app, [&p, &o]() -> CommandOptions {
            const Sorted sorted = sort_paths(p.parsed.paths);
            o.theory = one_theory(sorted.theories);
            o.cases = some_cases(sorted.cases, sorted.others);
            o.as_of = as_of_time(p.parsed.as_of);
            o.json = format_of(p.parsed.format, o.output, kRefineFormats, false);
            if (o.chance * static_cast<double>(o.shuffles + 1) < 1)
              throw UsageError(fmt::format("--chance {:g} cannot be told with {} shuffles: 1 in {} is the least they can show; give more --shuffles", o.chance, o.shuffles, o.shuffles + 1));
            o.limits = p.parsed.limits;
            return o;
          }};
}

}  // namespace realist::cli

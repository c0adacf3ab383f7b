// Writes made-up theories, cohorts and event logs to standard output: see --help.
#include <cstdio>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "event_log.h"
#include "made_cohort.h"
#include "made_theory.h"

namespace {

using namespace realist::bench;

constexpr std::size_t kBlock = 1 << 20;

bool put(const std::string& text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }

bool write_cases(const CohortShape& shape, std::uint64_t from, std::uint64_t count, bool practitioners) {
  std::string block;
  for (unsigned p = 0; practitioners && p < shape.practitioners; ++p) append_practitioner(shape, p, block);
  for (std::uint64_t i = 0; i < count; ++i) {
    append_case(shape, from + i, block);
    if (block.size() < kBlock) continue;
    if (!put(block)) return false;
    block.clear();
  }
  return put(block);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Made-up theories, cohorts (NDJSON) and event logs, on standard output. The same words give the same bytes.");
  app.require_subcommand(1);

  CohortShape cohort;
  std::uint64_t from = 1, count = 1'000;
  bool practitioners = false;
  CLI::App* cases = app.add_subcommand("cases", "cases of about 3 kB each, exported on 2016-12-31 (the --as-of to give)");
  const std::map<std::string, KeyLayout> layouts = {
      {"usual", KeyLayout::Usual}, {"spaced", KeyLayout::Spaced}, {"shuffled", KeyLayout::Shuffled}};
  cases->add_option("--count", count, "how many")->capture_default_str();
  cases->add_option("--from", from, "number of the first: a stretch of a cohort is the same bytes, written alone or in it")->capture_default_str();
  cases->add_option("--seed", cohort.seed)->capture_default_str();
  cases->add_option("--layout", cohort.layout, "usual, spaced, shuffled keys")->transform(CLI::CheckedTransformer(layouts));
  cases->add_option("--fewest", cohort.fewest_events, "events a case")->capture_default_str();
  cases->add_option("--most", cohort.most_events)->capture_default_str();
  cases->add_option("--practitioners", cohort.practitioners, "how many the cases are linked to")->capture_default_str()->check(CLI::PositiveNumber);
  cases->add_flag("--with-practitioners", practitioners, "write their records too, before the cases");
  cases->add_flag("--plain", cohort.plain, "only what other engines can be given too");

  TheoryShape shape;
  bool plain = false, table = false;
  CLI::App* theory = app.add_subcommand("theory", "a theory about such cases");
  theory->add_option("--statements", shape.statements)->capture_default_str()->check(CLI::Range(1u, 4'000u));
  theory->add_option("--seed", shape.seed)->capture_default_str();
  theory->add_flag("--linked", shape.linked, "with conditions on practitioners");
  theory->add_flag("--plain", plain, "only statements that other engines can be told too");
  theory->add_flag("--table", table, "the plain ones as CSV");

  LogShape log;
  bool xes = false, log_theory = false;
  CLI::App* event_logs = app.add_subcommand("log", "an event log, a case a line");
  event_logs->add_option("--cases", log.cases)->capture_default_str()->check(CLI::PositiveNumber);
  event_logs->add_option("--events", log.events, "of all cases together")->capture_default_str();
  event_logs->add_option("--seed", log.seed)->capture_default_str();
  event_logs->add_flag("--xes", xes, "as XES");
  event_logs->add_flag("--theory", log_theory, "six statements about it");

  CLI11_PARSE(app, argc, argv);
  if (cohort.fewest_events > cohort.most_events) {
    std::fprintf(stderr, "--fewest is more than --most\n");
    return 2;
  }
  bool written = false;
  if (cases->parsed()) written = write_cases(cohort, from, count, practitioners);
  else if (theory->parsed()) written = put(table ? plain_table(plain_statements(shape)) : plain ? plain_theory(plain_statements(shape)) : made_theory(shape));
  else written = put(log_theory ? event_log_theory() : xes ? event_log_xes(log) : event_log(log));
  if (written && std::fflush(stdout) == 0) return 0;
  std::fprintf(stderr, "cannot write to standard output\n");
  return 1;
}

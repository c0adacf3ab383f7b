#include <fmt/core.h>

#include <algorithm>
#include <deque>

#include "cli/case_set.h"
#include "cli/commands.h"
#include "cli/example_run.h"
#include "cli/exit_status.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/result_table.h"
#include "cli/result_words.h"
#include "cli/text_width.h"
#include "cli/theory_files.h"
#include "engine/coverage.h"
#include "engine/judge.h"

namespace realist::cli {
namespace {

using models::CaseResult;
using models::Example;
using models::Expectation;
using models::Theory;
using models::Verdict;

struct Tally {
  std::size_t examples = 0, expectations = 0, failed = 0;
  std::vector<std::vector<bool>> covered;  // by statement, by verdict
};

std::string place_of(const Theory& theory, const models::Place& place) {
  const std::string path = place.file < theory.files.size() ? theory.files[place.file].path : theory.name;
  return fmt::format("{}:{}:{}", path, place.line, place.column);
}

void cover(Tally& tally, const Expectation& expectation) {
  if (!expectation.about_statement) return;
  for (const Verdict v : models::kVerdicts)
    if (expectation.verdict == models::to_string(v)) tally.covered[expectation.subject][static_cast<std::size_t>(v)] = true;
}

std::string told(const Theory& theory, const Example& example, Tally& tally, engine::Coverage& seen, const engine::Plan& plan) {
  ++tally.examples;
  if (example.records.empty()) return "";
  const ExampleOutcome outcome = run_example(theory, plan, example);
  seen.add(outcome.result);
  std::string text;
  for (std::size_t i = 0; i < example.expectations.size(); ++i) {
    const Expectation& expectation = example.expectations[i];
    const ExpectationOutcome& found = outcome.expectations[i];
    ++tally.expectations;
    cover(tally, expectation);
    if (found.met) continue;
    ++tally.failed;
    text += fmt::format("{}: example \"{}\" is not as expected\n    expected  {}\n    got       {}\n", place_of(theory, expectation.place),
                        for_display(example.title), for_display(found.expected), for_display(found.got));
  }
  return text;
}

bool can_be_blocked(const Theory& theory, const models::Statement& statement) {
  return !statement.unless.empty() || !theory.not_applicable.empty() || !theory.not_applicable_phrases.empty();
}

std::vector<std::string> uncovered(const Theory& theory, std::size_t index, const Tally& tally) {
  std::vector<std::string> words;
  for (const Verdict v : models::kVerdicts) {
    if (tally.covered[index][static_cast<std::size_t>(v)]) continue;
    if (v == Verdict::Blocked && !can_be_blocked(theory, theory.statements[index])) continue;
    words.emplace_back(models::to_string(v));
  }
  return words;
}

std::string uncovered(const Theory& theory, const Tally& tally) {
  std::string none, some;
  for (std::size_t i = 0; i < theory.statements.size(); ++i) {
    const auto& row = tally.covered[i];
    const std::string label = for_display(theory.statements[i].label);
    if (std::none_of(row.begin(), row.end(), [](bool covered) { return covered; })) {
      none += fmt::format("    {}\n", label);
      continue;
    }
    const std::vector<std::string> words = uncovered(theory, i, tally);
    if (!words.empty()) some += fmt::format("    {}: {}\n", label, joined(words, ", "));
  }
  return (none.empty() ? "" : "statements that no example expects anything of:\n" + none) +
         (some.empty() ? "" : "verdicts that no example shows:\n" + some);
}

std::string counts(const std::string& path, const Tally& tally) {
  const auto plural = [](std::size_t n) { return n == 1 ? "" : "s"; };
  const std::string met = tally.failed == 0 ? "all met" : fmt::format("{} not met", tally.failed);
  if (tally.expectations == 0) return fmt::format("{}: {} example{}, nothing expected\n", path, tally.examples, plural(tally.examples));
  return fmt::format("{}: {} example{}, {} expectation{}, {}\n", path, tally.examples, plural(tally.examples), tally.expectations,
                     plural(tally.expectations), met);
}

// The cases of a theory as of their newest date: a set without dates is judged on undated facts alone, so any day will do.
void see_cases(const Theory& theory, const engine::Plan& plan, const CaseSet& set, engine::Coverage& seen) {
  const models::Time as_of = newest_day(set.records).value_or(models::Time{0, models::Time::kNoOffset, true});
  for (const models::CaseRecord* record : cases_of(theory, set.records)) {
    stop_if_interrupted([] { return ""; });
    seen.add(engine::judge(plan, *record, set.by_id, as_of));
  }
}

std::string never_seen(const engine::Seen& seen) {
  std::vector<std::string> words;
  if (seen.yes == 0) words.emplace_back("true");
  if (seen.no == 0) words.emplace_back("false");
  if (seen.unknown == 0) words.emplace_back("unknown");
  return joined(words, ", ");
}

struct CoverageReport {
  std::string text;
  bool whole = true;
};

CoverageReport coverage_report(const Theory& theory, const Tally& tally, const engine::Coverage& coverage) {
  std::string silent;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < theory.statements.size(); ++i) {
    const auto& row = tally.covered[i];
    if (std::find(row.begin(), row.end(), true) != row.end()) ++shown;
    else silent += fmt::format("    {}\n", for_display(theory.statements[i].label));
  }
  std::size_t indicators = 0, tried = 0;
  std::string gaps;
  for (std::size_t i = 0; i < theory.propositions.size(); ++i) {
    if (!theory.propositions[i].indicator) continue;
    ++indicators;
    const engine::Seen& seen = coverage.seen()[i];
    if (seen.all()) ++tried;
    else gaps += fmt::format("    {}: {}\n", for_display(theory.propositions[i].phrase), never_seen(seen));
  }
  std::string text = fmt::format("an example expects something of {} of {} statements{}\n{}", shown, theory.statements.size(),
                                 silent.empty() ? "" : "; none of:", silent);
  text += fmt::format("{} of {} indicators were seen true, false and unknown{}\n", tried, indicators, gaps.empty() ? "" : "; never seen:");
  return {text + gaps, shown == theory.statements.size() && tried == indicators};
}

}  // namespace

int run_test(const TestOptions& options) {
  const std::vector<Theory> theories = read_sound_theories(options.theories, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output("");
  CaseSet set;
  if (!options.cases.empty()) set = read_case_set(options.cases, {options.limits.record, {}});
  bool failed = false;
  for (std::size_t i = 0; i < theories.size(); ++i) {
    const Theory& theory = theories[i];
    const auto plan = engine::compile(theory);
    engine::Coverage seen(theory);
    Tally tally;
    tally.covered.assign(theory.statements.size(), std::vector<bool>(models::kVerdicts.size()));
    for (const Example& example : theory.examples) {
      stop_if_interrupted([&] { return fmt::format("{} of {} examples run", tally.examples, theory.examples.size()); });
      output.write(told(theory, example, tally, seen, *plan));
    }
    if (!options.coverage) output.write(uncovered(theory, tally));
    output.write(counts(options.theories[i], tally));
    failed = failed || tally.failed != 0;
    if (!options.coverage) continue;
    see_cases(theory, *plan, set, seen);
    const CoverageReport report = coverage_report(theory, tally, seen);
    output.write(report.text);
    failed = failed || !report.whole;
  }
  output.finish();
  return finished_with(set, failed ? kFindings : kDone);
}

}  // namespace realist::cli

#include "cli/example_run.h"

#include <fmt/core.h>

#include "cli/case_set.h"
#include "cli/result_table.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using models::CaseResult;
using models::Example;
using models::Expectation;
using models::Theory;
using models::Verdict;

std::string stalled_at(const Theory& theory, const models::StatementResult& result) {
  return result.judging.stall ? phrase_of(theory, result.judging.stall->proposition) : "";
}

// The verdict with its reason: "stalled: no response, refuted 2016-05-09: the participant feels listened to".
std::string got_words(const Theory& theory, const models::StatementResult& result) {
  const std::string reason = short_reason(theory, result);
  const std::string verdict(models::to_string(result.verdict()));
  if (result.verdict() != Verdict::Dormant) return reason.empty() ? verdict : verdict + ": " + reason;
  std::vector<std::string> failed;
  for (const models::PropositionIndex i : result.failed) failed.push_back(phrase_of(theory, i));
  return failed.empty() ? verdict : verdict + ": " + joined(failed);
}

std::string got_words(const models::PropositionResult& result) {
  if (result.verdict != models::PropositionVerdict::None) return std::string(models::to_string(result.verdict));
  if (result.reading != models::Reading::None) return std::string(models::to_string(result.reading));
  return fmt::format("observed {}", models::to_string(result.observed));
}

// A proposition may be expected by its verdict, its reading, or its observed value.
bool is_met(const models::PropositionResult& result, const std::string& expected) {
  return expected == models::to_string(result.verdict) || expected == models::to_string(result.reading) ||
         expected == models::to_string(result.observed);
}

struct Found {
  bool met = false;
  std::string got;
};

Found found_of(const Theory& theory, const Expectation& expectation, const CaseResult& result) {
  if (!expectation.about_statement) {
    const models::PropositionResult& found = result.propositions[expectation.subject];
    return {is_met(found, expectation.verdict), got_words(found)};
  }
  const models::StatementResult& found = result.statements[expectation.subject];
  const bool there = !expectation.at || (found.judging.stall && found.judging.stall->proposition == *expectation.at) ||
                     (expectation.at && stalled_at(theory, found) == phrase_of(theory, *expectation.at));
  return {expectation.verdict == models::to_string(found.verdict()) && there, got_words(theory, found)};
}

std::string expected_words(const Theory& theory, const Expectation& expectation) {
  std::string words = fmt::format("{} {}", expectation.subject_text, expectation.verdict);
  if (expectation.at) words += fmt::format(" at \"{}\"", phrase_of(theory, *expectation.at));
  return words;
}

CaseResult judged(const engine::Plan& plan, const Example& example, const models::Time& as_of) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : example.records) linked.emplace(record.id, &record);
  return engine::judge(plan, example.records.front(), linked, as_of);
}

// A date is needed even where an example has none: nothing in it depends on which.
models::Time as_of(const Example& example) {
  if (example.as_of) return *example.as_of;
  const auto newest = newest_day({example.records.begin(), example.records.end()});
  return newest ? *newest : models::Time{0, models::Time::kNoOffset, true};
}

}  // namespace

ExampleOutcome run_example(const Theory& theory, const engine::Plan& plan, const Example& example) {
  ExampleOutcome out;
  if (example.records.empty()) return out;
  out.result = judged(plan, example, as_of(example));
  for (const Expectation& expectation : example.expectations) {
    Found found = found_of(theory, expectation, out.result);
    if (!found.met) ++out.failed;
    out.expectations.push_back({found.met, expected_words(theory, expectation), std::move(found.got)});
  }
  return out;
}

}  // namespace realist::cli

#include "engine/summary.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace {

using namespace realist;
using engine::CohortSummary;
using models::Verdict;

models::Theory two_statements() {
  models::Theory theory;
  theory.propositions.resize(2);
  theory.statements.resize(2);
  return theory;
}

models::Stall stall(std::uint32_t step, const char* record = "") {
  models::Stall s;
  s.step = step;
  s.proposition = 1;
  s.record = record;
  return s;
}

models::CaseResult case_with(models::StatementResult first) {
  models::CaseResult result;
  models::StatementResult second;
  second.statement = 1;
  result.statements = {std::move(first), std::move(second)};
  return result;
}

models::StatementResult with_verdict(Verdict verdict) {
  models::StatementResult result;
  result.judging.verdict = verdict;
  if (verdict != Verdict::Dormant && verdict != Verdict::Undetermined) result.judging.steps.resize(1);
  if (verdict == Verdict::Stalled) result.judging.stall = stall(1);
  return result;
}

models::CaseResult some_case(int seed) {
  models::StatementResult r = with_verdict(models::kVerdicts[static_cast<std::size_t>(seed % 6)]);
  if (seed % 2 == 0) r.judging.flags.set(models::Flag::Presumed);
  if (r.judging.stall) r.judging.stall->record = seed % 4 == 1 ? "P-1" : "P-2";
  if (r.judging.verdict == Verdict::Undetermined) r.judging.missing = {{models::MissingFact::Kind::Event, "call", "P-1"}};
  models::CaseResult result = case_with(std::move(r));
  if (seed % 5 == 0) result.problems.push_back({"/a", "odd"});
  return result;
}

}  // namespace

TEST_CASE("every case is counted in exactly one verdict of each statement") {
  CohortSummary summary(two_statements());
  for (int seed = 0; seed < 12; ++seed) summary.add(some_case(seed));
  CHECK(summary.cases == 12);
  CHECK(summary.statements[0].cases.total() == 12);
  CHECK(summary.statements[0].cases[Verdict::Fired] == 2);
  CHECK(summary.statements[1].cases[Verdict::Dormant] == 12);
}

TEST_CASE("the rate is over fired and stalled alone, and none where nothing is decided") {
  engine::VerdictCounts counts;
  CHECK_FALSE(counts.rate().has_value());
  counts.add(Verdict::Dormant, 90);
  counts.add(Verdict::Pending, 5);
  CHECK_FALSE(counts.rate().has_value());
  counts.add(Verdict::Fired, 1);
  counts.add(Verdict::Stalled, 3);
  CHECK(*counts.rate() == Approx(0.25));
}

TEST_CASE("a Whenever is one case and as many occurrences as it had") {
  models::StatementResult r = with_verdict(Verdict::Stalled);
  r.judging.stall = stall(2, "P-03");
  r.occurrences = {19, 2, 1, 0, 0, 0};
  models::Judging other = r.judging;
  other.stall = stall(1);
  r.not_fired = {r.judging, other};
  CohortSummary summary(two_statements());
  summary.add(case_with(r));
  const engine::StatementSummary& s = summary.statements[0];
  CHECK(s.cases[Verdict::Stalled] == 1);
  CHECK(s.occurrences[Verdict::Fired] == 19);
  CHECK(s.occurrences[Verdict::Pending] == 1);
  const auto place = [](std::uint32_t step) { return engine::StallPlace{step, 1, models::StallKind::NoOutcome, models::StepState::Overdue}; };
  CHECK(s.stalls.at(place(2)).cases == 1);
  CHECK(s.stalls.at(place(2)).occurrences == 1);
  CHECK(s.stalls.at(place(2)).records.at("P-03") == 1);
  CHECK(s.stalls.at(place(1)).cases == 0);
  CHECK(s.stalls.at(place(1)).occurrences == 1);
}

TEST_CASE("fired with presumed steps is counted within fired and apart") {
  models::StatementResult r = with_verdict(Verdict::Fired);
  r.judging.flags.set(models::Flag::Presumed);
  CohortSummary summary(two_statements());
  summary.add(case_with(r));
  summary.add(case_with(with_verdict(Verdict::Fired)));
  CHECK(summary.statements[0].cases[Verdict::Fired] == 2);
  CHECK(summary.statements[0].fired_presumed == 1);
}

TEST_CASE("an undetermined antecedent is no occurrence; what is missing is counted without its record") {
  models::StatementResult r = with_verdict(Verdict::Undetermined);
  r.judging.missing = {{models::MissingFact::Kind::Event, "call", "P-1"}};
  models::StatementResult other = r;
  other.judging.missing[0].record = "P-2";
  CohortSummary summary(two_statements());
  summary.add(case_with(r));
  summary.add(case_with(other));
  CHECK(summary.statements[0].occurrences.total() == 0);
  CHECK(summary.statements[0].missing.at({models::MissingFact::Kind::Event, "call", ""}) == 2);
}

TEST_CASE("parts counted apart and merged are the whole, in any order") {
  const bool holds = rc::check("merging parts gives the whole", [](const std::vector<std::uint8_t>& seeds, std::uint8_t cut_at) {
    const models::Theory theory = two_statements();
    CohortSummary whole(theory), left(theory), right(theory);
    const std::size_t cut = seeds.empty() ? 0 : cut_at % (seeds.size() + 1);
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      whole.add(some_case(seeds[i]));
      (i < cut ? left : right).add(some_case(seeds[i]));
    }
    CohortSummary merged = right;
    merged.merge(left);
    RC_ASSERT(merged == whole);
  });
  CHECK(holds);
}

TEST_CASE("what is taken back was never counted") {
  rc::check([] {
    const auto kept = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 60));
    const auto wrong = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 60));
    CohortSummary right(two_statements()), all(two_statements()), part(two_statements());
    for (const int seed : kept) right.add(some_case(seed)), all.add(some_case(seed));
    for (const int seed : wrong) all.add(some_case(seed)), part.add(some_case(seed));
    all.take_back(part);
    RC_ASSERT(all == right);
  });
}

// The engine and the reference on the made-up cohorts that are measured: large theories over records as systems export them,
// where the trials of agreement_test.cc are small and dense. REALIST_TRIALS multiplies the number of cases.
#include <catch2/catch.hpp>

#include "engine/judge.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "made_words.h"
#include "models/case_json.h"
#include "rules/read_theory.h"
#include "tests/oracle/account.h"
#include "tests/oracle/laws.h"
#include "tests/oracle/reference.h"

namespace {

using namespace realist;

models::CaseRecord made_case(std::uint64_t seed, std::uint64_t number) {
  bench::CohortShape shape;
  shape.seed = seed;
  shape.layout = bench::KeyLayout::Shuffled;
  shape.fewest_events = 4;
  shape.most_events = 12;  // the reference looks at every instant for every fact
  std::string line;
  bench::append_case(shape, number, line);
  return std::get<models::CaseRecord>(models::case_from_json(line));
}

// Verdict, where it was decided and how, step by step, with the dates. Flags and amounts are agreement_test.cc's.
std::string outcome(const models::Theory& theory, const models::StatementResult& result) {
  const std::string line = oracle::account(theory, result);
  return line.substr(0, line.find(" | "));
}

TEST_CASE("engine and reference come to the same verdicts, by the same steps, on made-up cohorts") {
  const std::uint64_t seed = GENERATE(1u, 2u, 3u);
  bench::TheoryShape shape;
  shape.statements = 20;
  shape.seed = seed;
  const auto read = rules::read_theory_text(bench::made_theory(shape));
  REQUIRE(read.ok());
  const auto plan = engine::compile(read.theory);
  engine::Judge judge(*plan);
  const models::Time as_of = *models::parse_time(bench::kExportDay);
  std::size_t compared = 0;
  for (std::uint64_t number = 0; number < oracle::trials(5); ++number) {
    const models::CaseRecord record = made_case(seed, number);
    models::CaseResult ours;
    judge.judge(record, {}, as_of, ours);
    const models::CaseResult theirs = oracle::reference_judge(read.theory, record, {}, as_of);
    REQUIRE(ours.statements.size() == theirs.statements.size());
    for (std::size_t s = 0; s < ours.statements.size(); ++s) {
      INFO(record.id);
      CHECK(outcome(read.theory, ours.statements[s]) == outcome(read.theory, theirs.statements[s]));
      ++compared;
    }
  }
  CHECK(compared >= 100);
}

}  // namespace

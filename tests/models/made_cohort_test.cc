// What benchmarks and comparisons are made on.
#include "made_cohort.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "event_log.h"
#include "made_theory.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;

models::CaseRecord read_record(const std::string& line) {
  auto result = models::case_from_json(line);
  REQUIRE(std::holds_alternative<models::CaseRecord>(result));
  return std::get<models::CaseRecord>(std::move(result));
}

std::string made(bench::CohortShape shape, bench::KeyLayout layout, std::uint64_t number) {
  shape.layout = layout;
  std::string line;
  bench::append_case(shape, number, line);
  return line;
}

// The record as text, whatever order its keys stood in.
std::string facts_of(const std::string& line) {
  models::CaseRecord record = read_record(line);
  const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  const auto by_kind = [](const auto& a, const auto& b) { return a.kind < b.kind; };
  const auto by_name = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(record.attributes.begin(), record.attributes.end(), by_path);
  std::sort(record.links.begin(), record.links.end(), by_kind);
  for (models::Event& event : record.events) std::sort(event.fields.begin(), event.fields.end(), by_name);
  return models::case_to_json(record);
}

TEST_CASE("A made-up case holds the same facts in every layout, on one line") {
  const std::uint64_t number = GENERATE(0u, 1u, 17u, 1'000'000u);
  const bool plain = GENERATE(false, true);
  bench::CohortShape shape;
  shape.plain = plain;
  const std::string usual = made(shape, bench::KeyLayout::Usual, number);
  CHECK(usual.find('\n') == usual.size() - 1);
  const std::string facts = facts_of(usual);
  for (const auto layout : {bench::KeyLayout::Spaced, bench::KeyLayout::Shuffled}) {
    const std::string other = made(shape, layout, number);
    CHECK(other != usual);
    CHECK(facts_of(other) == facts);
  }
}

TEST_CASE("A made-up case has the events asked for, none before it opened, and no problems") {
  bench::CohortShape shape;
  shape.fewest_events = 12;
  shape.most_events = 14;
  for (std::uint64_t number = 0; number < 50; ++number) {
    const models::CaseRecord record = read_record(made(shape, bench::KeyLayout::Usual, number));
    CHECK(record.events.size() >= 12);
    CHECK(record.events.size() <= 14);
    CHECK(record.problems.empty());
    for (const models::Event& event : record.events)
      if (event.at) CHECK(models::at_or_before(record.opened.value(), *event.at));
  }
}

TEST_CASE("A plain case leaves out what only this engine knows of") {
  bench::CohortShape shape;
  shape.plain = true;
  for (std::uint64_t number = 0; number < 50; ++number) {
    const models::CaseRecord record = read_record(made(shape, bench::KeyLayout::Usual, number));
    CHECK(record.pauses.empty());
    CHECK_FALSE(record.may_be_missing_given);
    for (const models::Event& event : record.events) CHECK(event.at.has_value());
  }
}

TEST_CASE("A made-up theory of any size and seed is read without an error or a warning, and has the statements asked for") {
  const unsigned statements = GENERATE(1u, 50u, 200u);
  const bool linked = GENERATE(false, true);
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    bench::TheoryShape shape;
    shape.statements = statements;
    shape.seed = seed;
    shape.linked = linked;
    for (const std::string& text : {bench::made_theory(shape), bench::plain_theory(bench::plain_statements(shape))}) {
      const auto read = rules::read_theory_text(text);
      REQUIRE(read.ok());
      for (const auto& d : read.diagnostics) CHECK(d.severity == models::Severity::Note);
      CHECK(read.theory.statements.size() >= statements);  // an `otherwise` is one of its own
      CHECK(read.theory.statements.size() <= statements + statements / 20 + 1);
    }
  }
}

TEST_CASE("A made-up log has the cases and events asked for, and its theory is read without an error") {
  bench::LogShape shape;
  shape.cases = 101;
  shape.events = 2'030;
  const std::string log = bench::event_log(shape);
  std::size_t cases = 0, events = 0;
  for (std::size_t at = 0; at < log.size(); ++cases) {
    const std::size_t end = log.find('\n', at);
    events += read_record(log.substr(at, end - at)).events.size();
    at = end + 1;
  }
  CHECK(cases == 101);
  CHECK(events == 2'030);
  CHECK(rules::read_theory_text(bench::event_log_theory()).ok());
}

}  // namespace

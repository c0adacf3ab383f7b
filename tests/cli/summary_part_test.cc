#include <catch2/catch.hpp>

#include <fstream>
#include <string>

#include "cli/stops.h"
#include "cli/summary_part.h"
#include "rules/read_theory.h"
#include "session.h"

namespace {

using namespace realist;
using namespace realist::cli;

constexpr std::string_view kText = "Theory: \xC3\x84\nIf a then b then c unless d\nWhenever b then c\n";

models::Theory theory() { return rules::read_theory_text(kText, "a.theory").theory; }

// Every count of its own size, so that none can stand for another.
engine::CohortSummary summary() {
  engine::CohortSummary s(theory());
  std::uint64_t n = 0;
  s.cases = ++n;
  s.with_problems = ++n;
  for (engine::StatementSummary& statement : s.statements) {
    for (auto& count : statement.cases.counts) count = ++n;
    for (auto& count : statement.occurrences.counts) count = ++n;
    statement.fired_presumed = ++n;
    statement.stalls[{1, 0, models::StallKind::NoResponse, models::StepState::TooFew}] = {++n, ++n, {{"P-\xE2\x82\xAC", ++n}, {"", ++n}}};
    statement.stalls[{1, models::kNone, models::StallKind::Without, models::StepState::Overdue}] = {++n, 0, {}};
    statement.blocks["the author's \"words\"\n"] = ++n;
    statement.missing[{models::MissingFact::Kind::DateOf, "event x", {}}] = ++n;
    statement.held_back_by[1] = 1ull << 60;
    for (auto& count : statement.flags) count = ++n;
  }
  for (engine::PropositionSummary& proposition : s.propositions) {
    for (auto& count : proposition.verdicts) count = ++n;
    for (auto& count : proposition.readings) count = ++n;
  }
  return s;
}

SummaryPart part() {
  SummaryPart p;
  p.as_of = "2016-06-01";
  p.theories.push_back({"a.theory", theory().sha256, {{"a.theory", std::string(kText)}}, summary()});
  p.tally = {10, 3, 1};
  p.inputs = {"cases.ndjson"};
  for (int i = 0; i < 5000; ++i) p.ids.add(std::to_string(i));
  return p;
}

std::string written(const tests::TemporaryFolder& folder, const std::string& text) {
  const std::string path = folder.path() + "/part.bin";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace

TEST_CASE("A part that is read back holds what was written") {
  const tests::TemporaryFolder folder;
  const SummaryPart before = part(), after = read_part(written(folder, to_text(before)));
  CHECK(after.as_of == before.as_of);
  CHECK(after.tally == before.tally);
  CHECK(after.inputs == before.inputs);
  CHECK(after.ids == before.ids);
  REQUIRE(after.theories.size() == 1);
  CHECK(after.theories[0].summary == before.theories[0].summary);
  CHECK(theory_of(after.theories[0], "part.bin", {}).statements.size() == 2);
}

TEST_CASE("A part of which any byte was changed, or the end is missing, is refused") {
  const tests::TemporaryFolder folder;
  const std::string text = to_text(part());
  for (std::size_t at = 0; at < text.size(); at += 997) {
    std::string damaged = text;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    CHECK_THROWS_AS(read_part(written(folder, damaged)), FileFailure);
    CHECK_THROWS_AS(read_part(written(folder, text.substr(0, at))), FileFailure);
  }
}

TEST_CASE("Counts that lead nowhere in the theory are refused") {
  const auto refused = [](auto change) {
    PartTheory theory_part = part().theories[0];
    change(theory_part.summary);
    CHECK_THROWS_AS(theory_of(theory_part, "part.bin", {}), FileFailure);
  };
  refused([](engine::CohortSummary& s) { s.statements.pop_back(); });
  refused([](engine::CohortSummary& s) { s.propositions.emplace_back(); });
  refused([](engine::CohortSummary& s) { s.statements[0].held_back_by[2] = 1; });
  refused([](engine::CohortSummary& s) { s.statements[1].stalls[{2, 0, {}, {}}] = {1, 1, {}}; });  // it has one step
  refused([](engine::CohortSummary& s) { s.statements[0].stalls[{0, 0, {}, {}}] = {1, 1, {}}; });
  refused([](engine::CohortSummary& s) { s.statements[0].stalls[{1, 99, {}, {}}] = {1, 1, {}}; });
}

TEST_CASE("Samples of ids show what two parts have in common") {
  IdSample low, high, low_again, few;
  for (int i = 0; i < 100'000; ++i) low.add("C-" + std::to_string(i)), low_again.add("C-" + std::to_string(99'999 - i));
  for (int i = 99'000; i < 199'000; ++i) high.add("C-" + std::to_string(i));
  few.add("D-1");
  CHECK(low == low_again);
  CHECK(low.shares_with(high));  // one in a hundred
  CHECK_FALSE(low.shares_with(few));
  few.add("D-2");
  IdSample other;
  other.add("D-2");
  CHECK(few.shares_with(other));
  CHECK(low.hashes().size() == IdSample::kMost);
}

// Random theories printed as text: the reader gives the theory the generator meant; and the examples of shipped theories.
#include <catch2/catch.hpp>

#include <filesystem>

#include "rules/read_theory.h"
#include "tests/include_file.h"
#include "tests/oracle/account.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/reference.h"
#include "tests/oracle/worked.h"

namespace {

using namespace realist;

engine::LinkedRecords links(const std::vector<models::CaseRecord>& records) {
  engine::LinkedRecords out;
  for (const models::CaseRecord& r : records) out[r.id] = &r;
  return out;
}

std::string first_error(const rules::ReadResult& read) {
  for (const auto& d : read.diagnostics)
    if (d.severity == models::Severity::Error) return d.code + ": " + d.message + " (" + d.where.text + ")";
  return "";
}

void reads_the_same(const oracle::Trial& trial) {
  const std::string text = oracle::to_text(trial.sketch);
  INFO(text);
  const rules::ReadResult read = rules::read_theory_text(text);
  REQUIRE(first_error(read) == "");
  const models::Theory meant = oracle::theory_of(trial.sketch);
  REQUIRE(read.theory.statements.size() == meant.statements.size());
  for (std::size_t s = 0; s < meant.statements.size(); ++s)
    CHECK(models::dump(read.theory, read.theory.statements[s]) == models::dump(meant, meant.statements[s]));
  REQUIRE(read.theory.propositions.size() == meant.propositions.size());
  for (std::size_t p = 0; p < meant.propositions.size(); ++p) {
    CHECK(read.theory.propositions[p].indicator.has_value() == meant.propositions[p].indicator.has_value());
    CHECK(read.theory.propositions[p].roles == meant.propositions[p].roles);
  }
  const auto linked = links(trial.linked);
  CHECK(oracle::account(read.theory, oracle::reference_judge(read.theory, trial.record, linked, trial.as_of)) ==
        oracle::account(meant, oracle::reference_judge(meant, trial.record, linked, trial.as_of)));
}

TEST_CASE("theories worked through by hand read as they are meant") {
  for (const oracle::Worked& row : oracle::worked()) reads_the_same(oracle::trial_of(row));
}

TEST_CASE("random theories read as they are meant") {
  oracle::Random random(20160501);
  for (int i = 0; i < 60; ++i) reads_the_same(oracle::draw(random));
}

// The reference looks at each statement anew for each other one and at every instant: a full record in a long theory would
// take it minutes.
bool too_much_for_the_reference(const models::Theory& theory, const models::Example& example) {
  std::size_t events = 0;
  for (const models::CaseRecord& record : example.records) events += record.events.size();
  return events * theory.statements.size() * theory.statements.size() > 20000;
}

TEST_CASE("the shipped theories' own examples hold for the reference") {
  std::size_t examples = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(REALIST_SOURCE_DIR "/theories")) {
    const std::string extension = entry.path().extension();
    if (extension != ".theory") continue;
    const rules::ReadResult read = rules::read_theory(entry.path(), tests::include_file);
    INFO(entry.path());
    if (!read.ok()) continue;
    for (const models::Example& example : read.theory.examples) {
      if (too_much_for_the_reference(read.theory, example)) continue;
      ++examples;
      models::Time as_of;
      for (const models::CaseRecord& r : example.records)
        if (const auto newest = models::newest_date(r); newest && models::compare(as_of, *newest) < 0) as_of = *newest;
      if (example.as_of) as_of = *example.as_of;
      const auto result = oracle::reference_judge(read.theory, example.records.at(0), links(example.records), as_of);
      std::string all;
      for (const std::string& line : oracle::account(read.theory, result)) all += line + "\n";
      INFO(example.title << "\n" << all);
      for (const models::Expectation& e : example.expectations) {
        INFO(e.subject_text << " " << e.verdict);
        if (e.about_statement) {
          const models::StatementResult& s = result.statements.at(e.subject);
          CHECK(models::to_string(s.verdict()) == e.verdict);
          if (e.at) CHECK((s.judging.stall && s.judging.stall->proposition == *e.at));
        } else {
          const models::PropositionResult& p = result.propositions.at(e.subject);
          CHECK((models::to_string(p.verdict) == e.verdict || models::to_string(p.reading) == e.verdict));
        }
      }
    }
  }
  CHECK(examples > 0);
}

}  // namespace

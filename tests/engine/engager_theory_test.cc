// The theory of the Engager intervention, whole, and the rules of its delivery: every statement has an example, every
// indicator is seen true, false and unknown in the examples, and every line of document 002 is the source of a statement of
// the theory or named as not encoded.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "engine/judge.h"
#include "models/proposition_uses.h"
#include "models/source_index.h"
#include "rules/read_theory.h"
#include "tests/include_file.h"

namespace realist {
namespace {

constexpr unsigned kLinesOf002 = 225;

const std::string kFolder = REALIST_SOURCE_DIR "/theories/engager/";

using tests::include_file;
using tests::text_of;

models::Theory theory_in(const std::string& file) {
  rules::ReadResult read = rules::read_theory(kFolder + file, include_file);
  REQUIRE(read.ok());
  return std::move(read.theory);
}

models::Theory engager() { return theory_in("engager.md"); }

models::Theory theory_or_delivery() { return theory_in(GENERATE("engager.md", "delivery.theory")); }

models::Time as_of(const models::Example& example) {
  if (example.as_of) return *example.as_of;
  models::Time newest;
  for (const models::CaseRecord& record : example.records)
    if (const auto date = models::newest_date(record); date && models::compare(newest, *date) < 0) newest = *date;
  return newest;
}

models::CaseResult judged(const engine::Plan& plan, const models::Example& example) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : example.records) linked.emplace(record.id, &record);
  return engine::judge(plan, example.records.front(), linked, as_of(example));
}

// "1, 5-7" of a table's second column.
void add_lines(const std::string& cell, std::set<unsigned>& lines) {
  std::istringstream parts(cell);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t dash = part.find('-');
    const unsigned first = static_cast<unsigned>(std::stoul(part));
    const unsigned last = dash == std::string::npos ? first : static_cast<unsigned>(std::stoul(part.substr(dash + 1)));
    for (unsigned line = first; line <= last; ++line) lines.insert(line);
  }
}

std::set<unsigned> not_encoded(const std::string& document) {
  std::set<unsigned> lines;
  std::istringstream rows(text_of(kFolder + "not-encoded.md"));
  const std::string opening = "| " + document + " | ";
  for (std::string row; std::getline(rows, row);) {
    if (!row.starts_with(opening)) continue;
    const std::size_t end = row.find(" | ", opening.size());
    REQUIRE(end != std::string::npos);
    REQUIRE(row.size() > end + 5);
    add_lines(row.substr(opening.size(), end - opening.size()), lines);
  }
  return lines;
}

}  // namespace

TEST_CASE("every statement of the Engager theory and of its delivery has an example") {
  const models::Theory theory = theory_or_delivery();
  std::set<models::StatementIndex> expected;
  for (const models::Example& example : theory.examples)
    for (const models::Expectation& expectation : example.expectations)
      if (expectation.about_statement) expected.insert(expectation.subject);
  for (models::StatementIndex i = 0; i < theory.statements.size(); ++i) {
    INFO(theory.statements[i].label);
    CHECK(expected.contains(i));
  }
}

// An indicator that looks at "its" fields has a value only within the statement that is judging an occurrence: there the
// statement has to be expected to fire, to stall, and to be undetermined.
bool looks_at_occurrence(const models::Proposition& proposition) { return (" " + proposition.observed_when).find(" its ") != std::string::npos; }

std::set<std::string> expected_verdicts(const models::Theory& theory, const std::vector<models::PropositionUse>& uses) {
  std::set<std::string> verdicts;
  for (const models::Example& example : theory.examples)
    for (const models::Expectation& expectation : example.expectations)
      for (const models::PropositionUse& use : uses)
        if (use.part == models::PropositionUse::Part::Step && expectation.about_statement && expectation.subject == use.statement)
          verdicts.insert(expectation.verdict);
  return verdicts;
}

TEST_CASE("every indicator of the Engager theory and of its delivery is seen true, false and unknown") {
  const models::Theory theory = theory_or_delivery();
  const auto plan = engine::compile(theory);
  std::vector<std::set<models::Truth>> seen(theory.propositions.size());
  for (const models::Example& example : theory.examples) {
    const models::CaseResult result = judged(*plan, example);
    for (std::size_t i = 0; i < seen.size(); ++i) seen[i].insert(result.propositions[i].observed);
  }
  const auto uses = models::proposition_uses(theory);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (theory.propositions[i].observed_when.empty()) continue;
    INFO(theory.propositions[i].phrase);
    if (looks_at_occurrence(theory.propositions[i])) {
      const std::set<std::string> verdicts = expected_verdicts(theory, uses[i]);
      for (const char* verdict : {"fired", "stalled", "undetermined"}) CHECK(verdicts.contains(verdict));
      continue;
    }
    CHECK(seen[i].contains(models::Truth::True));
    CHECK(seen[i].contains(models::Truth::False));
    CHECK(seen[i].contains(models::Truth::Unknown));
  }
}

TEST_CASE("every line of document 002 is the source of a statement or named as not encoded") {
  std::set<unsigned> named = not_encoded("002");
  CHECK((named.empty() || *named.rbegin() <= kLinesOf002));
  const models::Theory theory = engager();
  for (const models::SourceEntry& entry : models::source_index(theory))
    if (entry.statement != models::kNone && entry.source.document == "002" && entry.source.line != 0)
      for (unsigned line = entry.source.line; line <= entry.source.last_line; ++line) named.insert(line);
  for (unsigned line = 1; line <= kLinesOf002; ++line) {
    INFO("line " << line);
    CHECK(named.contains(line));
  }
}

// Tags after an `otherwise` belong to it and speak for both halves.
TEST_CASE("every statement of the Engager theory and of its delivery names its source") {
  const models::Theory theory = theory_or_delivery();
  std::set<models::StatementIndex> sourced;
  for (const models::Statement& statement : theory.statements)
    if (!statement.sources.empty() && statement.otherwise_of != models::kNone) sourced.insert(statement.otherwise_of);
  for (models::StatementIndex i = 0; i < theory.statements.size(); ++i) {
    INFO(theory.statements[i].label);
    CHECK((!theory.statements[i].sources.empty() || sourced.contains(i)));
  }
}

}  // namespace realist

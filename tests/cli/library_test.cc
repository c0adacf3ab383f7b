// What is promised of the theories that ship: their examples cover them, and each sentence of their sources that claims
// something can be found in them. The sources are not here; the numbers of their lines are.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "cli/case_input.h"
#include "cli/case_set.h"
#include "cli/source_pages.h"
#include "cli/theory_files.h"
#include "engine/coverage.h"
#include "engine/judge.h"
#include "models/source_index.h"
#include "tests/text_of.h"

namespace {

namespace fs = std::filesystem;
using namespace realist;

const fs::path kTheories = fs::path(REALIST_SOURCE_DIR) / "theories";

using realist::tests::text_of;

models::Theory theory_at(const fs::path& path) {
  rules::ReadResult result = cli::read_theory_file(path.string(), {});
  INFO(path.string());
  REQUIRE(result.ok());
  return std::move(result.theory);
}

// The files to give to `realist`: those with a Theory: line, in Markdown inside a fence. In the Engager folder each part has one
// too; it is judged with the whole.
std::vector<fs::path> shipped() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kTheories)) {
    const fs::path& path = entry.path();
    if (!entry.is_regular_file() || !cli::is_theory_path(path.string())) continue;
    if (path.extension() == ".md" && path.stem() != path.parent_path().filename()) continue;
    if (std::regex_search(text_of(path), std::regex("(^|\n)Theory:"))) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

models::CaseResult judged(const engine::Plan& plan, const models::Example& example) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : example.records) linked.emplace(record.id, &record);
  const auto newest = cli::newest_day({example.records.begin(), example.records.end()});
  const models::Time as_of = example.as_of ? *example.as_of : newest.value_or(models::Time{0, models::Time::kNoOffset, true});
  return engine::judge(plan, example.records.front(), linked, as_of);
}

void see_cases(const models::Theory& theory, const engine::Plan& plan, const fs::path& folder, engine::Coverage& coverage) {
  if (!fs::exists(folder)) return;
  const auto held = cli::hold_cases({folder.string()});
  CHECK(held.rejected.empty());
  const std::deque<models::CaseRecord> records(held.records.begin(), held.records.end());
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : records) linked.emplace(record.id, &record);
  for (const models::CaseRecord* record : cli::cases_of(theory, records)) coverage.add(engine::judge(plan, *record, linked, *cli::newest_day(records)));
}

using Lines = std::set<std::uint32_t>;

// "3, 8, 31-34"
Lines lines_in(const std::string& text) {
  Lines lines;
  const std::regex range("([0-9]+)(?:\\s*[-–]\\s*([0-9]+))?");
  for (std::sregex_iterator at(text.begin(), text.end(), range), end; at != end; ++at) {
    const auto first = static_cast<std::uint32_t>(std::stoul((*at)[1])), last = (*at)[2].matched ? static_cast<std::uint32_t>(std::stoul((*at)[2])) : first;
    for (std::uint32_t line = first; line <= last; ++line) lines.insert(line);
  }
  return lines;
}

// By line of a document: the reasons why it, or a part of it, became no statement.
std::map<std::uint32_t, std::string> not_encoded(const std::string& document) {
  std::map<std::uint32_t, std::string> reasons;
  const std::string text = text_of(kTheories / "engager" / "not-encoded.md");
  const std::regex row("\\| *([0-9]+) *\\|([^|]+)\\|([^|\n]+)\\|");
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at)
    if ((*at)[1] == document)
      for (const std::uint32_t line : lines_in((*at)[2])) reasons[line] += (*at)[3];
  return reasons;
}

const std::vector<fs::path> kEngager = {kTheories / "engager" / "engager.md", kTheories / "engager" / "delivery.theory"};

Lines cited(const std::string& document) {
  Lines lines;
  for (const fs::path& path : kEngager)
    for (const models::SourceEntry& entry : models::source_index(theory_at(path)))
      if (entry.source.document == document)
        for (std::uint32_t line = entry.source.line; line <= std::max(entry.source.line, entry.source.last_line); ++line) lines.insert(line);
  return lines;
}

// Document 002 has 225 lines. Those below say of something what it does, what it needs, or when it is to be done.
constexpr std::uint32_t kLast = 225;
const Lines kClaims = {6,   8,   10,  12,  14,  16,  18,  19,  21,  23,  25,  27,  29,  31,  34,  38,  40,  42,  47,  49,  51,  53,  55,  57,  60,  62,
                       64,  66,  69,  70,  72,  74,  76,  77,  78,  80,  85,  87,  88,  90,  92,  94,  97,  99,  100, 103, 104, 106, 109, 112, 118, 124,
                       126, 128, 132, 135, 137, 141, 143, 145, 148, 149, 151, 153, 155, 157, 159, 161, 163, 165, 167, 169, 171, 173, 175, 177, 179, 181,
                       183, 185, 186, 188, 191, 193, 196, 198, 200, 202, 204, 206, 208, 210, 212, 219, 220, 221, 225};

}  // namespace

TEST_CASE("of every statement that ships an example expects something") {
  const auto paths = shipped();
  REQUIRE(paths.size() >= 4);
  for (const fs::path& path : paths) {
    const models::Theory theory = theory_at(path);
    std::set<std::uint32_t> expected;
    for (const models::Example& example : theory.examples)
      for (const models::Expectation& expectation : example.expectations)
        if (expectation.about_statement) expected.insert(expectation.subject);
    for (models::StatementIndex s = 0; s < theory.statements.size(); ++s) {
      INFO(path.string() << ": " << theory.statements[s].label);
      CHECK(expected.contains(s));
    }
  }
}

TEST_CASE("every indicator that ships is seen true, false and unknown in an example or a case") {
  for (const fs::path& path : shipped()) {
    const models::Theory theory = theory_at(path);
    const auto plan = engine::compile(theory);
    engine::Coverage coverage(theory);
    for (const models::Example& example : theory.examples) coverage.add(judged(*plan, example));
    see_cases(theory, *plan, path.parent_path() / "cases", coverage);
    for (models::PropositionIndex p = 0; p < theory.propositions.size(); ++p) {
      if (!theory.propositions[p].indicator) continue;
      const engine::Seen& seen = coverage.seen()[p];
      INFO(path.string() << ": " << theory.propositions[p].phrase << ": " << seen.yes << " true, " << seen.no << " false, " << seen.unknown << " unknown");
      CHECK(seen.all());
    }
  }
}

TEST_CASE("every line of document 002 is cited by the Engager theory, or is named with the reason why not") {
  const Lines lines = cited("002");
  const auto reasons = not_encoded("002");
  for (std::uint32_t line = 1; line <= kLast; ++line) {
    INFO("line " << line);
    CHECK((lines.contains(line) || reasons.contains(line)));
  }
  CHECK((lines.empty() || *lines.rbegin() <= kLast));
}

TEST_CASE("every line of document 002 that claims something is cited, or the reason why not is no heading's") {
  const Lines lines = cited("002");
  const auto reasons = not_encoded("002");
  for (const std::uint32_t line : kClaims) {
    INFO("line " << line);
    const auto reason = reasons.find(line);
    const bool named = reason != reasons.end() && reason->second.find("headings") == std::string::npos && reason->second.find("empty") == std::string::npos;
    CHECK((lines.contains(line) || named));
  }
}

TEST_CASE("the index that ships is the one the theories give") {
  std::vector<models::Theory> theories;
  for (const fs::path& path : kEngager) theories.push_back(theory_at(path));
  const fs::path page = kTheories / "engager" / "index.md";
  // Brought up to date by: realist index theories/engager/engager.md theories/engager/delivery.theory -o theories/engager/index.md
  CHECK(text_of(page) == cli::SourcePages{theories, page.parent_path().string(), ""}.markdown());
}

// A tally counts what the whole results come to: over random theories, and over the shipped ones with their cases.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "engine/facts.h"
#include "engine/tally.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "made_words.h"
#include "models/case_json.h"
#include "rules/read_theory.h"
#include "tests/include_file.h"
#include "tests/oracle/laws.h"
#include "tests/oracle/plain_trials.h"

namespace {

using namespace realist;
using engine::CohortSummary;

// ---- what two summaries differ in, for people ----

std::string key_text(const std::string& key) { return key; }
std::string key_text(std::uint32_t key) { return "#" + std::to_string(key); }
std::string key_text(const models::MissingFact& fact) { return std::to_string(static_cast<int>(fact.kind)) + ":" + fact.name; }
std::string key_text(const engine::StallPlace& place) {
  return "step " + std::to_string(place.step) + " proposition " + std::to_string(place.proposition) + " " +
         std::string(models::to_string(place.kind)) + " " + std::string(models::to_string(place.reason));
}
std::string value_text(std::uint64_t n) { return std::to_string(n); }
std::string value_text(const engine::StallCount& count) {
  std::string text = std::to_string(count.cases) + "/" + std::to_string(count.occurrences);
  for (const auto& [record, n] : count.records) text += " " + record + "=" + std::to_string(n);
  return text;
}
template <typename Map>
void compare_maps(std::string& out, const std::string& name, const Map& whole, const Map& tally) {
  std::map<std::string, std::pair<std::string, std::string>> all;
  for (const auto& [key, value] : whole) all[key_text(key)].first = value_text(value);
  for (const auto& [key, value] : tally) all[key_text(key)].second = value_text(value);
  for (const auto& [key, values] : all)
    if (values.first != values.second) out += "  " + name + " " + key + ": whole " + values.first + ", tally " + values.second + "\n";
}
template <typename Array>
void compare_arrays(std::string& out, const std::string& name, const Array& whole, const Array& tally) {
  for (std::size_t i = 0; i < whole.size(); ++i)
    if (whole[i] != tally[i])
      out += "  " + name + " " + std::to_string(i) + ": whole " + std::to_string(whole[i]) + ", tally " + std::to_string(tally[i]) + "\n";
}

std::string difference(const CohortSummary& whole, const CohortSummary& tally, const models::Theory& theory) {
  if (whole == tally) return "";
  std::string out;
  if (whole.cases != tally.cases || whole.with_problems != tally.with_problems) out += "cases\n";
  for (std::size_t s = 0; s < whole.statements.size(); ++s) {
    const engine::StatementSummary &a = whole.statements[s], &b = tally.statements.at(s);
    std::string own;
    compare_arrays(own, "verdict", a.cases.counts, b.cases.counts);
    compare_arrays(own, "occurrence", a.occurrences.counts, b.occurrences.counts);
    compare_arrays(own, "flag", a.flags, b.flags);
    if (a.fired_presumed != b.fired_presumed) own += "  fired presumed\n";
    compare_maps(own, "stall", a.stalls, b.stalls);
    compare_maps(own, "block", a.blocks, b.blocks);
    compare_maps(own, "missing", a.missing, b.missing);
    compare_maps(own, "held back by", a.held_back_by, b.held_back_by);
    if (!own.empty()) out += theory.statements[s].label + "\n" + own;
  }
  for (std::size_t p = 0; p < whole.propositions.size(); ++p) {
    std::string own;
    compare_arrays(own, "verdict", whole.propositions[p].verdicts, tally.propositions.at(p).verdicts);
    compare_arrays(own, "reading", whole.propositions[p].readings, tally.propositions.at(p).readings);
    if (!own.empty()) out += theory.propositions[p].phrase + "\n" + own;
  }
  return out.empty() ? "something\n" : out;
}

// ---- cohorts ----

struct Case {
  const models::CaseRecord* record;
  const engine::LinkedRecords* linked;
  models::Time as_of;
};

std::string difference(const engine::Plan& plan, const std::vector<Case>& cases) {
  engine::Judge judge(plan), counting(plan);
  engine::Tally tally(plan);
  CohortSummary whole(engine::theory_of(plan));
  models::CaseResult result;
  for (const Case& c : cases) {
    judge.judge(*c.record, *c.linked, c.as_of, result);
    whole.add(result);
    counting.count(engine::bind(plan, *c.record, c.as_of), *c.linked, tally);
  }
  return difference(whole, tally.summary(), engine::theory_of(plan));
}

engine::LinkedRecords linked_of(const oracle::Trial& trial) {
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : trial.linked) linked.emplace(record.id, &record);
  return linked;
}

std::string difference(const oracle::Trial& trial) {
  const models::Theory theory = oracle::theory_of(trial.sketch);
  const engine::LinkedRecords linked = linked_of(trial);
  return difference(*engine::compile(theory), {{&trial.record, &linked, trial.as_of}});
}

void hold(const oracle::Trial& trial) {
  auto differs = [](const oracle::Trial& t) { return !difference(t).empty(); };
  if (!differs(trial)) return;
  const oracle::Trial small = oracle::shrunk(trial, differs);
  FAIL(difference(small) << oracle::to_text(small));
}

std::uint64_t random_seed(std::uint64_t standard) {
  const char* seed = std::getenv("REALIST_SEED");
  return seed ? std::strtoull(seed, nullptr, 10) : standard;
}

oracle::Random seeded(std::uint64_t standard) { return oracle::Random(random_seed(standard)); }

TEST_CASE("a tally of a random case is the summary of its whole result") {
  oracle::Random random = seeded(3);
  for (std::size_t i = 0; i < oracle::trials(2000); ++i) hold(oracle::draw(random));
}

TEST_CASE("a tally of a plain case is the summary of its whole result") {
  oracle::Random random = seeded(4);
  for (std::size_t i = 0; i < oracle::trials(8000); ++i) hold(oracle::draw_plain(random));
}

TEST_CASE("a tally of a cohort carries nothing over from one case to the next") {
  oracle::Random random = seeded(5);
  const std::size_t cohorts = oracle::trials(400);
  for (std::size_t i = 0; i < cohorts; ++i) {
    const oracle::Trial trial = oracle::draw_plain(random);
    std::vector<models::CaseRecord> records;
    const int size = i % 40 == 0 ? 600 : 12;  // cases are counted in blocks of 256
    for (int k = 0; k < size; ++k) records.push_back(oracle::draw_plain_record(random));
    const engine::LinkedRecords linked;
    std::vector<Case> cases;
    for (const models::CaseRecord& record : records) cases.push_back({&record, &linked, trial.as_of});
    const models::Theory theory = oracle::theory_of(trial.sketch);
    INFO(oracle::to_text(trial));
    const std::string text = difference(*engine::compile(theory), cases);
    INFO(text);
    REQUIRE(text.empty());
  }
}

TEST_CASE("parts tallied apart and merged are the whole") {
  oracle::Random random = seeded(6);
  for (std::size_t i = 0; i < oracle::trials(100); ++i) {
    const oracle::Trial trial = oracle::draw_plain(random);
    const auto plan = engine::compile(oracle::theory_of(trial.sketch));
    engine::Judge judge(*plan);
    engine::Tally all(*plan), first(*plan), second(*plan);
    for (int k = 0; k < 8; ++k) {
      const models::CaseRecord record = oracle::draw_plain_record(random);
      const engine::Facts facts = engine::bind(*plan, record, trial.as_of);
      judge.count(facts, {}, all);
      judge.count(facts, {}, k % 3 == 0 ? first : second);
    }
    CohortSummary merged = second.summary();
    merged.merge(first.summary());
    CHECK(merged == all.summary());
  }
}

// ---- made-up cohorts, as they are measured ----

TEST_CASE("a tally of a made-up cohort is the summary of its whole results") {
  const bool plain = GENERATE(false, true);
  bench::TheoryShape shape;
  shape.statements = 60;
  shape.seed = random_seed(7);
  bench::CohortShape cohort;
  cohort.seed = shape.seed;
  cohort.plain = plain;
  const auto read = rules::read_theory_text(plain ? bench::plain_theory(bench::plain_statements(shape)) : bench::made_theory(shape));
  REQUIRE(read.ok());
  std::vector<models::CaseRecord> records;
  for (std::uint64_t number = 0; number < oracle::trials(300); ++number) {
    std::string line;
    bench::append_case(cohort, number, line);
    records.push_back(std::get<models::CaseRecord>(models::case_from_json(line)));
  }
  const engine::LinkedRecords linked;
  std::vector<Case> cases;
  for (const models::CaseRecord& record : records) cases.push_back({&record, &linked, *models::parse_time(bench::kExportDay)});
  const std::string text = difference(*engine::compile(read.theory), cases);
  INFO(text);
  CHECK(text.empty());
}

// ---- the shipped theories ----

TEST_CASE("tallies of the shipped theories over their cases and examples are the summaries of the whole results") {
  const std::string name = GENERATE("engager/engager.md", "engager/delivery.theory", "supervision/supervision.theory",
                                    "through-the-gate/through-the-gate.theory", "offender-engagement/desistance.theory",
                                    "offender-engagement/good-lives.theory", "offender-engagement/working-alliance.theory",
                                    "offender-engagement/staff-support.theory");
  const std::filesystem::path file = std::filesystem::path(REALIST_SOURCE_DIR) / "theories" / name;
  rules::ReadResult read = rules::read_theory(file.string(), tests::include_file);
  REQUIRE(read.ok());
  const auto plan = engine::compile(read.theory);
  std::vector<models::CaseRecord> records;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path() / "cases")) {
    auto parsed = models::case_from_json(tests::text_of(entry.path().string()));
    if (auto* record = std::get_if<models::CaseRecord>(&parsed)) records.push_back(std::move(*record));
  }
  REQUIRE(records.size() > 5);
  engine::LinkedRecords linked;
  for (const models::CaseRecord& record : records) linked.emplace(record.id, &record);
  std::vector<Case> cases;
  for (const char* date : {"2016-06-01", "2016-12-31", "2020-01-01", "2026-01-01"})
    for (const models::CaseRecord& record : records) cases.push_back({&record, &linked, *models::parse_time(date)});
  std::vector<engine::LinkedRecords> of_examples(read.theory.examples.size());
  for (std::size_t i = 0; i < of_examples.size(); ++i) {
    const models::Example& example = read.theory.examples[i];
    for (const models::CaseRecord& record : example.records) of_examples[i].emplace(record.id, &record);
    const models::Time as_of = example.as_of ? *example.as_of : *models::parse_time("2018-01-01");
    cases.push_back({&example.records.front(), &of_examples[i], as_of});
  }
  const std::string text = difference(*plan, cases);
  INFO(text);
  CHECK(text.empty());
}

}  // namespace

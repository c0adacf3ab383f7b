// The verdicts of plain statements, held to those that SQLite gives for the same cases by the queries of bench/compare: an
// evaluator that somebody else wrote.
#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <sstream>

#include "engine/judge.h"
#include "made_cohort.h"
#include "made_theory.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;

using VerdictOf = std::map<std::pair<int, std::string>, std::string>;  // by case and statement

std::string script(const std::string& name) {
  std::ifstream file(std::string(REALIST_SOURCE_DIR) + "/bench/compare/" + name);
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE_FALSE(text.str().empty());
  return text.str();
}

long day_number(const models::Time& time) { return static_cast<long>(time.local / models::kDay); }

class Tables {
 public:
  Tables() {
    REQUIRE(sqlite3_open(":memory:", &database_) == SQLITE_OK);
    run(script("tables.sql"));
    run(script("verdicts.sql"));
    run("CREATE INDEX by_case ON event (case_no, type, day); CREATE INDEX of_case ON attribute (case_no, path);");
  }
  ~Tables() { sqlite3_close(database_); }
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  void run(const std::string& sql) {
    char* error = nullptr;
    sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &error);
    INFO(sql << ": " << (error ? error : ""));
    REQUIRE(error == nullptr);
  }

  // Nothing for an empty text: null.
  static std::string word(const std::string& text) { return text.empty() ? "NULL" : "'" + text + "'"; }

  void add(const bench::PlainStatement& s) {
    run("INSERT INTO statement VALUES (" + word(s.id) + "," + word(s.start) + "," + word(s.attribute) + "," + word(s.value) + "," +
        word(s.step1) + "," + std::to_string(s.days1) + "," + word(s.step2) + "," +
        (s.step2.empty() ? "NULL" : std::to_string(s.days2)) + "," + word(s.block) + ")");
  }

  void add(int number, const models::CaseRecord& record) {
    const std::string no = std::to_string(number);
    run("INSERT INTO cases VALUES (" + no + "," + (record.closed ? std::to_string(day_number(*record.closed)) : "NULL") + ")");
    for (const models::Attribute& a : record.attributes) {
      const models::Value& value = a.history.front().value;
      if (a.history.size() == 1 && !value.is_null())
        run("INSERT INTO attribute VALUES (" + no + "," + word(a.path) + "," + word(models::to_string(value)) + ")");
    }
    for (const models::Event& e : record.events)
      run("INSERT INTO event VALUES (" + no + "," + word(e.type) + "," + std::to_string(day_number(e.at.value())) + ")");
  }

  VerdictOf verdicts(const models::Time& as_of) {
    run("DELETE FROM judged; INSERT INTO judged VALUES (" + std::to_string(day_number(as_of)) + ")");
    VerdictOf all;
    sqlite3_stmt* rows = nullptr;
    REQUIRE(sqlite3_prepare_v2(database_, "SELECT case_no, id, verdict FROM verdict", -1, &rows, nullptr) == SQLITE_OK);
    const auto text = [&](int column) { return reinterpret_cast<const char*>(sqlite3_column_text(rows, column)); };
    while (sqlite3_step(rows) == SQLITE_ROW) all[{sqlite3_column_int(rows, 0), text(1)}] = text(2);
    CHECK(sqlite3_finalize(rows) == SQLITE_OK);
    return all;
  }

 private:
  sqlite3* database_ = nullptr;
};

std::vector<models::CaseRecord> made_records(int count, std::uint64_t seed) {
  bench::CohortShape shape;
  shape.seed = seed;
  shape.plain = true;
  std::vector<models::CaseRecord> records;
  for (int i = 0; i < count; ++i) {
    std::string line;
    bench::append_case(shape, static_cast<std::uint64_t>(i), line);
    records.push_back(std::get<models::CaseRecord>(models::case_from_json(line)));
  }
  return records;
}

VerdictOf engine_verdicts(const models::Theory& theory, const std::vector<models::CaseRecord>& records, const models::Time& as_of) {
  const auto plan = engine::compile(theory);
  VerdictOf all;
  for (std::size_t i = 0; i < records.size(); ++i)
    for (const models::StatementResult& s : engine::judge(*plan, records[i], {}, as_of).statements)
      all[{static_cast<int>(i), theory.statements[s.statement].label}] = std::string(models::to_string(s.judging.verdict));
  return all;
}

TEST_CASE("SQLite gives every case and plain statement the verdict that the engine gives, whatever the day asked for") {
  const std::uint64_t seed = GENERATE(1u, 2u, 3u);
  bench::TheoryShape shape;
  shape.statements = 60;
  shape.seed = seed;
  const auto statements = bench::plain_statements(shape);
  const auto read = rules::read_theory_text(bench::plain_theory(statements));
  REQUIRE(read.ok());
  const auto records = made_records(150, seed);
  Tables tables;
  for (const auto& s : statements) tables.add(s);
  for (std::size_t i = 0; i < records.size(); ++i) tables.add(static_cast<int>(i), records[i]);

  std::map<std::string, int> seen;
  for (const char* day : {"2015-06-30", "2016-02-29", "2016-12-31"}) {
    const models::Time as_of = *models::parse_time(day);
    const VerdictOf ours = engine_verdicts(read.theory, records, as_of);
    const VerdictOf theirs = tables.verdicts(as_of);
    REQUIRE(ours.size() == 60 * 150);
    REQUIRE(theirs.size() == ours.size());
    for (const auto& [place, verdict] : ours) {
      ++seen[verdict];
      if (theirs.at(place) == verdict) continue;
      FAIL_CHECK("case " << place.first << ", " << place.second << " as of " << day << ": " << verdict << ", SQLite: " << theirs.at(place));
    }
  }
  CHECK(seen.size() == 6);  // none of the six verdicts goes untried
}

}  // namespace

#include "cli/sqlite_source.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>

#include "cli/case_input.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

class Database {
 public:
  explicit Database(const std::string& statements) {
    std::string name = (fs::temp_directory_path() / "realist-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    run(statements);
  }
  ~Database() { fs::remove_all(folder_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& statements) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file().c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, statements.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
  }
  std::string file() const { return folder_ + "/visits.db"; }
  std::string query(const std::string& text) const { return "sqlite:" + file() + "?query=" + text; }

 private:
  std::string folder_;
};

const char* const kVisits =
    "CREATE TABLE visits (client, what, day, note); INSERT INTO visits VALUES "
    "('B', 'release', '2016-05-02', NULL), ('A', 'release', '2016-05-01', 'said \"yes\", then\nwent'), ('A', 'call', NULL, -5), ('A', 'call', NULL, 2.5);";

std::string text_of(const std::string& address, std::size_t block) {
  const auto source = open_query(address);
  std::string text, piece(block, '\0');
  while (const std::size_t got = source->read(piece.data(), block)) text += piece.substr(0, got);
  return text;
}

std::string failure_of(const std::string& address) {
  try {
    text_of(address, 100);
  } catch (const SourceFailure& failure) {
    return failure.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("rows of a query are a table, with nothing where there is nothing") {
  const Database visits(kVisits);
  const std::string expected = "\"client\",\"note\"\n\"A\",\"said \"\"yes\"\", then\nwent\"\n\"A\",\"-5\"\n\"A\",\"2.5\"\n\"B\",\n";
  const std::string address = visits.query("SELECT client, note FROM visits ORDER BY client, rowid");
  CHECK(text_of(address, 1000) == expected);
  CHECK(text_of(address, 1) == expected);
  CHECK(text_of(visits.query("SELECT%20client FROM visits WHERE what LIKE 'c%'"), 7) == "\"client\"\n\"A\"\n\"A\"\n");
}

TEST_CASE("a database gives cases as a table does") {
  const Database visits(kVisits);
  const HeldCases held = hold_cases({visits.query("SELECT client AS \"case\", what AS event, day AS at FROM visits ORDER BY client, rowid")});
  REQUIRE(held.records.size() == 2);
  CHECK(models::case_to_json(held.records[0]) == R"({"case": "A", "events": [{"type": "release", "at": "2016-05-01"}, {"type": "call"}, {"type": "call"}]})");
  CHECK(held.faults.empty());
}

TEST_CASE("a query that cannot be answered says why, and none can change anything") {
  const Database visits(kVisits);
  CHECK(failure_of("sqlite:" + visits.file()) == "which rows? Write the query after the file: sqlite:FILE?query=SELECT ...");
  CHECK(failure_of("sqlite:/nowhere/x.db?query=SELECT 1") == "there is no such database file");
  CHECK(failure_of(visits.query("SELECT worker FROM visits")) == "the query is not understood: no such column: worker");
  CHECK(failure_of(visits.query("")) == "the query is empty");
  CHECK(failure_of(visits.query("SELECT 1; SELECT 2")) == "one query at a time");
  CHECK(failure_of(visits.query("DELETE FROM visits")) == "the query has to give rows, and may change nothing");
  CHECK(failure_of(visits.query("DELETE FROM visits RETURNING client")) == "the query has to give rows, and may change nothing");
  CHECK(failure_of(visits.query("SELECT x'00ff' AS b")) == "row 1, column \"b\": there are bytes that are no text (a BLOB)");
  CHECK(failure_of(visits.query("SELECT abs(-9223372036854775808)")) == "the rows end here: integer overflow");
  CHECK(text_of(visits.query("SELECT count(*) AS n FROM visits"), 100) == "\"n\"\n\"4\"\n");
}

TEST_CASE("rows that end in the middle of a query reject the case at hand and are told") {
  const Database visits(kVisits);
  const HeldCases held = hold_cases({visits.query(
      "SELECT client AS \"case\", what AS event, CASE client WHEN 'B' THEN abs(-9223372036854775807 - rowid) END AS at FROM (SELECT rowid, * FROM visits ORDER BY client)")});
  REQUIRE(held.faults.size() == 1);
  CHECK(held.faults[0].message == "the rows end here, after 3 rows: integer overflow");
  CHECK(held.records.empty());
  CHECK(held.rejected.size() == 1);
}

}  // namespace realist::cli

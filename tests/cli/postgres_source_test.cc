#include "cli/postgres_source.h"

#include <catch2/catch.hpp>

#include <filesystem>

#include "cli/case_input.h"
#include "postgres_server.h"

namespace realist::cli {
namespace {

using tests::PostgresServer;

// One for all tests of this program.
const PostgresServer& server() {
  static const PostgresServer* const kServer = [] {
    static PostgresServer own;
    own.run("CREATE TABLE visits (client text, what text, day date, at timestamp, seen timestamptz, minutes numeric, share float8, came bool, photo bytea);"
            "INSERT INTO visits VALUES ('B', 'release', '2016-05-02', NULL, NULL, NULL, NULL, NULL, NULL),"
            " ('A', 'release', '2016-05-01', '2016-05-01 09:30', '2016-04-30 23:30Z', 40.50, 0.1, true, NULL),"
            " ('A', 'call', NULL, NULL, '2016-12-01 12:00Z', -5, 'NaN', false, 'x');"
            "CREATE USER eva PASSWORD 'k4x9-s3cret'; GRANT SELECT ON visits TO eva");
    return &own;
  }();
  return *kServer;
}

std::string text_of(const std::string& address, std::size_t block = 100) {
  const auto source = open_query(address);
  std::string text, piece(block, '\0');
  while (const std::size_t got = source->read(piece.data(), block)) text += piece.substr(0, got);
  return text;
}

std::string failure_of(const std::string& address) {
  try {
    text_of(address);
  } catch (const SourceFailure& failure) {
    return failure.what();
  }
  return "none";
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the rows of a query are a table, with the types as a table writes them") {
  const std::string address = server().query("SELECT client, what, day, at, minutes, share, came FROM visits ORDER BY client, what");
  const std::string expected =
      "\"client\",\"what\",\"day\",\"at\",\"minutes\",\"share\",\"came\"\n"
      "\"A\",\"call\",,,\"-5\",\"NaN\",\"false\"\n"
      "\"A\",\"release\",\"2016-05-01\",\"2016-05-01 09:30:00\",\"40.50\",\"0.1\",\"true\"\n"
      "\"B\",\"release\",\"2016-05-02\",,,,\n";
  CHECK(text_of(address) == expected);
  CHECK(text_of(address, 1) == expected);
  CHECK(text_of(server().query("SELECT%20client FROM visits WHERE what LIKE 'c%' -- & ? = stay")) == "\"client\"\n\"A\"\n");
}

TEST_CASE("times with a zone are those of the clocks of the session's zone, and it is named") {
  const std::string address = server().query("SELECT client AS \"case\", what AS event, seen AS at FROM visits WHERE client = 'A' ORDER BY seen");
  const HeldCases held = hold_cases({address});
  REQUIRE(held.records.size() == 1);
  // 23:30 in Greenwich is half past midnight on the next day by the clocks of a British summer.
  CHECK(models::case_to_json(held.records[0]) == R"({"case": "A", "events": [{"type": "release", "at": "2016-05-01T00:30+01:00"}, {"type": "call", "at": "2016-12-01T12:00Z"}]})");
  REQUIRE(held.notes.size() == 2);
  CHECK(holds(held.notes[1], "Europe/London"));
}

TEST_CASE("a query that cannot be answered says why, and none can change anything") {
  const PostgresServer& s = server();
  CHECK(failure_of("postgresql://tester@localhost/postgres") == "which rows? Write the query after the database: postgresql://USER@HOST/DATABASE?query=SELECT ...");
  CHECK(failure_of(s.query("SELECT * FROM visit")) == "the query is not understood: relation \"visit\" does not exist");
  CHECK(failure_of(s.query("SELECT clients FROM visits")) ==
        "the query is not understood: column \"clients\" does not exist (Perhaps you meant to reference the column \"visits.client\".)");
  CHECK(failure_of(s.query("SELEC 1")) == "the query is not understood: syntax error at or near \"SELEC\"");
  CHECK(failure_of(s.query(" ;")) == "the query is empty");
  CHECK(failure_of(s.query("-- nothing")) == "the query has to give rows, and may change nothing");
  CHECK(failure_of(s.query("SELECT 1; DROP TABLE visits")) == "one query at a time");
  for (const char* statement : {"DELETE FROM visits", "DELETE FROM visits RETURNING client", "DROP TABLE visits", "COMMIT", "COPY visits TO STDOUT",
                                "SELECT client FROM visits FOR UPDATE", "SELECT nextval('no')", "CREATE TABLE t AS SELECT 1"}) {
    CAPTURE(statement);
    const std::string failure = failure_of(s.query(statement));
    CHECK((failure == "the query has to give rows, and may change nothing" || holds(failure, "\"no\" does not exist")));
  }
  CHECK(failure_of(s.query("SELECT photo FROM visits")) == "column \"photo\": there are bytes that are no text (bytea)");
  CHECK(text_of(s.query("SELECT count(*) AS n FROM visits")) == "\"n\"\n\"3\"\n");
}

TEST_CASE("nobody gets in without the password, and it stands in no message") {
  const PostgresServer& s = server();
  CHECK(text_of(s.query("SELECT count(*) AS n FROM visits", "eva:k4x9-s3cret")) == "\"n\"\n\"3\"\n");
  const std::string without = failure_of(s.query("SELECT 1", "eva")), wrong = failure_of(s.query("SELECT 1", "eva:wr0ng-w0rd"));
  CHECK(holds(without, "no password supplied"));
  CHECK(holds(wrong, "password authentication failed for user \"eva\""));
  CHECK_FALSE(holds(wrong, "wr0ng"));
  // Signs of a password that had to be written otherwise, and any other broken address.
  for (const char* address : {"postgresql://eva:k4x9@s3cret@db/visits", "postgresql://eva:k4x9/s3cret@db/visits",
                              "postgresql://eva:12/s3cret@db/visits", "postgresql://eva:k4x9-s3cret", "postgresql://eva:%zzs3cret@db/visits", "postgres://[s3cret"}) {
    CAPTURE(address);
    const std::string failure = failure_of(std::string(address) + "?query=SELECT 1"), shown = shown_address(std::string(address) + "?query=SELECT 1");
    CHECK(holds(failure, "the address is not understood"));
    CHECK(shown == "postgresql://...");
  }
  CHECK(shown_address("postgresql://eva:k4x9-s3cret@db.example.org:5433/visits?sslmode=require&query=SELECT 1") == "postgresql://db.example.org:5433/visits");
  CHECK(shown_address("postgresql://eva:k4x9?s3cret@db/visits?query=SELECT 1") == "postgresql://db/visits");
  CHECK(shown_address("postgresql://db/visits?user=eva&password=k4x9-s3cret&query=SELECT 1") == "postgresql://db/visits");
}

TEST_CASE("a host where nobody answers is an error") {
  const std::string failure = failure_of("postgresql://tester@/postgres?host=/nowhere/at/all&query=SELECT 1");
  CHECK(holds(failure, "no connection to the database: "));
  CHECK(holds(failure, "/nowhere/at/all"));
}

TEST_CASE("rows that end in the middle reject the case at hand, and the number read is told") {
  const PostgresServer& s = server();
  const HeldCases divided = hold_cases({s.query("SELECT i / 2 AS \"case\", 'call' AS event, '2016-05-01'::date + 1 / (5 - i) AS at FROM generate_series(0, 9) i")});
  REQUIRE(divided.faults.size() == 1);
  CHECK(divided.faults[0].message == "the rows end here, after 5 rows: division by zero");
  CHECK(divided.records.size() == 2);    // of the cases 0 and 1; whether case 2 has more rows nobody knows
  CHECK(divided.rejected.size() == 1);
}

TEST_CASE("a connection that is cut off in the middle of a query is told, and what was read is counted") {
  PostgresServer own;
  const auto source = open_query(own.query("SELECT generate_series(1, 200000000) AS \"case\", 'call' AS event, '2016-05-01' AS at"));
  std::string block(1000, '\0');
  REQUIRE(source->read(block.data(), block.size()) > 0);
  own.stop();
  std::string failure = "none";
  std::size_t rows = 0;
  try {
    for (std::size_t got = 1; got > 0;) {
      got = source->read(block.data(), block.size());
      rows += static_cast<std::size_t>(std::count(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got), '\n'));
    }
  } catch (const SourceFailure& gone) {
    failure = gone.what();
  }
  CHECK(rows < 200'000'000);
  CHECK(holds(failure, "the rows end here, after "));
}

}  // namespace realist::cli

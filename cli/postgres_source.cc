#include "cli/postgres_source.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "cli/interrupt.h"
#include "cli/table_source.h"

namespace realist::cli {
namespace {

constexpr const char* kForm = "postgresql://USER@HOST/DATABASE?query=SELECT ...";
constexpr int kConnectMilliseconds = 30'000;
constexpr Oid kBool = 16, kBytea = 17, kTimestampWithZone = 1184;  // of every PostgreSQL
constexpr std::string_view kReadOnly = "25006";                    // SQLSTATE: it would write

struct Freed {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Connection = std::unique_ptr<PGconn, Freed>;
using Result = std::unique_ptr<PGresult, Freed>;
using Options = std::unique_ptr<PQconninfoOption, Freed>;

// libpq's own sentences may quote the address, password and all; so an address it cannot take apart is not told in its words. It
// also takes apart some in which a sign of the password was not written as %40 or the like, and finds the rest of it in the
// host: those are known by an @ too many.
Options options_of(const std::string& source) {
  const std::string_view plain = std::string_view(source).substr(0, source.find('?'));
  const std::string_view rest = plain.substr(std::min(plain.find("//") + 2, plain.size()));
  const std::size_t at = rest.find('@');
  if (at != std::string_view::npos && (at > rest.find('/') || rest.find('@', at + 1) != std::string_view::npos)) return nullptr;
  Options options(PQconninfoParse(source.c_str(), nullptr));
  for (const PQconninfoOption* o = options.get(); o != nullptr && o->keyword != nullptr; ++o)
    if (std::string_view(o->keyword) == "port" && o->val != nullptr && std::string_view(o->val).find_first_not_of("0123456789,") != std::string_view::npos) return nullptr;
  return options;
}

std::string option(const Options& options, std::string_view keyword) {
  for (const PQconninfoOption* o = options.get(); o != nullptr && o->keyword != nullptr; ++o)
    if (o->keyword == keyword && o->val != nullptr) return o->val;
  return "";
}

// The first line of what libpq says; those after it guess at why.
std::string first_line(std::string_view text) {
  std::string line(text.substr(0, text.find('\n')));
  if (line.find("no password supplied") != std::string::npos) line += " (it can stand in ~/.pgpass or in PGPASSWORD)";
  return line;
}

class PostgresSource : public TableSource {
 public:
  explicit PostgresSource(const QueryAddress& address) {
    if (!address.has_query) throw SourceFailure(fmt::format("which rows? Write the query after the database: {}", kForm));
    connect(address.source);
    run("BEGIN TRANSACTION READ ONLY; SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL intervalstyle TO 'iso_8601'; SET LOCAL extra_float_digits TO 3");
    prepare(address.query);
    running_ = true;
    if (PQsendQueryPrepared(connection_.get(), "", 0, nullptr, nullptr, nullptr, 0) == 0 || PQsetSingleRowMode(connection_.get()) == 0) fail("the query cannot be sent", nullptr);
  }
  // What nobody waits for any more is stopped there as well.
  ~PostgresSource() override {
    PGcancel* cancel = running_ ? PQgetCancel(connection_.get()) : nullptr;
    char why[256];
    if (cancel != nullptr) PQcancel(cancel, why, sizeof why);
    PQfreeCancel(cancel);
  }
  PostgresSource(const PostgresSource&) = delete;
  PostgresSource& operator=(const PostgresSource&) = delete;

  std::string note() const override {
    if (std::find(types_.begin(), types_.end(), kTimestampWithZone) == types_.end()) return "";
    const char* zone = PQparameterStatus(connection_.get(), "TimeZone");
    return fmt::format("times with a time zone are given as the clocks of {} show them, the zone of the database session (another: PGTZ=Europe/London before the command)", zone == nullptr ? "the server" : zone);
  }

 private:
  void connect(const std::string& source) {
    const Options options = options_of(source);
    if (!options) throw SourceFailure(fmt::format("the address is not understood; it is written {}, with signs such as @ : / ? # in a password as %40 %3A %2F %3F %23", kForm));
    std::vector<const char*> words, values;
    for (const PQconninfoOption* o = options.get(); o->keyword != nullptr; ++o) {
      if (o->val == nullptr) continue;
      words.push_back(o->keyword);
      values.push_back(o->val);
    }
    for (const auto& [word, value] : {std::pair{"client_encoding", "UTF8"}, {"application_name", "realist"}}) {
      words.push_back(word);
      values.push_back(value);
    }
    words.push_back(nullptr);
    values.push_back(nullptr);
    connection_.reset(PQconnectStartParams(words.data(), values.data(), 0));
    if (!connection_) throw std::bad_alloc();
    PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    while (PQstatus(connection_.get()) != CONNECTION_BAD) {
      const auto next = PQconnectPoll(connection_.get());
      if (next == PGRES_POLLING_OK) return;
      if (next == PGRES_POLLING_FAILED) break;
      if (!wait_until_ready(PQsocket(connection_.get()), next == PGRES_POLLING_WRITING, kConnectMilliseconds))
        throw SourceFailure(fmt::format("the database did not answer within {} seconds", kConnectMilliseconds / 1000));
    }
    fail("no connection to the database", nullptr);
  }

  // The next result of what was sent; none: it is done.
  Result next() {
    while (PQisBusy(connection_.get()) != 0) {
      wait_to_read(PQsocket(connection_.get()));
      if (PQconsumeInput(connection_.get()) == 0) break;  // then the next result tells
    }
    return Result(PQgetResult(connection_.get()));
  }

  void run(const char* statements) {
    if (PQsendQuery(connection_.get(), statements) == 0) fail("no transaction can be begun", nullptr);
    while (const Result result = next())
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail("no transaction can be begun", result.get());
  }

  void prepare(const std::string& query) {
    if (query.find_first_not_of(" \t\r\n;") == std::string::npos) throw SourceFailure("the query is empty");
    if (PQsendPrepare(connection_.get(), "", query.c_str(), 0, nullptr) == 0) fail("the query is not understood", nullptr);
    while (const Result result = next())
      if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail("the query is not understood", result.get());
    if (PQsendDescribePrepared(connection_.get(), "") == 0) fail("the query is not understood", nullptr);
    while (const Result result = next()) take_columns(result.get());
  }

  void take_columns(const PGresult* result) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("the query is not understood", result);
    if (PQnfields(result) == 0) throw SourceFailure("the query has to give rows, and may change nothing");
    for (int i = 0; i < PQnfields(result); ++i) {
      types_.push_back(PQftype(result, i));
      if (types_.back() == kBytea) throw SourceFailure(fmt::format("column \"{}\": there are bytes that are no text (bytea)", PQfname(result, i)));
      add_field(PQfname(result, i));
    }
    end_row();
  }

  bool step() override {
    const Result result = next();
    if (!result) {
      running_ = false;
      return false;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_SINGLE_TUPLE) add_row(result.get());
    else if (status != PGRES_TUPLES_OK) fail("the rows end here", result.get());
    return true;
  }

  void add_row(const PGresult* result) {
    ++rows_;
    for (int i = 0; i < PQnfields(result); ++i) {
      if (PQgetisnull(result, 0, i) != 0) {
        add_nothing();
        continue;
      }
      const std::string_view text(PQgetvalue(result, 0, i), static_cast<std::size_t>(PQgetlength(result, 0, i)));
      add_field(types_[static_cast<std::size_t>(i)] != kBool ? text : text == "t" ? "true" : "false");
    }
    end_row();
  }

  [[noreturn]] void fail(std::string_view what, const PGresult* result) {
    running_ = false;
    const auto field = [&](int code) { return std::string(result != nullptr && PQresultErrorField(result, code) != nullptr ? PQresultErrorField(result, code) : ""); };
    if (field(PG_DIAG_SQLSTATE) == kReadOnly) throw SourceFailure("the query has to give rows, and may change nothing");
    const std::string said = field(PG_DIAG_MESSAGE_PRIMARY), hint = field(PG_DIAG_MESSAGE_HINT);
    if (said.starts_with("cannot insert multiple commands")) throw SourceFailure("one query at a time");
    const std::string why = !said.empty() ? said + (hint.empty() ? "" : " (" + hint + ")") : first_line(PQerrorMessage(connection_.get()));
    throw SourceFailure(fmt::format("{}{}: {}", what, rows_ > 0 ? fmt::format(", after {} rows", rows_) : "", why.empty() ? "the connection was lost" : why));
  }

  Connection connection_;
  std::vector<Oid> types_;
  std::size_t rows_ = 0;
  bool running_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_postgres(const QueryAddress& address) { return std::make_unique<PostgresSource>(address); }

std::string shown_postgres(const std::string& source) {
  const Options options = options_of(source);
  if (!options) return "postgresql://...";
  const std::string port = option(options, "port");
  return fmt::format("postgresql://{}{}/{}", option(options, "host"), port.empty() ? "" : ":" + port, option(options, "dbname"));
}

}  // namespace realist::cli

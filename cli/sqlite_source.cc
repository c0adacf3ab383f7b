#include "cli/sqlite_source.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <filesystem>
#include <new>

#include "cli/table_source.h"

namespace realist::cli {
namespace {

constexpr std::string_view kScheme = "sqlite:";
constexpr int kWaitMilliseconds = 5'000;  // for a writer to let go

class SqliteSource : public TableSource {
 public:
  explicit SqliteSource(const QueryAddress& address) {
    if (!address.has_query) throw SourceFailure("which rows? Write the query after the file: sqlite:FILE?query=SELECT ...");
    try {
      open(address.source.substr(kScheme.size()), address.query);
    } catch (...) {
      close();
      throw;
    }
  }
  ~SqliteSource() override { close(); }
  SqliteSource(const SqliteSource&) = delete;
  SqliteSource& operator=(const SqliteSource&) = delete;

 private:
  void open(const std::string& file, const std::string& query) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) throw SourceFailure("there is no such database file");
    if (sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) fail("it cannot be opened");
    sqlite3_busy_timeout(database_, kWaitMilliseconds);
    const char* rest = nullptr;
    if (sqlite3_prepare_v2(database_, query.c_str(), static_cast<int>(query.size()) + 1, &statement_, &rest) != SQLITE_OK) fail("the query is not understood");
    if (statement_ == nullptr) throw SourceFailure("the query is empty");
    if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos) throw SourceFailure("one query at a time");
    if (sqlite3_stmt_readonly(statement_) == 0 || sqlite3_column_count(statement_) == 0) throw SourceFailure("the query has to give rows, and may change nothing");
    for (int i = 0; i < sqlite3_column_count(statement_); ++i) add_field(sqlite3_column_name(statement_, i));
    end_row();
  }

  bool step() override {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_DONE) return false;
    if (status != SQLITE_ROW) fail("the rows end here");
    add_row();
    return true;
  }

  void add_row() {
    for (int i = 0; i < sqlite3_column_count(statement_); ++i)
      if (sqlite3_column_type(statement_, i) == SQLITE_BLOB)
        throw SourceFailure(fmt::format("row {}, column \"{}\": there are bytes that are no text (a BLOB)", rows_ + 1, sqlite3_column_name(statement_, i)));
    ++rows_;
    for (int i = 0; i < sqlite3_column_count(statement_); ++i) {
      if (sqlite3_column_type(statement_, i) == SQLITE_NULL) {
        add_nothing();
        continue;
      }
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, i));
      if (text == nullptr) throw std::bad_alloc();
      add_field({text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, i))});
    }
    end_row();
  }

  [[noreturn]] void fail(std::string_view what) const {
    throw SourceFailure(fmt::format("{}{}: {}", what, rows_ > 0 ? fmt::format(", after {} rows", rows_) : "", database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_)));
  }

  void close() {
    sqlite3_finalize(statement_);
    sqlite3_close(database_);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  std::size_t rows_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> open_sqlite(const QueryAddress& address) { return std::make_unique<SqliteSource>(address); }

}  // namespace realist::cli

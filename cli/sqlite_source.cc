#include "cli/sqlite_source.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <filesystem>

namespace realist::cli {
namespace {

constexpr std::string_view kScheme = "sqlite:";
constexpr std::string_view kQuery = "?query=";
constexpr std::size_t kBlock = 64u << 10;
constexpr int kWaitMilliseconds = 5'000;  // for a writer to let go

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Only %20 and the like: a percent sign of SQL (LIKE 'a%') stays where no two figures follow.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool code = text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0;
    if (!code) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
    at += 2;
  }
  return out;
}

class SqliteSource : public ByteSource {
 public:
  explicit SqliteSource(std::string_view address) {
    const std::size_t query = address.find(kQuery);
    if (query == std::string_view::npos) throw SourceFailure("which rows? Write the query after the file: sqlite:FILE?query=SELECT ...");
    const std::string file(address.substr(kScheme.size(), query - kScheme.size()));
    try {
      open(file, decoded(address.substr(query + kQuery.size())));
    } catch (...) {
      close();
      throw;
    }
  }
  ~SqliteSource() override { close(); }
  SqliteSource(const SqliteSource&) = delete;
  SqliteSource& operator=(const SqliteSource&) = delete;

  std::size_t read(char* into, std::size_t size) override {
    while (!done_ && text_.size() - at_ < size && text_.size() < kBlock) step_or_break();
    if (broken_ && at_ == text_.size()) std::rethrow_exception(broken_);
    const std::size_t got = std::min(size, text_.size() - at_);
    std::memcpy(into, text_.data() + at_, got);
    at_ += got;
    if (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
    }
    return got;
  }

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
    for (int i = 0; i < sqlite3_column_count(statement_); ++i) add_field(i, sqlite3_column_name(statement_, i));
    text_ += '\n';
  }

  // The rows before a failure are given out first.
  void step_or_break() {
    try {
      step();
    } catch (const SourceFailure&) {
      broken_ = std::current_exception();
      done_ = true;
    }
  }

  void step() {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_DONE) done_ = true;
    else if (status != SQLITE_ROW) fail("the rows end here");
    else add_row();
  }

  void add_row() {
    for (int i = 0; i < sqlite3_column_count(statement_); ++i)
      if (sqlite3_column_type(statement_, i) == SQLITE_BLOB)
        throw SourceFailure(fmt::format("row {}, column \"{}\": there are bytes that are no text (a BLOB)", rows_ + 1, sqlite3_column_name(statement_, i)));
    ++rows_;
    for (int i = 0; i < sqlite3_column_count(statement_); ++i) {
      if (sqlite3_column_type(statement_, i) == SQLITE_NULL) text_ += i == 0 ? "" : ",";
      else {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, i));
        if (text == nullptr) throw std::bad_alloc();
        add_field(i, {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, i))});
      }
    }
    text_ += '\n';
  }

  void add_field(int column, std::string_view text) {
    text_ += column == 0 ? "\"" : ",\"";
    for (const char c : text) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
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
  std::string text_;
  std::size_t at_ = 0, rows_ = 0;
  bool done_ = false;
  std::exception_ptr broken_;
};

}  // namespace

bool is_sqlite_address(std::string_view path) { return path.starts_with(kScheme); }

std::string shown_sqlite(std::string_view address) { return std::string(address.substr(0, address.find('?'))); }

std::unique_ptr<ByteSource> open_sqlite(const std::string& address) { return std::make_unique<SqliteSource>(address); }

}  // namespace realist::cli

// Comma-separated rows from a stream of text, as RFC 4180 has them, strictly: what is not one of its rows is an error with
// its line, and never guessed at.
//
//   CsvReader reader({[&](const CsvRow& row) { …; return true; }, [&](const CsvFault& fault) { …; return true; }});
//   while (more) reader.feed(block);
//   reader.end();
//
// Read are: LF and CRLF ends of lines (also mixed, the last one may be absent), a byte-order mark at the beginning, and, told
// by the first line, semicolons or tabs in place of commas, as spreadsheets write them in some countries. Rows without a
// single character are passed over. Everything else between separators is kept: blanks too.
//
// Faults cost one row each and reading goes on at the next line: a quote in a field that did not begin with one, text after
// a closing quote, a carriage return on its own, text that is no UTF-8 (the place is that of the byte), a null byte, a row or a field count beyond the
// limits. A quote that is never closed takes the rest of the text with it; the fault names the line it opens on.
//
// Memory: the longest row, at most `CsvLimits::row_bytes`. Time: linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace realist::cli {

struct CsvRow {
  std::vector<std::string> fields;  // without their quotes; at least one
  std::size_t line = 1;             // from 1: where the row begins (a quoted field may hold several lines)
  std::size_t byte = 0;             // from 0; kNoByte: see `count_rows`
  std::string_view text;            // the row as it stands, without its end; valid during the call
};

struct CsvFault {
  std::size_t line = 1;
  std::size_t byte = 0;
  std::string message;              // one sentence, lower case, no full stop
  std::string_view text;            // the row as far as it was kept; valid during the call
  bool to_end = false;              // all the rest of the text went with it
  std::vector<std::string> fields;  // where nothing but the characters is broken: what the row holds
  bool no_utf8 = false;
};

// Each tells whether to go on.
struct CsvHandlers {
  std::function<bool(const CsvRow&)> on_row;
  std::function<bool(const CsvFault&)> on_fault;
};

struct CsvLimits {
  std::size_t row_bytes = 1u << 20;
  std::size_t fields = 10'000;      // in one row
};

inline constexpr std::size_t kNoByte = SIZE_MAX;

class CsvReader {
 public:
  explicit CsvReader(CsvHandlers handlers, const CsvLimits& limits = {}) : handlers_(std::move(handlers)), limits_(limits) {}

  // To be said first: the text was made of rows (cli/table_source.h). A line is a row then, line ends in fields are not
  // counted, and no place has a byte (`kNoByte`).
  void count_rows() { rows_alone_ = true; }

  // Takes the next block; false once a handler has said to stop. A block may end anywhere, also inside a character.
  bool feed(std::string_view block);
  // The text is at its end: gives out the row at hand. False where a handler has said to stop.
  bool end();

  // The row at hand, where the text breaks off: nothing where none was begun.
  std::optional<CsvFault> unfinished() const;

  char separator() const { return separator_; }  // ',', ';' or a tab, known once the first row was given out

 private:
  enum class State { FieldStart, Plain, Quoted, QuoteInQuoted, AfterReturn, Skipping };

  void start();
  bool take(char c);
  bool read(char c);
  bool read_plain(char c);
  bool skip(char c);
  void fail(std::string message, std::size_t line, std::size_t byte);
  bool give_fault();
  void end_field();
  bool end_row();
  void begin_row(std::size_t line, std::size_t byte);

  CsvHandlers handlers_;
  CsvLimits limits_;
  State state_ = State::FieldStart;
  char separator_ = ',';
  bool started_ = false, stopped_ = false, rows_alone_ = false;
  bool inside_quotes_ = false;                  // rows alone: also while skipping
  std::string opening_;                         // until the first line is whole and tells the separator
  std::string row_, field_;                     // as it stands; the field at hand without its quotes
  std::vector<std::string> fields_;
  std::size_t line_ = 1, byte_ = 0;             // of the next character
  std::size_t row_line_ = 1, row_byte_ = 0;
  std::size_t quote_line_ = 1, quote_byte_ = 0; // of the latest opening quote
  CsvFault fault_;                              // while skipping
};

// A field as a spreadsheet may safely have it: text that one would take for a formula (it begins with =, +, -, @, a tab or a
// carriage return) gets an apostrophe before it, which `from_spreadsheet` takes away again; text that begins with an
// apostrophe before such a sign gets one more. Quoted where RFC 4180 asks for it. For texts; numbers need none of it.
std::string spreadsheet_field(std::string_view text);
std::string from_spreadsheet(std::string_view field);

// Fields with commas between them and a line end after them.
std::string spreadsheet_row(const std::vector<std::string>& fields);

}  // namespace realist::cli

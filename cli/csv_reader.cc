#include "cli/csv_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/text_width.h"

namespace realist::cli {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // byte-order mark
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

char separator_of(std::string_view line) {
  constexpr std::array kSeparators = {',', ';', '\t'};
  std::array<std::size_t, kSeparators.size()> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) counts[i] += !quoted && c == kSeparators[i] ? 1 : 0;
  }
  return kSeparators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

// Where the first byte stands that is none of UTF-8; none: npos.
std::size_t broken_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (next_code_point(text, at) == 0xFFFD && text.substr(begin, at - begin) != kReplacement) return begin;
  }
  return std::string_view::npos;
}

// Where the sign stands that a spreadsheet would take for a formula's, behind apostrophes; none: npos.
std::size_t formula_sign(std::string_view text) {
  const std::size_t at = text.find_first_not_of('\'');
  return at != std::string_view::npos && std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos ? at : std::string_view::npos;
}

}  // namespace

bool CsvReader::feed(std::string_view block) {
  if (stopped_) return false;
  if (!started_) {
    opening_ += block;
    if (opening_.find('\n') == std::string::npos && opening_.size() <= limits_.row_bytes) return true;
    start();
    const std::string opening = std::exchange(opening_, {});
    for (const char c : opening)
      if (!take(c)) return false;
    return true;
  }
  for (const char c : block)
    if (!take(c)) return false;
  return true;
}

bool CsvReader::end() {
  if (!started_ && !stopped_) {
    start();
    const std::string opening = std::exchange(opening_, {});
    for (const char c : opening)
      if (!take(c)) return false;
  }
  if (stopped_) return false;
  if (state_ == State::Quoted) {
    fail("the quote that opens here is never closed", quote_line_, quote_byte_);
    fault_.to_end = true;
  }
  if (state_ == State::AfterReturn) fail("a line ends in a carriage return alone; lines end in a line feed, or in both", line_, byte_);
  if (state_ == State::Skipping) return give_fault();
  if (row_.empty()) return true;
  end_field();
  return end_row();
}

std::optional<CsvFault> CsvReader::unfinished() const {
  const std::string& begun = started_ ? row_ : opening_;
  if (begun.empty()) return std::nullopt;
  return CsvFault{row_line_, rows_alone_ ? kNoByte : row_byte_, "the file breaks off in this row", begun, true, {}, false};
}

void CsvReader::start() {
  started_ = true;
  if (std::string_view(opening_).starts_with(kMark)) {
    opening_.erase(0, kMark.size());
    byte_ = row_byte_ = kMark.size();
  }
  separator_ = separator_of(std::string_view(opening_).substr(0, opening_.find('\n')));
}

bool CsvReader::take(char c) {
  if (rows_alone_ && c == '"') inside_quotes_ = !inside_quotes_;
  const bool going_on = state_ == State::Skipping ? skip(c) : read(c);
  ++byte_;
  if (c == '\n' && !inside_quotes_) ++line_;
  stopped_ = !going_on;
  return going_on;
}

bool CsvReader::read(char c) {
  const bool row_ends = c == '\n' && state_ != State::Quoted;
  if (!row_ends) row_ += c;
  if (c == '\0') fail("there is a null byte; a CSV file is plain text", line_, byte_);
  else if (row_.size() > limits_.row_bytes)
    fail(fmt::format("the row is longer than {} bytes{}", limits_.row_bytes,
                     state_ == State::Quoted ? fmt::format("; the quote opened on line {} is perhaps never closed", quote_line_) : ""), row_line_, row_byte_);
  else if (state_ == State::Quoted) {
    if (c == '"') state_ = State::QuoteInQuoted;
    else field_ += c;
  } else if (state_ == State::QuoteInQuoted && c == '"') {
    field_ += c;
    state_ = State::Quoted;
  } else return read_plain(c);
  return state_ != State::Skipping || c != '\n' || inside_quotes_ || give_fault();
}

// Outside quotes.
bool CsvReader::read_plain(char c) {
  if (c == '\n') {
    if (state_ == State::AfterReturn) row_.pop_back();
    if (!row_.empty()) {
      end_field();
      return end_row();
    }
    begin_row(line_ + 1, byte_ + 1);
    return true;
  }
  if (state_ == State::AfterReturn) fail("a carriage return stands on its own; put fields with line breaks in quotes", line_, byte_ - 1);
  else if (c == '\r') state_ = State::AfterReturn;
  else if (c == separator_) end_field();
  else if (state_ == State::QuoteInQuoted)
    fail("after a closing quote the field has to end; a quote inside a quoted field is written twice", line_, byte_);
  else if (c == '"' && state_ == State::FieldStart) {
    state_ = State::Quoted;
    quote_line_ = line_;
    quote_byte_ = byte_;
  } else if (c == '"') fail("there is a quote inside a field that does not begin with one; put the whole field in quotes and write the quote twice", line_, byte_);
  else {
    state_ = State::Plain;
    field_ += c;
  }
  return true;
}

bool CsvReader::skip(char c) {
  if (c == '\n' && !inside_quotes_) return give_fault();
  if (row_.size() <= limits_.row_bytes) row_ += c;
  return true;
}

void CsvReader::fail(std::string message, std::size_t line, std::size_t byte) {
  fault_ = {line, byte, std::move(message), {}, false, {}, false};
  state_ = State::Skipping;
}

bool CsvReader::give_fault() {
  fault_.text = row_;
  if (rows_alone_) fault_.byte = kNoByte;
  const bool going_on = handlers_.on_fault(fault_);
  begin_row(line_ + 1, byte_ + 1);
  return going_on;
}

void CsvReader::end_field() {
  fields_.push_back(std::exchange(field_, {}));
  state_ = State::FieldStart;
}

bool CsvReader::end_row() {
  if (const std::size_t broken = broken_byte(row_); broken != std::string::npos) {
    const auto lines = rows_alone_ ? 0 : static_cast<std::size_t>(std::count(row_.begin(), row_.begin() + static_cast<std::ptrdiff_t>(broken), '\n'));
    fail(fmt::format("the row is no UTF-8 text (the byte {:02X} is none of it); save the file as CSV UTF-8", static_cast<unsigned char>(row_[broken])), row_line_ + lines, row_byte_ + broken);
    fault_.fields = std::exchange(fields_, {});
    fault_.no_utf8 = true;
  }
  if (state_ != State::Skipping && fields_.size() > limits_.fields) fail(fmt::format("the row has more than {} fields", limits_.fields), row_line_, row_byte_);
  if (state_ == State::Skipping) return give_fault();
  const bool going_on = handlers_.on_row({std::exchange(fields_, {}), row_line_, rows_alone_ ? kNoByte : row_byte_, row_});
  begin_row(line_ + 1, byte_ + 1);
  return going_on;
}

void CsvReader::begin_row(std::size_t line, std::size_t byte) {
  state_ = State::FieldStart;
  row_.clear();
  field_.clear();
  fields_.clear();
  row_line_ = line;
  row_byte_ = byte;
}

std::string spreadsheet_field(std::string_view text) {
  std::string field(formula_sign(text) == std::string_view::npos ? "" : "'");
  field += text;
  if (field.find_first_of(",;\"\r\n\t") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string from_spreadsheet(std::string_view field) {
  const std::size_t at = formula_sign(field);
  return std::string(at == std::string_view::npos || at == 0 ? field : field.substr(1));
}

std::string spreadsheet_row(const std::vector<std::string>& fields) {
  std::string row;
  for (std::size_t i = 0; i < fields.size(); ++i) row += (i == 0 ? "" : ",") + spreadsheet_field(fields[i]);
  return row + "\n";
}

}  // namespace realist::cli

#include "cli/sheet_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "cli/csv_reader.h"
#include "cli/xlsx_source.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMostCellBytes = 1u << 20;

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

void MergedCells::on_start(std::string_view name, const XmlAttributes& attributes) {
  if (name != "mergeCell") return;
  const std::string_view range = attributes.text("ref");
  const std::size_t colon = range.find(':');
  if (colon == std::string_view::npos) return;
  const auto first = cell_place(range.substr(0, colon)), last = cell_place(range.substr(colon + 1));
  if (!first || !last) throw SourceFailure(fmt::format("its merged cells \"{}\" are no cells of a sheet", range));
  if (found_.size() >= kMost) throw SourceFailure(fmt::format("it has more than {} merged cells; save the sheet as CSV", kMost));
  if (last->row > first->row) found_.push_back({first->row, last->row, first->column});
}

std::vector<MergedRows> MergedCells::take() {
  std::sort(found_.begin(), found_.end(), [](const MergedRows& a, const MergedRows& b) { return a.first < b.first; });
  return std::move(found_);
}

SheetRows::SheetRows(const Workbook& book, std::vector<MergedRows> merged, Listener& listener) : book_(book), listener_(listener), merged_(std::move(merged)) {}

void SheetRows::on_start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "sheetData") in_rows_ = true;
  else if (!in_rows_) return;
  else if (name == "row" && !in_row_) start_row(attributes);
  else if (name == "c" && in_row_ && !in_cell_) start_cell(attributes);
  else if (!in_cell_) return;
  else if (name == "v") inside_ = Inside::Value, has_value_ = true;
  else if (name == "f") has_formula_ = true;
  else if (name == "rPh") aloud_ = true;
  else if (name == "t" && !aloud_) inside_ = Inside::Text, has_value_ = true;
}

void SheetRows::on_end(std::string_view name) {
  inside_ = Inside::Nothing;
  if (name == "rPh") aloud_ = false;
  else if (name == "c" && in_cell_) end_cell();
  else if (name == "row" && in_row_) end_row();
  else if (name == "sheetData") in_rows_ = false;
}

void SheetRows::on_text(std::string_view text) {
  if (inside_ == Inside::Nothing) return;
  value_ += text;
  if (value_.size() > kMostCellBytes) fail(fmt::format("holds a text of more than {} MiB", kMostCellBytes >> 20));
}

void SheetRows::start_row(const XmlAttributes& attributes) {
  const auto said = attributes.find("r");
  const auto row = said ? whole_number(*said) : std::optional(row_ + 1);
  constexpr std::size_t kMostRows = 1u << 20;
  if (!row || *row > kMostRows) throw SourceFailure(fmt::format("after row {} comes a row that is none of a sheet (\"{}\")", row_, said.value_or("")));
  if (*row <= row_) throw SourceFailure(fmt::format("row {} stands after row {}; open and save it once in a spreadsheet program", *row, row_));
  row_ = *row;
  in_row_ = true;
  next_column_ = 0;
  cells_.clear();
}

void SheetRows::start_cell(const XmlAttributes& attributes) {
  in_cell_ = true;
  has_value_ = has_formula_ = false;
  value_.clear();
  type_ = attributes.text("t");
  style_ = whole_number(attributes.text("s")).value_or(0);
  column_ = next_column_;
  if (const auto said = attributes.find("r")) {
    const auto place = cell_place(*said);
    if (!place || place->row != row_) throw SourceFailure(fmt::format("row {} holds a cell that says it is \"{}\"", row_, *said));
    column_ = place->column;
  }
  next_column_ = column_ + 1;
  if (column_ >= CsvLimits().fields) fail(fmt::format("stands beyond column {}, the last that is read", column_letters(CsvLimits().fields - 1)));
}

void SheetRows::end_cell() {
  in_cell_ = false;
  std::string text = cell_text();
  if (text.empty()) return;
  if (cells_.size() <= column_) cells_.resize(column_ + 1);
  if (!cells_[column_].empty()) fail("stands there twice");
  cells_[column_] = std::move(text);
}

std::string SheetRows::cell_text() {
  if (!has_value_) return has_formula_ ? std::string(kNotCalculated) : "";
  if (type_ == "s") return shared_text();
  if (type_ == "b") return value_ == "1" || value_ == "true" ? "true" : "false";
  if (type_ == "str" || type_ == "inlineStr" || type_ == "e") return unescaped(value_);
  const NumberKind kind = book_.number_kind(style_);
  if (type_ == "d" && kind == NumberKind::Date && value_.find_first_not_of("T0:.Z", 10) == std::string::npos) return value_.substr(0, 10);
  if (value_.empty() || type_ == "d") return value_;
  auto text = number_text(value_, kind, book_.since_1904());
  if (!text) fail(fmt::format("is said to be a number and holds \"{}\"", value_.substr(0, 40)));
  return std::move(*text);
}

std::string SheetRows::shared_text() const {
  const auto index = whole_number(value_);
  if (!index || *index >= book_.texts().size()) fail(fmt::format("asks for the shared text number {}, and there are {}", value_.substr(0, 20), book_.texts().size()));
  return std::string(book_.texts()[*index]);
}

void SheetRows::end_row() {
  in_row_ = false;
  if (!cells_.empty()) fill_merged();
  listener_.on_row(row_, cells_);
}

void SheetRows::fill_merged() {
  for (; next_merged_ < merged_.size() && merged_[next_merged_].first <= row_; ++next_merged_) {
    const MergedRows& merged = merged_[next_merged_];
    if (merged.first == row_ && merged.column < cells_.size()) spanning_[merged.column] = {merged.last, cells_[merged.column]};
  }
  for (auto span = spanning_.begin(); span != spanning_.end();) {
    if (span->second.first < row_) {
      span = spanning_.erase(span);
      continue;
    }
    if (cells_.size() <= span->first) cells_.resize(span->first + 1);
    if (cells_[span->first].empty()) cells_[span->first] = span->second.second;
    ++span;
  }
}

void SheetRows::fail(const std::string& message) const { throw SourceFailure(fmt::format("the cell {}{} {}", column_letters(column_), row_, message)); }

}  // namespace realist::cli

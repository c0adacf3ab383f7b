// How a table may be read: a mapping to look over (docs/reading.md, "Guessing").
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "cli/byte_source.h"
#include "cli/case_table.h"
#include "cli/csv_reader.h"

namespace realist::cli {

// Looks at every row and keeps counts: what the columns are called and what stands in them. What the table leaves open (the
// order of day and month, codes for "not known", the time zone, whether it is whole) is written as a comment, never decided.
//
// Memory: the ids of the cases, and some hundred values a column.
class MappingGuess {
 public:
  MappingGuess();

  bool feed(std::string_view block) { return reader_.feed(block); }
  void end() { reader_.end(); }

  // To be said first: the text was made of rows (cli/table_source.h), of the sheet chosen.
  void count_rows(const SheetChoice& sheet);

  // The lines of a mapping, for the file of that name. Empty where there is no header.
  std::string mapping(const std::string& file) const;

 private:
  struct Column {
    std::string name;
    std::size_t filled = 0, numbers = 0, bare_times = 0, times = 0;
    std::vector<std::size_t> fits;                  // a layout of dates each
    std::map<std::string, std::size_t> values;      // the first hundreds
    bool many = false;                              // there are more of them
  };

  bool take(const CsvRow& row);
  bool take_broken(const CsvFault& fault);
  void take_cell(Column& column, const std::string& text);
  std::size_t case_column() const;
  std::size_t named(const std::vector<std::string_view>& names) const;
  std::vector<std::size_t> layouts_of(const Column& column) const;
  bool is_date(const Column& column) const { return !layouts_of(column).empty(); }
  static bool is_answer(const Column& column);
  std::string events(std::size_t id) const;
  std::string wide(std::size_t id) const;
  std::string redcap() const;
  std::string dates() const;
  std::string codes() const;

  CsvReader reader_;
  SheetChoice sheet_;
  bool of_rows_ = false;
  std::vector<Column> columns_;
  std::size_t rows_ = 0, unreadable_ = 0, western_ = 0;
  std::vector<std::unordered_set<std::string>> ids_;  // a column each, while it may hold the cases' ids
  std::vector<std::string> last_;                     // the row before
  std::vector<bool> comes_back_, repeats_;
};

}  // namespace realist::cli

// The rows of a sheet's XML, cell by cell.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/workbook.h"
#include "cli/xml_reader.h"

namespace realist::cli {

// Cells merged over rows, by their column; what stands in the uppermost counts for all.
struct MergedRows {
  std::size_t first = 0, last = 0, column = 0;
};

// Looks for merged cells alone; they stand behind the rows.
class MergedCells : public XmlListener {
 public:
  static constexpr std::size_t kMost = 100'000;

  void on_start(std::string_view name, const XmlAttributes& attributes) override;
  void on_end(std::string_view) override {}
  std::vector<MergedRows> take();  // by their first rows

 private:
  std::vector<MergedRows> found_;
};

class SheetRows : public XmlListener {
 public:
  struct Listener {
    virtual ~Listener() = default;
    // `cells` by column, empty ones too; the last is not empty. Rows come in order; one may be without cells.
    virtual void on_row(std::size_t row, std::vector<std::string>& cells) = 0;
  };
  SheetRows(const Workbook& book, std::vector<MergedRows> merged, Listener& listener);

  void on_start(std::string_view name, const XmlAttributes& attributes) override;
  void on_end(std::string_view name) override;
  void on_text(std::string_view text) override;

 private:
  enum class Inside { Nothing, Value, Text };

  void start_row(const XmlAttributes& attributes);
  void start_cell(const XmlAttributes& attributes);
  void end_cell();
  void end_row();
  std::string cell_text();
  std::string shared_text() const;
  void fill_merged();
  [[noreturn]] void fail(const std::string& message) const;  // names the cell

  const Workbook& book_;
  Listener& listener_;
  std::vector<MergedRows> merged_;
  std::size_t next_merged_ = 0;
  std::map<std::size_t, std::pair<std::size_t, std::string>> spanning_;  // by column: the last row, and what counts in it
  std::size_t row_ = 0;                     // at hand, or the last; from 1
  std::size_t column_ = 0, next_column_ = 0;
  std::vector<std::string> cells_;
  std::string type_, value_;
  std::size_t style_ = 0;
  bool in_rows_ = false, in_row_ = false, in_cell_ = false, aloud_ = false;
  bool has_value_ = false, has_formula_ = false;
  Inside inside_ = Inside::Nothing;
};

}  // namespace realist::cli

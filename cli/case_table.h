// Tables as case records: a row an event, or a row a case (docs/reading.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/case_format.h"
#include "cli/csv_reader.h"

namespace realist::cli {

// What all tables share: the rows, their header, their encoding. A file whose header cannot be used is told as a fault.
class CaseTable : public CaseFormat {
 public:
  CaseTable(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits);
  void count_rows() override;
  bool feed(std::string_view block) override;
  bool end() override;
  bool cut_off() override;

 protected:
  // The header is sound; false where the mapping does not fit it, after `unusable`.
  virtual bool take_header() = 0;
  virtual bool take_row(const CsvRow& row) = 0;
  virtual bool take_broken(const CsvFault& fault);
  // A row of another length than the header.
  virtual bool take_ragged(const CsvRow& row, std::string message) = 0;
  virtual bool finish() { return groups_.end(nullptr); }
  virtual std::string note() const = 0;

  bool unusable(std::string message);
  std::optional<std::size_t> column(std::string_view name) const;
  // A cell without the blanks around it; empty where it holds a missing code.
  std::string cell(const CsvRow& row, std::size_t column) const;
  // The same; throws CellFault where it is an error of a spreadsheet.
  std::string checked_cell(const CsvRow& row, std::size_t column) const;
  models::Time time(const std::string& text, const std::string& column);
  // "3 times carry no time zone …": what the dates leave open.
  std::string time_note() const;

  std::shared_ptr<const std::string> file_;
  const CaseMapping& mapping_;
  const FormatHandlers& handlers_;
  const models::RecordLimits& limits_;
  CaseGroups groups_;
  std::vector<std::string> header_;
  bool of_rows_ = false;

 private:
  bool feed_decoded(std::string_view block);
  bool row(const CsvRow& row);
  bool header(const CsvRow& row);

  CsvReader reader_;
  bool unusable_ = false;
  std::string opening_;  // until it is known whether a byte-order mark comes first
  bool begun_ = false, marked_ = false;
  std::size_t bare_times_ = 0;
};

// Text in Windows-1252 as UTF-8; the five bytes it leaves open become U+FFFD.
std::string from_windows_1252(std::string_view text);

// From that date on the record is linked to `id`; the first link of a kind has always been so.
void add_link(models::CaseRecord& record, const std::string& kind, const std::string& id, const std::optional<models::Time>& at);

// True for names that a table's own reader takes without a mapping: case, event and at.
bool is_plain_event_header(const std::vector<std::string>& header);

}  // namespace realist::cli

// One file of foreign data, read as case records a block at a time (docs/reading.md).
//
// Records are checked as any other (models/case_json.h): a reader builds a record, and what comes out is what its JSON form
// would give. Nothing is dropped without being told: a record that cannot be taken whole is rejected with its rows.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cli/case_csv.h"
#include "cli/case_mapping.h"
#include "models/case_json.h"
#include "models/case_record.h"

namespace realist::cli {

struct FormatHandlers : CaseCsv::Handlers {
  std::function<void(std::string)> on_note;  // what was taken for granted, once a file
};

class CaseFormat {
 public:
  virtual ~CaseFormat() = default;
  // To be said first: the text was made of rows, with dates in ISO 8601 (cli/table_source.h).
  virtual void count_rows() {}
  // False once a handler has said to stop. Throws FileFailure where going on would judge cases by half.
  virtual bool feed(std::string_view block) = 0;
  virtual bool end() = 0;
  // The file broke off: what is not whole is rejected.
  virtual bool cut_off() = 0;
};

// A reader of one file. `mapping` outlives it. Memory: one case, for `rows: anywhere` all of the file's.
std::unique_ptr<CaseFormat> make_case_format(CaseShape shape, std::shared_ptr<const std::string> file, const CaseMapping& mapping,
                                             const FormatHandlers& handlers, const models::RecordLimits& limits);

// What is wrong with a cell of a row, by its column ("" the whole row).
struct CellFault {
  std::string column, message;
};

// Puts rows together to cases by their id.
//
// Rows of a case stand together, else FileFailure: a case that comes back would have been judged by half. A row whose case
// is not known (it cannot be read, or names none) may belong to the case before it or after it, and costs both.
class CaseGroups {
 public:
  using Add = std::function<void(models::CaseRecord&)>;  // throws CellFault
  CaseGroups(std::shared_ptr<const std::string> file, const FormatHandlers& handlers, const models::RecordLimits& limits, bool anywhere)
      : file_(std::move(file)), handlers_(handlers), limits_(limits), anywhere_(anywhere) {}

  void set_header(std::string_view text) { header_ = text; }
  // Each false where a handler said to stop.
  bool add(const std::string& id, std::size_t line, std::size_t byte, std::string_view text, const Add& add);
  bool add_broken(const std::optional<std::string>& id, std::size_t line, std::size_t byte, std::string_view text, CellFault fault);
  bool end(const Add& finish);
  bool cut_off();
  void set_finish(Add finish) { finish_ = std::move(finish); }

 private:
  struct Part {
    models::CaseRecord record;
    CsvPlace place;
    std::string rows;
    std::optional<std::pair<CsvPlace, CellFault>> wrong;
  };

  bool open(const std::string& id, const CsvPlace& place);
  void keep_row(Part& part, std::string_view text);
  bool give(Part part);
  bool reject(const Part& part);

  std::shared_ptr<const std::string> file_;
  const FormatHandlers& handlers_;
  const models::RecordLimits& limits_;
  bool anywhere_;
  Add finish_;
  std::string header_;
  std::vector<Part> parts_;                                  // together: the one at hand, or none
  std::unordered_map<std::string, std::size_t> at_;          // anywhere: position in `parts_`
  std::unordered_map<std::string, std::size_t> begun_;       // together: line of the first row
  std::size_t held_ = 0;                                     // bytes
  std::optional<std::pair<CsvPlace, CellFault>> before_next_;  // a row of nobody's stood right before
  std::string stray_;                                        // its text
  Part* current_ = nullptr;
};

// A record as its JSON form gives it, or why not; `record` is moved from only where it is given.
std::variant<models::CaseRecord, models::RecordError> checked_record(models::CaseRecord&& record, const models::RecordLimits& limits);

}  // namespace realist::cli

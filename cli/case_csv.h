// Filled checklists as case records (docs/cli.md, "A filled checklist"): one row a fact, `case` and `item` in every file.
//
// Columns are known by their names, in any order; others are passed over. `case` may be left empty where it is the same as in
// the row above. A row nobody filled in says that the thing is not known. The kind of the first row of a case is the case's
// own; rows of another kind belong to the record that `record` names, else to the one the case's own link of that kind
// leads to. Such records may come up in the rows of many cases and are put together from all of them.
//
// Records are checked as any other (models/case_json.h). Wrong cells cost the case they stand in, with file, line and column.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/csv_reader.h"
#include "models/case_json.h"
#include "models/case_record.h"

namespace realist::cli {

// Where a record's first row stands.
struct CsvPlace {
  std::shared_ptr<const std::string> file;
  std::size_t line = 1, byte = 0;
};

struct CsvCase {
  models::CaseRecord record;
  CsvPlace place;
  std::string rows;      // as `CsvRejected::rows`, where it is known: for a case that turns out to be there already
};

struct CsvRejected {
  CsvPlace place;        // of the first wrong row
  std::string column;    // "" the whole row
  std::string message;
  std::string rows;      // all the case's rows as they stand, under their header
};

class CaseCsv {
 public:
  struct Handlers {
    std::function<bool(CsvCase)> on_case;
    std::function<bool(CsvRejected)> on_rejected;
    std::function<void(const std::string& file, std::string message)> on_fault;  // the file is no filled checklist
  };
  CaseCsv(Handlers handlers, const models::RecordLimits& limits);
  ~CaseCsv();

  // One file: its name, its text in blocks, its end, at which its cases are given out, in the order of their first rows.
  // `rows`: the text was made of rows (cli/table_source.h).
  void begin(std::shared_ptr<const std::string> file, bool rows = false);
  bool feed(std::string_view block);
  bool end();

  // After the last file: the records that cases are linked to.
  bool give_linked();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace realist::cli

// Exports of REDCap as case records (docs/reading.md, "REDCap"): raw values, with or without the data dictionary and the event map.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/case_table.h"

namespace realist::cli {

// A field of the data dictionary.
struct RedcapField {
  std::string form, type;                      // "radio", "checkbox", "yesno", "text", …
  std::map<std::string, std::string> labels;   // of its choices, by code
};

struct RedcapProject {
  std::map<std::string, RedcapField> fields;   // none: no dictionary was given
  std::vector<std::string> forms;              // in order
  std::string record_id;                       // the first field
  std::map<std::string, std::string> events;   // unique name to label; none: no event map was given
};

// From the files a mapping names. Throws FileFailure.
RedcapProject redcap_project(const CaseMapping& mapping);

// "1, Yes | 2, No, not yet": codes and labels.
std::map<std::string, std::string> redcap_choices(std::string_view text);

// True for the columns of an export of raw data: the event or the repeating form of each row, or, where a project has neither, a
// record id and columns of completeness.
bool is_redcap_header(const std::vector<std::string>& header);

class RedcapTable : public CaseTable {
 public:
  RedcapTable(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits);

 protected:
  bool take_header() override;
  bool take_row(const CsvRow& row) override;
  bool take_broken(const CsvFault& fault) override;
  bool take_ragged(const CsvRow& row, std::string message) override;
  std::string note() const override;

 private:
  // A column of a form. Check-boxes have one column a choice.
  struct Cell {
    std::size_t at = 0;
    std::string field, choice;
    const RedcapField* known = nullptr;  // of the dictionary
    const ColumnUse* use = nullptr;      // of the mapping
  };
  struct Form {
    std::string name;
    std::string type;                    // of its events: its name, unless the mapping gives another
    std::vector<Cell> cells;
    std::size_t complete = SIZE_MAX;     // column
    std::size_t date = SIZE_MAX;         // column
    bool attributes = false;             // its fields are the case's own
    bool undated = false;                // an event of it had no date
    std::string dated_field;             // of an undated one: the first that held a date
  };

  bool place_columns();
  bool place_column(std::size_t at, std::size_t& next_form);
  bool find_types();
  bool find_dates();
  bool choose_attributes();
  Form& form(const std::string& name);
  Form* known_form(const std::string& name);
  bool is_filled(const Form& form, const CsvRow& row) const;
  void fill(models::CaseRecord& record, const CsvRow& row);
  void fill_form(models::CaseRecord& record, Form& form, const CsvRow& row, const std::vector<std::pair<std::string, models::Value>>& about);
  std::string text_of(const Cell& cell, const std::string& text) const;
  std::vector<std::pair<std::string, models::Value>> values_of(const Form& form, const CsvRow& row, bool of_event) const;
  void fill_mapped(models::CaseRecord& record, const std::vector<Cell>& cells, const CsvRow& row, const std::optional<models::Time>& at);
  std::string arm_of(const std::string& event) const;

  RedcapProject project_;
  std::vector<Form> forms_;
  std::size_t event_ = SIZE_MAX, instrument_ = SIZE_MAX, instance_ = SIZE_MAX;  // columns
  std::vector<Cell> outside_;  // of no form
};

}  // namespace realist::cli

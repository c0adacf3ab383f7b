// How foreign data are read as case records: what each column is, and what the format cannot say (docs/reading.md).
//
// A mapping is lines of "what: which", in a file or given one by one as "what=which"; later ones add to earlier ones, and a
// setting said again counts as said last.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/byte_source.h"
#include "cli/date_layout.h"
#include "models/case_json.h"

namespace realist::cli {

enum class CaseShape { Events, Wide, Redcap, Xes };  // a row an event; a row a case; an export of REDCap; an event log in XML

enum class ColumnRole { Case, Kind, Event, At, Time, Field, Attribute, Link, Judgement, JudgedAt, JudgedBy, Opened, Closed, ClosedReason, Ignore };

// "attribute housing.status: housing": the role, the name it goes by (empty: the column's own), the column.
struct ColumnUse {
  ColumnRole role = ColumnRole::Ignore;
  std::string name;
  std::string column;
  std::string place;  // "visits.map:3" or "--map"
};

enum class OtherColumns { Usual, Fields, Attributes, Ignored };
enum class Choices { Codes, Labels };

struct CaseMapping {
  bool given = false;                       // anything was said at all
  std::optional<CaseShape> shape;
  std::vector<ColumnUse> columns;
  OtherColumns others = OtherColumns::Usual;  // events: fields of the event; wide: attributes
  std::vector<std::string> missing_codes;   // cells that mean "not known", beside the empty one
  std::vector<std::string> yes_codes, no_codes;  // of judgements: cells that mean yes, and no, beside the words
  DateLayout dates;
  std::optional<std::string> time_zone;     // offset of times that carry none: "+01:00", "Z"
  bool days_only = false;                   // times of day say nothing: keep the day
  std::optional<std::vector<std::string>> may_be_missing;  // event types; an empty list: none
  bool all_may_be_missing = false;
  bool rows_anywhere = false;               // rows of one case need not stand together
  bool windows_1252 = false;
  std::string record_kind;                  // of every record
  SheetChoice sheet;                        // of a workbook
  // REDCap
  std::string dictionary, event_map;        // files
  std::vector<std::string> attribute_forms; // whose fields are attributes of the case
  std::vector<std::pair<std::string, std::string>> form_dates;  // form, field with its date
  Choices choices = Choices::Codes;
  // XES
  std::vector<std::string> event_keys;      // whose values make up the type of an event; empty: concept:name
  std::string lifecycle;                    // keep only events of this transition
};

// What was said with --map, one by one: a file's name, or "what=which". Throws FileFailure where a file cannot be read and
// UsageError, with the line, where a line makes no sense.
CaseMapping mapping_from(const std::vector<std::string>& words);

// The same from a text; `name` is what messages call it.
void add_to_mapping(CaseMapping& mapping, std::string_view text, const std::string& name);

// What a cell says as a judgement: a code for yes or no as that word.
std::string judged_as(const CaseMapping& mapping, const std::string& cell);

// "case", "attribute", …: as a mapping writes it.
std::string_view to_string(ColumnRole role);

}  // namespace realist::cli

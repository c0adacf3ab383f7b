#include "cli/case_table.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/redcap_table.h"
#include "cli/sheet_values.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/xes_log.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::fold;
using models::Time;

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

bool blank(const CsvRow& row) {
  return std::all_of(row.fields.begin(), row.fields.end(), [](const std::string& field) { return trimmed(field).empty(); });
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) out += static_cast<char>(c);
  else if (c < 0x800) out += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
  else out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "\"" : ", \"") + words[i] + '"';
  return text;
}

std::string plural(std::size_t count, std::string_view one, std::string_view many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

constexpr const char* kOtherEncoding = ", or say what it is in (--map encoding=windows-1252)";

// The columns of one table, by what they are.
struct Uses {
  struct Use {
    ColumnUse what;
    std::size_t at = 0;
  };
  std::vector<Use> all;

  const Use* only(ColumnRole role) const {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Use& use) { return use.what.role == role && (role != ColumnRole::Event || use.what.name.empty()); });
    return found == all.end() ? nullptr : &*found;
  }
  std::vector<std::string> columns(ColumnRole role) const {
    std::vector<std::string> names;
    for (const Use& use : all)
      if (use.what.role == role) names.push_back(use.what.column);
    return names;
  }
};

void add_value(CaseRecord& record, const std::string& path, const std::string& text, const std::optional<Time>& at) {
  auto known = std::find_if(record.attributes.begin(), record.attributes.end(), [&](const models::Attribute& a) { return a.path == path; });
  if (known == record.attributes.end()) {
    record.attributes.push_back({path, {{{text}, std::nullopt, ""}}});
    return;
  }
  if (std::get<std::string>(known->history.back().value.data) == text) return;
  known->history.push_back({{text}, at, ""});
}

// A table whose columns the mapping names.
class MappedTable : public CaseTable {
 public:
  MappedTable(CaseShape shape, std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits)
      : CaseTable(std::move(file), mapping, handlers, limits), wide_(shape == CaseShape::Wide) {}

 protected:
  bool take_header() override {
    columns_ = mapping_.columns;
    add_plain("case", ColumnRole::Case);
    if (!wide_) {
      add_plain("event", ColumnRole::Event);
      add_plain("at", ColumnRole::At);
    }
    for (const ColumnUse& use : columns_) {
      const auto at = column(use.column);
      if (!at) return unusable(fmt::format("{}: the table has no column \"{}\"{}; it has {}{}", use.place, use.column, did_you_mean(use.column, header_), quoted_list(header_),
                                        of_rows_ && header_.size() == 1 ? "; if that is a title and the names of the columns stand further down, say where: --map \"header row=3\"" : ""));
      uses_.all.push_back({use, *at});
    }
    return needed() && once() && add_others();
  }

  bool take_row(const CsvRow& row) override {
    const std::string id = cell(row, uses_.only(ColumnRole::Case)->at);
    if (id.empty()) {
      const CellFault fault{uses_.only(ColumnRole::Case)->what.column, "the case's id is missing"};
      return wide_ ? reject_alone(row.line, row.byte, row.text, fault) : groups_.add_broken(std::nullopt, row.line, row.byte, row.text, fault);
    }
    if (wide_ && !seen_.insert(id).second) return reject_alone(row.line, row.byte, row.text, {uses_.only(ColumnRole::Case)->what.column, fmt::format("there is a row of the case \"{}\" already; where a case has several rows, they are events: --map \"read as=events\"", id)});
    return groups_.add(id, row.line, row.byte, row.text, [&](CaseRecord& record) { fill(record, row); });
  }

  bool take_ragged(const CsvRow& row, std::string message) override {
    const std::size_t at = uses_.only(ColumnRole::Case)->at;
    const std::string id = at < row.fields.size() ? cell(row, at) : "";
    if (wide_) return reject_alone(row.line, row.byte, row.text, {"", std::move(message)});
    return groups_.add_broken(id.empty() ? std::nullopt : std::optional(id), row.line, row.byte, row.text, {"", std::move(message)});
  }

  bool take_broken(const CsvFault& fault) override {
    if (wide_) return reject_alone(fault.line, fault.byte, fault.text, {"", fault.message});
    return fault.fields.size() == header_.size() ? take_ragged({fault.fields, fault.line, fault.byte, fault.text}, fault.message) : CaseTable::take_broken(fault);
  }

  std::string note() const override {
    std::string text = fmt::format("{}: read as {}; case: \"{}\"", *file_, wide_ ? "a row a case" : "a row an event", uses_.only(ColumnRole::Case)->what.column);
    if (const auto* event = uses_.only(ColumnRole::Event)) text += fmt::format(", event: \"{}\"", event->what.column);
    if (const auto* at = uses_.only(ColumnRole::At)) text += fmt::format(", at: \"{}\"", at->what.column);
    else if (!wide_) text += ", no column has dates";
    for (const auto& [role, words] : {std::pair{ColumnRole::Field, "fields of the event"}, {ColumnRole::Attribute, "attributes of the case"}, {ColumnRole::Judgement, "judgements"}, {ColumnRole::Ignore, "passed over"}})
      if (const auto names = uses_.columns(role); !names.empty()) text += fmt::format("; {}: {}", words, quoted_list(names));
    text += time_note();
    if (undated_ > 0) text += fmt::format("; {} no date", undated_ == 1 ? "1 event has" : fmt::format("{} events have", undated_));
    if (eventless_ > 0) text += fmt::format("; {} no event", eventless_ == 1 ? "1 row names" : fmt::format("{} rows name", eventless_));
    return text + missing_note();
  }

 private:
  std::optional<std::size_t> folded_column(std::string_view name) const {
    for (std::size_t i = 0; i < header_.size(); ++i)
      if (fold(header_[i]) == name) return i;
    return std::nullopt;
  }

  // A column that says itself what it is needs no mapping.
  void add_plain(std::string_view name, ColumnRole role) {
    const auto at = folded_column(name);
    const bool said = std::any_of(columns_.begin(), columns_.end(), [&](const ColumnUse& use) { return (use.role == role && use.name.empty()) || (at && use.column == header_[*at]); });
    if (at && !said) columns_.push_back({role, "", header_[*at], ""});
  }

  bool needed() {
    for (const ColumnRole role : {ColumnRole::Case, ColumnRole::Event}) {
      if (uses_.only(role) != nullptr || (wide_ && role == ColumnRole::Event)) continue;
      return unusable(fmt::format("nothing says which column is the {0}; write the mapping with realist convert --guess, or say --map \"{0}=COLUMN\"; the columns are {1}",
                                  to_string(role), quoted_list(header_)));
    }
    return true;
  }

  // What one table can have only once.
  bool once() {
    for (std::size_t i = 0; i < uses_.all.size(); ++i) {
      const ColumnUse& use = uses_.all[i].what;
      if (use.role == ColumnRole::Ignore) continue;
      if (wide_ && use.role == ColumnRole::Event && use.name.empty()) return unusable(fmt::format("{}: in a table with a row a case, say which event the column \"{}\" tells of: event TYPE: {}", use.place, use.column, use.column));
      if (wide_ && (use.role == ColumnRole::At || use.role == ColumnRole::Time || use.role == ColumnRole::Field)) return unusable(fmt::format("{}: \"{}\" is for tables with a row an event", use.place, to_string(use.role)));
      for (std::size_t j = 0; j < i; ++j)
        if (uses_.all[j].what.role == use.role && name_of(uses_.all[j].what) == name_of(use))
          return unusable(fmt::format("{}: \"{}\" is said of two columns, \"{}\" and \"{}\"", use.place, role_name(use), uses_.all[j].what.column, use.column));
    }
    return true;
  }

  static std::string name_of(const ColumnUse& use) {
    const bool own = use.name.empty() && (use.role == ColumnRole::Field || use.role == ColumnRole::Attribute || use.role == ColumnRole::Judgement);
    return fold(own ? use.column : use.name);
  }
  static std::string role_name(const ColumnUse& use) { return std::string(to_string(use.role)) + (use.name.empty() ? "" : " " + use.name); }

  bool add_others() {
    OtherColumns others = mapping_.others;
    if (others == OtherColumns::Usual) others = wide_ ? OtherColumns::Attributes : OtherColumns::Fields;
    const ColumnRole role = others == OtherColumns::Fields ? ColumnRole::Field : others == OtherColumns::Attributes ? ColumnRole::Attribute : ColumnRole::Ignore;
    std::set<std::size_t> used;
    for (const Uses::Use& use : uses_.all) used.insert(use.at);
    for (std::size_t i = 0; i < header_.size(); ++i)
      if (!used.contains(i) && !header_[i].empty()) uses_.all.push_back({{role, "", header_[i], ""}, i});
    for (const Uses::Use& use : uses_.all) {
      const std::string name = name_of(use.what);
      if (use.what.role == ColumnRole::Field && (name == "type" || name == "at"))
        return unusable(fmt::format("an event's field cannot be called \"{}\"; give the column another name, as in: field {}_of_row: {}", name, name, use.what.column));
    }
    return once();
  }

  void fill(CaseRecord& record, const CsvRow& row) {
    const std::optional<Time> at = wide_ ? std::nullopt : row_time(row);
    if (record.kind.empty()) record.kind = mapping_.record_kind;
    std::optional<models::Event> event;
    if (!wide_)
      if (const std::string type = cell(row, uses_.only(ColumnRole::Event)->at); !type.empty()) event = models::Event{type, at, {}};
    for (const Uses::Use& use : uses_.all) {
      if (use.what.role == ColumnRole::Ignore) continue;
      if (const std::string text = checked_cell(row, use.at); !text.empty() || use.what.role == ColumnRole::Event) fill_cell(record, event, use.what, text, row, at);
    }
    if (event) {
      undated_ += at ? 0 : 1;
      record.events.push_back(std::move(*event));
    } else if (!wide_) ++eventless_;
    if (record.events.size() > limits_.events) throw CellFault{"", fmt::format("there are more than {} events", limits_.events)};
    add_missing(record);
  }

  void fill_cell(CaseRecord& record, std::optional<models::Event>& event, const ColumnUse& use, const std::string& text, const CsvRow& row, const std::optional<Time>& at) {
    const std::string& name = use.name.empty() ? use.column : use.name;
    switch (use.role) {
      case ColumnRole::Field:
        if (event) event->fields.emplace_back(name, models::Value{text});
        else throw CellFault{use.column, "there is a value, but the row names no event it could belong to"};
        break;
      case ColumnRole::Attribute: add_value(record, name, text, at); break;
      case ColumnRole::Link: add_link(record, name, text, at); break;
      case ColumnRole::Kind: record.kind = text; break;
      case ColumnRole::Opened: record.opened = time(text, use.column); break;
      case ColumnRole::Closed: record.closed = time(text, use.column); break;
      case ColumnRole::ClosedReason: record.closed_reason = text; break;
      case ColumnRole::Judgement: record.judgements.push_back(judgement(name, text, row, at)); break;
      case ColumnRole::Event:
        if (wide_) wide_event(record, use, text);
        break;
      case ColumnRole::Case:
      case ColumnRole::At:
      case ColumnRole::Time:
      case ColumnRole::JudgedAt:
      case ColumnRole::JudgedBy:
      case ColumnRole::Ignore: break;
    }
  }

  std::optional<Time> row_time(const CsvRow& row) {
    const Uses::Use* at = uses_.only(ColumnRole::At);
    if (at == nullptr) return std::nullopt;
    const std::string day = cell(row, at->at);
    const Uses::Use* clock = uses_.only(ColumnRole::Time);
    const std::string hour = clock == nullptr ? "" : cell(row, clock->at);
    if (day.empty() && !hour.empty()) throw CellFault{clock->what.column, "there is a time of day, but no date"};
    if (day.empty()) return std::nullopt;
    return time(hour.empty() ? day : day + "T" + (hour.find(':') == 1 ? "0" : "") + hour, at->what.column);
  }

  models::Judgement judgement(const std::string& about, const std::string& text, const CsvRow& row, const std::optional<Time>& at) {
    models::Judgement judgement;
    judgement.about = about;
    judgement.value = {judged_as(mapping_, text)};
    judgement.at = at;
    if (const auto* when = uses_.only(ColumnRole::JudgedAt))
      if (const std::string date = cell(row, when->at); !date.empty()) judgement.at = time(date, when->what.column);
    if (const auto* who = uses_.only(ColumnRole::JudgedBy)) judgement.by = cell(row, who->at);
    return judgement;
  }

  // A date says when, yes and no whether; an empty cell that it is not known.
  void wide_event(CaseRecord& record, const ColumnUse& use, const std::string& text) {
    const std::string word = fold(text);
    if (text.empty() || word == "unknown") {
      unknown_.push_back(use.name);
      return;
    }
    if (word != "no" && word != "false" && word != "0") {
      const bool dated = word != "yes" && word != "true" && word != "1";
      record.events.push_back({use.name, dated ? std::optional(time(text, use.column)) : std::nullopt, {}});
      undated_ += dated ? 0 : 1;
    }
    answered_.push_back(use.name);
  }

  void add_missing(CaseRecord& record) {
    const std::vector<std::string> answered = std::exchange(answered_, {}), unknown = std::exchange(unknown_, {});
    const bool all = mapping_.all_may_be_missing || (wide_ && !mapping_.may_be_missing);
    if (!all && !mapping_.may_be_missing) return;
    record.may_be_missing_given = true;
    record.all_may_be_missing = all;
    if (all) record.complete_events = answered;
    else if (record.may_be_missing.empty()) record.may_be_missing = *mapping_.may_be_missing;
    if (!all) record.may_be_missing.insert(record.may_be_missing.end(), unknown.begin(), unknown.end());
  }

  std::string missing_note() const {
    if (mapping_.may_be_missing || mapping_.all_may_be_missing) return "";
    return wide_ ? "; events without a column, or with an empty cell, are not known"
                 : "; the table does not say whether it holds every event: the Events: line of the theory does, and without one it counts as whole (--map \"may be missing=...\")";
  }

  bool reject_alone(std::size_t line, std::size_t byte, std::string_view text, const CellFault& fault) {
    if (!groups_.end(nullptr)) return false;  // what stands before it comes first
    std::string rows;
    for (std::size_t i = 0; i < header_.size(); ++i) rows += (i == 0 ? "" : ",") + spreadsheet_field(header_[i]);
    return handlers_.on_rejected({{file_, line, byte}, fault.column, fault.message, rows + "\n" + std::string(text)});
  }

  bool wide_;
  std::vector<ColumnUse> columns_;
  Uses uses_;
  std::set<std::string> seen_;  // wide: ids
  std::vector<std::string> answered_, unknown_;  // wide: event types of the row at hand
  std::size_t undated_ = 0, eventless_ = 0;
};

}  // namespace

void add_link(models::CaseRecord& record, const std::string& kind, const std::string& id, const std::optional<Time>& at) {
  auto known = std::find_if(record.links.begin(), record.links.end(), [&](const models::Link& l) { return l.kind == kind; });
  if (known == record.links.end()) record.links.push_back({kind, {{id, std::nullopt}}});
  else if (known->history.back().id != id) known->history.push_back({id, at});
}

CaseTable::CaseTable(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits)
    : file_(std::move(file)), mapping_(mapping), handlers_(handlers), limits_(limits), groups_(file_, handlers, limits, mapping.rows_anywhere),
      reader_({[this](const CsvRow& found) { return row(found); },
               [this](const CsvFault& fault) {
                 if (unusable_) return true;
                 if (header_.empty()) return unusable(fmt::format("line {}: {}{}", fault.line, fault.message, fault.no_utf8 ? kOtherEncoding : "")), true;
                 if (fault.to_end) handlers_.on_fault(*file_, fmt::format("line {}: {}; nothing after it was read", fault.line, fault.message));
                 if (!fault.no_utf8) return take_broken(fault);
                 CsvFault told = fault;
                 told.message += kOtherEncoding;
                 return take_broken(told);
               }}) {}

void CaseTable::count_rows() {
  of_rows_ = true;
  reader_.count_rows();
}

bool CaseTable::feed(std::string_view block) {
  if (!mapping_.windows_1252 || of_rows_) return reader_.feed(block);
  if (begun_) return feed_decoded(block);
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  opening_ += block;
  return opening_.size() < kMark.size() || feed_decoded(std::exchange(opening_, {}));
}

// What begins with a byte-order mark is UTF-8, whatever was said.
bool CaseTable::feed_decoded(std::string_view block) {
  if (!begun_) marked_ = block.starts_with("\xEF\xBB\xBF");
  begun_ = true;
  return reader_.feed(marked_ ? std::string(block) : from_windows_1252(block));
}

bool CaseTable::end() {
  if (!opening_.empty() && !feed_decoded(std::exchange(opening_, {}))) return false;
  if (!reader_.end()) return false;
  if (header_.empty() && !unusable_) unusable("there is nothing in it");
  if (unusable_) return true;
  if (!finish()) return false;
  if (handlers_.on_note) handlers_.on_note(note());
  return true;
}

bool CaseTable::take_broken(const CsvFault& fault) {
  return groups_.add_broken(std::nullopt, fault.line, fault.byte, fault.text, {"", fault.message});
}

bool CaseTable::cut_off() {
  if (unusable_ || header_.empty()) return true;
  if (const auto row = reader_.unfinished(); row && !take_broken(*row)) return false;
  return groups_.cut_off();
}

bool CaseTable::row(const CsvRow& row) {
  if (unusable_) return true;
  if (header_.empty()) return header(row), true;
  if (blank(row)) return true;
  if (row.fields.size() != header_.size())
    return take_ragged(row, fmt::format("the row has {}, the header has {}", plural(row.fields.size(), "field", "fields"), header_.size()));
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i].empty() && !trimmed(row.fields[i]).empty()) return take_ragged(row, fmt::format("there is something in column {}, which has no name", i + 1));
  return take_row(row);
}

bool CaseTable::header(const CsvRow& row) {
  if (of_rows_ && mapping_.dates.pattern == "YYYY-DD-MM") return header_ = row.fields, unusable("cells that hold a date are read as YYYY-MM-DD, so texts laid out as YYYY-DD-MM cannot be told from them");
  std::vector<std::string> names;
  for (const std::string& field : row.fields) names.push_back(trimmed(field));
  if (std::find(names.begin(), names.end(), "Complete?") != names.end())
    return header_ = names, unusable("it is an export of REDCap with labels, in which several columns have one name; export the raw data (\"CSV / Microsoft Excel (raw data)\")");
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = 0; j < i && !names[i].empty(); ++j)
      if (names[i] == names[j]) return header_ = names, unusable(fmt::format("line {}: two columns are called \"{}\", number {} and number {}; give each a name of its own", row.line, names[i], j + 1, i + 1));
  header_ = std::move(names);
  groups_.set_header(row.text);
  return take_header();
}

bool CaseTable::unusable(std::string message) {
  unusable_ = true;
  handlers_.on_fault(*file_, std::move(message));
  return false;
}

std::optional<std::size_t> CaseTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i] == name) return i;
  return std::nullopt;
}

std::string CaseTable::checked_cell(const CsvRow& row, std::size_t column) const {
  std::string text = cell(row, column);
  if (text == kNotCalculated)
    throw CellFault{header_[column], "there is a formula whose result was not stored with it; open the workbook in a spreadsheet program and save it"};
  if (is_cell_error(text))
    throw CellFault{header_[column], fmt::format("\"{0}\" is an error of a spreadsheet, and no value; where it means \"not known\", say so (--map \"missing codes={0}\")", text)};
  return text;
}

std::string CaseTable::cell(const CsvRow& row, std::size_t column) const {
  std::string text = trimmed(row.fields[column]);
  const auto& codes = mapping_.missing_codes;
  return std::find(codes.begin(), codes.end(), text) != codes.end() ? "" : text;
}

models::Time CaseTable::time(const std::string& text, const std::string& column) {
  // Cells that hold a date have it in ISO 8601; others may hold a text that looks like one.
  auto found = of_rows_ ? time_in(text, DateLayout{}) : std::nullopt;
  if (!found) found = time_in(text, mapping_.dates);
  if (!found) throw CellFault{column, fmt::format("\"{}\" is no date as {} has it (another layout: --map \"dates=DD/MM/YYYY\")", text, to_string(mapping_.dates))};
  Time time = *found;
  if (mapping_.days_only && !time.day) return *models::parse_time(models::date_string(time));
  if (!time.day && !time.has_offset()) {
    if (mapping_.time_zone) return *models::parse_time(models::to_string(time) + *mapping_.time_zone);
    ++bare_times_;
  }
  return time;
}

std::string CaseTable::time_note() const {
  std::string text;
  if (!mapping_.dates.pattern.empty()) text += fmt::format("; dates: {}", mapping_.dates.pattern);
  if (mapping_.days_only) text += "; times of day left out";
  else if (mapping_.time_zone) text += fmt::format("; times without a zone are at {}", *mapping_.time_zone);
  else if (bare_times_ > 0) text += fmt::format("; {} no time zone: read as local clock times (--map \"time zone=+01:00\" gives one)", bare_times_ == 1 ? "1 time carries" : fmt::format("{} times carry", bare_times_));
  return text;
}

std::string from_windows_1252(std::string_view text) {
  constexpr std::array<char16_t, 32> kHigh = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                              0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                              0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : byte);
  }
  return out;
}

bool is_plain_event_header(const std::vector<std::string>& header) {
  const auto has = [&](std::string_view name) { return std::any_of(header.begin(), header.end(), [&](const std::string& h) { return fold(trimmed(h)) == name; }); };
  return has("case") && has("event") && has("at");
}

namespace {

// What only a table can say.
void check_roles(CaseShape shape, const CaseMapping& mapping) {
  if (shape != CaseShape::Redcap && shape != CaseShape::Xes) return;
  const std::vector<ColumnRole> known = shape == CaseShape::Xes
      ? std::vector{ColumnRole::Link, ColumnRole::Opened, ColumnRole::Closed, ColumnRole::Attribute, ColumnRole::Field, ColumnRole::Ignore}
      : std::vector{ColumnRole::Link, ColumnRole::Opened, ColumnRole::Closed, ColumnRole::ClosedReason, ColumnRole::Kind, ColumnRole::Attribute,
                    ColumnRole::Event, ColumnRole::Field, ColumnRole::Judgement, ColumnRole::Ignore};
  for (const ColumnUse& use : mapping.columns)
    if (std::find(known.begin(), known.end(), use.role) == known.end())
      throw UsageError(fmt::format("{}: \"{}\" is for tables, not for {}", use.place, to_string(use.role), shape == CaseShape::Xes ? "event logs" : "exports of REDCap"));
}

}  // namespace

std::unique_ptr<CaseFormat> make_case_format(CaseShape shape, std::shared_ptr<const std::string> file, const CaseMapping& mapping,
                                             const FormatHandlers& handlers, const models::RecordLimits& limits) {
  check_roles(shape, mapping);
  if (shape == CaseShape::Xes) return std::make_unique<XesLog>(std::move(file), mapping, handlers, limits);
  if (shape == CaseShape::Redcap) return std::make_unique<RedcapTable>(std::move(file), mapping, handlers, limits);
  return std::make_unique<MappedTable>(shape, std::move(file), mapping, handlers, limits);
}

}  // namespace realist::cli

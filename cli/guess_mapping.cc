#include "cli/guess_mapping.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "cli/date_layout.h"
#include "cli/redcap_table.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

using models::fold;

constexpr std::size_t kNone = SIZE_MAX;
constexpr std::size_t kMostValues = 200;
constexpr std::size_t kCandidates = 4;  // columns whose values are all kept, as they may be ids

const std::vector<std::string_view> kCaseNames = {"case", "case id", "case_id", "caseid", "case:concept:name", "record_id", "participant", "participant_id", "participant id",
                                                  "client", "client_id", "client id", "patient", "patient_id", "person", "person_id", "study_id", "subject", "subject_id", "id"};
const std::vector<std::string_view> kEventNames = {"event", "event_type", "event type", "activity", "concept:name", "action", "contact type", "contact_type", "type", "task", "what"};
const std::vector<std::string_view> kCodes = {"NA", "N/A", "n/a", "NULL", "null", "None", "-9", "-99", "-999", "99", "999", ".", "-", "?", "unknown", "missing", "[not completed]"};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

bool is_number(const std::string& text) {
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size();
}

}  // namespace

MappingGuess::MappingGuess()
    : reader_({[this](const CsvRow& row) { return take(row); }, [this](const CsvFault& fault) { return take_broken(fault); }}) {}

// A row that is no UTF-8 is looked at as what it most probably is.
bool MappingGuess::take_broken(const CsvFault& fault) {
  if (!fault.no_utf8) return ++unreadable_, true;
  ++western_;
  CsvRow row{fault.fields, fault.line, fault.byte, fault.text};
  for (std::string& field : row.fields) field = from_windows_1252(field);
  return take(row);
}

void MappingGuess::count_rows(const SheetChoice& sheet) {
  reader_.count_rows();
  sheet_ = sheet;
  of_rows_ = true;
}

bool MappingGuess::take(const CsvRow& row) {
  if (columns_.empty()) {
    for (const std::string& field : row.fields) columns_.push_back({trimmed(field), 0, 0, 0, 0, std::vector<std::size_t>(usual_layouts().size()), {}, false});
    ids_.resize(columns_.size());
    comes_back_.resize(columns_.size());
    repeats_.resize(columns_.size());
    last_.resize(columns_.size());
    return true;
  }
  if (row.fields.size() != columns_.size()) return ++unreadable_, true;
  ++rows_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string text = trimmed(row.fields[i]);
    take_cell(columns_[i], text);
    const bool candidate = i < kCandidates || std::find(kCaseNames.begin(), kCaseNames.end(), fold(columns_[i].name)) != kCaseNames.end();
    if (!candidate || text.empty()) continue;
    const bool known = !ids_[i].insert(text).second;
    if (known) repeats_[i] = true;
    if (known && last_[i] != text) comes_back_[i] = true;
    last_[i] = text;
  }
  return true;
}

void MappingGuess::take_cell(Column& column, const std::string& text) {
  if (text.empty()) return;
  ++column.filled;
  column.numbers += is_number(text) ? 1 : 0;
  for (std::size_t i = 0; i < usual_layouts().size(); ++i) {
    const auto time = time_in(text, usual_layouts()[i]);
    if (!time) continue;
    ++column.fits[i];
    column.times += time->day ? 0 : 1;
    column.bare_times += !time->day && !time->has_offset() ? 1 : 0;
  }
  if (column.values.size() < kMostValues || column.values.contains(text)) ++column.values[text];
  else column.many = true;
}

std::size_t MappingGuess::named(const std::vector<std::string_view>& names) const {
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (fold(columns_[i].name) == name) return i;
  return kNone;
}

std::size_t MappingGuess::case_column() const {
  const std::size_t by_name = named(kCaseNames);
  return by_name == kNone ? 0 : by_name;
}

// The layouts that fit nearly all that stands in a column; codes for "not known" may stand between.
std::vector<std::size_t> MappingGuess::layouts_of(const Column& column) const {
  std::vector<std::size_t> found;
  std::size_t others = 0;
  for (const std::string_view code : kCodes)
    if (const auto known = column.values.find(std::string(code)); known != column.values.end()) others += known->second;
  for (std::size_t i = 0; i < column.fits.size(); ++i)
    if (column.fits[i] > 0 && (column.fits[i] + others) * 10 >= column.filled * 9) found.push_back(i);
  const bool digits = column.numbers == column.filled;  // 20160501 may as well be a number
  if (digits && found.size() == 1 && usual_layouts()[found[0]].pattern == "YYYYMMDD" && fold(column.name).find("date") == std::string::npos) return {};
  return found;
}

std::string MappingGuess::dates() const {
  std::vector<std::size_t> common;
  bool first = true, bare = false;
  for (const Column& column : columns_) {
    const auto layouts = layouts_of(column);
    if (layouts.empty()) continue;
    bare = bare || column.bare_times > 0;
    if (first) common = layouts;
    else std::erase_if(common, [&](std::size_t l) { return std::find(layouts.begin(), layouts.end(), l) == layouts.end(); });
    first = false;
  }
  std::string text;
  if (first) return text;
  if (common.empty()) text += "# The columns with dates are laid out differently; only one layout can be read: make them alike first.\n";
  else if (common.size() == 1) text += common[0] == 0 ? "" : fmt::format("dates: {}\n", to_string(usual_layouts()[common[0]]));
  else {
    text += "# The dates can be read in more than one way; take the # off the right line.\n";
    for (const std::size_t layout : common) text += fmt::format("# dates: {}\n", to_string(usual_layouts()[layout]));
  }
  if (bare) text += "# The times carry no time zone and are read as local clock times. Are they at a fixed distance from UTC?\n# time zone: Z\n";
  return text;
}

std::string MappingGuess::codes() const {
  std::string list, counts;
  for (const std::string_view code : kCodes) {
    std::size_t count = 0;
    for (const Column& column : columns_)
      if (const auto known = column.values.find(std::string(code)); known != column.values.end()) count += known->second;
    if (count == 0) continue;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", code);
    counts += fmt::format("{}\"{}\" {} {}", counts.empty() ? "" : ", ", code, count, count == 1 ? "time" : "times");
  }
  if (list.empty()) return "";
  return fmt::format("# Do these mean \"not known\"? There is {}. If so, keep those that do and take the # off.\n# missing codes: {}\n", counts, list);
}

std::string MappingGuess::events(std::size_t id) const {
  std::size_t event = named(kEventNames);
  if (event == id) event = kNone;
  std::size_t at = kNone;
  std::string text = fmt::format("read as: events\ncase: {}\n", columns_[id].name);
  if (event == kNone) text += "# Which column says what happened? Write its name here and take the # off.\n# event: \n";
  else text += fmt::format("event: {}\n", columns_[event].name);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i == id || i == event || columns_[i].name.empty()) continue;
    const bool date = is_date(columns_[i]);
    if (date && at == kNone) text += fmt::format("at: {}\n", columns_[at = i].name);
    else text += fmt::format("field {0}: {0}\n", fold(columns_[i].name) == "type" || fold(columns_[i].name) == "at" ? columns_[i].name + "_of_row" : columns_[i].name);
  }
  if (at == kNone) text += "# No column holds dates; every event is read as happened, with its date not recorded.\n";
  if (comes_back_[id]) text += "# The rows of a case do not stand together: the whole file is held in memory.\nrows: anywhere\n";
  return text + "# Which events may be missing from this table, though they happened? All, none, or some; without this line the theory says.\n# may be missing: none\n";
}

std::string MappingGuess::wide(std::size_t id) const {
  std::string text = fmt::format("read as: wide\ncase: {}\n", columns_[id].name);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (i == id || column.name.empty()) continue;
    const bool opened = fold(column.name) == "opened", closed = fold(column.name) == "closed";
    const bool judged = !column.many && column.filled > 0 && std::all_of(column.values.begin(), column.values.end(), [](const auto& v) {
      return v.first == "yes" || v.first == "no" || v.first == "partly" || v.first == "unknown";
    });
    if ((opened || closed) && is_date(column)) text += fmt::format("{}: {}\n", fold(column.name), column.name);
    else if (is_date(column)) text += fmt::format("event {0}: {0}\n", column.name);
    else text += fmt::format("attribute {0}: {0}\n", column.name);
    if (judged) text += fmt::format("# or, where somebody judged it: judgement THE PHRASE OF THE THEORY: {}\n", column.name);
  }
  return text + "# Without a line of its own an event is not known. Is the table whole for all events it has columns for and no others came?\n# may be missing: none\n";
}

// Yes or no, and nothing else, and no box that was ticked or a state of a form.
bool MappingGuess::is_answer(const Column& column) {
  const bool other = column.name.find("___") != std::string::npos || column.name.ends_with("_complete") || column.name.starts_with("redcap_");
  return !other && !column.many && column.filled > 0 && std::all_of(column.values.begin(), column.values.end(), [](const auto& v) { return v.first == "0" || v.first == "1"; });
}

std::string MappingGuess::redcap() const {
  std::string text = "read as: redcap\n# The data dictionary and the event map of the project, if they are at hand; their files, beside this one:\n"
                     "# dictionary: dictionary.csv\n# event map: events.csv\n# choices: labels\n";
  constexpr std::string_view kComplete = "_complete";
  std::size_t begin = 1, first_form = 0;  // which is of the case, and no event
  for (std::size_t i = 1; i < columns_.size(); ++i) {
    const std::string& name = columns_[i].name;
    if (!name.ends_with(kComplete)) continue;
    if (first_form == 0) first_form = i;
    bool first = true;
    for (; begin < i; ++begin) {
      if (!is_date(columns_[begin]) || columns_[begin].name.starts_with("redcap_")) continue;
      const bool of_case = i == first_form;
      text += fmt::format("{}date of {}: {}\n", of_case ? "# where this form is filled in more than once: " : first ? "" : "# or: ", name.substr(0, name.size() - kComplete.size()), columns_[begin].name);
      first = false;
    }
    begin = i + 1;
  }
  constexpr std::size_t kMostNamed = 6;
  std::vector<std::string> answers;
  for (std::size_t i = 1; i < columns_.size(); ++i)
    if (is_answer(columns_[i])) answers.push_back(columns_[i].name);
  if (!answers.empty()) {
    const std::size_t more = answers.size() - std::min(answers.size(), kMostNamed);
    const std::string first = answers.front();
    answers.resize(answers.size() - more);
    text += fmt::format("# Did somebody judge a step of the theory here: {}{}? Then write it as: judgement THE PHRASE OF THE THEORY: {}\n", fmt::join(answers, ", "), more > 0 ? fmt::format(" or {} more", more) : "", first);
  }
  return text + (comes_back_[0] ? "rows: anywhere\n" : "") + "# Forms whose fields are attributes of the case, rather than events that happened to it:\n# attribute forms: demographics\n";
}

std::string MappingGuess::mapping(const std::string& file) const {
  if (columns_.empty()) return "";
  const std::size_t id = case_column();
  std::string text = fmt::format("# How {} may be read: a guess from {} {}. Look it over.\n", file, rows_, rows_ == 1 ? "row" : "rows");
  if (unreadable_ > 0) text += fmt::format("# {} cannot be read and {} not looked at.\n", unreadable_ == 1 ? "1 row" : fmt::format("{} rows", unreadable_), unreadable_ == 1 ? "was" : "were");
  if (western_ > 0)
    text += fmt::format("# {} no text in UTF-8, and read here as Windows-1252, which programs in western countries write. Are the letters right? Then take the # off; else save the file as CSV UTF-8.\n# encoding: windows-1252\n",
                        western_ == 1 ? "1 row is" : fmt::format("{} rows are", western_));
  if (of_rows_ && columns_.size() == 1)
    text += fmt::format("# There is one column alone, \"{}\". Is that a title, and do the names of the columns stand further down? Then guess again with --map \"header row=3\".\n", columns_[0].name);
  if (!sheet_.name.empty()) text += fmt::format("sheet: {}\n", sheet_.name);
  if (sheet_.header_row > 0) text += fmt::format("header row: {}\n", sheet_.header_row);
  std::vector<std::string> header;
  for (const Column& column : columns_) header.push_back(column.name);
  text += is_redcap_header(header) ? redcap() : repeats_[id] ? events(id) : wide(id);
  return text + dates() + codes();
}

}  // namespace realist::cli

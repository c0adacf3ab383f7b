#include "cli/redcap_table.h"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/byte_source.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "models/theory.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::fold;
using models::Time;
using models::Value;
using Fields = std::vector<std::pair<std::string, Value>>;

constexpr std::size_t kNone = SIZE_MAX;
constexpr std::string_view kComplete = "_complete";
constexpr std::string_view kTimestamp = "_timestamp";
constexpr std::string_view kChoice = "___";

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

// A small table whole: rows by the names of its columns.
using NamedRow = std::map<std::string, std::string>;

std::vector<NamedRow> small_table(const std::string& path, const char* what) {
  std::vector<std::string> header;
  std::vector<NamedRow> rows;
  std::string wrong;
  CsvReader reader({[&](const CsvRow& row) {
                      if (header.empty()) {
                        for (const std::string& name : row.fields) header.push_back(fold(trimmed(name)));
                        return true;
                      }
                      if (row.fields.size() != header.size()) return wrong = fmt::format("line {}: the row has {} fields, the header has {}", row.line, row.fields.size(), header.size()), false;
                      NamedRow& named = rows.emplace_back();
                      for (std::size_t i = 0; i < header.size(); ++i) named[header[i]] = trimmed(row.fields[i]);
                      return true;
                    },
                    [&](const CsvFault& fault) { return wrong = fmt::format("line {}: {}", fault.line, fault.message), false; }});
  try {
    const auto source = open_source(path);
    std::string block(128u << 10, '\0');
    bool going_on = true;
    while (going_on)
      if (const std::size_t got = source->read(block.data(), block.size()); got > 0) going_on = reader.feed(std::string_view(block).substr(0, got));
      else break;
    if (going_on) reader.end();
  } catch (const SourceFailure& failure) {
    wrong = failure.what();
  }
  if (!wrong.empty()) throw FileFailure(fmt::format("the {} {} could not be read: {}", what, path, wrong));
  return rows;
}

// The same column goes by one name in files from the website and by another in those from the API.
const std::string& one_of(const NamedRow& row, const char* website, const char* api, const std::string& path, const char* what) {
  for (const char* name : {website, api})
    if (const auto found = row.find(name); found != row.end()) return found->second;
  throw FileFailure(fmt::format("the {} {} has no column \"{}\" (or \"{}\")", what, path, website, api));
}

void read_dictionary(RedcapProject& project, const std::string& path) {
  constexpr const char* kWhat = "data dictionary";
  for (const NamedRow& row : small_table(path, kWhat)) {
    const std::string& name = one_of(row, "variable / field name", "field_name", path, kWhat);
    const std::string& form = one_of(row, "form name", "form_name", path, kWhat);
    RedcapField field{form, fold(one_of(row, "field type", "field_type", path, kWhat)), {}};
    if (field.type == "radio" || field.type == "dropdown" || field.type == "checkbox")
      field.labels = redcap_choices(one_of(row, "choices, calculations, or slider labels", "select_choices_or_calculations", path, kWhat));
    if (project.record_id.empty()) project.record_id = name;
    if (std::find(project.forms.begin(), project.forms.end(), form) == project.forms.end()) project.forms.push_back(form);
    project.fields.emplace(name, std::move(field));
  }
  if (project.fields.empty()) throw FileFailure(fmt::format("the data dictionary {} is empty", path));
}

void set_attribute(CaseRecord& record, const std::string& path, const Value& value, const std::optional<Time>& at) {
  for (models::Attribute& known : record.attributes) {
    if (known.path != path) continue;
    if (!(known.history.back().value == value)) known.history.push_back({value, at, ""});
    return;
  }
  record.attributes.push_back({path, {{value, std::nullopt, ""}}});
}

}  // namespace

std::map<std::string, std::string> redcap_choices(std::string_view text) {
  std::map<std::string, std::string> labels;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('|', at), text.size());
    const std::string_view choice = text.substr(at, end - at);
    const std::size_t comma = choice.find(',');
    if (comma != std::string_view::npos) labels[trimmed(choice.substr(0, comma))] = trimmed(choice.substr(comma + 1));
    at = end + 1;
  }
  return labels;
}

RedcapProject redcap_project(const CaseMapping& mapping) {
  RedcapProject project;
  if (!mapping.dictionary.empty()) read_dictionary(project, mapping.dictionary);
  if (!mapping.event_map.empty())
    for (const NamedRow& row : small_table(mapping.event_map, "event map")) {
      const std::string& name = one_of(row, "unique_event_name", "unique event name", mapping.event_map, "event map");
      const auto label = row.find("event_name");
      project.events[name] = label == row.end() ? "" : label->second;
    }
  return project;
}

bool is_redcap_header(const std::vector<std::string>& header) {
  const auto has = [&](auto is) { return std::any_of(header.begin(), header.end(), is); };
  if (has([](const std::string& name) { return name == "redcap_event_name" || name == "redcap_repeat_instrument"; })) return true;
  return !header.empty() && header[0] == "record_id" && has([](const std::string& name) { return name.ends_with(kComplete); });
}

RedcapTable::RedcapTable(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits)
    : CaseTable(std::move(file), mapping, handlers, limits), project_(redcap_project(mapping)) {}

bool RedcapTable::take_header() {
  if (!project_.record_id.empty() && project_.record_id != header_[0])
    return unusable(fmt::format("its first column is \"{}\", but the first field of the data dictionary is \"{}\"; export raw data with the record id", header_[0], project_.record_id));
  for (const ColumnUse& use : mapping_.columns)
    if (use.role != ColumnRole::Event && !column(use.column)) return unusable(fmt::format("{}: the table has no column \"{}\"{}", use.place, use.column, did_you_mean(use.column, header_)));
  return place_columns() && find_types() && find_dates() && choose_attributes();
}

RedcapTable::Form& RedcapTable::form(const std::string& name) {
  if (Form* known = known_form(name)) return *known;
  forms_.push_back({name, name, {}, kNone, kNone, false, false, ""});
  return forms_.back();
}

RedcapTable::Form* RedcapTable::known_form(const std::string& name) {
  for (Form& known : forms_)
    if (known.name == name) return &known;
  return nullptr;
}

// Without a dictionary a column belongs to the form whose column of completeness is the next: so exports are laid out.
bool RedcapTable::place_columns() {
  std::size_t next_form = 0;
  for (std::size_t at = 1; at < header_.size(); ++at)
    if (!place_column(at, next_form)) return false;
  if (forms_.empty()) return unusable("it has no column that ends in _complete, and no data dictionary is given: to which form the fields belong is not known (--map dictionary=FILE)");
  return true;
}

bool RedcapTable::place_column(std::size_t at, std::size_t& next_form) {
  const std::string& name = header_[at];
  if (name == "redcap_event_name") return event_ = at, true;
  if (name == "redcap_repeat_instrument") return instrument_ = at, true;
  if (name == "redcap_repeat_instance") return instance_ = at, true;
  Cell cell{at, name, "", nullptr, nullptr};
  for (const ColumnUse& use : mapping_.columns)
    if (use.column == name) cell.use = &use;
  if (cell.use != nullptr && cell.use->role == ColumnRole::Ignore) return true;
  if (name.starts_with("redcap_") || name.empty()) return outside_.push_back(cell), true;
  const auto is_form = [&](std::string_view form) { return project_.fields.empty() || std::find(project_.forms.begin(), project_.forms.end(), form) != project_.forms.end(); };
  if (name.ends_with(kComplete) && !project_.fields.contains(name) && is_form(name.substr(0, name.size() - kComplete.size())))
    return form(name.substr(0, name.size() - kComplete.size())).complete = at, true;
  if (const std::size_t choice = name.find(kChoice); choice != std::string::npos && choice > 0) {
    cell.field = name.substr(0, choice);
    cell.choice = name.substr(choice + kChoice.size());
  }
  std::string owner;
  if (const auto known = project_.fields.find(cell.field); known != project_.fields.end()) {
    cell.known = &known->second;
    owner = known->second.form;
  } else if (!project_.fields.empty()) {
    if (!name.ends_with(kTimestamp) || !is_form(name.substr(0, name.size() - kTimestamp.size())))
      return unusable(fmt::format("the column \"{}\" is no field of the data dictionary; is it the dictionary of this project? (--map \"ignore={}\" leaves the column out)", name, name));
    owner = name.substr(0, name.size() - kTimestamp.size());
  } else {
    next_form = std::max(next_form, at);
    while (next_form < header_.size() && !header_[next_form].ends_with(kComplete)) ++next_form;
    if (next_form == header_.size()) return unusable(fmt::format("to which form the column \"{}\" belongs is not known; give the data dictionary (--map dictionary=FILE)", name));
    owner = header_[next_form].substr(0, header_[next_form].size() - kComplete.size());
  }
  form(owner).cells.push_back(cell);
  return true;
}

// "event gate meeting: gate_meeting": what the events of a form are called.
bool RedcapTable::find_types() {
  std::vector<std::string> names;
  for (const Form& form : forms_) names.push_back(form.name);
  for (const ColumnUse& use : mapping_.columns) {
    if (use.role != ColumnRole::Event) continue;
    Form* const known = known_form(use.column);
    if (known == nullptr) return unusable(fmt::format("{}: there is no form \"{}\"{}; the forms are {}", use.place, use.column, did_you_mean(use.column, names), joined(names)));
    if (use.name.empty()) return unusable(fmt::format("{}: what are the events of the form \"{}\" called? Write it as: event TYPE: {}", use.place, use.column, use.column));
    known->type = use.name;
  }
  return true;
}

bool RedcapTable::find_dates() {
  for (const auto& [name, field] : mapping_.form_dates) {
    Form* const known = known_form(name);
    const auto at = column(field);
    std::vector<std::string> names;
    for (const Form& form : forms_) names.push_back(form.name);
    if (known == nullptr) return unusable(fmt::format("\"date of {}\": there is no form of that name{}; the forms are {}", name, did_you_mean(name, names), joined(names)));
    if (!at) return unusable(fmt::format("\"date of {}: {}\": the table has no column \"{}\"{}", name, field, field, did_you_mean(field, header_)));
    known->date = *at;
  }
  return true;
}

bool RedcapTable::choose_attributes() {
  const auto& asked = mapping_.attribute_forms;
  if (asked.empty()) {
    // A form that is filled in once tells of the case; in a longitudinal project that is taken of the first one alone.
    for (std::size_t i = 0; i < forms_.size(); ++i) forms_[i].attributes = event_ == kNone || i == 0;
    return true;
  }
  for (const std::string& name : asked) {
    if (fold(name) == "none") continue;
    Form* const known = known_form(name);
    if (known == nullptr) return unusable(fmt::format("\"attribute forms: {}\": there is no form of that name", name));
    known->attributes = true;
  }
  return true;
}

bool RedcapTable::take_row(const CsvRow& row) {
  const std::string id = trimmed(row.fields[0]);
  if (id.empty()) return groups_.add_broken(std::nullopt, row.line, row.byte, row.text, {header_[0], "the record's id is missing"});
  return groups_.add(id, row.line, row.byte, row.text, [&](CaseRecord& record) { fill(record, row); });
}

bool RedcapTable::take_ragged(const CsvRow& row, std::string message) {
  const std::string id = trimmed(row.fields[0]);
  return groups_.add_broken(id.empty() ? std::nullopt : std::optional(id), row.line, row.byte, row.text, {"", std::move(message)});
}

bool RedcapTable::take_broken(const CsvFault& fault) {
  return fault.fields.empty() ? CaseTable::take_broken(fault) : take_ragged({fault.fields, fault.line, fault.byte, fault.text}, fault.message);
}

// "visit_1_arm_2" is of arm 2.
std::string RedcapTable::arm_of(const std::string& event) const {
  const std::size_t arm = event.rfind("_arm_");
  return arm == std::string::npos ? "" : event.substr(arm + 5);
}

void RedcapTable::fill(CaseRecord& record, const CsvRow& row) {
  if (record.kind.empty()) record.kind = mapping_.record_kind;
  if (mapping_.may_be_missing || mapping_.all_may_be_missing) {
    record.may_be_missing_given = true;
    record.all_may_be_missing = mapping_.all_may_be_missing;
    record.may_be_missing = mapping_.may_be_missing.value_or(std::vector<std::string>());
  }
  Fields about;
  const std::string event = event_ == kNone ? "" : trimmed(row.fields[event_]);
  if (!event.empty()) {
    std::vector<std::string> names;
    for (const auto& [name, label] : project_.events) names.push_back(name);
    if (!names.empty() && !project_.events.contains(event))
      throw CellFault{"redcap_event_name", fmt::format("\"{}\" is no event of the event map{}", event, did_you_mean(event, names))};
    about.emplace_back("redcap_event", Value{event});
    if (const std::string arm = arm_of(event); !arm.empty()) set_attribute(record, "arm", Value{arm}, std::nullopt);
  }
  const std::string instance = instance_ == kNone ? "" : trimmed(row.fields[instance_]);
  const std::string instrument = instrument_ == kNone ? "" : trimmed(row.fields[instrument_]);
  if (!instance.empty()) about.emplace_back("redcap_instance", Value{instance});
  std::vector<std::string> names;
  for (const Form& form : forms_) names.push_back(form.name);
  if (!instrument.empty() && known_form(instrument) == nullptr)
    throw CellFault{"redcap_repeat_instrument", fmt::format("\"{}\" is no form of this project{}; export raw data, not labels", instrument, did_you_mean(instrument, names))};
  for (Form& form : forms_) {
    const bool here = instrument.empty() || form.name == instrument;
    if (!is_filled(form, row)) continue;
    if (!here) throw CellFault{"redcap_repeat_instrument", fmt::format("the row repeats \"{}\", but holds fields of \"{}\"", instrument, form.name)};
    fill_form(record, form, row, about);
  }
  for (const Cell& cell : outside_)
    if (const std::string text = this->cell(row, cell.at); cell.use == nullptr && !text.empty()) set_attribute(record, cell.field, Value{text}, std::nullopt);
  fill_mapped(record, outside_, row, std::nullopt);
  if (record.events.size() > limits_.events) throw CellFault{"", fmt::format("there are more than {} events", limits_.events)};
}

// REDCap writes 0 for a box that was never seen, and "incomplete" for a form that was never opened.
bool RedcapTable::is_filled(const Form& form, const CsvRow& row) const {
  if (form.complete != kNone && !row.fields[form.complete].empty() && trimmed(row.fields[form.complete]) != "0") return true;
  return std::any_of(form.cells.begin(), form.cells.end(), [&](const Cell& cell) {
    const std::string text = trimmed(row.fields[cell.at]);
    return !text.empty() && (cell.choice.empty() || text != "0");
  });
}

std::string RedcapTable::text_of(const Cell& cell, const std::string& text) const {
  if (cell.known == nullptr) return text;
  if (cell.known->type == "yesno" || cell.known->type == "truefalse") return text == "1" ? "yes" : text == "0" ? "no" : text;
  if (mapping_.choices == Choices::Codes) return text;
  const auto label = cell.known->labels.find(text);
  return label == cell.known->labels.end() ? text : label->second;
}

// What the form holds, check-boxes as lists of those that are ticked.
Fields RedcapTable::values_of(const Form& form, const CsvRow& row, bool of_event) const {
  Fields values;
  std::map<std::string, std::size_t> boxes;
  for (const Cell& cell : form.cells) {
    if (cell.use != nullptr && cell.use->role != ColumnRole::Field) continue;
    const std::string text = this->cell(row, cell.at);
    if (text.empty()) continue;
    const std::string& name = cell.use != nullptr && !cell.use->name.empty() ? cell.use->name : cell.field;
    if (cell.choice.empty()) {
      values.emplace_back(name, Value{text_of(cell, text)});
      continue;
    }
    const auto [box, fresh] = boxes.try_emplace(name, values.size());
    if (fresh) values.emplace_back(name, Value{std::vector<Value>()});
    if (text == "1") std::get<std::vector<Value>>(values[box->second].second.data).push_back(Value{text_of(cell, cell.choice)});
  }
  if (form.complete == kNone) return values;
  const std::string state = trimmed(row.fields[form.complete]);
  const std::string name = of_event ? "complete" : form.name + std::string(kComplete);
  if (!state.empty()) values.emplace_back(name, Value{std::string(state == "2" ? "complete" : state == "1" ? "unverified" : state == "0" ? "incomplete" : state)});
  return values;
}

void RedcapTable::fill_form(CaseRecord& record, Form& form, const CsvRow& row, const Fields& about) {
  std::optional<Time> at;
  if (form.date != kNone)
    if (const std::string date = cell(row, form.date); !date.empty()) at = time(date, header_[form.date]);
  const bool repeats = instrument_ != kNone && !trimmed(row.fields[instrument_]).empty();
  const bool of_event = !form.attributes || repeats;
  Fields values = values_of(form, row, of_event);
  if (!of_event) {
    for (const auto& [name, value] : values) set_attribute(record, name, value, at);
  } else {
    models::Event event{form.type, at, about};
    for (auto& [name, value] : values) {
      if (name == "type" || name == "at") throw CellFault{name, fmt::format("an event's field cannot be called \"{0}\"; give it another name: --map \"field {0}_of_form={0}\"", name)};
      event.fields.emplace_back(name, std::move(value));
    }
    form.undated = form.undated || !at;
    for (std::size_t i = 0; !at && form.dated_field.empty() && i < event.fields.size(); ++i)
      if (const auto* text = std::get_if<std::string>(&event.fields[i].second.data); text != nullptr && time_in(*text, mapping_.dates)) form.dated_field = event.fields[i].first;
    record.events.push_back(std::move(event));
  }
  fill_mapped(record, form.cells, row, at);
}

// What the mapping says of single columns.
void RedcapTable::fill_mapped(CaseRecord& record, const std::vector<Cell>& cells, const CsvRow& row, const std::optional<Time>& at) {
  for (const Cell& cell : cells) {
    const std::string raw = cell.use == nullptr ? "" : this->cell(row, cell.at);
    if (raw.empty()) continue;
    const std::string text = text_of(cell, raw);
    const std::string& name = cell.use->name.empty() ? cell.field : cell.use->name;
    switch (cell.use->role) {
      case ColumnRole::Attribute: set_attribute(record, name, Value{text}, at); break;
      case ColumnRole::Link: add_link(record, name, text, at); break;
      case ColumnRole::Kind: record.kind = text; break;
      case ColumnRole::Opened: record.opened = time(text, header_[cell.at]); break;
      case ColumnRole::Closed: record.closed = time(text, header_[cell.at]); break;
      case ColumnRole::ClosedReason: record.closed_reason = text; break;
      case ColumnRole::Judgement: {
        models::Judgement judgement;
        judgement.about = name;
        judgement.value = {judged_as(mapping_, text)};
        judgement.at = at;
        record.judgements.push_back(std::move(judgement));
        break;
      }
      default: break;
    }
  }
}

std::string RedcapTable::note() const {
  std::vector<std::string> attributes, events, undated;
  std::string field;
  for (const Form& form : forms_) {
    (form.attributes ? attributes : events).push_back(form.name == form.type ? form.name : fmt::format("{} (as {})", form.name, form.type));
    if (form.undated) undated.push_back(form.name);
    if (form.undated && undated.size() == 1) field = form.dated_field.empty() ? "FIELD" : form.dated_field;
  }
  std::string text = fmt::format("{}: read as an export of REDCap; record: \"{}\"", *file_, header_[0]);
  if (!attributes.empty()) text += "; attributes of the case: " + joined(attributes) + (instrument_ == kNone ? "" : " (events where they repeat)");
  if (!events.empty()) text += "; events, one for each filled form: " + joined(events);
  if (!undated.empty()) text += fmt::format("; without a date: {} (--map \"date of {}={}\")", joined(undated), undated.front(), field);
  if (project_.fields.empty()) text += "; no data dictionary: forms told by the order of the columns, values as they stand";
  return text + time_note();
}

}  // namespace realist::cli

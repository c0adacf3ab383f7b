#include "cli/xes_log.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "models/theory.h"

namespace realist::cli {
namespace {

using models::Time;
using models::Value;

constexpr std::string_view kName = "concept:name", kTimestamp = "time:timestamp", kResource = "org:resource", kTransition = "lifecycle:transition";
constexpr std::size_t kMostTransitions = 20;
constexpr int kParsedAtOnce = 64 << 10;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// Null where there is none.
const XML_Char* attribute(const XML_Char** attributes, const char* name) {
  for (; *attributes != nullptr; attributes += 2)
    if (std::strcmp(name, attributes[0]) == 0) return attributes[1];
  return nullptr;
}

bool is_attribute(std::string_view name) {
  constexpr std::array<std::string_view, 8> kTypes = {"string", "date", "int", "float", "boolean", "id", "list", "container"};
  return std::find(kTypes.begin(), kTypes.end(), name) != kTypes.end();
}

// Whole numbers too long for a number keep their digits.
Value value_of(std::string_view type, std::string_view text) {
  constexpr std::size_t kExactDigits = 15;
  if (type == "boolean" && (text == "true" || text == "1")) return {true};
  if (type == "boolean" && (text == "false" || text == "0")) return {false};
  if (type == "float" || (type == "int" && text.size() <= kExactDigits)) {
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && std::isfinite(number)) return {number};
  }
  return {std::string(text)};
}

std::string text_of(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  return text != nullptr ? *text : models::to_string(value);
}

// The same without a copy where it is a text; `made` holds another.
const std::string& text_in(const Value& value, std::string& made) {
  const auto* text = std::get_if<std::string>(&value.data);
  return text != nullptr ? *text : made = text_of(value);
}

}  // namespace

XesLog::XesLog(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits)
    : file_(std::move(file)), mapping_(mapping), handlers_(handlers), limits_(limits), parser_(XML_ParserCreate(nullptr)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, on_start, on_end);
  XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
}

XesLog::~XesLog() { XML_ParserFree(parser_); }

template <typename Work>
void XesLog::guarded(Work work) {
  if (thrown_ || !fault_.empty()) return;
  try {
    work();
  } catch (...) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

void XesLog::on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
  auto& log = *static_cast<XesLog*>(self);
  log.guarded([&] { log.start(name, attributes); });
}

void XesLog::on_end(void* self, const XML_Char*) {
  auto& log = *static_cast<XesLog*>(self);
  log.guarded([&] { log.end_element(); });
}

void XesLog::on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& log = *static_cast<XesLog*>(self);
  log.guarded([&] { log.stop("it has a document type declaration (DOCTYPE), which no event log needs and which can be made to swell without end; take it out"); });
}

bool XesLog::feed(std::string_view block) {
  for (std::size_t at = 0; at < block.size(); at += kParsedAtOnce)
    if (!parse(block.substr(at, kParsedAtOnce), false)) return false;
  return true;
}

bool XesLog::end() {
  if (!parse("", true)) return false;
  if (!faulted_ && handlers_.on_note) handlers_.on_note(note());
  return true;
}

bool XesLog::cut_off() {
  if (!trace_ || faulted_) return true;
  return reject_open("the log breaks off inside this trace", fed_);
}

// The trace at hand, which has no end: kept is its text up to where it can be read.
bool XesLog::reject_open(std::string message, std::size_t end) {
  if (trace_->wrong.empty()) wrong(std::move(message));
  if (trace_->place.byte >= window_begin_) trace_->text = window_.substr(trace_->place.byte - window_begin_, end - trace_->place.byte);
  return reject(*trace_);
}

bool XesLog::parse(std::string_view block, bool last) {
  if (faulted_) return true;
  window_ += block;
  fed_ += block.size();
  const bool sound = XML_Parse(parser_, block.data(), static_cast<int>(block.size()), last ? 1 : 0) == XML_STATUS_OK;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!give_finished()) return false;
  const auto read = static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
  if (sound && fed_ - std::min(fed_, read) > limits_.bytes) stop(fmt::format("a tag is longer than {} bytes", limits_.bytes));
  if (!sound || !fault_.empty()) {
    faulted_ = true;
    const bool encoding = XML_GetErrorCode(parser_) == XML_ERROR_UNKNOWN_ENCODING;
    const std::string why = !fault_.empty() ? fault_ : encoding ? "its text is in an encoding that is not read here; save it as UTF-8" : last ? "the log ends before its last tag is closed; the file was probably cut off"
                                                              : fmt::format("the XML is broken: {}", XML_ErrorString(XML_GetErrorCode(parser_)));
    const CsvPlace place = fault_.empty() ? here() : fault_place_;
    handlers_.on_fault(*file_, fed_ == 0 ? "there is nothing in it" : fmt::format("line {}, byte {}: {}", place.line, place.byte, why));
    if (!trace_) return true;
    return reject_open("the log cannot be read on inside this trace", place.byte);
  }
  // Kept is what a rejected trace would have to show.
  const std::size_t keep = trace_ ? trace_->place.byte : read;
  if (trace_ && fed_ - keep > limits_.bytes) {
    if (trace_->wrong.empty()) wrong(fmt::format("the trace is longer than {} bytes", limits_.bytes));
    forget_before(fed_);
  } else if (keep > window_begin_) {
    forget_before(keep);
  }
  return true;
}

void XesLog::forget_before(std::size_t byte) {
  line_at(byte);
  window_.erase(0, byte - window_begin_);
  window_begin_ = byte;
}

// Bytes are asked for in their order.
std::size_t XesLog::line_at(std::size_t byte) {
  if (byte <= counted_) return line_;
  const char* const text = window_.data();
  const std::size_t end = std::min(byte - window_begin_, window_.size());
  line_ += static_cast<std::size_t>(std::count(text + (counted_ - window_begin_), text + end, '\n'));
  counted_ = window_begin_ + end;
  return line_;
}

CsvPlace XesLog::here() {
  const auto byte = static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
  return {file_, line_at(byte), byte};
}

void XesLog::stop(std::string message) {
  fault_ = std::move(message);
  fault_place_ = here();
  XML_StopParser(parser_, XML_FALSE);
}

// The trace is rejected; what it holds is not needed any more.
void XesLog::wrong(std::string message) {
  for (const auto& [key, value] : trace_->attributes)
    if (key == kName && trace_->record.id.empty()) trace_->record.id = text_of(value);
  trace_->wrong = std::move(message);
  trace_->wrong_place = here();
  trace_->record.events.clear();
  event_.clear();
}

void XesLog::start(std::string_view whole_name, const XML_Char** attributes) {
  const std::string_view name = local_name(whole_name);
  if (open_.size() >= limits_.depth) return stop(fmt::format("it is nested more than {} deep", limits_.depth));
  if (open_.empty() && name != "log") return stop(fmt::format("it begins with <{}>, not with <log>; this is no event log in XES", name));
  const Scope parent = open_.empty() ? Scope::Skipped : open_.back().scope;
  Element element;
  if (open_.empty()) element.scope = Scope::Log;
  else if (parent == Scope::Log && name == "trace") element.scope = Scope::Trace;
  else if (parent == Scope::Trace && name == "event") element.scope = Scope::Event;
  else if (parent == Scope::Attribute && name == "values") element = {Scope::Values, SIZE_MAX, path_of(open_.back()), SIZE_MAX};
  else if (parent != Scope::Log && parent != Scope::Skipped && is_attribute(name)) element.scope = Scope::Attribute;
  else element.scope = Scope::Skipped;
  if (parent == Scope::Log && name == "event") ++stray_events_;
  open_.push_back(std::move(element));
  if (open_.back().scope == Scope::Trace) start_trace();
  else if (open_.back().scope == Scope::Attribute) start_attribute(name, attributes);
}

void XesLog::start_trace() {
  trace_.emplace();
  trace_->place = here();
}

void XesLog::start_attribute(std::string_view type, const XML_Char** attributes) {
  if (!trace_->wrong.empty()) return;
  const XML_Char* const key = attribute(attributes, "key");
  if (key == nullptr || *key == '\0') return wrong(fmt::format("an attribute <{}> has no key", type));
  Element& own = open_.back();
  Element& parent = open_[open_.size() - 2];
  Values& values = in_event() ? event_ : trace_->attributes;
  const XML_Char* const text = attribute(attributes, "value");
  if (parent.scope == Scope::Values) {
    own.path = parent.path + "." + key;
    if (text == nullptr) return;
    if (parent.list == SIZE_MAX) {
      parent.list = values.size();
      values.emplace_back(parent.path, Value{std::vector<Value>()});
    }
    std::get<std::vector<Value>>(values[parent.list].second.data).push_back(value_of(type, text));
    return;
  }
  std::string path = parent.scope == Scope::Attribute ? path_of(parent) + "." + key : key;
  if (text != nullptr && type != "list" && type != "container") {
    own.value = values.size();
    values.emplace_back(std::move(path), value_of(type, text));
  } else own.path = std::move(path);
}

bool XesLog::in_event() const {
  return std::any_of(open_.begin(), open_.end(), [](const Element& e) { return e.scope == Scope::Event; });
}

const std::string& XesLog::path_of(const Element& attribute) const {
  const Values& values = in_event() ? event_ : trace_->attributes;
  return attribute.value < values.size() ? values[attribute.value].first : attribute.path;  // those of a rejected trace are gone
}

void XesLog::end_element() {
  const Scope scope = open_.back().scope;
  if (scope == Scope::Event) end_event();
  if (scope == Scope::Trace) end_trace();
  open_.pop_back();
}

const ColumnUse* XesLog::use_of(const std::string& key) {
  for (const ColumnUse& use : mapping_.columns)
    if (use.column == key) return met_.insert(&use), &use;
  return nullptr;
}

// The values of the keys that make up the type, with a plus between them; empty where one of them is missing.
std::string XesLog::event_type() const {
  const auto text_at = [&](std::string_view key) {
    const auto found = std::find_if(event_.begin(), event_.end(), [&](const auto& value) { return value.first == key; });
    return found == event_.end() ? "" : text_of(found->second);
  };
  if (mapping_.event_keys.empty()) return text_at(kName);
  std::string type;
  for (const std::string& key : mapping_.event_keys) {
    const std::string text = text_at(key);
    if (text.empty()) return "";
    type += (type.empty() ? "" : "+") + text;
  }
  return type;
}

std::optional<Time> XesLog::time(const std::string& text) {
  auto time = time_in(text, mapping_.dates);
  if (!time) return std::nullopt;
  ++times_;
  if (time->day) return time;
  if (mapping_.days_only) return models::parse_time(models::date_string(*time));
  midnights_ += *time == Time{models::day_start(*time).local, time->offset, false} ? 1 : 0;
  if (time->has_offset()) return time;
  if (mapping_.time_zone) return models::parse_time(models::to_string(*time) + *mapping_.time_zone);
  ++bare_times_;
  return time;
}

void XesLog::end_event() {
  if (!trace_->wrong.empty()) return;
  models::Event event{event_type(), std::nullopt, {}};
  if (event.type.empty()) return wrong(fmt::format("an event has no {}", mapping_.event_keys.empty() ? std::string(kName) : mapping_.event_keys.front()));
  event.fields.reserve(event_.size());
  for (auto& [key, value] : event_) {
    if (key == kTransition) {
      std::string made;
      const std::string& transition = text_in(value, made);
      if (transitions_.size() < kMostTransitions || transitions_.contains(transition)) ++transitions_[transition];
      if (!mapping_.lifecycle.empty() && models::fold(transition) != models::fold(mapping_.lifecycle)) return ++left_out_, event_.clear();
    }
    const ColumnUse* use = use_of(key);
    if (use != nullptr && use->role == ColumnRole::Ignore) continue;
    if (key == kTimestamp) {
      std::string made;
      event.at = time(text_in(value, made));
      if (!event.at) return wrong(fmt::format("\"{}\" is no date ({} of an event)", text_of(value), key));
    } else if (key == kResource) {
      if (!std::holds_alternative<std::string>(value.data)) value = Value{text_of(value)};
      event.fields.emplace_back("by", std::move(value));
    } else if (key != kName || !mapping_.event_keys.empty()) {
      std::string name = use != nullptr && use->role == ColumnRole::Field && !use->name.empty() ? use->name : std::move(key);
      if (name == "type" || name == "at" || name == "by") name.insert(0, "xes.");
      event.fields.emplace_back(std::move(name), std::move(value));
    }
  }
  event_.clear();
  trace_->record.events.push_back(std::move(event));
  if (trace_->record.events.size() > limits_.events) wrong(fmt::format("there are more than {} events", limits_.events));
}

void XesLog::end_trace() {
  const std::size_t end = here().byte + static_cast<std::size_t>(std::max(XML_GetCurrentByteCount(parser_), 0));
  if (trace_->wrong.empty()) {
    fill_trace(*trace_);
    if (end - trace_->place.byte > limits_.bytes) wrong(fmt::format("the trace is longer than {} bytes", limits_.bytes));
    trace_->wrong_place = trace_->place;
  }
  if (trace_->wrong.empty()) {
    for (const models::Event& event : trace_->record.events) undated_ += event.at ? 0 : 1;
  }
  if (trace_->place.byte >= window_begin_) trace_->text = window_.substr(trace_->place.byte - window_begin_, end - trace_->place.byte);
  finished_.push_back(std::move(*trace_));
  trace_.reset();
}

void XesLog::fill_trace(Trace& trace) {
  models::CaseRecord& record = trace.record;
  record.kind = mapping_.record_kind;
  if (mapping_.may_be_missing || mapping_.all_may_be_missing) {
    record.may_be_missing_given = true;
    record.all_may_be_missing = mapping_.all_may_be_missing;
    record.may_be_missing = mapping_.may_be_missing.value_or(std::vector<std::string>());
  }
  for (auto& [key, value] : trace.attributes) {
    const ColumnUse* use = use_of(key);
    const ColumnRole role = use == nullptr ? ColumnRole::Attribute : use->role;
    if (key == kName) {
      if (!record.id.empty()) return wrong(fmt::format("the trace has two names, \"{}\" and \"{}\"", record.id, text_of(value)));
      record.id = text_of(value);
    } else if (role == ColumnRole::Link) {
      record.links.push_back({use->name, {{text_of(value), std::nullopt}}});
    } else if (role == ColumnRole::Opened || role == ColumnRole::Closed) {
      const auto at = time(text_of(value));
      if (!at) return wrong(fmt::format("\"{}\" is no date ({})", text_of(value), key));
      (role == ColumnRole::Opened ? record.opened : record.closed) = at;
    } else if (role != ColumnRole::Ignore) {
      record.attributes.push_back({use != nullptr && !use->name.empty() ? use->name : key, {{std::move(value), std::nullopt, ""}}});
    }
  }
  trace.attributes.clear();
  if (record.id.empty()) wrong("the trace has no concept:name, the name of the case");
}

bool XesLog::give_finished() {
  for (; !finished_.empty(); finished_.pop_front()) {
    Trace& trace = finished_.front();
    if (trace.wrong.empty()) {
      auto result = checked_record(std::move(trace.record), limits_);
      if (auto* record = std::get_if<models::CaseRecord>(&result)) {
        if (!handlers_.on_case({std::move(*record), trace.place, std::move(trace.text)})) return false;
        continue;
      }
      const auto& error = std::get<models::RecordError>(result);
      trace.wrong = error.path.empty() ? error.message : error.path + ": " + error.message;
      trace.wrong_place = trace.place;
    }
    if (!reject(trace)) return false;
  }
  return true;
}

bool XesLog::reject(Trace& trace) {
  const std::string whose = trace.record.id.empty() ? "" : fmt::format("case \"{}\": ", trace.record.id);
  const bool go_on = handlers_.on_rejected({trace.wrong_place, "", whose + trace.wrong, std::move(trace.text)});
  if (&trace == (trace_ ? &*trace_ : nullptr)) trace_.reset();
  return go_on;
}

std::string XesLog::note() const {
  std::string text = fmt::format("{}: read as an event log in XES; a trace a case", *file_);
  if (transitions_.size() > 1 && mapping_.lifecycle.empty()) {
    text += "; each transition is an event of its own (";
    for (const auto& [name, count] : transitions_) text += fmt::format("{}{} {}", text.ends_with('(') ? "" : ", ", name, count);
    text += "; --map lifecycle=complete keeps those alone)";
  }
  if (left_out_ > 0) text += fmt::format("; {} of other transitions than \"{}\" left out", left_out_ == 1 ? "1 event" : fmt::format("{} events", left_out_), mapping_.lifecycle);
  if (mapping_.days_only) text += "; times of day left out";
  else if (times_ > 0 && midnights_ == times_) text += "; every time is midnight: if that means the day alone, say so (--map times=days)";
  if (mapping_.time_zone && !mapping_.days_only) text += fmt::format("; times without a zone are at {}", *mapping_.time_zone);
  else if (bare_times_ > 0) text += fmt::format("; {} no time zone: read as local clock times (--map \"time zone=+01:00\" gives one)", bare_times_ == 1 ? "1 time carries" : fmt::format("{} times carry", bare_times_));
  for (const ColumnUse& use : mapping_.columns)
    if (!met_.contains(&use)) text += fmt::format("; nothing in it has the key \"{}\" ({})", use.column, use.place);
  if (undated_ > 0) text += fmt::format("; {} no date", undated_ == 1 ? "1 event has" : fmt::format("{} events have", undated_));
  if (stray_events_ > 0) text += fmt::format("; {} outside of all traces, of no case", stray_events_ == 1 ? "1 event stands" : fmt::format("{} events stand", stray_events_));
  if (!mapping_.may_be_missing && !mapping_.all_may_be_missing)
    text += "; the log does not say whether it holds every event: the Events: line of the theory does, and without one it counts as whole (--map \"may be missing=...\")";
  return text;
}

}  // namespace realist::cli

// Event logs in XES (IEEE 1849) as case records: a trace is a case (docs/reading.md, "XES").
//
// The name of a trace is the case's id, its other attributes are the case's. Of an event, `concept:name` is the type,
// `time:timestamp` the time, `org:resource` who did it; the rest are fields by their keys. What is nested goes by dotted keys.
// A document type declaration is refused, and with it every entity that could be declared.
//
// Memory: the longest trace and its text, at most `RecordLimits::bytes` of it.
#pragma once

#include <expat.h>

#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/case_format.h"

namespace realist::cli {

class XesLog : public CaseFormat {
 public:
  XesLog(std::shared_ptr<const std::string> file, const CaseMapping& mapping, const FormatHandlers& handlers, const models::RecordLimits& limits);
  ~XesLog() override;
  XesLog(const XesLog&) = delete;
  XesLog& operator=(const XesLog&) = delete;

  bool feed(std::string_view block) override;
  bool end() override;
  bool cut_off() override;

 private:
  enum class Scope { Log, Trace, Event, Attribute, Values, Skipped };
  using Values = std::vector<std::pair<std::string, models::Value>>;
  struct Element {
    Scope scope = Scope::Log;
    std::size_t value = SIZE_MAX;  // of an attribute with one: its position in the values, which has its path
    std::string path;              // of an attribute without a value of its own, and of `Values`
    std::size_t list = SIZE_MAX;   // of `Values`: position of the list it adds to
  };
  struct Trace {
    models::CaseRecord record;
    Values attributes;
    CsvPlace place;
    std::string wrong;             // why it is rejected
    CsvPlace wrong_place;
    std::string text;              // as it stands
  };

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes);
  static void on_end(void* self, const XML_Char* name);
  static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int);
  template <typename Work>
  void guarded(Work work);  // nothing may be thrown through the parser

  bool parse(std::string_view block, bool last);
  void start(std::string_view name, const XML_Char** attributes);
  void start_trace();
  void start_attribute(std::string_view type, const XML_Char** attributes);
  bool in_event() const;
  const std::string& path_of(const Element& attribute) const;
  void end_element();
  void end_event();
  void end_trace();
  void fill_trace(Trace& trace);
  std::optional<models::Time> time(const std::string& text);
  const ColumnUse* use_of(const std::string& key);
  std::string event_type() const;
  void wrong(std::string message);
  void stop(std::string message);
  CsvPlace here();
  std::size_t line_at(std::size_t byte);
  void forget_before(std::size_t byte);
  bool give_finished();
  bool reject(Trace& trace);
  bool reject_open(std::string message, std::size_t end);
  std::string note() const;

  std::shared_ptr<const std::string> file_;
  const CaseMapping& mapping_;
  const FormatHandlers& handlers_;
  const models::RecordLimits& limits_;
  XML_Parser parser_;
  std::vector<Element> open_;
  std::optional<Trace> trace_;
  Values event_;                       // of the event at hand
  std::deque<Trace> finished_;
  std::string window_;                 // the text from `window_begin_` on
  std::size_t window_begin_ = 0, fed_ = 0;
  std::size_t counted_ = 0, line_ = 1; // lines are counted up to that byte: much quicker than the parser does it
  std::string fault_;                  // why the parser was stopped, and where
  CsvPlace fault_place_;
  bool faulted_ = false;
  std::exception_ptr thrown_;
  std::map<std::string, std::size_t> transitions_;
  std::set<const ColumnUse*> met_;     // of the mapping
  std::size_t stray_events_ = 0, undated_ = 0, bare_times_ = 0, midnights_ = 0, times_ = 0, left_out_ = 0;
};

}  // namespace realist::cli

// A case record: what is known about one person, practitioner, team or site (semantics.md, "The record").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "models/time.h"

namespace realist::models {

// A value as recorded. monostate is null: unknown. Objects are flattened into dotted paths; a list keeps its scalars.
struct Value {
  std::variant<std::monostate, bool, double, std::string, std::vector<Value>> data;

  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  friend bool operator==(const Value&, const Value&) = default;
};

std::string to_string(const Value& value);  // as a reader would write it: yes, 24, hostel, [a, b], unknown

// A value from a date on; without `at` it has always been so (and is the earliest of a history).
struct DatedValue {
  Value value;
  std::optional<Time> at;
  std::string source;
};

struct Attribute {
  std::string path;                  // dotted: "housing.status"
  std::vector<DatedValue> history;   // in the order given; a plain value is a history of one, undated
};

struct Link {
  std::string kind;                  // "practitioner"
  struct Target { std::string id; std::optional<Time> at; };
  std::vector<Target> history;       // a plain link is one, undated
};

struct Event {
  std::string type;
  std::optional<Time> at;            // none: happened, date not recorded
  std::vector<std::pair<std::string, Value>> fields;  // every other field by dotted path ("by", "setting", …), `source` too
};

struct Judgement {
  std::string about;                 // phrase, alias or short name, as written
  Value value;                       // yes/no (bool), "partly", null = unknown, or a number
  std::optional<Time> at, since;
  std::string by, basis, source, quote;
};

struct Pause {
  Time from;
  std::optional<Time> to;
  std::string reason;
};

// Something wrong with a record that does not stop it from being judged.
struct Problem {
  std::string path;                  // JSON pointer: "/attributes/age"
  std::string message;
  friend bool operator==(const Problem&, const Problem&) = default;
};

struct CaseRecord {
  std::string id;
  std::string kind;                  // empty: the theory's own
  std::vector<Link> links;
  std::vector<Attribute> attributes;
  std::vector<Event> events;
  bool may_be_missing_given = false;   // the record itself says which events may be missing: the theory's word is not asked
  bool all_may_be_missing = false;
  std::vector<std::string> may_be_missing;
  std::vector<std::string> complete_events;   // event types recorded in full, whatever else may be missing
  std::vector<Judgement> judgements;
  std::vector<Pause> pauses;
  std::optional<Time> opened;
  std::optional<Time> closed;
  std::string closed_reason;         // also visible to conditions as the attribute "closed.reason"
  std::vector<Problem> problems;     // found while reading
};

// The newest date a record holds (events, judgements, attributes, closed …), for the default as-of.
std::optional<Time> newest_date(const CaseRecord& record);

}  // namespace realist::models

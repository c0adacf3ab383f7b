// Case records from JSON text (interfaces.md, "Bad input"; semantics.md, "The record").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/case_record.h"

namespace realist::models {

struct RecordLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 64;
  std::size_t events = 1'000'000;
  std::size_t values = 10'000'000;  // values of every kind in one record, so that memory is bounded by more than bytes
};

// Why a record was refused: one sentence, where in the record (JSON pointer), and the byte, from 0, within the text given.
struct RecordError {
  std::string message;
  std::string path;
  std::size_t byte = 0;
};

// One record from one JSON object. Never throws on any bytes; linear in the text (n log n in the names of one object).
//
// Only `case` is required. Null is the same as absent. Fields the engine does not know are not refused and not looked at;
// one that is nearly a known name, itself absent, is named in `problems`. Refused: broken JSON, a name twice in one object
// (or two ways to one dotted path), what goes past a limit, a number beyond 1.8e308, a date that is none, a pause that ends
// before it begins, and a wrong type where the format fixes one. What is wrong but harmless goes to `problems` (at most a
// hundred of them, the rest counted).
//
// - Names of records and people (`case`, links, `by`, `source`) may be numbers: kept as text, as written.
// - An attribute's object is a dated value where it has `value` and `at`, or nothing but `value` and `source`; else it is
//   flattened. A list holding a dated value is a history; any other list is a list value and keeps its plain values.
// - A link's history may hold null: from then on it leads nowhere (an empty `id`).
// - A whole number beyond 2^53 is kept as the text of its digits.
// - Judgements are yes/no/true/false, partly, unknown or a number, in any case, also as text; another word is a problem
//   and unknown.
// - `closed.reason` is also an attribute, dated at the closing, unless the record has one of that name.
std::variant<CaseRecord, RecordError> case_from_json(std::string_view text, const RecordLimits& limits = {});

// The record as JSON on one line, in the documented order of keys, attributes and fields by their dotted paths. Reading it
// back gives an equal record, but for `problems`, which belong to the text they were found in.
std::string case_to_json(const CaseRecord& record);

// True only for a record that reading its JSON form back would give again, without a problem: one put together by a reader needs
// no such going over then. Says no, rather than look closely, to judgements, pauses, closings, histories, lists, and texts beyond
// ASCII. Cost: a look at each text, a small part of reading it back.
bool is_plain(const CaseRecord& record, const RecordLimits& limits = {});

}  // namespace realist::models

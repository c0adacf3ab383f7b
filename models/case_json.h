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
};

// Why a record was refused: one sentence, where in the record (JSON pointer), and the byte, from 0, within the text given.
struct RecordError {
  std::string message;
  std::string path;
  std::size_t byte = 0;
};

// One record from one JSON object. Unknown fields are kept (as attributes are not: they are simply not refused); what is
// wrong but harmless goes to `problems`. Never throws on any bytes.
std::variant<CaseRecord, RecordError> case_from_json(std::string_view text, const RecordLimits& limits = {});

// The record as JSON, in the documented order of keys; reading it back gives an equal record.
std::string case_to_json(const CaseRecord& record);

}  // namespace realist::models

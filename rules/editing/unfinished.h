// What need not be said yet: mistakes that are only there because somebody is still writing.
#pragma once

#include <cstdint>

#include "models/diagnostic.h"
#include "rules/editing/file_reading.h"

namespace realist::rules {

// `line` (from 1) is the one being written, with nothing after what was written last. A message waits where it is about that
// line, or about what the item at its end does not have yet (a `then`, an expectation, a statement in the file).
bool is_about_unfinished(const models::Diagnostic& message, const FileReading& file, std::uint32_t line);

}  // namespace realist::rules

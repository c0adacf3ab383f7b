// Dates as tables have them: ISO 8601, or in another order and with other signs between, as a mapping says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/time.h"

namespace realist::cli {

// "DD/MM/YYYY": days, months and years in any order, each once, with the signs that stand between them. Empty: ISO 8601.
struct DateLayout {
  std::string pattern;
};

// The layouts a guess looks for, ISO 8601 first.
const std::vector<DateLayout>& usual_layouts();

// From a mapping; nothing where it is none. "ISO" and "YYYY-MM-DD" are ISO 8601.
std::optional<DateLayout> layout_from(std::string_view text);

std::string to_string(const DateLayout& layout);

// A date, and after a blank or a T perhaps a time of day with or without an offset. A day or month may have one figure, a
// year has four. Nothing where it is not one.
std::optional<models::Time> time_in(std::string_view text, const DateLayout& layout);

}  // namespace realist::cli

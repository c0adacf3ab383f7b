// Every message the language can give, by its code: the one list that the pages in docs/errors/, the golden files and
// `realist explain` are checked against.
#pragma once

#include <string_view>
#include <vector>

#include "models/diagnostic.h"

namespace realist::rules {

struct DiagnosticCode {
  std::string_view code;     // "area/what-is-wrong"
  models::Severity severity;
  std::string_view summary;  // one line: when it is given
};

// Sorted by code. Those of conditions ("condition/…") that the condition grammar gives are in condition_grammar.h.
const std::vector<DiagnosticCode>& diagnostic_codes();

// Error for a code that is not in the list.
models::Severity severity_of(std::string_view code);

}  // namespace realist::rules

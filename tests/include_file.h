// What `Include` finds, for tests that read theories from files.
#pragma once

#include "rules/read_theory.h"
#include "tests/text_of.h"

namespace realist::tests {

inline rules::FileText include_file(const std::string& path) {
  if (!std::filesystem::is_regular_file(path)) return {std::nullopt, "no such file"};
  return {text_of(path), ""};
}

}  // namespace realist::tests

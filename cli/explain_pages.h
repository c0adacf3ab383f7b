// The pages docs/errors/<area>/<what>.md, put into the program when it is built.
#pragma once

#include <string_view>
#include <vector>

namespace realist::cli {

struct ExplainPage {
  std::string_view code;  // "syntax/missing-then"
  std::string_view text;  // Markdown
};

// Sorted by code.
const std::vector<ExplainPage>& explain_pages();

// Files of the working theory that `realist new` writes: `code` is the file's name.
const std::vector<ExplainPage>& new_theory_files();

// The sources of a report's page, cli/report/: `code` is the file's name.
const std::vector<ExplainPage>& report_sources();

}  // namespace realist::cli

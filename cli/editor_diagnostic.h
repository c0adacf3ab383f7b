// A diagnostic as editors take it (LSP `Diagnostic`), for `check --format lsp` and for `lsp`.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "models/diagnostic.h"

namespace realist::cli {

// How marks become ranges and URIs: with the texts at hand or without, in one unit of characters or another.
struct EditorMarks {
  std::function<nlohmann::ordered_json(const models::Mark&)> range;
  std::function<std::string(const std::string& path)> uri;
};

// `data.fix` holds the fix, where there is one: title, uri and edits.
nlohmann::ordered_json editor_diagnostic(const models::Diagnostic& diagnostic, const EditorMarks& marks);

}  // namespace realist::cli

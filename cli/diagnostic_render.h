// One diagnostic, three renderings: for a person at a terminal, for programs, and for editors (docs/cli.md, "Messages").
//
//   gate.theory:2:6: error: a statement needs a then [syntax/missing-then]
//       2 | If A, B
//         |     ^
//         = help: put then before "B"
#pragma once

#include <string>
#include <vector>

#include "models/diagnostic.h"

namespace realist::cli {

// For a terminal: place, sentence, the line, a mark under exactly the words meant (tabs and wide characters taken into
// account), other places, notes and help. Very long lines are cut around the mark.
std::string render_for_terminal(const models::Diagnostic& diagnostic, bool colour);

// All of them. Notes of the linter come last, two lines for each kind with the places of the first ones (`every`: each in its
// place, as the others): a draft of a hundred statements has a few things to be told, not hundreds.
std::string render_for_terminal(const std::vector<models::Diagnostic>& diagnostics, bool every, bool colour);

// "2 errors, 1 warning", or "no errors and no warnings"; where there are notes, ", 3 notes" after it.
std::string count_sentence(const std::vector<models::Diagnostic>& diagnostics);

// One JSON object: {"diagnostics": […], "errors": n, "warnings": n, "notes": n}. Lines and columns from 1, in characters.
std::string render_as_json(const std::vector<models::Diagnostic>& diagnostics);

// A JSON array of LSP PublishDiagnosticsParams, one a file in `paths` (also those without any diagnostic, so that an
// editor clears old marks) and one for every other file that has some. Lines from 0, columns in UTF-16 units.
std::string render_for_editor(const std::vector<models::Diagnostic>& diagnostics, const std::vector<std::string>& paths);

}  // namespace realist::cli

// A message about a text: one value, rendered by `cli` for the terminal, as JSON, and in the form editors use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace realist::models {

enum class Severity { Error, Warning, Note };

// A stretch of a file as a message needs it: self-contained, so that a renderer needs no access to the text.
struct Mark {
  std::string path;              // file, as the user gave it
  std::uint32_t line = 0;        // from 1; 0: the whole file
  std::uint32_t column = 0;      // from 1, in characters
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;  // one past the last character
  std::string text;              // the line itself (the first one), without its end
  std::string label;             // a few words about this stretch; may be empty
};

// Put `replacement` in place of `where`; a mark without a width inserts, an empty replacement takes out.
struct Edit {
  Mark where;
  std::string replacement;
};

// What mends the matter: one edit or several, at least one, made all together, which do not overlap and may stand in
// several files. `safe`: what was meant is certain (a label written in, a phrase spelt as elsewhere), so that it may be
// made unasked (`check --fix`); others are suggestions for a person to take.
struct Fix {
  std::string title;        // "write: then"
  std::vector<Edit> edits;
  bool safe = false;
};

// `code` is stable and word-based, "area/what-is-wrong". `message` is one plain sentence, lower case, without a full
// stop, saying what is wrong; `help` says what to do. Every code has a page docs/errors/<area>/<what-is-wrong>.md.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;
  std::string message;
  Mark where;
  std::vector<Mark> related;   // other places meant ("first written here")
  std::vector<std::string> notes;
  std::string help;
  std::optional<Fix> fix;
};

// Sorts by path (in the order given), place, severity, code, message, and drops exact repetitions.
void sort_diagnostics(std::vector<Diagnostic>& diagnostics, const std::vector<std::string>& path_order);

bool has_errors(const std::vector<Diagnostic>& diagnostics);

std::string_view severity_word(Severity severity);  // "error", "warning", "note"

}  // namespace realist::models

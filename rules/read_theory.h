// Text to theory: the one entry to the language (docs/language.md).
//
// Pure: files come through a function the caller gives. Reads every file to its end; every error and warning of the run is
// reported at once. Bounded: the limits below are ordinary errors past them. Linear in the text's size.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/diagnostic.h"
#include "models/theory.h"
#include "rules/allowed.h"

namespace realist::rules {

struct Limits {
  std::size_t text_bytes = 16u << 20;
  std::size_t statements = 100'000;         // also of declarations and other items together
  std::size_t clauses = 10'000;             // of one statement; lines of one item
  std::size_t phrase_characters = 4'096;
  std::size_t include_depth = 32;
  std::size_t condition_depth = 64;
};

// What reading a file gave: its bytes, or a sentence saying why not ("no such file").
struct FileText {
  std::optional<std::string> text;
  std::string error;
};

// Called with a path made of the including file's folder and the path as written; the reader has already refused absolute
// paths and those that leave the folder of the theory asked for. The caller refuses links that lead out of it.
using ReadFile = std::function<FileText(const std::string& path)>;

// The `# allow: …` comments of the files are kept (rules/allow.h), for messages that come from elsewhere than here.
struct ReadResult {
  models::Theory theory;                        // what could be read; to be used only where there are no errors
  std::vector<models::Diagnostic> diagnostics;  // sorted; without what is allowed
  std::vector<Allow> allows;
  bool ok() const { return !models::has_errors(diagnostics); }
};

ReadResult read_theory(const std::string& path, const ReadFile& read_file, const Limits& limits = {});

// The same for a text at hand, without includes (tests, examples in documentation). A path ending in .md is read as Markdown.
ReadResult read_theory_text(std::string_view text, const std::string& path = "theory.theory", const Limits& limits = {});

// The same, and what the linter has to say of a theory without errors (docs/linting.md, rules/lints/).
ReadResult check_theory(const std::string& path, const ReadFile& read_file, const Limits& limits = {});
ReadResult check_theory_text(std::string_view text, const std::string& path = "theory.theory", const Limits& limits = {});

}  // namespace realist::rules

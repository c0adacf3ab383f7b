// Theories from disk or standard input.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/read_theory.h"

namespace realist::cli {

using TheoryTexts = std::map<std::string, std::string>;  // by path; "" where a file could not be read

// Reads one theory with what it includes; "-" is standard input. Files that cannot be read are diagnostics of the result.
// Includes that lead out of the theory's folder by a symbolic link, and anything that is no regular file, are refused. `texts`:
// as below.
rules::ReadResult read_theory_file(const std::string& path, const rules::Limits& limits,
                                   TheoryTexts* texts = nullptr);

// A file that the theory at `root` includes, held to the same rules: inside its folder, a regular file.
rules::FileText read_included_file(const std::string& root, const std::string& path, std::size_t limit);

// The same, and what the linter has to say.
rules::ReadResult check_theory_file(const std::string& path, const rules::Limits& limits,
                                    TheoryTexts* texts = nullptr);

// True where a file itself could not be read: not a fault of the theory's.
bool is_unreadable(const std::vector<models::Diagnostic>& diagnostics);

// The same for several, in order, all of them read. Where one has errors, they are printed on standard error (for a
// terminal) and nothing is returned. Warnings are printed as one counting line that names `realist check`. Throws
// FileFailure where a file could not be read. `texts`: where the files' texts are to be kept.
std::vector<models::Theory> read_sound_theories(const std::vector<std::string>& paths, const rules::Limits& limits,
                                                TheoryTexts* texts = nullptr);

// One theory of which the files come from elsewhere; `where` is said before its errors ("at HEAD~1"). None where it has some.
std::optional<models::Theory> read_sound_theory(const std::string& path, const rules::ReadFile& read, const rules::Limits& limits,
                                                const std::string& where);

// A file that another one of a run includes may hold declarations alone: `note_included` gathers the included paths,
// `spare_vocabularies` takes back what was said about their having no statement.
void note_included(const models::Theory& theory, std::set<std::string>& paths);
void spare_vocabularies(std::vector<models::Diagnostic>& diagnostics, const std::set<std::string>& included);

// True for "x.theory" and "x.md".
bool is_theory_path(const std::string& path);

// The text of a file as it is, at most `limit` + 1 bytes of it. `path` "-": standard input.
rules::FileText read_file_text(const std::string& path, std::size_t limit);

}  // namespace realist::cli

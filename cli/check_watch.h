// `realist check --watch`: after each save, which messages are gone and which are new.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "cli/options.h"
#include "models/diagnostic.h"

namespace realist::cli {

// What a check found, and the files that it rests on.
struct CheckFindings {
  std::vector<models::Diagnostic> diagnostics;
  std::set<std::string> files;  // those that were to be read and could not be as well
  bool mended = true;           // with --fix: every file that had to be written could be
};

// Messages of one check that the other one does not have. Where in its file a message stands is not looked at, so that lines put in
// above it change nothing; the same message twice is two.
struct MessageChanges {
  std::vector<models::Diagnostic> gone, added;
};
MessageChanges message_changes(const std::vector<models::Diagnostic>& before, const std::vector<models::Diagnostic>& after);

// Tells everything that `check` finds, then, until an interrupt, what each save has changed. Files that cannot be read are
// messages like others. Gives the status 0; throws what `check` throws, but for FileFailure after the first time, which is said.
int watch_check(const CheckOptions& options, const std::function<CheckFindings()>& check);

// The files of `inputs` that can be watched: no standard input, no queries of databases.
void add_watchable(const std::vector<std::string>& inputs, std::set<std::string>& files);

// "programme.theory was saved": one name, two, or how many there are.
std::string saved_words(const std::vector<std::string>& paths);

}  // namespace realist::cli

// `realist run --watch`: after each save, which verdicts have changed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/case_set.h"
#include "cli/options.h"
#include "cli/page.h"
#include "engine/judge.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::cli {

// A theory, and the cases it was judged against; both are shared by what was before and after a save.
struct WatchedRun {
  std::shared_ptr<const models::Theory> theory;
  std::shared_ptr<const engine::Plan> plan;
  std::shared_ptr<const CaseSet> set;
  models::Time as_of;
};

// What has changed: in each statement, by verdict before and after, with counts and the first cases; statements and cases of one
// of the two alone; the as-of instant. Cases are matched by their ids, statements as in engine/theory_edit.h. Begins with
// `saved`, as a sentence. Judges every case twice.
std::string run_changes(const WatchedRun& before, const WatchedRun& after, const std::string& saved, PageStyle style);

// Runs once, then tells, until an interrupt, what each save has changed; the records are held in memory. While the theory has
// errors or the cases cannot be read, which is said, the verdicts stand that there were before. Gives the status 0. Throws what `run`
// throws the first time.
int watch_run(const RunOptions& options, const std::function<int(const RunOptions&)>& run);

}  // namespace realist::cli

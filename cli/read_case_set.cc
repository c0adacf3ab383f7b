// The case set of one run, from its files: what cannot be used is said as it is met, the rest is kept.
#include <fmt/core.h>

#include <optional>

#include "cli/case_input.h"
#include "cli/case_set.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;

// Rejected records one after another, each ended by a line break, as `--rejects` keeps them.
class RejectsFile {
 public:
  explicit RejectsFile(const std::string& path) {
    if (!path.empty()) output_.emplace(path);
  }
  void keep(std::string_view bytes, bool last) {
    if (!output_) return;
    output_->write(bytes);
    if (last) output_->write("\n");
  }
  void finish() {
    if (output_) output_->finish();
  }

 private:
  std::optional<Output> output_;
};

}  // namespace

CaseSet read_case_set(const std::vector<std::string>& paths, const CaseReading& reading) {
  CaseSet set;
  RejectsFile rejects(reading.rejects);
  Progress progress("reading", "MB", 0);
  std::string first_fault;
  CaseHandlers handlers;
  handlers.on_case = [&](models::CaseRecord record, const CasePlace&) {
    set.records.push_back(std::move(record));
    return true;
  };
  handlers.on_rejected = [&](const RejectedCase& rejected) {
    say_error(to_string(rejected));
    return !reading.strict;
  };
  handlers.keep_rejected = [&](std::string_view bytes, bool last) { rejects.keep(bytes, last); };
  handlers.on_fault = [&](const FileFault& fault) {
    if (first_fault.empty()) first_fault = to_string(fault);
    else say_error(to_string(fault));
    return true;
  };
  handlers.on_progress = [&](const CaseCounts& counts) { progress.advance_to(counts.bytes / kMegabyte); };
  handlers.on_note = [&](const std::string&, const std::string& sentence) { say_note(sentence); };
  const CaseCounts counts = read_cases(paths, handlers, reading.limits, reading.mapping);
  rejects.finish();
  if (counts.faults > 0 && counts.read + counts.rejected == 0) throw FileFailure(first_fault);
  if (counts.faults > 0) say_error(first_fault);
  if (counts.skipped_files > 0)
    say_detail(fmt::format("{} in the folders of cases {} by name no case files and were not read", counts.skipped_files,
                           counts.skipped_files == 1 ? "entry is" : "entries are"));
  set.rejected = counts.rejected;
  set.seen = counts.read + counts.rejected;
  set.unread_files = counts.faults;
  set.stopped = counts.stopped;
  for (const models::CaseRecord& record : set.records) set.by_id.emplace(record.id, &record);
  return set;
}

}  // namespace realist::cli

#include "cli/case_report.h"

#include <fmt/core.h>

#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/stops.h"

namespace realist::cli {

CaseReport::CaseReport(const std::string& rejects, bool silent) : silent_(silent) {
  if (!rejects.empty() && !silent) rejects_.emplace(rejects);
}

void CaseReport::rejected(const RejectedCase& rejected) {
  ++tally.rejected;
  if (!silent_) say_error(to_string(rejected));
}

void CaseReport::keep(std::string_view bytes, bool last) {
  if (!rejects_) return;
  rejects_->write(bytes);
  if (last) rejects_->write("\n");
}

// The first is said last: where it leaves nothing at all it is what ends the command.
void CaseReport::fault(const FileFault& fault) {
  ++tally.unread_files;
  if (first_fault_.empty()) first_fault_ = to_string(fault);
  else if (!silent_) say_error(to_string(fault));
}

void CaseReport::note(const std::string& sentence) {
  if (!silent_) say_note(sentence);
}

void CaseReport::finish(std::size_t skipped_files) {
  if (rejects_) rejects_->finish();
  if (tally.unread_files > 0 && tally.seen() == 0) throw FileFailure(first_fault_);
  if (silent_) return;
  if (tally.unread_files > 0) say_error(first_fault_);
  if (skipped_files > 0)
    say_detail(fmt::format("{} in the folders of cases {} by name no case files and were not read", skipped_files,
                           skipped_files == 1 ? "entry is" : "entries are"));
}

int finished_with(const CaseTally& tally, int status) {
  if (tally.rejected > 0) say(fmt::format("{} of {} records rejected", tally.rejected, tally.seen()));
  if (tally.unread_files > 0) return kFailed;
  return tally.rejected > 0 ? kRejected : status;
}

}  // namespace realist::cli

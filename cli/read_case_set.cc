// The case set of one command, held whole, from its files: what cannot be used is said as it is met, the rest is kept.
#include "cli/case_input.h"
#include "cli/case_report.h"
#include "cli/case_set.h"
#include "cli/progress.h"

namespace realist::cli {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;

}  // namespace

CaseSet read_case_set(const std::vector<std::string>& paths, const CaseReading& reading) {
  CaseSet set;
  CaseReport report("");
  Progress progress("reading", "MB", 0);
  CaseHandlers handlers;
  handlers.on_case = [&](models::CaseRecord record, const CasePlace&) {
    set.records.push_back(std::move(record));
    return true;
  };
  handlers.on_rejected = [&](const RejectedCase& rejected) { return report.rejected(rejected), true; };
  handlers.on_fault = [&](const FileFault& fault) { return report.fault(fault), true; };
  handlers.on_progress = [&](const CaseCounts& counts) { progress.advance_to(counts.bytes / kMegabyte); };
  handlers.on_note = [&](const std::string&, const std::string& sentence) { report.note(sentence); };
  const CaseCounts counts = read_cases(paths, handlers, reading.limits, reading.mapping);
  report.tally.read = counts.read;
  report.finish(counts.skipped_files);
  set.tally = report.tally;
  for (const models::CaseRecord& record : set.records) set.by_id.emplace(record.id, &record);
  return set;
}

}  // namespace realist::cli

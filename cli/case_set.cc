#include "cli/case_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/exit_status.h"
#include "cli/logging.h"
#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Theory;
using models::Time;

std::map<std::string, std::size_t> kinds(const std::deque<CaseRecord>& records) {
  std::map<std::string, std::size_t> counts;
  for (const CaseRecord& record : records) ++counts[models::fold(record.kind)];
  return counts;
}

std::string kind_list(const CaseSet& set) {
  std::map<std::string, std::size_t> counts;
  for (const CaseRecord& record : set.records) ++counts[record.kind.empty() ? "without a kind" : record.kind];
  std::string text;
  for (const auto& [kind, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
  return text;
}

}  // namespace

std::vector<const CaseRecord*> cases_of(const Theory& theory, const std::deque<CaseRecord>& records) {
  const auto counts = kinds(records);
  std::string wanted = models::fold(theory.case_kind);
  if (wanted.empty() && counts.size() == 1) wanted = counts.begin()->first;
  std::vector<const CaseRecord*> cases;
  for (const CaseRecord& record : records)
    if (record.kind.empty() || (!wanted.empty() && models::fold(record.kind) == wanted)) cases.push_back(&record);
  return cases;
}

void mention_no_cases(const Theory& theory, const CaseSet& set) {
  if (set.records.empty()) return say_warning("there are no records to judge");
  if (theory.case_kind.empty()) {
    return say_warning(fmt::format("no record is judged: the records are {}; a Case: line in {} says which of them are its cases",
                                   kind_list(set), theory.name));
  }
  std::vector<std::string> found;
  for (const CaseRecord& record : set.records) found.push_back(record.kind);
  say_warning(fmt::format("no record is of the kind \"{}\", the Case: of {}{}; the records are {}", theory.case_kind, theory.name,
                          did_you_mean(theory.case_kind, found), kind_list(set)));
}

std::optional<Time> newest_day(const std::deque<CaseRecord>& records) {
  std::optional<Time> newest;
  for (const CaseRecord& record : records) {
    const std::optional<Time> own = models::newest_date(record);
    if (own && (!newest || models::compare(*newest, *own) < 0)) newest = own;
  }
  if (!newest) return std::nullopt;
  return models::parse_time(models::date_string(*newest));
}

Time as_of_or_newest(const std::optional<Time>& asked, const CaseSet& set) {
  if (asked) return *asked;
  const std::optional<Time> newest = newest_day(set.records);
  if (!newest) throw UsageError(kNoDate);
  say_note(fmt::format("judged as of {}, the newest date in the cases (another: --as-of DATE)", models::to_string(*newest)));
  return *newest;
}

const CaseRecord& case_with_id(const CaseSet& set, const std::string& id) {
  const auto found = set.by_id.find(id);
  if (found != set.by_id.end()) return *found->second;
  std::vector<std::string> ids;
  for (const CaseRecord& record : set.records) ids.push_back(record.id);
  throw UsageError(fmt::format("there is no case \"{}\" among the {} records{}", id, ids.size(), did_you_mean(id, ids)));
}

int finished_with(const CaseSet& set, int status) {
  if (set.rejected > 0) say(fmt::format("{} of {} records rejected", set.rejected, set.seen));
  if (set.unread_files > 0) return kFailed;
  return set.rejected > 0 ? kRejected : status;
}

}  // namespace realist::cli

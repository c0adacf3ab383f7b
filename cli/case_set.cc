#include "cli/case_set.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/case_kinds.h"
#include "cli/logging.h"
#include "cli/stops.h"
#include "cli/suggest.h"

namespace realist::cli {

using models::CaseRecord;
using models::Theory;
using models::Time;

namespace {

CaseKinds kinds_of(const std::deque<CaseRecord>& records) {
  CaseKinds kinds;
  for (const CaseRecord& record : records) kinds.add(record.kind);
  return kinds;
}

}  // namespace

std::vector<const CaseRecord*> cases_of(const Theory& theory, const std::deque<CaseRecord>& records) {
  const std::string wanted = kinds_of(records).wanted_by(theory);
  std::vector<const CaseRecord*> cases;
  for (const CaseRecord& record : records)
    if (is_case(record.kind, wanted)) cases.push_back(&record);
  return cases;
}

void mention_no_cases(const Theory& theory, const CaseSet& set) { kinds_of(set.records).mention_no_cases(theory); }

std::optional<Time> newer(const std::optional<Time>& a, const std::optional<Time>& b) {
  if (!a || !b) return a ? a : b;
  return models::compare(*a, *b) < 0 ? b : a;
}

Time as_day(const Time& newest) { return *models::parse_time(models::date_string(newest)); }

std::optional<Time> newest_day(const std::deque<CaseRecord>& records) {
  std::optional<Time> newest;
  for (const CaseRecord& record : records) newest = newer(newest, models::newest_date(record));
  if (!newest) return std::nullopt;
  return as_day(*newest);
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

int finished_with(const CaseSet& set, int status) { return finished_with(set.tally, status); }

}  // namespace realist::cli

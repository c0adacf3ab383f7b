// The records of one command, held whole: for commands that look at one case and what it is linked to, or at all of them
// several times. `run` streams instead (cli/cohort_run.h).
//
// Memory grows with the records (not with what is judged of them).
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_mapping.h"
#include "cli/case_report.h"
#include "engine/judge.h"
#include "models/case_json.h"
#include "models/case_record.h"
#include "models/theory.h"

namespace realist::cli {

struct CaseReading {
  models::RecordLimits limits;
  CaseMapping mapping;   // of tables and logs
};

struct CaseSet {
  std::deque<models::CaseRecord> records;  // in input order
  engine::LinkedRecords by_id;
  CaseTally tally;                         // the records of files not read to their end are here
};

// Reads files, folders and standard input in the order given. Every rejected record and every file that
// cannot be read, or not to its end, is told on standard error. Throws FileFailure where that leaves nothing at all.
CaseSet read_case_set(const std::vector<std::string>& paths, const CaseReading& reading);

// The records that are cases of the theory (cli/case_kinds.h), in order.
std::vector<const models::CaseRecord*> cases_of(const models::Theory& theory, const std::deque<models::CaseRecord>& records);

// The day of the newest date in the records; none where they hold no date.
std::optional<models::Time> newest_day(const std::deque<models::CaseRecord>& records);

// Says on standard error where a theory finds no cases, naming the kinds there are.
void mention_no_cases(const models::Theory& theory, const CaseSet& set);

// The newer of two dates, of which there may be none.
std::optional<models::Time> newer(const std::optional<models::Time>& a, const std::optional<models::Time>& b);
// That day, as --as-of would give it.
models::Time as_day(const models::Time& newest);

inline constexpr const char* kNoDate = "the cases hold no date, so the day to judge them at has to be given: --as-of DATE";

// `asked`, else the newest day, which is then said on standard error. Throws UsageError where there is neither.
models::Time as_of_or_newest(const std::optional<models::Time>& asked, const CaseSet& set);

// The record with that id. Throws UsageError, with the nearest id, where there is none.
const models::CaseRecord& case_with_id(const CaseSet& set, const std::string& id);

// As for its tally (cli/case_report.h).
int finished_with(const CaseSet& set, int status);

}  // namespace realist::cli

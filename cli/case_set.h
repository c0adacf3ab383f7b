// The records of one run: read whole before the first is judged, for a case may be linked to any other.
//
// Memory grows with the records (not with what is judged of them).
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_mapping.h"
#include "engine/judge.h"
#include "models/case_json.h"
#include "models/case_record.h"
#include "models/theory.h"

namespace realist::cli {

struct CaseReading {
  models::RecordLimits limits;
  std::string rejects;   // file that keeps rejected records byte for byte; empty: none
  bool strict = false;   // stop at the first
  CaseMapping mapping;   // of tables and logs
};

struct CaseSet {
  std::deque<models::CaseRecord> records;  // in input order
  engine::LinkedRecords by_id;
  std::size_t rejected = 0;
  std::size_t seen = 0;                    // rejected ones included
  std::size_t unread_files = 0;            // not read, or not to their end; the records before that are here
  bool stopped = false;                    // `strict`, and a record was rejected: nothing is to be judged
};

// Reads files, folders and standard input in the order given. Every rejected record and every file that
// cannot be read, or not to its end, is told on standard error. Throws FileFailure where that leaves nothing at all.
CaseSet read_case_set(const std::vector<std::string>& paths, const CaseReading& reading);

// The records that are cases of the theory, in order: those of its `Case:` kind and those without a kind. Where the theory
// names no kind: those without one, or all where all are of one kind.
std::vector<const models::CaseRecord*> cases_of(const models::Theory& theory, const std::deque<models::CaseRecord>& records);

// Says on standard error where a theory finds no cases, naming the kinds there are.
void mention_no_cases(const models::Theory& theory, const CaseSet& set);

// The day of the newest date in the records; none where they hold no date.
std::optional<models::Time> newest_day(const std::deque<models::CaseRecord>& records);

inline constexpr const char* kNoDate = "the cases hold no date, so the day to judge them at has to be given: --as-of DATE";

// `asked`, else the newest day, which is then said on standard error. Throws UsageError where there is neither.
models::Time as_of_or_newest(const std::optional<models::Time>& asked, const CaseSet& set);

// The record with that id. Throws UsageError, with the nearest id, where there is none.
const models::CaseRecord& case_with_id(const CaseSet& set, const std::string& id);

// "2 of 14 records rejected", said last; nothing where none was. Gives `status`, kRejected where some were, kFailed where a
// file could not be read.
int finished_with(const CaseSet& set, int status);

}  // namespace realist::cli

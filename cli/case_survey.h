// The first of two readings of a case set: what has to be known of all the records before the first of them is judged.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_block.h"
#include "cli/case_gate.h"
#include "cli/case_kinds.h"
#include "cli/case_report.h"
#include "cli/inputs.h"
#include "engine/judge.h"
#include "models/case_json.h"
#include "models/case_record.h"
#include "models/theory.h"

namespace realist::cli {

// Where cases come from, for one reading or two.
struct CaseSource {
  std::vector<std::string> paths;
  models::RecordLimits limits;
  CaseMapping mapping;
  std::size_t threads = 1;
};

// The records that cases are linked to, held in memory.
class LinkedCases {
 public:
  explicit LinkedCases(std::size_t most) : most_(most) {}
  LinkedCases(const LinkedCases&) = delete;
  LinkedCases& operator=(const LinkedCases&) = delete;

  // Throws FileFailure where there are too many.
  void add(models::CaseRecord record);
  const engine::LinkedRecords& by_id() const { return by_id_; }
  std::size_t most() const { return most_; }
  std::optional<models::Time> newest() const;  // of their dates
  void add_ids(SeenIds& seen) const;           // for a reading after the one they were met in

 private:
  std::size_t most_;
  std::deque<models::CaseRecord> records_;
  engine::LinkedRecords by_id_;
};

// A proposition of the theory is about another kind of record than its cases: links are followed.
bool follows_links(const models::Theory& theory);

// Reads the records of `--linked` whole. `gate` knows their ids from then on. What is wrong with them goes to the report.
void read_linked(const CaseSource& source, LinkedCases& linked, CaseGate& gate, CaseReport& report);

struct CaseSurvey {
  CaseKinds kinds;
  std::optional<models::Time> newest;  // of all dates; what an as-of instant is made of
  std::size_t longest_id = 0;          // in columns
  std::size_t skipped_files = 0;
};

// Reads everything and counts nothing but that. `linked`: where records that others are linked to are to be kept, by the
// links of all; the source may then be read another time. Throws as `feed_cases`.
CaseSurvey survey_cases(const CaseSource& source, Inputs& inputs, CaseGate& gate, CaseReport& report,
                        const std::vector<models::Theory>& theories, LinkedCases* linked);

// Only as far as it takes to know which kind of records a theory without a `Case:` is about. Nothing is said.
CaseKinds survey_kinds(const CaseSource& source, Inputs& inputs);

}  // namespace realist::cli

// What every command over a whole cohort does around judging it: the linked records, a first reading where it takes one, the
// as-of instant, the kinds, and what is said of all that.
//
//   CohortReading reading({...}, theories);
//   return reading.run(false, [&](const CohortReading::Ready& ready) {
//     const CohortOutcome outcome = run_cohort({reading.source(), judging, reading.inputs(), ready.gate, ready.report, ...});
//     ...
//     return kDone;
//   });
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_gate.h"
#include "cli/case_kinds.h"
#include "cli/case_report.h"
#include "cli/case_survey.h"
#include "cli/inputs.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::cli {

// As it is asked for on the command line.
struct CohortAsked {
  std::vector<std::string> cases;
  std::vector<std::string> linked;    // files of the records that cases are linked to; empty: they are among the cases
  std::size_t most_linked = 1'000'000;
  std::optional<models::Time> as_of;  // none: the newest date in the cases
  std::vector<std::string> map;
  models::RecordLimits limits;
  std::size_t threads = 1;
  std::string rejects;                // file that keeps rejected records byte for byte; empty: none
  bool strict = false;                // stop at the first rejected record
};

class CohortReading {
 public:
  // What is known when the cases are about to be judged.
  struct Ready {
    const CaseKinds& kinds;
    models::Time as_of;
    std::size_t longest_id = 0;  // in columns; where there was a first reading
    CaseGate& gate;              // of this reading
    CaseReport& report;
  };

  // Looks at sizes, reads nothing. `asked` and `theories` have to live on.
  CohortReading(const CohortAsked& asked, const std::vector<models::Theory>& theories);
  CohortReading(const CohortReading&) = delete;
  CohortReading& operator=(const CohortReading&) = delete;

  // Reads what has to be known beforehand, then calls `judge`, which gives the exit status. `survey`: everything is read once
  // before, also where nothing else asks for it. Throws as `run_cohort`, and Interrupted in a first reading.
  int run(bool survey, const std::function<int(const Ready&)>& judge);

  // For `judge`: the status of cases of which there are none; true, and said, where the reading was stopped by `strict`; the
  // status at the very end.
  int nothing_to_judge(const CaseKinds& kinds) const;
  static bool said_stopped(bool stopped);
  int finished_with(int status) const { return cli::finished_with(report_.tally, status); }

  const CaseSource& source() const { return source_; }
  Inputs& inputs() { return inputs_; }
  const engine::LinkedRecords& linked() const { return linked_.by_id(); }
  const CaseTally& tally() const { return report_.tally; }  // of the first reading, where there were two
  bool follows_links() const { return follows_links_; }

 private:
  bool read_linked_files();
  int run_twice(const std::function<int(const Ready&)>& judge);
  CaseSurvey surveyed();

  const CohortAsked& asked_;
  const std::vector<models::Theory>& theories_;
  CaseSource source_;
  Inputs inputs_;
  CaseReport report_;
  CaseGate gate_;
  LinkedCases linked_;
  CaseTally of_linked_;
  bool follows_links_ = false;
};

}  // namespace realist::cli

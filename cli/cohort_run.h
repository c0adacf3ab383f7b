// Judging a case set of any size: blocks of records on several threads, counted by each, written in the order of the input.
//
// Memory: the blocks in flight, the ids seen (cli/seen_ids.h) and the linked records; not the cases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/case_gate.h"
#include "cli/case_kinds.h"
#include "cli/case_survey.h"
#include "cli/case_worker.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/run_writer.h"

namespace realist::cli {

struct CohortRun {
  const CaseSource& source;
  const CaseJudging& judging;
  Inputs& inputs;
  CaseGate& gate;
  CaseReport& report;
  RunWriter* writer = nullptr;   // none: nothing is written
  Output* output = nullptr;      // where to
  std::function<void(std::string_view id)> on_case = {};  // each that was judged, in order; may be empty
  std::function<void(CaseTaker::Taken&)> on_taken = {};   // what was taken of each (CaseJudging::taker), in order; may be empty
};

struct CohortOutcome {
  std::vector<JudgedTheory> theories;   // in the order of the judging
  CaseKinds kinds;
  std::vector<std::uint8_t> with_seen;  // of judging.with
  std::uint64_t cases = 0, events = 0;  // of records judged against one of the theories
  std::uint64_t others = 0;             // records that are no cases of any
  std::size_t skipped_files = 0;
  bool interrupted = false;             // Ctrl-C: these are the cases so far
  bool stopped = false;                 // strict, and a record was rejected
};

// Reads, judges and writes everything but what comes after the last case. Throws FileFailure, saying how many cases had been
// judged, and ReaderGone.
CohortOutcome run_cohort(const CohortRun& run);

}  // namespace realist::cli

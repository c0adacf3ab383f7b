// What takes time: reading whole theories and judging cases, for the server's worker. Nothing here knows of the protocol.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/case_set.h"
#include "cli/lsp/workspace.h"
#include "cli/options.h"
#include "engine/data_check.h"
#include "engine/summary.h"
#include "rules/read_theory.h"

namespace realist::cli::lsp {

// The work as it stood at one instant.
struct CheckTask {
  std::uint64_t number = 0;                     // ascending; a later one makes this one needless
  std::vector<std::string> roots;
  std::map<std::string, SharedText> texts;      // of the open files
  std::vector<std::string> data;                // files and folders of cases; empty: none
};

struct CheckedTheory {
  std::string root;
  std::shared_ptr<const rules::ReadResult> read;
  std::vector<models::Diagnostic> about_data;   // what the data never have; not sorted
  std::shared_ptr<const engine::CohortSummary> counts;  // nothing without data, or where the theory has errors
  std::optional<models::Time> as_of;
};

struct CheckOutcome {
  std::uint64_t number = 0;
  std::map<std::string, SharedText> texts;      // as checked
  std::vector<CheckedTheory> theories;
  std::shared_ptr<const engine::DataVocabulary> words;  // of the data
  std::string data_fault;                       // why there are no data, where they were asked for
  bool whole = true;                            // false: given up for a later task
};

// Keeps the data between checks. Not for several threads at once.
class TheoryChecker {
 public:
  TheoryChecker(FileAccess access, const Limits& limits) : access_(std::move(access)), limits_(limits) {}

  // `newest`: the number of the newest task; the work ends early where that is not this one's. Never throws.
  CheckOutcome check(const CheckTask& task, const std::atomic<std::uint64_t>& newest);

 private:
  void read_data(const std::vector<std::string>& paths);
  void judge(CheckedTheory& theory, const CheckTask& task, const std::atomic<std::uint64_t>& newest) const;

  FileAccess access_;
  Limits limits_;
  std::vector<std::string> data_paths_;
  std::vector<std::optional<std::int64_t>> data_stamps_;
  std::shared_ptr<const CaseSet> data_;
  std::shared_ptr<const engine::DataVocabulary> words_;
  std::string data_fault_;
};

}  // namespace realist::cli::lsp

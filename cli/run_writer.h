// The formats of `realist run`: what is written for each case, by any thread, and before and after them all, in order.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "engine/judge.h"
#include "engine/summary.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::cli {

// One theory of the run with what its cases come to.
struct JudgedTheory {
  const models::Theory* theory = nullptr;
  engine::CohortSummary summary;
};

class RunWriter {
 public:
  enum class Needs { Results, Outlines, Counts };  // of each case

  virtual ~RunWriter() = default;
  virtual Needs needs() const = 0;
  // Adds what is written for one case to `text`. Several threads at a time.
  virtual void add(std::string& /*text*/, const models::Theory&, const models::CaseResult&, const models::CaseRecord&) const {}
  virtual void add(std::string& /*text*/, std::string_view /*case_id*/, const std::vector<engine::Outline>&) const {}
  virtual std::string before() { return ""; }                                   // before anything else, where there is a record at all
  virtual std::string before_first() { return ""; }                             // before the first case of which something is written
  virtual std::string after(const std::vector<JudgedTheory>&) { return ""; }  // the counts, where the format has them
};

struct RunWriting {
  RunFormat format = RunFormat::Table;
  std::vector<std::string> with;
  models::Time as_of;
  std::size_t longest_id = 0;  // columns; asked for by the table alone
  bool colour = false;
};

std::unique_ptr<RunWriter> make_run_writer(const RunWriting& how, const std::vector<const models::Theory*>& theories);

}  // namespace realist::cli

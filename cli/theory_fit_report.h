// What `realist fit` prints of a theory: the figures of every claim, every case by its kind, and why those deviate that do.
#pragma once

#include <string>
#include <vector>

#include "cli/matrix.h"
#include "cli/page.h"
#include "cli/theory_fit.h"

namespace realist::cli {

// "the statement", "step 2: the participant answers", "then CALL-1": what a claim of a statement is called.
std::string claim_name(const models::Theory& theory, const engine::TheoryClaim& claim);

// The memberships of the theory, as calibrations: what a report says its degrees came from.
MatrixOptions calibration_of(const JudgedCases& judged);

class TheoryFitReport {
 public:
  struct How {
    bool in_full = false;   // each claim with all its tables and cases; else one table a statement, and the cases of the whole statement
    bool adjusted = false;  // as in FitReport
  };
  TheoryFitReport(const TheoryFit& fit, std::vector<StatementFit> statements, How how);

  std::string text(PageStyle style) const;
  std::string json() const;
  std::string csv() const;  // one row a case and claim

 private:
  std::string in_short(PageStyle style) const;
  std::string every_claim(PageStyle style) const;
  std::string head(PageStyle style) const;

  const TheoryFit& fit_;
  std::vector<StatementFit> statements_;
  How how_;
};

// The memberships of cases in propositions as CSV: a matrix that `fit`, `truth-table`, `minimise` and R read.
std::string membership_matrix(const models::Theory& theory, const engine::SetTable& propositions);

}  // namespace realist::cli

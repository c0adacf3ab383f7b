// The statements of a theory fitted to the cases it was judged on, with a sentence of the theory's own for each case that
// deviates: the verdict and its reason, as `realist why` tells them.
#pragma once

#include <string>
#include <vector>

#include "cli/case_set.h"
#include "engine/theory_claims.h"

namespace realist::cli {

struct ClaimFit {
  engine::TheoryClaim claim;
  engine::SetFit fit;
  std::vector<std::string> reasons;  // one a case; empty where it deviates not
};

struct StatementFit {
  models::StatementIndex statement = 0;
  std::vector<ClaimFit> claims;           // as engine::TheoryClaims::of gives them
  std::vector<models::Verdict> verdicts;  // one a case
};

// A theory, its cases, and what they are judged at.
struct JudgedCases {
  const models::Theory& theory;
  const engine::Plan& plan;
  std::vector<const models::CaseRecord*> cases;
  const engine::LinkedRecords& linked;
  models::Time as_of;
  engine::LogOdds log_odds = engine::LogOdds::Three;
};

// Judges every case once, those that deviate twice. Memory: cases × the columns of the claims.
class TheoryFit {
 public:
  explicit TheoryFit(const JudgedCases& judged);

  const JudgedCases& judged() const { return judged_; }
  const engine::SetTable& propositions() const { return claims_.propositions(); }
  // The claims of some statements, in the order asked for.
  std::vector<StatementFit> of(const std::vector<models::StatementIndex>& statements) const;

 private:
  void tell_deviant(std::vector<StatementFit>& fits) const;

  const JudgedCases& judged_;
  engine::TheoryClaims claims_;
  std::vector<std::vector<models::Verdict>> verdicts_;  // by statement, by case
};

}  // namespace realist::cli

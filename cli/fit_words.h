// What a claim about sets comes to in words: what its kinds of cases are called, and why a case is of its kind. Shared by the
// report of `realist fit` and its XY plot.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/set_expression.h"
#include "engine/set_fit.h"

namespace realist::cli {

// In the order in which they are told.
inline constexpr std::array kCaseKinds = {engine::CaseKind::Typical,         engine::CaseKind::DeviantInDegree, engine::CaseKind::DeviantConsistency,
                                          engine::CaseKind::DeviantCoverage, engine::CaseKind::Irrelevant,      engine::CaseKind::AtCrossover,
                                          engine::CaseKind::Unknown};

// "deviant (coverage)". `needed`: of a claim with `<-`.
std::string case_kind_name(engine::CaseKind kind, bool needed);

// Under `<-` it is the outcome that is claimed to lie within the expression, so the two change places. Keeps references.
class FitWords {
 public:
  // `reasons`: sentences for some cases, one an entry, in place of what the degrees alone tell; null, or empty ones: those.
  FitWords(const engine::SetTable& table, const engine::SetClaim& claim, const engine::SetFit& fit, const std::vector<std::string>* reasons = nullptr);

  const std::string& x() const { return x_; }  // the expression
  const std::string& y() const { return y_; }  // the outcome
  std::string arrow() const;                   // "->"
  std::string claim() const;                   // "A*~B + C -> Y"
  bool needed() const { return claim_.arrow == engine::Arrow::Needed; }

  engine::CaseKind kind(std::size_t case_index) const;
  std::vector<std::size_t> cases_of(engine::CaseKind kind) const;
  std::string kind_name(engine::CaseKind kind) const { return case_kind_name(kind, needed()); }
  std::string kind_meaning(engine::CaseKind kind) const;  // "the outcome without the expression"
  // One sentence why a case is of its kind; "" for those that need none.
  std::string why(std::size_t case_index) const;

 private:
  std::string whole_name() const;
  engine::Degree degree(const engine::SetExpression& e, std::size_t case_index) const;
  const engine::SetExpression& strongest(std::size_t case_index) const;
  std::vector<engine::SetExpression> lacking(const engine::SetExpression& term, std::size_t case_index) const;
  std::string with_degrees(const std::vector<engine::SetExpression>& parts, std::size_t case_index) const;
  std::string holds_without_outcome(std::size_t case_index) const;
  std::string outcome_without(std::size_t case_index) const;
  std::string unknown_why(std::size_t case_index) const;

  const engine::SetTable& table_;
  const engine::SetClaim& claim_;
  const engine::SetFit& fit_;
  const std::vector<std::string>* reasons_;
  std::string x_, y_;
};

}  // namespace realist::cli

// How well an expression X fits an outcome Y over cases: the set-theoretic measures, and what kind of case each one is.
//
// With x and y a case's degrees and sums over cases (Ragin 2006, 2008; Schneider and Wagemann 2012; for the adjusted ones
// De Souter and Baumgartner 2025):
//
//   consistency          Σmin(x, y) / Σx                        X as enough for Y (inclS)
//   coverage             Σmin(x, y) / Σy                        (covS, raw)
//   PRI                  Σ(min(x, y) - m) / Σ(x - m), m = min(x, y, 1 - y)
//   needed consistency   Σmin(x, y) / Σy                        X as needed for Y (inclN)
//   needed coverage      Σmin(x, y) / Σx                        (covN)
//   RoN                  Σ(1 - x) / Σ(1 - min(x, y))
//   specificity          Σmin(1 - x, 1 - y) / Σ(1 - y)          the consistency of ~Y -> ~X
//   contrapositive coverage  Σmin(1 - x, 1 - y) / Σ(1 - x)      negative predictive value
//
// and, with hit = Σmin(x, y), miss = Σmax(x - y, 0), lack = Σmax(y - x, 0), rest = Σmin(1 - x, 1 - y), the four that make up for
// how common X or Y is (half where X and Y have nothing to do with each other):
//
//   prevalence-adjusted consistency (PAcon)                 hit / (hit + Σy / Σ(1 - y) · miss)
//   antecedent-adjusted contrapositive consistency (AACcon) rest / (rest + Σ(1 - x) / Σx · miss)
//   antecedent-adjusted coverage (AAcov)                    hit / (hit + Σx / Σ(1 - x) · lack)
//   prevalence-adjusted contrapositive coverage (PACcov)    rest / (rest + Σ(1 - y) / Σy · lack)
//
// Only cases whose degrees are known count; each figure says how many. A figure whose denominator is nothing has no value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/degree.h"
#include "engine/set_expression.h"

namespace realist::engine {

// Cases by conditions. `columns[c][i]` is the degree of case `i` in condition `c`.
struct SetTable {
  std::vector<std::string> cases;
  std::vector<std::string> conditions;
  std::vector<std::vector<Degree>> columns;
};

struct Figure {
  std::optional<double> value;  // none: not defined
  std::size_t cases = 0;        // it rests on these many
};

struct SetMeasures {
  Figure consistency, coverage, pri;
  Figure needed_consistency, needed_coverage, ron;
  Figure specificity, contrapositive_coverage;
  Figure pa_consistency, aac_consistency, aa_coverage, pac_coverage;
};

// What kind of case one is under the claim that X is enough for Y (Schneider and Rohlfing 2013).
enum class CaseKind {
  Typical,            // in both, and no more in X than in Y
  DeviantInDegree,    // in both, but more in X than in Y: deviant (consistency) in degree
  DeviantConsistency, // in X and out of Y
  DeviantCoverage,    // in Y and out of X
  Irrelevant,         // in neither
  AtCrossover,        // exactly 0.5 in X or in Y: on neither side
  Unknown,
};

struct CaseFit {
  Degree x, y;
  CaseKind kind = CaseKind::Unknown;
};

struct TermFit {
  SetExpression term;
  SetMeasures measures;
  Figure unique;                     // coverage by this summand alone (covU); none where there is one summand
  std::vector<std::size_t> members;  // cases more than 0.5 in it
};

struct SetFit {
  SetMeasures whole;
  SetMeasures for_absence;     // of the same expression for ~Y: what fits both fits neither
  std::vector<TermFit> terms;  // the summands, in order
  std::vector<CaseFit> cases;  // one a case of the table
};

SetMeasures measures_of(const std::vector<Degree>& x, const std::vector<Degree>& y);
CaseKind kind_of(Degree x, Degree y);

// The degrees of all cases in `e`.
std::vector<Degree> degrees_in(const SetTable& table, const SetExpression& e);

// Time: cases × (length of the claim + summands).
SetFit fit_of(const SetTable& table, const SetExpression& left, const SetExpression& outcome);

}  // namespace realist::engine

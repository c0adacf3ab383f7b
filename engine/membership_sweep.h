// How well statements fit as a function of where a number counts as out, at the crossover or in: a theory with one anchor of one
// `membership:` put otherwise, over the same cases. Verdicts never look at degrees, so that one judging serves every value.
//
//   MembershipSweep sweep;
//   for (value ...) {
//     const auto plan = compile(with_anchor(theory, proposition, part, value));
//     TheoryClaims claims(*plan, LogOdds::Three);
//     for (case ...) claims.add(record, linked, as_of, result);
//     sweep.add(claims, proposition);
//   }
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/degree.h"
#include "engine/theory_claims.h"
#include "models/theory.h"

namespace realist::engine {

enum class AnchorPart : std::uint8_t { Out, Crossover, In };

double anchor_of(const models::Membership& membership, AnchorPart part);
Anchors anchors_of(const models::Membership& membership);

models::Membership with_anchor(models::Membership membership, AnchorPart part, double value);
// The theory with that anchor of that proposition's membership, which it has, put to `value`. Whether they are sound is not asked.
models::Theory with_anchor(models::Theory theory, models::PropositionIndex proposition, AnchorPart part, double value);

// A case that comes to be of another kind from one value to the next.
struct KindFlip {
  std::uint32_t which = 0;   // the case
  std::uint32_t value = 0;   // the first with `after`; `before` is that of the value before it
  CaseKind before = CaseKind::Unknown, after = CaseKind::Unknown;
  friend bool operator==(const KindFlip&, const KindFlip&) = default;
};

// The whole claim of one statement (TheoryClaim::Kind::Statement), value by value.
struct ClaimSweep {
  models::StatementIndex statement = 0;
  SetClaim claim;
  std::vector<std::string> conditions;   // its columns
  std::vector<SetMeasures> measures;     // by value
  std::vector<KindFlip> flips;           // by value, then by case

  bool needed() const { return claim.arrow == Arrow::Needed; }
};

class MembershipSweep {
 public:
  // The claims over all cases at the next value. Time: cases × the statements that rest on the proposition.
  void add(const TheoryClaims& claims, models::PropositionIndex proposition);

  // The statements whose whole claim that degree enters, in the theory's order.
  const std::vector<ClaimSweep>& claims() const { return claims_; }

 private:
  void add(ClaimSweep& sweep, std::vector<CaseKind>& last, const TheoryClaim& claim) const;

  std::vector<ClaimSweep> claims_;
  std::vector<std::vector<CaseKind>> last_;   // by claim, by case
  std::uint32_t values_ = 0;
};

}  // namespace realist::engine

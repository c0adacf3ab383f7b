#include "engine/membership_sweep.h"

#include <utility>

namespace realist::engine {

double anchor_of(const models::Membership& m, AnchorPart part) { return part == AnchorPart::Out ? m.out : part == AnchorPart::In ? m.in : m.crossover; }

Anchors anchors_of(const models::Membership& m) { return {m.out, m.crossover, m.in}; }

models::Membership with_anchor(models::Membership m, AnchorPart part, double value) {
  (part == AnchorPart::Out ? m.out : part == AnchorPart::In ? m.in : m.crossover) = value;
  return m;
}

models::Theory with_anchor(models::Theory theory, models::PropositionIndex proposition, AnchorPart part, double value) {
  models::Membership& membership = *theory.propositions[proposition].membership;
  membership = with_anchor(membership, part, value);
  return theory;
}

void MembershipSweep::add(const TheoryClaims& claims, models::PropositionIndex proposition) {
  if (values_ == 0)
    for (const models::StatementIndex s : claims.resting_on(proposition)) {
      TheoryClaim claim = claims.whole(s);
      claims_.push_back({s, std::move(claim.claim), std::move(claim.table.conditions), {}, {}});
    }
  last_.resize(claims_.size());
  for (std::size_t c = 0; c < claims_.size(); ++c) add(claims_[c], last_[c], claims.whole(claims_[c].statement));
  ++values_;
}

// Of what is needed it is the outcome that is claimed to lie within the expression.
void MembershipSweep::add(ClaimSweep& sweep, std::vector<CaseKind>& last, const TheoryClaim& claim) const {
  const std::vector<Degree> x = degrees_in(claim.table, claim.claim.left), y = degrees_in(claim.table, claim.claim.outcome);
  sweep.measures.push_back(measures_of(x, y));
  last.resize(x.size());
  for (std::uint32_t i = 0; i < x.size(); ++i) {
    const CaseKind kind = sweep.needed() ? kind_of(y[i], x[i]) : kind_of(x[i], y[i]);
    if (values_ > 0 && kind != last[i]) sweep.flips.push_back({i, values_, last[i], kind});
    last[i] = kind;
  }
}

}  // namespace realist::engine

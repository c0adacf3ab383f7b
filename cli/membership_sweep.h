// What `realist sweep` tells of one membership put otherwise: the pieces of its page, its JSON, its CSV and its curve.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/sweep_report.h"

namespace realist::cli {

// "membership of “the participant trusts the practitioner” (out 1, crossover 3, in 5), its crossover put otherwise"
std::string membership_title(const models::Theory& theory, const MembershipChoice& choice);

// The figures of one claim by value; what the theory says is marked.
std::string membership_table(const models::Theory& theory, const MembershipChoice& choice, const engine::ClaimSweep& claim);

// "A-3: typical up to 2.5, deviant (consistency) from 3", a case each that comes to be of another kind.
std::vector<std::string> kind_flips(const SweepQuery& query, const MembershipChoice& choice, const engine::ClaimSweep& claim);

nlohmann::ordered_json membership_json(const SweepQuery& query, const SweepPart& part);
std::string membership_csv(const SweepQuery& query);
// The curve: consistency and coverage by value, of each claim.
std::string membership_svg(const SweepQuery& query, const SweepPart& part);

}  // namespace realist::cli

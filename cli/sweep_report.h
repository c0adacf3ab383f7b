// `realist sweep`: verdicts as a function of a choice, on how many facts they hang, and how well statements fit as a function of a
// membership, as a page of text, JSON, CSV and a curve
// (docs/cli.md, "realist sweep").
#pragma once

#include <string>
#include <vector>

#include "cli/page.h"
#include "cli/sweep_choice.h"
#include "engine/membership_sweep.h"
#include "engine/stability.h"
#include "engine/sweep.h"
#include "models/case_record.h"

namespace realist::cli {

// One --sweep with what it came to: of the results the one that is its kind's.
struct SweepPart {
  SweepChoice choice;
  engine::Sweep sweep;
  engine::Stability stability;
  engine::MembershipSweep memberships = {};
};

struct SweepQuery {
  const models::Theory& theory;
  const std::vector<SweepPart>& parts;
  const std::vector<const models::CaseRecord*>& cases;   // as the results number them
  models::Time as_of;
  bool full = false;
  PageStyle style = {};
};

std::string sweep_text(const SweepQuery& query);
std::string sweep_json(const SweepQuery& query);
// A row for each value of each statement that changes, or whose fit does; with one `data` alone, a row for each verdict that one fact would turn.
std::string sweep_csv(const SweepQuery& query);
// The curve of one window, how many cases come to each verdict by its length, or of one membership. `part` is of either.
std::string sweep_svg(const SweepQuery& query, const SweepPart& part);

// The statements that change their verdict in some case, the one that was varied first.
std::vector<models::StatementIndex> changed_statements(const SweepPart& part);

// The step that is varied: "window of step 1 of G-1, “someone meets the participant within 7 days”".
std::string window_title(const models::Theory& theory, const SweepChoice& choice);

}  // namespace realist::cli

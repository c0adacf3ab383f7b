// A theory as the lanes of a logic model: one lane for each actor, the phases of the work from left to right, and in each
// phase contexts, resources, reasonings and outcomes beside each other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/graph_diagram.h"
#include "cli/graph_view.h"

namespace realist::cli {

// Where each box of a view belongs.
struct LanePlan {
  struct Column {
    models::PhaseIndex phase = models::kNone;  // kNone: no phase in particular, after all the others
    models::Role role = models::Role::Context;
  };
  std::vector<std::string> lanes;    // whose: the actor, else the kind of record it is about; "" nobody named, the last one
  std::vector<Column> columns;       // by phase, then by role; those without a box are left out
  std::vector<std::size_t> lane_of, column_of;  // by box
};

// Lanes in the order in which the theory first speaks of them. A proposition stands in the first phase it belongs to
// (engine/recording.h) and under the last of its roles: what one statement leads to and another starts from is an outcome
// here. Linear.
LanePlan lane_plan(const models::Theory& theory, const GraphView& view);

// Lines join the boxes themselves, with the statement's label for a resting pointer; each box names the statements it stands
// in. From `kMostLaneLines` lines on they are left out, and the page says so: so many would hide what they join.
inline constexpr std::size_t kMostLaneLines = 90;
Diagram draw_lanes(const models::Theory& theory, const GraphView& view);

std::string lanes_svg(const models::Theory& theory, const GraphView& view);

}  // namespace realist::cli

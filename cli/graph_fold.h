// Statements of a theory folded together by the file or the phase they stand in: one box for many, its links kept.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/graph_focus.h"
#include "cli/graph_overlay.h"
#include "cli/graph_view.h"

namespace realist::cli {

struct GraphFolding {
  static constexpr std::size_t kOpen = SIZE_MAX;
  std::vector<std::string> names;    // of the parts, in the order of the theory
  std::vector<std::size_t> part_of;  // by statement: its part, or kOpen; empty: nothing is folded

  const std::string* name_of(models::StatementIndex statement) const {
    return statement < part_of.size() && part_of[statement] != kOpen ? &names[part_of[statement]] : nullptr;
  }
};

// What `wanted` asks for: "files", "phases", or the name of one file (with or without its ending) or phase. A statement is of
// the phase to which the work of its first step belongs (engine/recording.h). A statement asked for twice goes to the part asked
// for first. What is in focus stays open; a part of one statement does too. Throws UsageError for a name that is none, with
// what was probably meant, and where there are no two files, or no phases, to fold by.
GraphFolding folding_of(const models::Theory& theory, const std::vector<std::string>& wanted, const GraphSelection& selection);

// The view with each part as one plate: how many statements it stands for, how many propositions stand in none but these, and,
// with an overlay, their verdicts. Propositions that other statements speak of as well stay boxes, and a line joins them to the
// part: to it where one of its statements starts from them or is blocked by them, from it where one leads to them; it says
// "not" where all the links it stands for do. What is neither in focus nor folded is left out. Linear.
GraphView folded(const GraphView& view, const GraphFolding& folding, const GraphSelection& selection, const GraphOverlay& overlay);

}  // namespace realist::cli

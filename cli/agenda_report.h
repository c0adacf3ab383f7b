// `realist caseload`: the agenda as a page of text, as JSON and as a table (docs/caseload.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/page.h"
#include "cli/result_csv.h"
#include "engine/caseload.h"
#include "models/theory.h"

namespace realist::cli {

struct AgendaQuery {
  const models::Theory& theory;
  const engine::Agenda& agenda;
  std::optional<WithColumn> by;   // what the items are grouped by
  bool full = false;              // every item, not the first of each section
  PageStyle style = {};
};

// The value of `by` for each case as known at the as-of date; "": not recorded.
std::vector<std::string> group_values(const AgendaQuery& query);

std::string agenda_text(const AgendaQuery& query);
std::string agenda_json(const AgendaQuery& query);
std::string agenda_csv(const AgendaQuery& query);   // one row an item, a question and a case that shares a cause

}  // namespace realist::cli

// `realist impact`: what an edit of a theory changes in it and in the verdicts, as a page of text, JSON and CSV (docs/impact.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/edit_words.h"
#include "cli/page.h"
#include "cli/shift_limit.h"
#include "engine/impact.h"
#include "engine/judge.h"
#include "engine/theory_edit.h"
#include "models/case_record.h"

namespace realist::cli {

struct ImpactQuery {
  Versions versions;
  std::string name_before, name_after;   // where they come from: "old.theory", "HEAD~1 (1a2b3c4, 2026-11-02)"
  const engine::Plan& plan_before;
  const engine::Plan& plan_after;
  const engine::TheoryEdit& edit;
  const engine::Impact& impact;
  const std::vector<const models::CaseRecord*>& cases;   // as the impact numbers them
  const engine::LinkedRecords& linked;
  models::Time as_of;
  std::vector<ShiftLimit> limits;
  bool full = false;                     // every case and every statement
  PageStyle style = {};
};

// The reasons of the verdicts that are told are found by judging those cases again: of the text, without `full`, a bounded
// number; of JSON and CSV all that changed.
std::string impact_text(const ImpactQuery& query);
std::string impact_json(const ImpactQuery& query);
std::string impact_csv(const ImpactQuery& query);

// "fired -> stalled: 3 verdicts": of each limit that is passed one sentence.
std::vector<std::string> passed_limits(const ImpactQuery& query);

}  // namespace realist::cli

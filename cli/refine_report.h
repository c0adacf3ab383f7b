// What `realist refine` asks: contexts that tell the cases in which a statement fires from those in which it stalls. Questions,
// never findings.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/page.h"
#include "engine/activations.h"
#include "engine/context_columns.h"
#include "engine/context_search.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::cli {

struct Refinement {
  const models::Theory& theory;
  models::Time as_of;
  std::size_t all_cases = 0;
  std::vector<engine::CaseActivations> cases;  // in input order
  engine::ContextTables tables;
  engine::ContextSearch search;
  engine::SearchChoices choices;
  std::size_t most = 5;                        // offered
};

std::string refine_text(const Refinement& refinement, PageStyle style);  // 80 columns
std::string refine_json(const Refinement& refinement);

// The case ids of a context by what became of them: inside fired, inside stalled, outside fired, outside stalled, not known.
struct ContextCases {
  std::vector<std::string> inside_fired, inside_stalled, outside_fired, outside_stalled, unknown;
  std::size_t undated = 0;   // of the known: by facts without a date
};
ContextCases cases_of(const Refinement& refinement, const engine::FoundContext& context);

// "“the participant is isolated”", "`housing.status is hostel`".
std::string context_words(const models::Theory& theory, const engine::ContextName& name);

// Statements with too few fired or too few stalled to be searched, of those that were decided in some case.
std::vector<models::StatementIndex> too_few(const Refinement& refinement);

}  // namespace realist::cli

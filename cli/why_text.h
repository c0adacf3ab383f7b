// Why, in words: one case's verdicts with the author's own sentences and the record's own values (docs/cli.md, "realist why").
#pragma once

#include <string>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// What is explained, of what.
struct WhyQuestion {
  const models::Theory& theory;
  const engine::Plan& plan;
  const models::CaseRecord& record;
  const engine::LinkedRecords& linked;
  const models::CaseResult& result;
  std::vector<models::StatementIndex> statements;      // to explain, in this order
  std::vector<models::PropositionIndex> propositions;  // asked for by a phrase: their own verdicts, before the statements
  bool full = false;                                   // every condition with its value
};

std::string why_text(const WhyQuestion& question);
std::string why_json(const WhyQuestion& question);

}  // namespace realist::cli

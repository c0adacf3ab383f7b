// Why, in words: one case's verdicts with the author's own sentences and the record's own values (docs/why.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/page.h"
#include "engine/judge.h"
#include "engine/needs.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// How much of a list is told before "and 3 more".
struct WhyLengths {
  std::size_t facts = 3;         // under one line
  std::size_t occurrences = 5;   // and statements held back
  std::size_t needs = 3;
  std::size_t questions = 5;
  std::string_view hint = " (--full)";  // how to see the rest
};

// What is explained, of what.
struct WhyQuestion {
  const models::Theory& theory;
  const engine::Plan& plan;
  const models::CaseRecord& record;
  const engine::LinkedRecords& linked;
  const models::CaseResult& result;
  std::vector<models::StatementIndex> statements;      // to explain, in this order
  std::vector<models::PropositionIndex> propositions;  // asked for by a phrase: their own verdicts, before the statements
  bool full = false;                                   // every condition with its value, every fact with its words
  bool overview = false;                               // nothing was asked for: a list of what needs attention
  PageStyle style = {};
  WhyLengths lengths = {};
  engine::Effort effort = {};                          // of looking for what would move it; no `tries`: it is not looked for
  const WhyQuestion* as_recorded = nullptr;            // where `record`, `linked` and `result` have words left out: what is
                                                       // judged again in their stead
};

std::string why_text(const WhyQuestion& question);
std::string why_json(const WhyQuestion& question);

// One statement as `why_text` tells it, headline and all; whether or not it is among `question.statements`.
void tell_statement(const WhyQuestion& question, models::StatementIndex statement, Lines& lines);

// The facts missing from a statement, and what each would settle.
std::vector<engine::Settling> settling_of(const WhyQuestion& question, models::StatementIndex statement,
                                          const std::vector<models::MissingFact>& facts, const engine::Effort& effort);
engine::Needs needs_of(const WhyQuestion& question, models::StatementIndex statement, const models::Judging& judging);

}  // namespace realist::cli

// The facts of a record that disagree, neither being the later one: what the flag `conflict` is about.
#pragma once

#include <vector>

#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// Judgements on a proposition and attributes its indicator tests, of one date and not the same, as far as they are visible
// at the as-of instant. Nothing where it is a judgement and the indicator that differ. Cost: linear in the record, times its
// facts of one date.
std::vector<models::FactEvidence> disagreeing_facts(const models::Theory& theory, models::PropositionIndex proposition,
                                                    const models::CaseRecord& record, const models::Time& as_of);

// The latest visible judgement of yes or no: what stands against the indicator.
std::vector<models::FactEvidence> deciding_judgements(const models::Theory& theory, models::PropositionIndex proposition,
                                                      const models::CaseRecord& record, const models::Time& as_of);

}  // namespace realist::cli

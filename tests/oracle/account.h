// A result in a few words, to be compared and read: one line a statement, one a proposition.
#pragma once

#include <string>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::oracle {

// "S1 stalled from 2016-05-01: holds 2016-05-01; overdue due 2016-05-29 | no outcome at 2 (C) by P3D | presumed"
std::string account(const models::Theory& theory, const models::StatementResult& result);
// "M: observed false, predicted true, stalled"
std::string account(const models::Theory& theory, const models::PropositionResult& result);
std::vector<std::string> account(const models::Theory& theory, const models::CaseResult& result);

}  // namespace realist::oracle

// Judging: a compiled theory, a case record and an as-of instant give one result, always the same one (docs/semantics.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// The records a case can be linked to (practitioners, sites, other cases), by id.
using LinkedRecords = std::unordered_map<std::string, const models::CaseRecord*>;

class Plan;  // a theory compiled once: plan.h

// Compiles a theory read without errors. Cost: linear in its size.
std::shared_ptr<const Plan> compile(const models::Theory& theory);

// Everything there is to say of one case: verdicts, steps, evidence, what is missing. `as_of` given as a date is the end
// of that day. Records of another kind are for linking; it is the caller's business which records are cases.
models::CaseResult judge(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked,
                         const models::Time& as_of);

}  // namespace realist::engine

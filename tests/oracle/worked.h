// Cases worked through by hand, sentence by sentence of docs/semantics.md: data, for whichever evaluator is asked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/judge.h"
#include "tests/oracle/generate.h"

namespace realist::oracle {

// `says` holds lines of account.h that have to be there word for word. `record` and `linked` are as `record_of` reads them.
struct Worked {
  const char* why;
  const char* statements;
  const char* record;
  const char* as_of;
  std::vector<const char*> says;
  const char* linked = nullptr;   // the record of the practitioner P, if there is one
};

const std::vector<Worked>& worked();
Trial trial_of(const Worked& row);

using Evaluate = std::function<models::CaseResult(const models::Theory&, const models::CaseRecord&,
                                                  const engine::LinkedRecords&, const models::Time&)>;

// Checks every row of `worked()` against `evaluate`, but for those whose `why` is listed as not settled yet.
void check_worked(const Evaluate& evaluate, const std::vector<std::string>& unsettled = {});

}  // namespace realist::oracle

// What was so when a statement was activated: the state that contexts are looked for in, of one case.
//
// By what was recorded up to then, and nothing of later: events and judgements of that very day count only where they made the
// antecedent true, for they may have come after; attributes of that day count. What is undated counts, and is marked: whether it
// was so then is not recorded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/states.h"

namespace realist::engine {

struct AttributeThen {
  std::string path;
  models::Value value;                     // known
  bool undated = false;
};

// The state of a case at one instant.
struct StateThen {
  std::vector<State> propositions;         // by proposition
  std::vector<AttributeThen> attributes;   // in the record's order; those not known are left out
};

struct Activated {
  models::StatementIndex statement = 0;
  bool fired = false;                      // else stalled
  std::size_t state = 0;                   // in CaseActivations::states
};

struct CaseActivations {
  std::string case_id;
  std::vector<StateThen> states;
  std::vector<Activated> decided;          // in the theory's order: those that fired or stalled
};

// The theory with every `Whenever` judged once, the first time: so that a case that tried often does not count as stalled for
// that alone. `Only if` stays as it is.
models::Theory first_time_only(models::Theory theory);

// One a thread.
class ActivationReader {
 public:
  explicit ActivationReader(const Plan& plan) : plan_(plan), states_(plan) {}

  // `result`: of judging `record` against the plan as of `as_of`. Cost: that of binding the record, once for each instant at
  // which something was activated.
  CaseActivations read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result);

 private:
  StateThen state_at(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at, const std::vector<models::FactEvidence>& activating);

  const Plan& plan_;
  StateReader states_;
};

}  // namespace realist::engine

// The laws of docs/semantics.md, as properties of any evaluator.
#pragma once

#include "tests/oracle/worked.h"

namespace realist::oracle {

// Numbers of trials: `default_count`, or as the environment variable REALIST_TRIALS multiplies it.
std::size_t trials(std::size_t default_count);

std::vector<std::string> accounts(const Evaluate& evaluate, const Trial& trial);
models::CaseResult judged(const Evaluate& evaluate, const Trial& trial);

// Each takes trials from its own seed and fails with the smallest counterexample it finds.
void check_order_of_facts(const Evaluate& evaluate);
void check_order_of_statements(const Evaluate& evaluate);
void check_labels(const Evaluate& evaluate);
void check_chain_and_ripple(const Evaluate& evaluate);
void check_unknown_to_value(const Evaluate& evaluate);
void check_time_moving_on(const Evaluate& evaluate);

}  // namespace realist::oracle

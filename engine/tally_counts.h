// What a tally keeps. Internal to the engine.
#pragma once

#include "engine/plan.h"
#include "engine/tally.h"

namespace realist::engine {

struct Tally::Counts {
  explicit Counts(const Plan& plan) : rest(plan.theory) {}

  CohortSummary rest;  // what no array has a place for
};

}  // namespace realist::engine

// A theory's own examples, judged: for `test` and for the editor.
#pragma once

#include <string>
#include <vector>

#include "engine/judge.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

struct ExpectationOutcome {
  bool met = false;
  std::string expected;  // "GATE-2 stalled at "the participant feels listened to""
  std::string got;       // "stalled: no response, refuted 2016-05-09: the participant feels listened to"
};

// In the order of the expectations. An example without records gives nothing.
struct ExampleOutcome {
  models::CaseResult result;
  std::vector<ExpectationOutcome> expectations;
  std::size_t failed = 0;
};

// As of the example's own date, else of the newest one in it. `plan`: of `theory`.
ExampleOutcome run_example(const models::Theory& theory, const engine::Plan& plan, const models::Example& example);

}  // namespace realist::cli

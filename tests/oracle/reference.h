// The reference evaluator: docs/semantics.md taken sentence by sentence, as plainly as it can be written down.
//
// It shares no code with the engine (only the types of models/). It is slow on purpose: it tries every instant that could
// matter and looks at every fact at each of them. Where the contract can be read in two ways, CHOICES.md says which one
// was taken here.
#pragma once

#include "engine/judge.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::oracle {

// Evidence lists (what to show a reader) are left empty; everything else of the result is filled.
models::CaseResult reference_judge(const models::Theory& theory, const models::CaseRecord& record,
                                   const engine::LinkedRecords& linked, const models::Time& as_of);

}  // namespace realist::oracle

// Leaving out of a theory what it takes over from a vocabulary and does not use.
#pragma once

#include <vector>

#include "models/theory.h"

namespace realist::rules {

// `vocabulary`: by file, whether it is an included one without a statement of its own. What such a file declares, and no
// statement, expectation, `Not applicable when:` or indicator of something kept looks at, is taken out of the theory.
// All else keeps its order. Linear.
void leave_out_unused_words(models::Theory& theory, const std::vector<bool>& vocabulary);

}  // namespace realist::rules

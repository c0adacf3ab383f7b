// Every small theory over undated records, one after another.
#pragma once

#include <functional>

#include "tests/oracle/generate.h"

namespace realist::oracle {

// Calls `see` with every theory of up to four places for up to three propositions (each seen by an attribute or by
// judgement alone), over every record that says yes, no or nothing of each; every `stride`-th of them, from `offset` on.
void each_small(std::size_t stride, std::size_t offset, const std::function<void(const Trial&)>& see);

}  // namespace realist::oracle

// Who is said to say so: "In one of our focus groups we found that" → "one of our focus groups".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/words.h"

namespace realist::rules::prose {

// The source that the words before "that" name, as written; empty: none ("It is clear that").
std::string attributed_to(std::string_view sentence, const std::vector<Word>& words, const Span& attribution);

}  // namespace realist::rules::prose

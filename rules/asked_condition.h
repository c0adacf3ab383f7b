// A condition that is not in any theory file, in a theory's own words: what a command line asks for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/condition.h"
#include "models/theory.h"

namespace realist::rules {

struct AskedCondition {
  std::optional<models::Condition> condition;  // none: there is a fault
  std::string fault;                           // the first one: a sentence, lower case, no full stop, with what to do
};

// `text` as after `observed when`, but for `judged` and `its`, which need a proposition and a statement around them; phrases in
// braces, phases and short names are those of the theory.
AskedCondition read_condition(const models::Theory& theory, std::string_view text);

}  // namespace realist::rules

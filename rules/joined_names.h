// "C1 and not C2": a phrase made of nothing but names with `and`, `or` and `not` between them.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "rules/syntax_tree.h"

namespace realist::rules {

// A stretch between two joins, or over several of them where a name itself holds "and".
struct JoinedName {
  Text words;            // without `not`, quotes kept
  bool negated = false;  // `not` stands before it
  bool after_or = false; // `or` joins it to the one before, else `and`
  bool known = false;    // `is_name` has it
};

struct JoinedNames {
  std::vector<JoinedName> names;  // all of them known; empty: the phrase is no join
  std::vector<JoinedName> parts;  // where it is none: what stands between the joins, known or not; empty: there are no joins
};

// `is_name`: whether words without quotes are a name that a join can be made of. Of several readings the one with the shortest
// names from the left. At most 32 joins; cost: their square, in look-ups.
JoinedNames find_joined_names(const Text& phrase, const std::function<bool(std::string_view)>& is_name);

}  // namespace realist::rules

// Fixes made in a text: the safe ones that messages bring along, without touching a byte beside them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/diagnostic.h"
#include "rules/read_theory.h"

namespace realist::rules {

// `text` with `edits` made. They must not overlap; one that points past the text's end stands at its end. Linear.
std::string with_edits(std::string_view text, std::vector<models::Edit> edits);

struct Mended {
  std::map<std::string, std::string> changed;  // texts by path, those that are not as they were
  std::vector<models::Diagnostic> done;        // what was mended, in the order it was
  bool sound = true;                           // false: the theory has errors, and nothing is changed
};

// Makes the safe fixes of a theory and of what it includes, until none is left. `texts`: the files it was read from, by
// path; others come from `read_file`. What is mended has no errors, and mending it again changes nothing. Of fixes that overlap
// the first is made; the other one is looked at anew. Cost: that of checking the theory, for each round of fixes, at most kMostRounds.
Mended mend(const std::string& path, const std::map<std::string, std::string>& texts, const ReadFile& read_file, const Limits& limits = {});
inline constexpr std::size_t kMostRounds = 300;

}  // namespace realist::rules

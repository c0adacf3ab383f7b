// Another name for a proposition, a statement or a phase, everywhere it stands.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "rules/editing/lexicon.h"

namespace realist::rules {

struct RenameEdit {
  std::size_t file = 0;   // in the lexicon's files
  models::Place place;
  std::string text;
};

// Why it cannot be renamed so: one sentence.
struct RenameFault {
  std::string sentence;
};

// True where what stands there can be renamed at all.
bool can_rename(const Lexicon& names, std::size_t spot);

// The words at `spot` are replaced wherever they are written so; other names of the same thing (an alias, a short name) stay.
// Double quotes are put round them where the words would be read as something else. A name that something else has already is
// refused: nothing is merged. Whether the theory still reads the same is for the caller to see, by reading both.
std::variant<std::vector<RenameEdit>, RenameFault> rename(const Lexicon& names, std::size_t spot, std::string_view to);

}  // namespace realist::rules

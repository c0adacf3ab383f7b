// The way from a published line to what rests on it: every `(source: …)` of a theory, by document and line.
#pragma once

#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::models {

// One reference of one statement or declaration.
struct SourceEntry {
  SourceReference source;
  StatementIndex statement = kNone;      // one of the two
  PropositionIndex proposition = kNone;
};

// By document (as text), first line, last line; then statements before declarations, each in reading order. A reference
// without a line stands before those with one. An `otherwise` has an entry where its statement has none of that place. The same reference twice in one place is one entry. n log n in the number of references.
std::vector<SourceEntry> source_index(const Theory& theory);

}  // namespace realist::models

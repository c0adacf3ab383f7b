// `# allow: code because …`: a message that the author has looked at, and gives a reason for leaving as it is.
//
// The comment stands in the item, right above it, or right below it with a blank line after; it then speaks of what is
// told of that item. Standing alone between blank lines, or at a line about the file, it speaks of the whole file. Several
// codes may stand in one, with commas between. An error cannot be allowed.
#pragma once

#include <string>
#include <vector>

#include "rules/allowed.h"
#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/source_text.h"

namespace realist::rules {

// Linear in the lines. Statements' rows are given up when they are read: call it before.
std::vector<Allow> find_allows(const RowFile& rows, const SourceText& source);

// Tells of those without a reason, with a code there is not, and, where `complete` (everything that could be told has been),
// of those that silenced nothing. Codes of data are never called useless: they need the data.
void report_allows(const std::vector<Allow>& allows, bool complete, Reporter& reporter);

}  // namespace realist::rules

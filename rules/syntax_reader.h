// Rows to syntax tree: one item at a time.
#pragma once

#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/statement_grammar.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// Reports what is wrong with the item; the tree of a bad one is `Unread` or `broken`. Linear in the item's size. The rows are
// given up: they take more memory than what is made of them.
Item read_item(RowItem& rows, const SourceText& source, const KnownNames& names, const Limits& limits,
               Reporter& reporter);

// True where reading the item needs the names of the whole theory: a statement (not yet read).
bool needs_names(const RowItem& rows);

}  // namespace realist::rules

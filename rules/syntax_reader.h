// Rows to syntax tree: one item at a time.
#pragma once

#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/statement_grammar.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// Reports what is wrong with the item; the tree of a bad one is `Unread` or `broken`. Linear in the item's size.
Item read_item(const RowItem& rows, const SourceText& source, const KnownNames& names, const Limits& limits,
               Reporter& reporter);

// True where reading the item needs the names of the whole theory: a statement.
bool needs_names(const RowItem& rows);

}  // namespace realist::rules

// The rows of one statement put together: which clause belongs to which step, list or block.
#pragma once

#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/statement_grammar.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// `rows` opens with a Statement row. Reports; the statement is `broken` where anything in it is an error.
StatementSyntax build_statement(const std::vector<Row>& rows, const KnownNames& names, const Limits& limits,
                                Reporter& reporter);

}  // namespace realist::rules

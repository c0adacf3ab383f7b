// The rows of a query of an SQLite database as a table (cli/table_source.h). NULL is an empty field.
#pragma once

#include <memory>

#include "cli/query_address.h"

namespace realist::cli {

// Opened to be read alone; rows are taken as they are asked for. A query that would write is refused. Throws SourceFailure.
std::unique_ptr<ByteSource> open_sqlite(const QueryAddress& address);

}  // namespace realist::cli

// The rows of a query of an SQLite database, as the text of a table: the names of the columns, then a row a line, each field in
// quotes. NULL is an empty field.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace realist::cli {

// "sqlite:visits.db?query=SELECT …"; the query may be written with %20 and the like.
bool is_sqlite_address(std::string_view path);

// "sqlite:visits.db": without the query, as messages name it.
std::string shown_sqlite(std::string_view address);

// Opened to be read alone; rows are taken as they are asked for. A query that would write is refused. Throws SourceFailure.
std::unique_ptr<ByteSource> open_sqlite(const std::string& address);

}  // namespace realist::cli

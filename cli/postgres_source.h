// The rows of a query of a PostgreSQL database as a table (cli/table_source.h). NULL is an empty field.
//
// Contacted is the host that the address names, and no other; libpq's environment (PGPASSWORD, PGPASSFILE, PGTZ, …) counts as
// with other programs. Rows come one by one in one transaction that may only read. Truth values are true and false, dates and
// times ISO 8601, those with a time zone at the offset of the session's zone, which the note names.
#pragma once

#include <memory>
#include <string>

#include "cli/query_address.h"

namespace realist::cli {

// Throws SourceFailure; passwords are in no message.
std::unique_ptr<ByteSource> open_postgres(const QueryAddress& address);

// "postgresql://db.example.org/visits": without the user, a password, options.
std::string shown_postgres(const std::string& source);

}  // namespace realist::cli

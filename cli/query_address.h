// Databases in the place of a file: an address with a query, whose rows are the table.
//
//   sqlite:FILE?query=SELECT ...
//   postgresql://USER@HOST/DATABASE?query=SELECT ...
//
// The query is the last thing of the address and may be written plainly or with %20 and the like.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace realist::cli {

struct QueryAddress {
  std::string source;  // what stands before the query: "sqlite:visits.db"
  std::string query;
  bool has_query = false;
};

bool is_query_address(std::string_view path);

QueryAddress query_address(std::string_view path);

// As messages name it: without the query, and without anything that could be a password.
std::string shown_address(std::string_view path);

// The rows are taken as they are asked for, in one reading transaction. Throws SourceFailure.
std::unique_ptr<ByteSource> open_query(const std::string& path);

}  // namespace realist::cli

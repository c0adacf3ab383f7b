#include "cli/query_address.h"

#include <algorithm>

#include "cli/postgres_source.h"
#include "cli/sqlite_source.h"

namespace realist::cli {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool is_postgres(std::string_view path) { return path.starts_with("postgresql://") || path.starts_with("postgres://"); }

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Only %20 and the like: a percent sign of SQL (LIKE 'a%') stays where no two figures follow.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool code = text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0;
    if (!code) {
      out += text[at];
      continue;
    }
    out += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
    at += 2;
  }
  return out;
}

}  // namespace

bool is_query_address(std::string_view path) { return path.starts_with(kSqlite) || is_postgres(path); }

QueryAddress query_address(std::string_view path) {
  const std::size_t begin = std::min(path.find("?query="), path.find("&query="));
  if (begin == std::string_view::npos) return {std::string(path), "", false};
  return {std::string(path.substr(0, begin)), decoded(path.substr(begin + std::string_view("?query=").size())), true};
}

std::string shown_address(std::string_view path) {
  const std::string source = query_address(path).source;
  return is_postgres(path) ? shown_postgres(source) : source.substr(0, source.find('?'));
}

std::unique_ptr<ByteSource> open_query(const std::string& path) {
  return is_postgres(path) ? open_postgres(query_address(path)) : open_sqlite(query_address(path));
}

}  // namespace realist::cli

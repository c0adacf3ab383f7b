#include "rules/editing/unfinished.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace realist::rules {
namespace {

// Told of an item, or of the file, for what it does not have.
constexpr std::string_view kMissing[] = {
    "example/no-expectation", "file/empty",          "file/no-fence",        "file/unclosed-fence",   "label/unclosed",
    "phase/missing-from",     "syntax/empty-clause", "syntax/empty-list", "syntax/empty-tag", "syntax/missing-if",    "syntax/missing-then",   "syntax/no-phrase",
    "syntax/unclosed-quote",  "theory/no-statements", "syntax/stray-text",   "header/missing-value"};

bool says_what_is_missing(std::string_view code) {
  return std::find(std::begin(kMissing), std::end(kMissing), code) != std::end(kMissing) || code.starts_with("lint/");
}

}  // namespace

bool is_about_unfinished(const models::Diagnostic& message, const FileReading& file, std::uint32_t line) {
  const models::Mark& where = message.where;
  if (where.line == 0) return says_what_is_missing(message.code);
  if (where.line <= line && line <= std::max(where.line, where.end_line)) return true;
  if (!says_what_is_missing(message.code)) return false;
  const FileReading::At* item = file.item_at(line);
  return item != nullptr && line >= item->last_line() && where.line >= item->first_line && where.line <= line;
}

}  // namespace realist::rules

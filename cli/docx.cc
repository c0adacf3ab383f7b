// Markdown to DOCX by pandoc.
#include <fmt/core.h>

#include "cli/child_process.h"
#include "cli/report_markdown.h"
#include "cli/stops.h"

namespace realist::cli {

std::string docx_of(const std::string& markdown, const models::Time& as_of) {
  const std::int64_t seconds = as_of.local / models::kSecond;
  // The date that pandoc writes into the document: the same inputs give the same file.
  const std::string date = fmt::format("SOURCE_DATE_EPOCH={}", seconds > 0 ? seconds : 0);
  const auto run = run_child({{"pandoc", "--from=gfm", "--to=docx", "--output=-"}, markdown, {date}});
  if (!run) throw FileFailure("a .docx is made by pandoc, which is not installed here; install it, or write .html or .md");
  if (run->status != 0 || run->output.empty()) throw FileFailure("pandoc could not make the .docx; write .html or .md instead");
  return run->output;
}

}  // namespace realist::cli

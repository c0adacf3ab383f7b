#include <csignal>

#include "cli/child_process.h"
#include "cli/document_parts.h"
#include "rules/characters.h"
#include "rules/prose/markdown_lines.h"

namespace realist::cli {
namespace {

constexpr std::uint64_t kMostSeconds = 120, kMostMemory = 2ull << 30;
constexpr int kNotAllowed = 3;  // pdftotext's own

ChildCall call_for(const std::string& path, std::size_t limit) {
  ChildCall call;
  // A name that begins with a hyphen is no option.
  call.words = {"pdftotext", "-enc", "UTF-8", "-q", path.starts_with("-") ? "./" + path : path, "-"};
  call.keep_errors = true;
  call.most_seconds = kMostSeconds;
  call.most_output = limit + 1;
  call.most_memory = kMostMemory;
  return call;
}

}  // namespace

std::vector<rules::prose::Line> pdf_lines(const std::string& path, std::size_t limit) {
  const std::optional<ChildRun> run = run_child(call_for(path, limit));
  if (!run) throw SourceFailure("a PDF is read by pdftotext (poppler-utils), which is not installed here; install it, or save the text as .txt");
  if (run->signal == SIGXFSZ || run->output.size() > limit) throw SourceFailure(too_much_text(limit));
  if (run->signal == SIGXCPU || run->signal == SIGKILL) throw SourceFailure("pdftotext was at it for more than two minutes; it was ended, and the document is not read");
  if (run->status == kNotAllowed) throw SourceFailure("it is a PDF whose author does not allow its text to be taken out");
  if (run->status != 0) throw SourceFailure("pdftotext cannot read it: it is damaged, protected by a password, or no PDF");
  if (rules::trimmed(run->output).find_first_not_of("\f\n\r ") == std::string_view::npos) throw SourceFailure("it is a PDF without text: pictures of pages, probably scanned. Have the text recognised first");
  return rules::prose::text_lines(run->output);
}

}  // namespace realist::cli

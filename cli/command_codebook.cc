#include "cli/codebook.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

std::string rendered(const models::Theory& theory, CodebookFormat format) {
  switch (format) {
    case CodebookFormat::Csv: return codebook_csv(theory);
    case CodebookFormat::Qdc: return codebook_qdc(theory);
    case CodebookFormat::Markdown: break;
  }
  return codebook_markdown(theory);
}

}  // namespace

int run_codebook(const CodebookOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories({options.theory}, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  output.write(rendered(theories.front(), options.format));
  output.finish();
  return kDone;
}

}  // namespace realist::cli

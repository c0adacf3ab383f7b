#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/source_pages.h"
#include "cli/theory_files.h"

namespace realist::cli {
namespace {

std::string rendered(const SourcePages& pages, IndexFormat format) {
  switch (format) {
    case IndexFormat::Csv: return pages.csv();
    case IndexFormat::Json: return pages.json();
    case IndexFormat::Markdown: break;
  }
  return pages.markdown();
}

}  // namespace

int run_index(const IndexOptions& options) {
  const std::vector<models::Theory> theories = read_sound_theories(options.theories, options.limits.theory);
  if (theories.empty()) return kFindings;
  Output output(options.output);
  const std::string folder = folder_of(output.to_file() ? options.output : options.theories.front());
  output.write(rendered({theories, folder, options.source}, options.format));
  output.finish();
  return kDone;
}

}  // namespace realist::cli

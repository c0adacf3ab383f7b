#include <fmt/core.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/explain_pages.h"
#include "cli/output.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

void make_folder(const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw FileFailure(fmt::format("{} is there already, and is no folder; choose another name", folder));
  if (fs::is_directory(folder, error) && !fs::is_empty(folder, error))
    throw FileFailure(fmt::format("the folder {} holds files already, and none of them shall be lost; choose another name", folder));
  fs::create_directories(folder, error);
  if (error) throw FileFailure(fmt::format("the folder {} could not be made: {}", folder, error.message()));
}

}  // namespace

int run_new(const NewOptions& options) {
  make_folder(options.folder);
  Output output("");
  for (const ExplainPage& file : new_theory_files()) {
    const std::string path = (fs::path(options.folder) / file.code).string();
    write_file(path, file.text);
    output.write(fmt::format("wrote {}\n", path));
  }
  const std::string theory = (fs::path(options.folder) / "programme.theory").string();
  const std::string cases = (fs::path(options.folder) / "cases.json").string();
  output.write(fmt::format("\nNow try:\n  realist check {0}\n  realist test {0}\n  realist run {0} {1}\n  realist why {0} {1} --case A-2\n", theory, cases));
  output.finish();
  return kDone;
}

}  // namespace realist::cli

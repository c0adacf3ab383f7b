#include "cli/commands.h"
#include "cli/stops.h"
namespace realist::cli {
int run_fmt(const FmtOptions&) { throw UsageError("this command is not built yet"); }
}  // namespace realist::cli

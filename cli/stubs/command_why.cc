#include "cli/commands.h"
#include "cli/stops.h"
namespace realist::cli {
int run_why(const WhyOptions&) { throw UsageError("this command is not built yet"); }
}  // namespace realist::cli

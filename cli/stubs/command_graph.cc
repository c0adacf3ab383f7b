#include "cli/commands.h"
#include "cli/stops.h"
namespace realist::cli {
int run_graph(const GraphOptions&) { throw UsageError("this command is not built yet"); }
}  // namespace realist::cli

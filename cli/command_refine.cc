#include "cli/commands.h"
#include "cli/exit_status.h"

namespace realist::cli {

int run_refine(const RefineOptions&) { return kDone; }

}  // namespace realist::cli

#include "cli/main_loop.h"

namespace realist::cli {

int run(const std::vector<std::string>&) { return 2; }

}  // namespace realist::cli

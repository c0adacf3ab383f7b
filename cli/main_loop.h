// The program: everything but `main` itself, so that tests can call it.
#pragma once

#include <string>
#include <vector>

namespace realist::cli {

// Runs one command line (without the program's name) and gives its exit status (docs/cli.md).
int run(const std::vector<std::string>& arguments);

}  // namespace realist::cli

#include "cli/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace realist::cli {

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

bool colour_on(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return is_terminal(descriptor) && term != nullptr && std::string_view(term) != "dumb";
}

}  // namespace realist::cli

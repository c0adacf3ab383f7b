// What stands at the other end of standard output and standard error.
#pragma once

#include <cstddef>

namespace realist::cli {

bool is_terminal(int descriptor);

// True on a terminal that can show colours, unless NO_COLOR is set (to anything but nothing) or TERM is "dumb".
bool colour_on(int descriptor);

}  // namespace realist::cli

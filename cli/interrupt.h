// Ctrl-C: work ends at the next whole case, and no half-written file stays.
#pragma once

#include <string>

#include "cli/stops.h"

namespace realist::cli {

// From here on the first SIGINT or SIGTERM is remembered, the second ends the program at once (removing the file that is
// being written); a closed pipe is an error of `write` instead of the program's death.
void watch_for_interrupts();

bool interrupted();

// Throws Interrupted{so_far()} where an interrupt has come. Cheap enough for every record.
template <typename SoFar>
void stop_if_interrupted(SoFar so_far) {
  if (interrupted()) throw Interrupted{so_far()};
}

// Waits until there is something to read (or the end, or an error). Throws Interrupted where an interrupt has come, before
// or meanwhile: a read alone would miss one that comes just before it.
void wait_to_read(int descriptor);

// The same for what may also be written to, for some time: false once that has gone by.
bool wait_until_ready(int descriptor, bool to_write, int milliseconds);

// The temporary file to remove should the program be ended at once; empty: none.
void remove_on_interrupt(const std::string& path);

}  // namespace realist::cli

// What ends a command early. Thrown anywhere in `cli`, turned into a sentence and an exit status in one place, main_loop.cc.
#pragma once

#include <stdexcept>
#include <string>

namespace realist::cli {

// Input that cannot be read or output that cannot be written: one sentence. Exit status 4.
struct FileFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A command line that parses but makes no sense ("two theories, but this command takes one"). Exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The reader of our output has gone (a closed pipe): end quietly.
struct ReaderGone {};

// Ctrl-C: `so_far` says how far the work had come; may be empty. Exit status 130.
struct Interrupted {
  std::string so_far;
};

}  // namespace realist::cli

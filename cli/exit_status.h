// What a command tells the shell (docs/cli.md, "Exit status").
#pragma once

namespace realist::cli {

enum ExitStatus : int {
  kDone = 0,
  kFindings = 1,     // errors in a theory, a failed example, a threshold missed, a file that `fmt --check` would change
  kUsage = 2,        // the command line was not understood
  kRejected = 3,     // some input records were rejected; the others were judged
  kFailed = 4,       // input could not be read, or output not written
  kInterrupted = 130,
};

}  // namespace realist::cli

// Another program, run to its end: started by its words, without a shell. It gets and gives through files without names, so
// that nothing stays behind and nothing can block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace realist::cli {

struct ChildCall {
  std::vector<std::string> words;        // the program, found as the shell finds it, and its arguments
  std::string input;                     // its standard input
  std::vector<std::string> environment;  // "NAME=value", in place of what stands there now
  // Past these it is ended: seconds of processor time, bytes of output, bytes of memory. 0: none.
  std::uint64_t most_seconds = 0, most_output = 0, most_memory = 0;
  bool keep_errors = false;              // its standard error is kept; else it goes to ours
};

struct ChildRun {
  int status = 0;                        // what it ended with; 1 where a signal ended it
  int signal = 0;                        // that signal: SIGXCPU, SIGXFSZ where a bound was passed
  std::string output, errors;
};

// None where there is no such program. Throws FileFailure where it cannot be started or a temporary file not be written.
std::optional<ChildRun> run_child(const ChildCall& call);

}  // namespace realist::cli

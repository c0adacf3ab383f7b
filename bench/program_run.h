// A run of the whole program, measured from outside.
#pragma once

#include <string>
#include <vector>

namespace realist::bench {

struct ProgramRun {
  double wall = 0;         // seconds by the clock
  double processor = 0;    // seconds, all threads, user and system
  long resident_kib = 0;   // at its highest
  bool done = false;       // ended with 0
};

// Runs it `passes` times, output thrown away, and gives the quickest by processor time; by the clock where `by_clock`.
ProgramRun run_program(const std::vector<std::string>& words, int passes, bool by_clock = false);

}  // namespace realist::bench

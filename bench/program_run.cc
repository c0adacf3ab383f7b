#include "program_run.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stopwatch.h"

namespace realist::bench {
namespace {

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

[[noreturn]] void become(const std::vector<std::string>& words) {
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int end : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, end);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

ProgramRun run_once(const std::vector<std::string>& words) {
  malloc_trim(0);  // what this process holds at the fork would count as the child's highest
  const Stopwatch watch;
  const pid_t child = fork();
  if (child == 0) become(words);
  int status = 1;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return {};
  return {watch.wall(), seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss, WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& words, int passes, bool by_clock) {
  ProgramRun best;
  for (int pass = 0; pass < passes; ++pass) {
    const ProgramRun now = run_once(words);
    if (!now.done) return now;
    const bool quicker = by_clock ? now.wall < best.wall : now.processor < best.processor;
    if (pass == 0 || quicker) best = now;
  }
  return best;
}

}  // namespace realist::bench

#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <climits>
#include <cstring>

namespace realist::cli {
namespace {

// A signal handler may touch nothing else than such plain memory.
volatile sig_atomic_t seen = 0;
volatile sig_atomic_t has_temporary = 0;
char temporary[PATH_MAX] = "";

extern "C" void on_signal(int) {
  if (seen == 0) {
    seen = 1;
    return;
  }
  if (has_temporary != 0) unlink(temporary);
  _exit(130);
}

}  // namespace

void watch_for_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: a read that waits for a person ends as well
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return seen != 0; }

void remove_on_interrupt(const std::string& path) {
  has_temporary = 0;
  if (path.empty() || path.size() >= sizeof temporary) return;
  std::memcpy(temporary, path.c_str(), path.size() + 1);
  has_temporary = 1;
}

}  // namespace realist::cli

#include "cli/interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

namespace realist::cli {
namespace {

// A signal handler may touch nothing else than such plain memory.
volatile sig_atomic_t seen = 0;
volatile sig_atomic_t has_temporary = 0;
char temporary[PATH_MAX] = "";
int woken[2] = {-1, -1};  // a byte is written to the second when an interrupt comes, and wakes whoever waits on the first

extern "C" void on_signal(int) {
  if (seen == 0) {
    seen = 1;
    if (woken[1] >= 0) (void)!write(woken[1], "", 1);
    return;
  }
  if (has_temporary != 0) unlink(temporary);
  _exit(130);
}

}  // namespace

void watch_for_interrupts() {
  if (woken[0] < 0 && pipe2(woken, O_CLOEXEC | O_NONBLOCK) != 0) woken[0] = woken[1] = -1;
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: a read that waits for a person ends as well
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return seen != 0; }

bool wait_until_ready(int descriptor, bool to_write, int milliseconds) {
  const short what = to_write ? POLLOUT : POLLIN;
  pollfd waiting[2] = {{descriptor, what, 0}, {woken[0], POLLIN, 0}};  // a negative descriptor is passed over
  int ready = 0;
  while ((ready = poll(waiting, 2, milliseconds)) < 0 && errno == EINTR && !interrupted()) {
  }
  stop_if_interrupted([] { return ""; });
  return ready != 0;
}

void wait_to_read(int descriptor) { wait_until_ready(descriptor, false, -1); }

void remove_on_interrupt(const std::string& path) {
  has_temporary = 0;
  if (path.empty() || path.size() >= sizeof temporary) return;
  std::memcpy(temporary, path.c_str(), path.size() + 1);
  has_temporary = 1;
}

}  // namespace realist::cli

// What reading and formatting a theory costs: realist_check_bench [statements] [check|format|declared|all] [passes].
//
// The theories are made here, in memory. The one of `check` and `format` is as make_theory.py makes one: phrases of a small
// world that are used again and again, chains, windows, blocks, reasons and tags; of 20,000 statements 5.5 MB with 17,000
// propositions. `declared` checks one in which each statement starts from a context of its own, declared with an indicator.
// Every size and task runs in a process of its own, so that the peak of memory is its own, and prints the processor time
// spent in the program (what else the machine does counts little) and its peak. The last lines are the ratios to half the
// statements: about 2 where the cost is linear.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include "rules/format.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;

constexpr std::array kContexts = {"the participant has somewhere to sleep", "the participant has a working telephone",
                                  "the release date is known four weeks ahead", "the practitioner has a small caseload",
                                  "services are open at the weekend", "a mentor of the same age is available"};
constexpr std::array kResources = {"the practitioner meets the participant at the gate", "the mentor tells how it went for them",
                                   "the practitioner calls the day before each meeting", "the team shares one plan with other services"};
constexpr std::array kReasonings = {"the participant feels listened to", "the participant trusts the practitioner",
                                    "the participant feels less alone", "the practitioner feels safe to be unsure"};
constexpr std::array kOutcomes = {"the participant comes to the next meeting", "the participant keeps the tenancy",
                                  "the participant asks for help before a crisis", "the participant speaks with family again"};
constexpr std::array kTurns = {"", " in the first week", " on wing A", " on wing B", " in the north", " in the south", " when winter comes",
                               " after a setback", " towards the end", " in the second month"};
constexpr std::array kWindows = {"", "", "", " within 14 days", " on the same day", " between 2 and 6 weeks"};

class Writer {
 public:
  explicit Writer(int statements) : statements_(statements) {}

  std::string text() {
    std::string out = "Theory: made up\nVersion: 1.0\nCase: participant\n";
    for (int i = 0; i < statements_; ++i) out += statement(i);
    return out;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }

  template <class Pool>
  std::string phrase(const Pool& pool) {
    return std::string(pool[below(pool.size())]) + kTurns[below(kTurns.size())] + ", site " +
           std::to_string(below(static_cast<std::size_t>(statements_) / 200 + 1));
  }
  std::string window() { return kWindows[below(kWindows.size())]; }

  std::string statement(int number) {
    std::string out = "\n[S-" + std::to_string(number) + "] If " + phrase(kContexts);
    if (chance(35)) out += "\nand not " + phrase(kContexts);
    if (chance(60)) out += "\nthen (resource) " + phrase(kResources) + window();
    if (chance(55)) out += "\nthen (reasoning) " + phrase(kReasonings) + window();
    out += "\nthen " + phrase(kOutcomes) + window();
    if (chance(20)) out += "\nunless the practitioner is off work";
    if (chance(20)) out += "\nbecause being asked is being taken seriously";
    if (chance(50)) out += "\n(evidence: pilot trial, " + std::to_string(2 + below(8)) + " case studies)";
    return out + "\n";
  }

  int statements_;
  std::mt19937 random_{7};
};

std::string declared_text(int statements) {
  std::string out = "Theory: made up\nVersion: 1.0\nCase: participant\n";
  for (int i = 0; i < statements; ++i) {
    const std::string number = std::to_string(i);
    out += "\nContext C" + number + ": the participant is at place number " + number +
           "\n  observed when at least 2 events session where setting is place" + number + " within 14 days after event release\n";
  }
  for (int i = 0; i < statements; ++i)
    out += "\n[S-" + std::to_string(i) + "] If C" + std::to_string(i) + "\nthen the participant comes to the next meeting" +
           (i % 3 == 0 ? " within 14 days" : "") + "\n";
  return out;
}

struct Figure {
  double seconds = 0;
  long peak_kib = 0;
};

double user_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

void do_task(std::string_view task, const std::string& text) {
  if (task != "format") {
    const rules::ReadResult read = rules::read_theory_text(text);
    if (!read.ok()) std::fprintf(stderr, "%s\n", read.diagnostics.front().message.c_str());
  }
  if (task == "format") {
    const std::string formatted = rules::format(text, "made-up.theory");
    if (formatted.size() < text.size() / 2) std::fputs("the formatted text is short\n", stderr);
  }
}

// The quickest of some passes in a new process; a pass's cost is of the whole task, its own clearing away included.
Figure measure(int statements, std::string_view task, int passes) {
  int ends[2];
  if (pipe(ends) != 0) std::exit(2);
  const pid_t child = fork();
  if (child == 0) {
    const std::string text = task == "declared" ? declared_text(statements) : Writer(statements).text();
    double best = 1e9;
    for (int i = 0; i < passes; ++i) {
      const double before = user_seconds();
      do_task(task, text);
      best = std::min(best, user_seconds() - before);
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const Figure figure{best, usage.ru_maxrss};
    _exit(write(ends[1], &figure, sizeof figure) == static_cast<ssize_t>(sizeof figure) ? 0 : 2);
  }
  close(ends[1]);
  Figure figure;
  const bool whole = read(ends[0], &figure, sizeof figure) == static_cast<ssize_t>(sizeof figure);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (!whole) std::exit(2);
  return figure;
}

void report(int statements, std::string_view task, int passes) {
  const Figure half = measure(statements / 2, task, passes);
  const Figure full = measure(statements, task, passes);
  const int width = static_cast<int>(task.size());
  std::printf("%-8.*s %6d statements %7.3f s %8.1f MB\n", width, task.data(), statements / 2, half.seconds, static_cast<double>(half.peak_kib) / 1024);
  std::printf("%-8.*s %6d statements %7.3f s %8.1f MB   ratio: time %.2f, memory %.2f\n", width, task.data(), statements, full.seconds,
              static_cast<double>(full.peak_kib) / 1024, full.seconds / half.seconds,
              static_cast<double>(full.peak_kib) / static_cast<double>(half.peak_kib));
}

}  // namespace

int main(int argc, char** argv) {
  const int statements = argc > 1 ? std::max(2, std::atoi(argv[1])) : 20'000;
  const std::string_view asked = argc > 2 ? argv[2] : "all";
  const int passes = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
  for (const std::string_view task : {"check", "format", "declared"})
    if (asked == "all" || asked == task) report(statements, task, passes);
}

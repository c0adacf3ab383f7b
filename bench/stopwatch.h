// Time since it was made: by the clock, and of this process's threads.
#pragma once

#include <chrono>
#include <ctime>

namespace realist::bench {

class Stopwatch {
 public:
  double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  double processor() const { return static_cast<double>(std::clock() - clock_) / CLOCKS_PER_SEC; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::clock_t clock_ = std::clock();
};

}  // namespace realist::bench

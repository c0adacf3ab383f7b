// How far the work is: a line on standard error for work of more than a second, on a terminal alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace realist::cli {

class Progress {
 public:
  // `what`: "reading", "judging". `total` 0: not known beforehand. `unit`: "cases", "MB".
  Progress(std::string what, std::string unit, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `cases`: how many of them that is, where the unit is another.
  void advance_to(std::uint64_t done, std::optional<std::uint64_t> cases = std::nullopt);
  // The line is taken away; it comes back with the next `advance_to`.
  void hide();

  static constexpr int kBarColumns = 24;

 private:
  void draw(std::uint64_t done, std::optional<std::uint64_t> cases, double seconds);

  std::string what_, unit_;
  std::uint64_t total_ = 0;
  bool shown_ = false;
  bool possible_ = false;
  std::chrono::steady_clock::time_point begin_, last_;
};

// "judging [######......] 24%  1200 cases  350 cases/s  11 s left": what is drawn; `total` 0: without bar and time left. With
// `cases`: "judging [######......] 24%  120 MB  40000 cases  3500 cases/s  11 s left".
std::string progress_line(const std::string& what, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds, std::optional<std::uint64_t> cases = std::nullopt);

}  // namespace realist::cli

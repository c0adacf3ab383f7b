#include "cli/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>

#include "cli/terminal.h"

namespace realist::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kFirstAfter = 1.0;  // seconds
constexpr double kEvery = 0.2;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

void put(std::string_view text) { (void)!::write(2, text.data(), text.size()); }

std::string time_left(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s left", seconds);
  return fmt::format("{:.0f} min left", seconds / 60);
}

}  // namespace

std::string progress_line(const std::string& what, const std::string& unit, std::uint64_t done, std::uint64_t total,
                          double seconds, std::optional<std::uint64_t> cases) {
  const auto per_second = [&](std::uint64_t n) { return seconds > 0 ? static_cast<double>(n) / seconds : 0; };
  const double rate = per_second(done);
  const std::string measured = cases ? fmt::format("{} {}  {} cases  {:.0f} cases/s", done, unit, *cases, per_second(*cases))
                                     : fmt::format("{} {}  {:.0f} {}/s", done, unit, rate, unit);
  if (total == 0) return fmt::format("{} {}", what, measured);
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto filled = static_cast<int>(share * Progress::kBarColumns);
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(Progress::kBarColumns - filled), '.');
  const std::string left = rate > 0 ? "  " + time_left(static_cast<double>(std::max(total, done) - done) / rate) : "";
  return fmt::format("{} [{}] {:.0f}%  {}{}", what, bar, 100 * share, measured, left);
}

Progress::Progress(std::string what, std::string unit, std::uint64_t total)
    : what_(std::move(what)), unit_(std::move(unit)), total_(total), possible_(is_terminal(2)), begin_(Clock::now()), last_(begin_) {}

Progress::~Progress() { hide(); }

void Progress::hide() {
  if (shown_) put("\r\x1b[K");
  shown_ = false;
}

void Progress::advance_to(std::uint64_t done, std::optional<std::uint64_t> cases) {
  if (!possible_) return;
  const double seconds = seconds_since(begin_);
  if (seconds < kFirstAfter || seconds_since(last_) < kEvery) return;
  last_ = Clock::now();
  draw(done, cases, seconds);
}

void Progress::draw(std::uint64_t done, std::optional<std::uint64_t> cases, double seconds) {
  shown_ = true;
  put("\r\x1b[K" + progress_line(what_, unit_, done, total_, seconds, cases));
}

}  // namespace realist::cli

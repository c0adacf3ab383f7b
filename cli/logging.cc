#include "cli/logging.h"

#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "cli/terminal.h"

namespace realist::cli {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(
        colour_on(2) ? spdlog::color_mode::always : spdlog::color_mode::never);
    auto made = std::make_shared<spdlog::logger>("realist", sink);
    made->set_level(spdlog::level::info);
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *instance;
}

void put(spdlog::level::level_enum level, std::string_view word, std::string_view sentence) {
  logger().log(level, "{}: {}", word, sentence);
}

}  // namespace

void set_loudness(Loudness loudness) {
  switch (loudness) {
    case Loudness::Quiet: return logger().set_level(spdlog::level::err);
    case Loudness::Normal: return logger().set_level(spdlog::level::info);
    case Loudness::Verbose: return logger().set_level(spdlog::level::debug);
  }
}

void say_error(std::string_view sentence) { put(spdlog::level::err, "error", sentence); }
void say_warning(std::string_view sentence) { put(spdlog::level::warn, "warning", sentence); }
void say_note(std::string_view sentence) { put(spdlog::level::info, "note", sentence); }
void say_detail(std::string_view sentence) { put(spdlog::level::debug, "detail", sentence); }

void say(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  logger().log(spdlog::level::critical, "{}", text);
}

}  // namespace realist::cli

#include "cli/mend_files.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/diagnostic_render.h"
#include "cli/logging.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "cli/theory_files.h"
#include "rules/mend.h"

namespace realist::cli {
namespace {

std::string counted(std::size_t n, std::string_view word, std::string_view ending) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : ending);
}

void say_what_was_done(const rules::Mended& mended) {
  constexpr std::size_t kMostShown = 20;
  for (std::size_t i = 0; i < std::min(kMostShown, mended.done.size()); ++i) {
    const models::Diagnostic& d = mended.done[i];
    say(fmt::format("{}:{}: {} [{}]", for_display(d.where.path), d.where.line, for_display(d.fix->title), d.code));
  }
  if (mended.done.size() > kMostShown) say(fmt::format("and {} more", mended.done.size() - kMostShown));
  say(fmt::format("{} made in {}", counted(mended.done.size(), "fix", "es"), counted(mended.changed.size(), "file", "s")));
}

// The first file that is not as it was read.
std::string changed_meanwhile(const rules::Mended& mended, const TheoryTexts& texts, const rules::Limits& limits) {
  for (const auto& [path, text] : mended.changed)
    if (read_file_text(path, limits.text_bytes).text != texts.at(path)) return path;
  return {};
}

}  // namespace

bool mend_files(const std::string& path, const rules::Limits& limits) {
  TheoryTexts texts;
  if (!read_theory_file(path, limits, &texts).ok()) {
    say_note(fmt::format("{} has errors and is left as it is: mend them first", for_display(path)));
    return true;  // the check that follows tells them
  }
  const auto no_other = [](const std::string&) { return rules::FileText{std::nullopt, "it was not there before"}; };
  const rules::Mended mended = rules::mend(path, texts, no_other, limits);
  if (!mended.sound) {
    say_error(fmt::format("the fixes for {} do not go together; it is left as it is", for_display(path)));
    return false;
  }
  if (mended.changed.empty()) return true;
  if (const std::string other = changed_meanwhile(mended, texts, limits); !other.empty()) {
    say_error(fmt::format("{} was changed meanwhile; nothing is written", for_display(other)));
    return false;
  }
  for (const auto& [file, text] : mended.changed) write_file(file, text);
  say_what_was_done(mended);
  return true;
}

}  // namespace realist::cli

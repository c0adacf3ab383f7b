#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/explain_pages.h"
#include "cli/output.h"
#include "cli/stops.h"
#include "cli/suggest.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

std::string without_brackets(std::string code) {
  std::erase_if(code, [](char c) { return c == '[' || c == ']'; });
  return code;
}

// The page's first line that is no heading, as the list's short description.
std::string_view first_line(std::string_view page) {
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size() - 1);
    const std::string_view line = page.substr(0, end);
    if (!line.empty() && line.front() != '#') return line;
    page.remove_prefix(end + 1);
  }
  return "";
}

std::vector<std::string> all_codes() {
  std::vector<std::string> codes;
  for (const ExplainPage& page : explain_pages()) codes.emplace_back(page.code);
  return codes;
}

// The nearest code; for a word without its area, the nearest by the last part.
std::string suggestion(const std::string& code) {
  const std::vector<std::string> codes = all_codes();
  const std::string near = did_you_mean(code, codes);
  if (!near.empty() || code.find('/') != std::string::npos) return near;
  std::vector<std::string> last_parts;
  for (const std::string& known : codes) last_parts.push_back(known.substr(known.find('/') + 1));
  const auto last = nearest_word(code, last_parts);
  if (!last) return "";
  const auto at = std::find(last_parts.begin(), last_parts.end(), *last) - last_parts.begin();
  return fmt::format(" (did you mean {}?)", codes[static_cast<std::size_t>(at)]);
}

std::string listing() {
  std::string text;
  for (const ExplainPage& page : explain_pages()) text += fmt::format("{}\n    {}\n", page.code, clipped(first_line(page.text), 76));
  return text;
}

}  // namespace

int run_explain(const ExplainOptions& options) {
  const std::string code = without_brackets(options.code);
  std::string text;
  if (code.empty()) {
    text = listing();
  } else {
    const auto& pages = explain_pages();
    const auto page = std::find_if(pages.begin(), pages.end(), [&](const ExplainPage& p) { return p.code == code; });
    if (page == pages.end())
      throw UsageError(fmt::format("there is no message with the code {}{}; realist explain lists them all", code, suggestion(code)));
    text = page->text;
  }
  Output output("");
  output.write(text);
  output.finish();
  return kDone;
}

}  // namespace realist::cli

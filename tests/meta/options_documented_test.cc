// Every option stands in docs/cli.md, under its command, and in a test of the command line.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "cli/options.h"
#include "tests/text_of.h"

namespace {

namespace fs = std::filesystem;

using realist::tests::text_of;

std::string all_tests() {
  std::string text;
  const fs::path tests = fs::path(REALIST_SOURCE_DIR) / "tests";
  for (const auto& entry : fs::directory_iterator(tests / "golden" / "cli")) text += text_of(entry.path());
  for (const auto& entry : fs::directory_iterator(tests / "cli"))
    if (entry.is_regular_file()) text += text_of(entry.path());
  return text;
}

// The section "## realist run" up to the next one.
std::string section(const std::string& document, const std::string& command) {
  const std::size_t begin = document.find("\n## realist " + command + "\n");
  if (begin == std::string::npos) return "";
  return document.substr(begin, document.find("\n## ", begin + 4) - begin);
}

bool common(const std::string& option) {
  return option == "--help" || option == "-h" || option == "--quiet" || option == "-q" || option == "--verbose" || option == "-v" ||
         option == "-o" || option == "--output" || option.starts_with("--limit-") || option == "--as-of";
}

}  // namespace

TEST_CASE("every option is documented") {
  const std::string document = text_of(fs::path(REALIST_SOURCE_DIR) / "docs" / "cli.md");
  for (const std::string& full : realist::cli::all_options()) {
    const std::size_t blank = full.find(' ');
    const std::string option = blank == std::string::npos ? full : full.substr(blank + 1);
    const std::string where = blank == std::string::npos || common(option) ? document : section(document, full.substr(0, blank));
    INFO(full);
    CHECK((where.find("`" + option) != std::string::npos || where.find("`realist " + option) != std::string::npos));
  }
}

TEST_CASE("every option is tested") {
  const std::string tests = all_tests();
  for (const std::string& full : realist::cli::all_options()) {
    const std::string option = full.substr(full.find(' ') == std::string::npos ? 0 : full.find(' ') + 1);
    INFO(full);
    CHECK(tests.find(option) != std::string::npos);
  }
}

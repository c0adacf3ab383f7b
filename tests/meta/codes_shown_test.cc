// Every message has a page (`realist explain` has no others), and is produced by a golden file or by a test that names it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "cli/explain_pages.h"
#include "rules/condition_grammar.h"
#include "rules/diagnostic_codes.h"
#include "tests/text_of.h"

namespace {

namespace fs = std::filesystem;
using namespace realist;

using realist::tests::text_of;

// Golden files and test sources.
std::string all_tests() {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(REALIST_SOURCE_DIR) / "tests"))
    if (entry.is_regular_file()) text += text_of(entry.path());
  return text;
}

}  // namespace

TEST_CASE("every code of the language has a page in the program") {
  std::set<std::string_view> pages;
  for (const cli::ExplainPage& page : cli::explain_pages()) pages.insert(page.code);
  for (const auto& code : rules::diagnostic_codes()) {
    INFO(code.code);
    CHECK(pages.contains(code.code));
  }
  for (const std::string_view code : rules::condition_codes()) {
    INFO(code);
    CHECK(pages.contains(code));
  }
}

TEST_CASE("every code is shown by a golden file or named by a test") {
  const std::string tests = all_tests();
  for (const cli::ExplainPage& page : cli::explain_pages()) {
    INFO(page.code);
    CHECK(tests.find(std::string(page.code)) != std::string::npos);
  }
}

// The messages about matrices have their pages, and anchors are read as written.
#include "cli/matrix.h"

#include <catch2/catch.hpp>
#include <set>

#include "cli/explain_pages.h"

using namespace realist;

TEST_CASE("every message about a matrix has a page with its four parts, and every such page a message") {
  std::set<std::string_view> pages;
  for (const cli::ExplainPage& page : cli::explain_pages()) {
    if (!page.code.starts_with("matrix/")) continue;
    INFO(page.code);
    pages.insert(page.code);
    for (const char* part : {"\n## What it means\n", "\n## Why it matters\n", "\n## Avoid\n", "\n## Prefer\n"})
      CHECK(page.text.find(part) != std::string_view::npos);
  }
  CHECK(pages == std::set<std::string_view>(cli::matrix_codes().begin(), cli::matrix_codes().end()));
}

TEST_CASE("anchors are three numbers that rise or fall") {
  REQUIRE(cli::anchors_of("400, 550.5,+900").has_value());
  CHECK(cli::anchors_of("400, 550.5,+900")->crossover == 550.5);
  CHECK(cli::anchors_of("15,9.5,-5")->in == -5);
  for (const char* text : {"", "1,2", "1,2,3,4", "1,3,2", "1,1,2", "a,2,3", "1,2,3,", "1,,3", "nan,1,2", "inf,1,0"}) {
    INFO(text);
    CHECK_FALSE(cli::anchors_of(text).has_value());
  }
}

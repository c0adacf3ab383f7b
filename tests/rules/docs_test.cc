// Every theory shown in the documentation is read, and every page of an error shows that error.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "rules/condition_grammar.h"
#include "rules/diagnostic_codes.h"
#include "rules/read_theory.h"
#include "tests/text_of.h"

namespace {

using namespace realist;
namespace fs = std::filesystem;

const fs::path kRoot = REALIST_SOURCE_DIR;

struct Fence {
  std::string section, text;  // the heading above it
  std::size_t line = 0;
};

std::vector<Fence> theory_fences(const std::string& markdown) {
  std::vector<Fence> out;
  std::string section;
  std::size_t open = 0, number = 0;  // backticks of the fence that is open
  bool theory = false;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string line = markdown.substr(at, end - at);
    at = end + 1;
    ++number;
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (open == 0 && ticks >= 3) {
      open = ticks;
      theory = line == "```theory";
      if (theory) out.push_back({section, "", number});
    } else if (open != 0 && ticks >= open && ticks == line.size()) {
      open = 0;
    } else if (open != 0 && theory) {
      out.back().text += line + '\n';
    } else if (open == 0 && line.starts_with("## ")) {
      section = line.substr(3);
    }
  }
  return out;
}

std::vector<fs::path> pages_in(const fs::path& folder) {
  std::vector<fs::path> out;
  if (!fs::exists(folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> codes_of(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& diagnostic : rules::check_theory_text(text).diagnostics) out.push_back(diagnostic.code);
  return out;
}

std::string first_error(const std::string& text) {
  for (const auto& d : rules::read_theory_text(text).diagnostics)
    if (d.severity == models::Severity::Error)
      return d.code + " at " + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + ": " + d.message;
  return "";
}

std::string code_of_page(const fs::path& page) {
  return page.parent_path().filename().string() + "/" + page.stem().string();
}

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

TEST_CASE("every theory shown in the README and the documentation is read without an error") {
  std::vector<fs::path> pages = pages_in(kRoot / "docs");
  pages.push_back(kRoot / "README.md");
  std::size_t shown = 0;
  for (const fs::path& page : pages) {
    if (page.string().find("/docs/errors/") != std::string::npos || !fs::exists(page)) continue;
    for (const Fence& fence : theory_fences(tests::text_of(page))) {
      INFO(page.lexically_relative(kRoot).string() << ":" << fence.line << "\n" << fence.text);
      CHECK(first_error(fence.text) == "");
      ++shown;
    }
  }
  CHECK(shown > 0);
}

TEST_CASE("what a page of an error says to avoid gives that error, and what it prefers gives none") {
  for (const fs::path& page : pages_in(kRoot / "docs/errors")) {
    const std::string code = code_of_page(page);
    for (const Fence& fence : theory_fences(tests::text_of(page))) {
      INFO(code << ", " << fence.section << "\n" << fence.text);
      const bool needs_data = code.starts_with("data/");  // the theory is right; the data it meets are not
      if (fence.section == "Avoid" && !needs_data) CHECK(has(codes_of(fence.text), code));
      if (fence.section != "Prefer") continue;
      CHECK_FALSE(has(codes_of(fence.text), code));
      CHECK(first_error(fence.text) == "");
    }
  }
}

TEST_CASE("every code has a page with its four parts, and every page a code") {
  std::set<std::string> codes;
  for (const auto& code : rules::diagnostic_codes()) codes.emplace(code.code);
  for (std::string_view code : rules::condition_codes()) codes.emplace(code);
  for (const std::string& code : codes) {
    INFO(code);
    const std::string page = tests::text_of(kRoot / "docs/errors" / (code + ".md"));
    CHECK(page.starts_with("# " + code + "\n"));
    for (const char* part : {"\n## What it means\n", "\n## Why it matters\n", "\n## Avoid\n", "\n## Prefer\n"})
      CHECK(page.find(part) != std::string::npos);
  }
  for (const fs::path& page : pages_in(kRoot / "docs/errors")) {
    if (code_of_page(page).starts_with("data/")) continue;    // the engine's: docs_data_test.cc
    if (code_of_page(page).starts_with("matrix/")) continue;  // the command line's: matrix_test.cc
    INFO(page.string());
    CHECK(codes.count(code_of_page(page)) == 1);
  }
}

}  // namespace

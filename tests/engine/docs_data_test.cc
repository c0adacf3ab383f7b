// Every page of a message about data shows that message: its theory, compared with its records, gives the code.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "engine/data_check.h"
#include "models/case_json.h"
#include "rules/read_theory.h"

namespace realist {
namespace {

namespace fs = std::filesystem;

const fs::path kPages = fs::path(REALIST_SOURCE_DIR) / "docs/errors/data";

std::string page(const std::string& code) {
  std::ifstream in(kPages / (code.substr(5) + ".md"), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The first fence of a language after a heading.
std::string fence(const std::string& text, const std::string& heading, const std::string& language) {
  const std::string opening = "\n```" + language + "\n";
  const std::size_t begin = text.find(opening, text.find("\n## " + heading + "\n"));
  REQUIRE(begin != std::string::npos);
  const std::size_t from = begin + opening.size();
  return text.substr(from, text.find("\n```\n", from) - from);
}

std::set<std::string> codes(const std::string& theory_text, const std::string& records) {
  engine::DataVocabulary data;
  std::istringstream lines(records);
  for (std::string line; std::getline(lines, line);) data.add(std::get<models::CaseRecord>(models::case_from_json(line)));
  const auto read = rules::read_theory_text(theory_text);
  CHECK(read.ok());
  std::set<std::string> found;
  for (const auto& d : engine::check_against_data(read.theory, data)) found.insert(d.code);
  return found;
}

}  // namespace

TEST_CASE("every code about data has a page with its four parts") {
  for (const std::string_view code : engine::data_check_codes()) {
    const std::string text = page(std::string(code));
    INFO(code);
    CHECK(text.starts_with("# " + std::string(code) + "\n"));
    for (const char* part : {"\n## What it means\n", "\n## Why it matters\n", "\n## Avoid\n", "\n## Prefer\n"})
      CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("what a page about data says to avoid gives its code with the page's records, and what it prefers does not") {
  for (const std::string_view code : engine::data_check_codes()) {
    const std::string text = page(std::string(code));
    INFO(text);
    const std::string records = fence(text, "Avoid", "json");
    CHECK(codes(fence(text, "Avoid", "text"), records).contains(std::string(code)));
    CHECK_FALSE(codes(fence(text, "Prefer", "text"), records).contains(std::string(code)));
  }
}

}  // namespace realist

// The arrows between the libraries point down only: cli → engine → models, cli → rules → models; rules and engine never
// include each other. Heavy headers stay where they are allowed. Nothing below cli opens files, looks at a clock or prints.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/text_of.h"

namespace {

namespace fs = std::filesystem;

struct Include {
  std::string from, what;  // "cli/output.cc", "cli/stops.h" or "CLI/CLI.hpp"
};

std::string included(const std::string& line) {
  if (!line.starts_with("#include ")) return "";
  const std::size_t open = line.find_first_of("<\"");
  const std::size_t close = line.find_last_of(">\"");
  return open == std::string::npos || close <= open ? "" : line.substr(open + 1, close - open - 1);
}

std::vector<fs::path> sources_of(const std::string& library) {
  std::vector<fs::path> sources;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(REALIST_SOURCE_DIR) / library)) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".h" || ending == ".cc") sources.push_back(entry.path());
  }
  return sources;
}

using realist::tests::text_of;

std::vector<Include> includes_of(const std::string& library) {
  std::vector<Include> includes;
  for (const fs::path& path : sources_of(library)) {
    std::ifstream stream(path);
    const std::string from = fs::relative(path, REALIST_SOURCE_DIR).string();
    for (std::string line; std::getline(stream, line);)
      if (const std::string what = included(line); !what.empty()) includes.push_back({from, what});
  }
  return includes;
}

const std::map<std::string, std::set<std::string>> kAllowed = {
    {"models", {"models"}},
    {"rules", {"rules", "models"}},
    {"engine", {"engine", "models"}},
    {"cli", {"cli", "engine", "rules", "models"}},
};

std::string library_of(const std::string& path) {
  const std::string first = path.substr(0, path.find('/'));
  return kAllowed.contains(first) ? first : "";
}

}  // namespace

TEST_CASE("the libraries include only what lies below them") {
  for (const auto& [library, allowed] : kAllowed) {
    const auto includes = includes_of(library);
    REQUIRE_FALSE(includes.empty());
    for (const Include& include : includes) {
      const std::string other = library_of(include.what);
      INFO(include.from << " includes " << include.what);
      CHECK((other.empty() || allowed.contains(other)));
    }
  }
}

TEST_CASE("nothing below cli opens files, looks at a clock, prints or logs") {
  const std::set<std::string> forbidden = {"filesystem", "fstream", "iostream", "ctime", "unistd.h", "thread", "mutex"};
  const std::vector<std::string> words = {"_clock::now", "std::cout", "std::cerr", "fopen(", " printf(", "std::printf(", "getenv("};
  for (const std::string library : {"models", "rules", "engine"}) {
    for (const Include& include : includes_of(library)) {
      INFO(include.from << " includes " << include.what);
      CHECK_FALSE((forbidden.contains(include.what) || include.what.starts_with("spdlog") || include.what.starts_with("CLI/")));
    }
    for (const fs::path& path : sources_of(library)) {
      const std::string text = text_of(path);
      for (const std::string& word : words) {
        INFO(path.string() << " holds " << word);
        CHECK(text.find(word) == std::string::npos);
      }
    }
  }
}

TEST_CASE("each heavy header is included where it belongs") {
  std::set<std::string> options, logging;
  for (const Include& include : includes_of("cli")) {
    if (include.what.starts_with("CLI/")) options.insert(include.from);
    if (include.what.starts_with("spdlog")) logging.insert(include.from);
  }
  CHECK(options == std::set<std::string>{"cli/option_parts.h"});
  CHECK(logging == std::set<std::string>{"cli/logging.cc"});
  for (const std::string library : {"models", "rules", "engine", "cli"})
    for (const Include& include : includes_of(library))
      if (include.what.find("spirit") != std::string::npos) {
        INFO(include.from << " includes " << include.what);
        CHECK((library_of(include.from) == "rules" && include.from.ends_with("_grammar.cc")));
      }
}

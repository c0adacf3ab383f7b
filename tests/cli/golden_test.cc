// Every session in tests/golden/cli, and every console example of the documentation, prints what it says it prints.
// REALIST_UPDATE=1 in the environment rewrites the golden files instead.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "session.h"

namespace {

namespace fs = std::filesystem;
using namespace realist::tests;

std::vector<std::string> files_in(const std::string& folder, const std::string& ending) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Ran> run_session(const Session& session, const std::string& folder) {
  std::vector<Ran> ran;
  for (const SessionCommand& command : session.commands) ran.push_back(run_command(command, folder, REALIST_PROGRAM_FOLDER));
  return ran;
}

void check_session(const std::string& path, const Session& session, const std::vector<Ran>& ran) {
  for (std::size_t i = 0; i < ran.size(); ++i) {
    const SessionCommand& command = session.commands[i];
    INFO(path << ":" << command.line << ": $ " << command.command);
    INFO("standard output:\n" << joined_lines(ran[i].output));
    INFO("standard error:\n" << joined_lines(ran[i].errors));
    CHECK(lines_match(command.output, ran[i].output));
    if (command.mixed) continue;
    CHECK(lines_match(command.errors, ran[i].errors));
    CHECK(command.status == ran[i].status);
  }
}

void check_golden(const std::string& path) {
  const std::string text = read_whole(path);
  const Session session = session_from_golden(text);
  REQUIRE_FALSE(session.commands.empty());
  const TemporaryFolder folder;
  fs::create_directory_symlink(fs::path(REALIST_SOURCE_DIR) / "theories", fs::path(folder.path()) / "theories");
  const std::vector<Ran> ran = run_session(session, folder.path());
  if (std::getenv("REALIST_UPDATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << updated_golden(text, ran);
  } else {
    check_session(path, session, ran);
  }
}

void check_document(const std::string& path) {
  const Session session = session_from_markdown(read_whole(path));
  const TemporaryFolder folder;
  fs::create_directory_symlink(fs::path(REALIST_SOURCE_DIR) / "theories", fs::path(folder.path()) / "theories");
  check_session(path, session, run_session(session, folder.path()));
}

}  // namespace

TEST_CASE("every golden session of the command line prints what it says") {
  for (const std::string& path : files_in(REALIST_SOURCE_DIR "/tests/golden/cli", ".test"))
    DYNAMIC_SECTION(fs::path(path).filename().string()) { check_golden(path); }
}

TEST_CASE("every console example of the documentation prints what it says") {
  for (const std::string name : {"README.md", "docs/cli.md", "docs/reading.md", "docs/why.md", "docs/caseload.md", "docs/evaluating.md", "docs/extract.md", "docs/impact.md", "docs/rivals.md", "docs/linting.md", "theories/offender-engagement/README.md"}) {
    const std::string path = std::string(REALIST_SOURCE_DIR) + "/" + name;
    DYNAMIC_SECTION(name) {
      if (fs::exists(path)) check_document(path);
    }
  }
}

TEST_CASE("a golden line with [...] matches any text there and nothing else") {
  CHECK(lines_match({"a [...] c"}, {"a b c"}));
  CHECK(lines_match({"a", "[...]", "d"}, {"a", "b", "c", "d"}));
  CHECK_FALSE(lines_match({"a [...] c"}, {"a b d"}));
  CHECK_FALSE(lines_match({"a"}, {"a", "b"}));
  CHECK_FALSE(lines_match({"a", "b"}, {"a"}));
}

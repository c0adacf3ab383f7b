// Theories that are wrong, a file a code: tests/golden/bad/AREA/WHAT.theory must give AREA/WHAT, and exactly what stands
// in WHAT.diag: "line:column code “the words marked”" a message. With REALIST_UPDATE set the .diag files are written anew.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "rules/condition_grammar.h"
#include "rules/diagnostic_codes.h"
#include "rules/read_theory.h"
#include "tests/include_file.h"

namespace fs = std::filesystem;
using namespace realist;

namespace {

const fs::path kBad = fs::path(REALIST_SOURCE_DIR) / "tests" / "golden" / "bad";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Bytes of the character number `column` (from 1) of a line.
std::size_t byte_of(const std::string& line, std::uint32_t column) {
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80 && ++seen == column) return i;
  return line.size();
}

std::string marked(const models::Mark& mark) {
  if (mark.line == 0) return "";
  const std::size_t begin = byte_of(mark.text, mark.column);
  const std::size_t end = mark.end_line == mark.line ? byte_of(mark.text, mark.end_column) : mark.text.size();
  return mark.text.substr(begin, end - begin) + (mark.end_line == mark.line ? "" : " …");
}

std::string dumped(const models::Diagnostic& d) {
  std::string out = std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " + d.code + " “" + marked(d.where) + "”\n";
  for (const models::Edit& edit : d.fix ? d.fix->edits : std::vector<models::Edit>()) out += "  fix: " + edit.replacement + "\n";
  return out;
}

// "# limit phrase_characters 20" lines of a file lower a limit, so that a small file can pass it.
rules::Limits limits_of(const std::string& text) {
  rules::Limits limits;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string hash, limit, name;
    std::size_t value = 0;
    if (!(words >> hash >> limit >> name >> value) || hash != "#" || limit != "limit") continue;
    std::map<std::string, std::size_t*> known{{"text_bytes", &limits.text_bytes},
                                              {"statements", &limits.statements},
                                              {"clauses", &limits.clauses},
                                              {"phrase_characters", &limits.phrase_characters},
                                              {"include_depth", &limits.include_depth},
                                              {"condition_depth", &limits.condition_depth}};
    *known.at(name) = value;
  }
  return limits;
}

std::vector<fs::path> bad_files() {
  std::vector<fs::path> out;
  for (const auto& area : fs::directory_iterator(kBad))
    for (const auto& file : fs::directory_iterator(area.path()))
      if (file.path().extension() == ".theory" || file.path().extension() == ".md") out.push_back(file.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string code_of(const fs::path& file) { return file.parent_path().filename().string() + "/" + file.stem().string(); }

bool is_of_the_linter(const fs::path& file) { return code_of(file).starts_with("lint/") || code_of(file).starts_with("allow/"); }

}  // namespace

TEST_CASE("a bad theory gives the message its file is named after, at the words meant") {
  for (const fs::path& file : bad_files()) {
    const std::string text = read(file);
    const auto result = is_of_the_linter(file) ? rules::check_theory(file.string(), tests::include_file, limits_of(text))
                                               : rules::read_theory(file.string(), tests::include_file, limits_of(text));
    std::string got;
    bool named = false;
    for (const auto& d : result.diagnostics) {
      if (is_of_the_linter(file) && d.code != code_of(file)) continue;  // a few lines lack many things
      got += dumped(d);
      named = named || d.code == code_of(file);
      CHECK_FALSE(d.message.empty());
      CHECK_FALSE(d.help.empty());
      CHECK(d.message.back() != '.');
      CHECK(d.severity == rules::severity_of(d.code));
    }
    const fs::path expected = fs::path(file).replace_extension(".diag");
    if (std::getenv("REALIST_UPDATE") != nullptr) std::ofstream(expected, std::ios::binary) << got;
    INFO(file.string());
    CHECK(named);
    CHECK(got == read(expected));
  }
}

TEST_CASE("every code has a bad theory") {
  // A file that is not there, and a text without files around it, cannot be files; they are tested in read_theory_test.cc.
  // So is the number of messages shown.
  const std::vector<std::string> elsewhere = {"file/unreadable", "include/no-files", "file/too-many-problems"};
  std::vector<std::string> have;
  for (const fs::path& file : bad_files()) have.push_back(code_of(file));
  for (const rules::DiagnosticCode& code : rules::diagnostic_codes()) {
    const std::string name(code.code);
    INFO(name);
    CHECK((std::count(have.begin(), have.end(), name) == 1 || std::count(elsewhere.begin(), elsewhere.end(), name) == 1));
  }
}

TEST_CASE("the list of codes is sorted, without repetition, each with a line of its own") {
  const auto& codes = rules::diagnostic_codes();
  for (std::size_t i = 1; i < codes.size(); ++i) CHECK(codes[i - 1].code < codes[i].code);
  for (const auto& code : codes) CHECK_FALSE(code.summary.empty());
}

#include "session.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace realist::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFile = "=== file ", kErrors = "=== stderr", kExit = "=== exit ", kCommand = "$ ", kAny = "[...]";

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

void write_whole(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// `[...]` in the expected line stands for any text.
bool line_matches(std::string_view expected, std::string_view got) {
  const std::size_t any = expected.find(kAny);
  if (any == std::string_view::npos) return expected == got;
  if (!got.starts_with(expected.substr(0, any))) return false;
  const std::string_view rest = expected.substr(any + kAny.size());
  for (std::size_t at = any; at <= got.size(); ++at)
    if (line_matches(rest, got.substr(at))) return true;
  return false;
}

bool match_from(const std::vector<std::string>& expected, std::size_t i, const std::vector<std::string>& got, std::size_t j) {
  if (i == expected.size()) return j == got.size();
  if (expected[i] == kAny) {
    for (std::size_t k = j; k <= got.size(); ++k)
      if (match_from(expected, i + 1, got, k)) return true;
    return false;
  }
  return j < got.size() && line_matches(expected[i], got[j]) && match_from(expected, i + 1, got, j + 1);
}

}  // namespace

std::string read_whole(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

Session session_from_golden(const std::string& text) {
  Session session;
  std::vector<SessionFile> files;
  enum { Nothing, File, Output, Errors } part = Nothing;
  const std::vector<std::string> lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.starts_with(kFile)) {
      files.push_back({line.substr(kFile.size()), ""});
      part = File;
    } else if (line.starts_with(kCommand)) {
      session.commands.push_back({line.substr(kCommand.size()), {}, {}, 0, false, std::move(files), i + 1});
      files.clear();
      part = Output;
    } else if (line == kErrors) {
      part = Errors;
    } else if (line.starts_with(kExit)) {
      session.commands.back().status = std::stoi(line.substr(kExit.size()));
      part = Nothing;
    } else if (part == File) {
      files.back().text += line + "\n";
    } else if (part == Output) {
      session.commands.back().output.push_back(line);
    } else if (part == Errors) {
      session.commands.back().errors.push_back(line);
    }
  }
  return session;
}

Session session_from_markdown(const std::string& text) {
  Session session;
  std::vector<SessionFile> files;
  bool console = false, file = false;
  const std::vector<std::string> lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.starts_with("```")) {
      const bool closing = console || file;
      const std::size_t name = line.find(" file=");
      console = !closing && line == "```console";
      file = !closing && name != std::string::npos;
      if (file) files.push_back({line.substr(name + 6), ""});
    } else if (file) {
      files.back().text += line + "\n";
    } else if (console && line.starts_with(kCommand)) {
      session.commands.push_back({line.substr(kCommand.size()), {}, {}, 0, true, std::move(files), i + 1});
      files.clear();
    } else if (console && !session.commands.empty()) {
      session.commands.back().output.push_back(line);
    }
  }
  return session;
}

Ran run_command(const SessionCommand& command, const std::string& folder, const std::string& program_folder) {
  for (const SessionFile& file : command.files) write_whole(fs::path(folder) / file.name, file.text);
  const std::string out = folder + "/.stdout", err = folder + "/.stderr";
  const std::string line = "cd " + quoted(folder) + " && unset NO_COLOR && export LC_ALL=C PATH=" + quoted(program_folder) +
                           ":\"$PATH\" && { " + command.command + "\n} >" + quoted(out) + (command.mixed ? " 2>&1" : " 2>" + quoted(err)) +
                           " </dev/null";
  const int status = std::system(line.c_str());
  Ran ran;
  ran.output = split_lines(read_whole(out));
  if (!command.mixed) ran.errors = split_lines(read_whole(err));
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

bool lines_match(const std::vector<std::string>& expected, const std::vector<std::string>& got) {
  return match_from(expected, 0, got, 0);
}

std::string updated_golden(const std::string& text, const std::vector<Ran>& ran) {
  std::string out;
  std::size_t next = 0;
  bool skipping = false;
  const Session session = session_from_golden(text);
  for (const std::string& line : split_lines(text)) {
    if (line.starts_with(kFile)) skipping = false;
    if (line.starts_with(kCommand)) {
      const SessionCommand& command = session.commands[next];
      const Ran& got = ran[next++];
      const auto& output = lines_match(command.output, got.output) ? command.output : got.output;
      const auto& errors = lines_match(command.errors, got.errors) ? command.errors : got.errors;
      out += line + "\n" + joined_lines(output);
      if (!errors.empty()) out += std::string(kErrors) + "\n" + joined_lines(errors);
      if (got.status != 0) out += std::string(kExit) + std::to_string(got.status) + "\n";
      skipping = true;
    } else if (!skipping) {
      out += line + "\n";
    }
  }
  return out;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "realist-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace realist::tests

// A written session: files, commands, and what they have to print. Read from golden files and from documentation.
//
//   # What is shown here.
//   === file gate.theory
//   If A then B
//   $ realist check gate.theory
//   no errors and no warnings
//   === stderr
//   === exit 0
//
// After `$ COMMAND` (run by sh, in a folder of its own, all commands of a session in the same one) come the lines of its
// standard output; `=== stderr` opens those of standard error (none, if left out), `=== exit N` is its status (0, if left
// out). In an expected line `[...]` stands for any text; a line that is only `[...]` for any number of lines.
//
// In Markdown, ```console fences hold commands with both outputs mixed and any status, and a fence whose information ends
// in `file=NAME` is a file.
#pragma once

#include <string>
#include <vector>

namespace realist::tests {

struct SessionFile {
  std::string name, text;
};

struct SessionCommand {
  std::string command;
  std::vector<std::string> output, errors;
  int status = 0;
  bool mixed = false;               // documentation: errors are part of the output, the status is not looked at
  std::vector<SessionFile> files;   // written before it is run
  std::size_t line = 0;             // of the command, from 1
};

struct Session {
  std::vector<SessionCommand> commands;
};

struct Ran {
  std::vector<std::string> output, errors;
  int status = 0;
};

Session session_from_golden(const std::string& text);
Session session_from_markdown(const std::string& text);

// Runs one command in `folder`, writing its files first; `program_folder` comes first in PATH.
Ran run_command(const SessionCommand& command, const std::string& folder, const std::string& program_folder);

bool lines_match(const std::vector<std::string>& expected, const std::vector<std::string>& got);

// The golden file with what was got in place of what was expected, where they differ.
std::string updated_golden(const std::string& text, const std::vector<Ran>& ran);

std::string read_whole(const std::string& path);
std::string joined_lines(const std::vector<std::string>& lines);

// A fresh folder, removed with everything in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace realist::tests

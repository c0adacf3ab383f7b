// Markdown to DOCX by pandoc, which gets and gives through files without names: nothing stays behind, nothing can block.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/core.h>

#include "cli/report_markdown.h"
#include "cli/stops.h"

extern char** environ;

namespace realist::cli {
namespace {

constexpr const char* kNoPandoc = "a .docx is made by pandoc, which is not installed here; install it, or write .html or .md";

struct Closing {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closing>;

File nameless_file() {
  File file(std::tmpfile());
  if (!file) throw FileFailure(fmt::format("a temporary file could not be made: {}", std::strerror(errno)));
  return file;
}

File holding(const std::string& text) {
  File file = nameless_file();
  const bool whole = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() && std::fflush(file.get()) == 0;
  if (!whole) throw FileFailure(fmt::format("a temporary file could not be written: {}", std::strerror(errno)));
  std::rewind(file.get());
  return file;
}

std::string content(std::FILE* file) {
  std::string bytes;
  char block[65536];
  std::rewind(file);
  while (const std::size_t read = std::fread(block, 1, sizeof block, file)) bytes.append(block, read);
  return bytes;
}

// The environment with the date that pandoc writes into the document: the same inputs give the same file.
std::vector<char*> environment(std::string& date) {
  std::vector<char*> all;
  for (char** entry = environ; *entry != nullptr; ++entry)
    if (std::strncmp(*entry, "SOURCE_DATE_EPOCH=", 18) != 0) all.push_back(*entry);
  all.push_back(date.data());
  all.push_back(nullptr);
  return all;
}

int run(std::FILE* in, std::FILE* out, std::string date) {
  std::vector<std::string> words = {"pandoc", "--from=gfm", "--to=docx", "--output=-"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in), 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
  std::vector<char*> variables = environment(date);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "pandoc", &actions, nullptr, arguments.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) throw FileFailure(kNoPandoc);
  if (failed != 0) throw FileFailure(fmt::format("pandoc could not be started: {}", std::strerror(failed)));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) throw FileFailure(kNoPandoc);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

std::string docx_of(const std::string& markdown, const models::Time& as_of) {
  const File in = holding(markdown), out = nameless_file();
  const std::int64_t seconds = as_of.local / models::kSecond;
  const int status = run(in.get(), out.get(), fmt::format("SOURCE_DATE_EPOCH={}", seconds > 0 ? seconds : 0));
  const std::string document = content(out.get());
  if (status != 0 || document.empty()) throw FileFailure("pandoc could not make the .docx; write .html or .md instead");
  return document;
}

}  // namespace realist::cli

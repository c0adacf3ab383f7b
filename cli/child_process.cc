#include "cli/child_process.h"

#include <fmt/core.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "cli/stops.h"

extern char** environ;

namespace realist::cli {
namespace {

constexpr int kNotFound = 127;

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

bool stands_in(const std::vector<std::string>& variables, std::string_view entry) {
  const std::string_view name = entry.substr(0, entry.find('=') + 1);
  for (const std::string& variable : variables)
    if (variable.starts_with(name)) return true;
  return false;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> environment(const std::vector<std::string>& changed) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry)
    if (!stands_in(changed, *entry)) all.emplace_back(*entry);
  all.insert(all.end(), changed.begin(), changed.end());
  return all;
}

void wait_for(pid_t child, ChildRun& run) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  run.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void bound(pid_t child, __rlimit_resource what, std::uint64_t most) {
  const rlimit limit{most, most};
  if (most > 0) prlimit(child, what, &limit, nullptr);
}

}  // namespace

std::optional<ChildRun> run_child(const ChildCall& call) {
  const File in = holding(call.input), out = nameless_file(), errors = nameless_file();
  std::vector<std::string> words = call.words, variables = environment(call.environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), 1);
  if (call.keep_errors) posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), 2);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, words.front().c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed == ENOENT) return std::nullopt;
  if (failed != 0) throw FileFailure(fmt::format("{} could not be started: {}", words.front(), std::strerror(failed)));
  ChildRun run;
  bound(child, RLIMIT_CPU, call.most_seconds);
  bound(child, RLIMIT_FSIZE, call.most_output);
  bound(child, RLIMIT_AS, call.most_memory);
  wait_for(child, run);
  if (run.status == kNotFound) return std::nullopt;
  run.output = content(out.get());
  if (call.keep_errors) run.errors = content(errors.get());
  return run;
}

}  // namespace realist::cli

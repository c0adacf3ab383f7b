#include "cli/git_version.h"

#include <fmt/core.h>

#include <charconv>
#include <filesystem>

#include "cli/child_process.h"
#include "cli/stops.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

ChildRun git(const std::string& folder, const std::vector<std::string>& words) {
  // A repository of which parts are elsewhere would have them fetched: no command uses the network.
  std::vector<std::string> all = {"git", "--no-pager", "-c", "protocol.allow=never", "-C", folder};
  all.insert(all.end(), words.begin(), words.end());
  auto run = run_child({.words = std::move(all),
                        .environment = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C"},
                        .keep_errors = true});
  if (!run) throw FileFailure("--git asks git for the earlier version, and git is not installed here");
  while (run->errors.ends_with('\n')) run->errors.pop_back();
  return std::move(*run);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string what_git_says(const ChildRun& run) {
  std::string line = first_line(run.errors);
  if (line.starts_with("fatal: ")) line.erase(0, 7);
  return line.empty() ? "" : " (git says: " + line + ")";
}

std::string object(const std::string& commit, const std::string& folder, const std::string& path) {
  return commit + ":./" + fs::path(path).lexically_relative(folder).generic_string();
}

}  // namespace

GitVersion::GitVersion(const std::string& path, const std::string& revision) : folder_(folder_of(path)) {
  if (path == "-") throw UsageError("--git compares a file with its own earlier version; standard input has none");
  const ChildRun inside = git(folder_, {"rev-parse", "--git-dir"});
  if (inside.status != 0) throw FileFailure(fmt::format("--git {}: {} is in no git repository{}", revision, path, what_git_says(inside)));
  const ChildRun found = git(folder_, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (revision.empty() || found.status != 0)
    throw UsageError(fmt::format("--git {}: the repository of {} has no such revision; git log {} shows those there are", revision.empty() ? "\"\"" : revision, path, path));
  commit_ = first_line(found.output);
  const ChildRun there = git(folder_, {"cat-file", "-e", object(commit_, folder_, path)});
  const ChildRun shown = git(folder_, {"log", "-1", "--no-show-signature", "--format=%h, %cs", commit_});
  name_ = fmt::format("{} ({})", revision, first_line(shown.output));
  if (there.status != 0) throw FileFailure(fmt::format("{} was not there at {}", path, name_));
}

rules::FileText GitVersion::read(const std::string& path, std::size_t limit) const {
  const std::string what = object(commit_, folder_, path);
  const ChildRun size = git(folder_, {"cat-file", "-s", what});
  if (size.status != 0) return {std::nullopt, "there is no such file at " + name_};
  std::size_t bytes = 0;
  std::from_chars(size.output.data(), size.output.data() + size.output.size(), bytes);
  if (bytes > limit) return {std::nullopt, fmt::format("it has {} bytes at {}; up to {} are read", bytes, name_, limit)};
  ChildRun text = git(folder_, {"cat-file", "blob", what});
  if (text.status != 0) return {std::nullopt, "it is not a file at " + name_};
  return {std::move(text.output), ""};
}

}  // namespace realist::cli

#include "cli/theory_files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "cli/diagnostic_render.h"
#include "cli/interrupt.h"
#include "cli/logging.h"
#include "cli/stops.h"
#include "cli/terminal.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

rules::FileText failure(std::string sentence) { return {std::nullopt, std::move(sentence)}; }

std::string reason(int error) {
  switch (error) {
    case ENOENT: return "there is no such file";
    case EACCES: return "it may not be read by you";
    default: return std::strerror(error);
  }
}

rules::FileText read_descriptor(int descriptor, std::size_t limit) {
  std::string text;
  std::array<char, 64u << 10> block{};
  while (text.size() <= limit) {
    wait_to_read(descriptor);
    const ssize_t got = read(descriptor, block.data(), std::min(block.size(), limit + 1 - text.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(reason(errno));
    if (got == 0) break;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  return {std::move(text), ""};
}

bool is_inside(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  const fs::path inner = fs::canonical(path, error);
  if (error) return true;  // opening it will say what is wrong
  const fs::path outer = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
  if (error) return false;
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// The file asked for and what it includes; their texts are kept in `texts`, where there is one.
rules::ReadFile from_disk(const std::string& path, const rules::Limits& limits, TheoryTexts* texts) {
  return [&path, &limits, texts](const std::string& wanted) {
    rules::FileText file = wanted == path ? read_file_text(path, limits.text_bytes) : read_included_file(path, wanted, limits.text_bytes);
    if (texts) texts->insert_or_assign(wanted, file.text.value_or(""));
    return file;
  };
}

void show_errors(const std::vector<models::Diagnostic>& diagnostics) {
  for (const models::Diagnostic& d : diagnostics) say(render_for_terminal(d, colour_on(2)));
  say(count_sentence(diagnostics));
}

// What is noted beside a sound theory is no reason to speak up.
void mention_warnings(const std::string& path, const std::vector<models::Diagnostic>& diagnostics) {
  if (std::all_of(diagnostics.begin(), diagnostics.end(), [](const auto& d) { return d.severity == models::Severity::Note; })) return;
  say_warning(fmt::format("{} in {}: see realist check {}", count_sentence(diagnostics), path, path));
}

}  // namespace

rules::FileText read_included_file(const std::string& root, const std::string& path, std::size_t limit) {
  if (!is_inside(fs::path(root == "-" ? "" : root).parent_path(), path))
    return failure("it leads out of the theory's folder");
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_regular_file(path, error)) return failure("it is not a file");
  return read_file_text(path, limit);
}

bool is_theory_path(const std::string& path) { return path.ends_with(".theory") || path.ends_with(".md"); }

rules::FileText read_file_text(const std::string& path, std::size_t limit) {
  if (path == "-") return read_descriptor(0, limit);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failure(reason(errno));
  struct stat status {};
  if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    close(descriptor);
    return failure("it is a folder, not a file");
  }
  rules::FileText text = read_descriptor(descriptor, limit);
  close(descriptor);
  return text;
}

rules::ReadResult read_theory_file(const std::string& path, const rules::Limits& limits, TheoryTexts* texts) {
  return rules::read_theory(path, from_disk(path, limits, texts), limits);
}

rules::ReadResult check_theory_file(const std::string& path, const rules::Limits& limits, TheoryTexts* texts) {
  return rules::check_theory(path, from_disk(path, limits, texts), limits);
}

bool is_unreadable(const std::vector<models::Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const models::Diagnostic& d) { return d.code == "file/unreadable"; });
}

std::optional<models::Theory> read_sound_theory(const std::string& path, const rules::ReadFile& read, const rules::Limits& limits,
                                                const std::string& where) {
  rules::ReadResult result = rules::read_theory(path, read, limits);
  if (result.ok()) return std::move(result.theory);
  if (is_unreadable(result.diagnostics)) throw FileFailure(fmt::format("{}: {}", path, result.diagnostics.front().message));
  say(where + ":");
  show_errors(result.diagnostics);
  return std::nullopt;
}

void note_included(const models::Theory& theory, std::set<std::string>& paths) {
  for (std::size_t i = 1; i < theory.files.size(); ++i) paths.insert(theory.files[i].path);
}

void spare_vocabularies(std::vector<models::Diagnostic>& diagnostics, const std::set<std::string>& included) {
  const auto spared = [&](const models::Diagnostic& d) { return d.code == "theory/no-statements" && included.count(d.where.path) > 0; };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), spared), diagnostics.end());
}

std::vector<models::Theory> read_sound_theories(const std::vector<std::string>& paths, const rules::Limits& limits, TheoryTexts* texts) {
  std::vector<models::Theory> theories;
  std::vector<std::pair<std::string, std::vector<models::Diagnostic>>> beside;
  std::set<std::string> included;
  bool sound = true;
  std::string unreadable;
  for (const std::string& path : paths) {
    rules::ReadResult result = read_theory_file(path, limits, texts);
    note_included(result.theory, included);
    if (result.ok()) {
      beside.emplace_back(path, std::move(result.diagnostics));
      theories.push_back(std::move(result.theory));
      continue;
    }
    sound = false;
    if (is_unreadable(result.diagnostics)) {
      unreadable = fmt::format("{}: {}", path, result.diagnostics.front().message);
    } else {
      show_errors(result.diagnostics);
    }
  }
  for (auto& [path, diagnostics] : beside) {
    spare_vocabularies(diagnostics, included);
    mention_warnings(path, diagnostics);
  }
  if (!unreadable.empty()) throw FileFailure(unreadable);
  if (!sound) theories.clear();
  return theories;
}

}  // namespace realist::cli

#include "cli/lsp/workspace.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/stops.h"
#include "cli/theory_files.h"

namespace realist::cli::lsp {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> theories_below(const std::string& folder, std::size_t most) {
  constexpr int kDeepest = 8;
  constexpr std::size_t kMostEntries = 50'000;
  std::vector<std::string> found;
  std::error_code error;
  std::size_t seen = 0;
  auto at = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator() && ++seen < kMostEntries && found.size() < most; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;
    const bool passed_over = name.starts_with('.') || name == "node_modules" || name == "build";
    if (at->is_directory(ignored)) {
      if (passed_over || at.depth() >= kDeepest) at.disable_recursion_pending();
    } else if (is_theory_path(name) && at->is_regular_file(ignored)) {
      found.push_back(at->path().lexically_normal().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<std::int64_t> stamp_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec + status.st_size;
}

bool has_include(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = text.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) return false;
    const std::string_view word = text.substr(begin, 7);
    if (word.size() == 7 && (word[0] == 'I' || word[0] == 'i') && (word.substr(1) == "nclude" || word.substr(1) == "NCLUDE")) return true;
    at = text.find('\n', begin);
    if (at == std::string_view::npos) return false;
  }
  return false;
}

}  // namespace

FileAccess disk_access(const rules::Limits& limits) {
  return {[limit = limits.text_bytes](const std::string& root, const std::string& path) {
            return root == path ? read_file_text(path, limit) : read_included_file(root, path, limit);
          },
          stamp_of, theories_below,
          [](const std::vector<std::string>& paths, const models::RecordLimits& records) { return read_case_set(paths, {records, {}}); }};
}

FileAccess no_access() {
  return {[](const std::string&, const std::string&) { return rules::FileText{std::nullopt, "there is no such file"}; },
          [](const std::string&) { return std::nullopt; },
          [](const std::string&, std::size_t) { return std::vector<std::string>{}; },
          [](const std::vector<std::string>&, const models::RecordLimits&) -> CaseSet { throw FileFailure("there are no files"); }};
}

void Workspace::open(const std::string& path, const std::string& uri, std::int64_t version, std::string text) {
  File& file = files_[path];
  file.uri = uri;
  file.open = true;
  missing_.erase(path);
  change(path, version, TextLines(std::move(text)));
}

void Workspace::change(const std::string& path, std::int64_t version, TextLines lines) {
  const auto found = files_.find(path);
  if (found == files_.end()) return;
  found->second.version = version;
  set_text(found->second, std::move(lines));
}

// What it was on the disk counts again.
void Workspace::close(const std::string& path) {
  const auto found = files_.find(path);
  if (found == files_.end()) return;
  files_.erase(found);
  ++changes_;
}

bool Workspace::is_open(const std::string& path) const {
  const auto found = files_.find(path);
  return found != files_.end() && found->second.open;
}

std::vector<std::string> Workspace::open_paths() const {
  std::vector<std::string> out;
  for (const auto& [path, file] : files_)
    if (file.open) out.push_back(path);
  return out;
}

std::map<std::string, SharedText> Workspace::open_texts() const {
  std::map<std::string, SharedText> out;
  for (const auto& [path, file] : files_)
    if (file.open) out.emplace(path, file.lines.shared());
  return out;
}

std::int64_t Workspace::version(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() || !found->second.open ? -1 : found->second.version;
}

std::string Workspace::uri(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::string() : found->second.uri;
}

std::size_t Workspace::read_again(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() || !found->second.reader ? 0 : found->second.reader->read_again();
}

bool Workspace::load(const std::string& root, const std::string& path) {
  const auto stamp = access_.stamp(path);
  rules::FileText text = access_.read(root, path);
  if (!text.text) {
    missing_.insert(path);
    return false;
  }
  File& file = files_[path];
  file.stamp = stamp;
  set_text(file, TextLines(std::move(*text.text)));
  return true;
}

Workspace::File* Workspace::known(const std::string& path) {
  const auto found = files_.find(path);
  if (found != files_.end()) return &found->second;
  return missing_.count(path) == 0 && load(path, path) ? &files_.at(path) : nullptr;
}

void Workspace::add_folder(const std::string& folder) {
  constexpr std::size_t kMost = 2'000;
  for (const std::string& path : access_.theories_below(folder, kMost)) {
    if (files_.count(path) != 0) continue;
    const rules::FileText text = access_.read(path, path);
    if (text.text && has_include(*text.text)) load(path, path);
  }
}

void Workspace::refresh() {
  missing_.clear();
  for (auto at = files_.begin(); at != files_.end();) {
    const std::string path = at->first;
    const bool stale = !at->second.open && access_.stamp(path) != at->second.stamp;
    ++at;
    if (stale && !load(path, path)) {
      files_.erase(path);
      ++changes_;
    }
  }
}

const TextLines* Workspace::lines(const std::string& path) {
  const File* file = known(path);
  return file == nullptr ? nullptr : &file->lines;
}

void Workspace::set_text(File& file, TextLines lines) {
  file.lines = std::move(lines);
  file.reading.reset();
  file.includes.reset();
  ++changes_;
}

void Workspace::read(const std::string& path, File& file) {
  if (!file.reader) file.reader = std::make_unique<rules::FileReader>(path, limits_);
  file.reading = file.reader->read(file.lines.text(), file.names);
}

// Read with the names of before, which are seldom others; else once more.
std::shared_ptr<const rules::FileReading> Workspace::reading(const std::string& path) {
  File* file = known(path);
  if (file == nullptr) return nullptr;
  if (!file->reading) read(path, *file);
  if (file->named_at == changes_) return file->reading;
  std::vector<const rules::FileReading*> all;
  for (const std::string& other : files_beside(path)) {
    File* beside = known(other);
    if (beside == nullptr) continue;
    if (!beside->reading) read(other, *beside);
    all.push_back(beside->reading.get());
  }
  rules::KnownNames names = rules::names_in(all);
  file = known(path);
  file->named_at = changes_;
  if (names == file->names) return file->reading;
  file->names = std::move(names);
  read(path, *file);
  return file->reading;
}

// --- What includes what ----------------------------------------------------------------------------------------------

std::vector<std::string> Workspace::included_by(const std::string& path) {
  File* file = known(path);
  if (file == nullptr) return {};
  if (file->includes) return *file->includes;
  file->includes.emplace();
  if (!fs::path(path).is_absolute() || !has_include(file->lines.text())) return {};
  if (!file->reading) read(path, *file);
  const std::string folder = fs::path(path).parent_path().string();
  for (const auto& at : file->reading->items)
    for (const rules::Word& word : at.item->words)
      if (word.kind == rules::Word::Kind::File && !fs::path(word.text.text).is_absolute())
        file->includes->push_back((fs::path(folder) / word.text.text).lexically_normal().string());
  return *file->includes;
}

std::vector<std::string> Workspace::files_of(const std::string& root) {
  constexpr std::size_t kMost = 1'000;
  std::vector<std::string> out{root};
  std::set<std::string> seen{root};
  for (std::size_t i = 0; i < out.size() && out.size() < kMost; ++i)
    for (const std::string& next : included_by(out[i]))
      if (seen.insert(next).second && known(next) != nullptr) out.push_back(next);
  return out;
}

std::vector<std::string> Workspace::roots_of(const std::string& path) {
  std::map<std::string, std::vector<std::string>> includers;
  std::vector<std::string> paths;
  for (const auto& [other, file] : files_) paths.push_back(other);
  for (const std::string& other : paths)
    for (const std::string& next : included_by(other)) includers[next].push_back(other);
  std::vector<std::string> roots, open{path};
  std::set<std::string> seen{path};
  while (!open.empty()) {
    const std::string at = std::move(open.back());
    open.pop_back();
    const auto found = includers.find(at);
    if (found == includers.end()) roots.push_back(at);
    else
      for (const std::string& includer : found->second)
        if (seen.insert(includer).second) open.push_back(includer);
  }
  if (roots.empty()) roots.push_back(path);  // files that include each other
  std::sort(roots.begin(), roots.end());
  return roots;
}

std::vector<std::string> Workspace::files_beside(const std::string& path) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const std::string& root : roots_of(path))
    for (const std::string& file : files_of(root))
      if (seen.insert(file).second) out.push_back(file);
  return out;
}

}  // namespace realist::cli::lsp

#include "cli/file_watch.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <filesystem>

#include "cli/interrupt.h"

namespace realist::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB;
constexpr std::uint64_t kNotThere = 0;

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) { return (hash ^ value) * 0x9E3779B97F4A7C15u + (hash >> 29); }

std::uint64_t stamp_of_one(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return kNotThere;
  std::uint64_t hash = 1;
  for (const std::uint64_t part : {std::uint64_t{status.st_dev}, std::uint64_t{status.st_ino}, static_cast<std::uint64_t>(status.st_size),
                                   static_cast<std::uint64_t>(status.st_mtim.tv_sec), static_cast<std::uint64_t>(status.st_mtim.tv_nsec)})
    hash = mix(hash, part);
  return hash | 1;
}

std::string folder_of(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return path;
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string joined_path(const std::string& folder, const char* name) { return (fs::path(folder) / name).lexically_normal().string(); }

}  // namespace

FileWatch::FileWatch() : descriptor_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

FileWatch::~FileWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

FileWatch::Stamp FileWatch::stamp_of(const std::string& path) {
  std::error_code error;
  Stamp stamp = stamp_of_one(path);
  if (!fs::is_directory(path, error)) return stamp;
  // In no order that could be relied on, so the stamps are added.
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    stamp += mix(std::hash<std::string>()(entry->path().filename().string()), stamp_of_one(entry->path().string()));
  return stamp;
}

void FileWatch::look_at(const std::set<std::string>& paths) {
  std::map<std::string, Stamp> stamps;
  for (const std::string& path : paths) {
    watch_folder(folder_of(path));  // before looking: what happens in between is told
    const auto known = stamps_.find(path);
    stamps.emplace(path, known != stamps_.end() ? known->second : stamp_of(path));
  }
  stamps_ = std::move(stamps);
}

// Where there is none to be had, looking once a second has to do.
void FileWatch::watch_folder(const std::string& folder) {
  const int watch = descriptor_ < 0 ? -1 : inotify_add_watch(descriptor_, folder.c_str(), kEvents);
  if (watch >= 0) folders_[watch] = folder;
}

bool FileWatch::take_events() {
  alignas(inotify_event) std::array<char, 16u << 10> buffer;
  bool ours = false;
  for (ssize_t got = 0; descriptor_ >= 0 && (got = read(descriptor_, buffer.data(), buffer.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      at += sizeof event + event.len;
      const auto folder = folders_.find(event.wd);
      if (event.len == 0 || folder == folders_.end()) {
        ours = true;  // of a folder itself, or events were lost
        continue;
      }
      const std::string path = joined_path(folder->second, name);
      const auto looked_at = std::find_if(stamps_.begin(), stamps_.end(), [&](const auto& entry) {
        return fs::path(entry.first).lexically_normal() == path || entry.first == folder->second;
      });
      if (looked_at == stamps_.end()) continue;
      ours = true;
      if (event.mask & IN_MODIFY) written_.insert(path);
      if (event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)) written_.erase(path);
    }
  }
  return ours;
}

std::map<std::string, FileWatch::Stamp> FileWatch::stamps_now() const {
  std::map<std::string, Stamp> now;
  for (const auto& [path, _] : stamps_) now.emplace(path, stamp_of(path));
  return now;
}

void FileWatch::settle() {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::milliseconds(kLongest);
  auto before = stamps_now();
  while (Clock::now() < end) {
    const auto quiet_until = Clock::now() + std::chrono::milliseconds(kQuiet);
    bool quiet = true;
    for (auto now = Clock::now(); quiet && now < quiet_until; now = Clock::now()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(quiet_until - now);
      wait_until_ready(descriptor_, false, static_cast<int>(left.count()));
      quiet = !take_events();
    }
    auto after = stamps_now();
    const bool gone = Clock::now() - begin < std::chrono::milliseconds(kGone) && std::any_of(after.begin(), after.end(), [&](const auto& entry) {
      return entry.second == kNotThere && stamps_.at(entry.first) != kNotThere;
    });
    if (quiet && after == before && written_.empty() && !gone) return;
    before = std::move(after);
  }
  written_.clear();
}

std::vector<std::string> FileWatch::wait() {
  for (;;) {
    if (stamps_now() != stamps_) {
      settle();
      std::vector<std::string> changed;
      for (auto& [path, stamp] : stamps_now()) {
        if (stamps_.at(path) != stamp) changed.push_back(path);
        stamps_[path] = stamp;
      }
      if (!changed.empty()) return changed;
    }
    do wait_until_ready(descriptor_, false, kLookAgain);
    while (!take_events() && stamps_now() == stamps_);
  }
}

}  // namespace realist::cli

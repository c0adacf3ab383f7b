// Waits until files are saved.
//
//   FileWatch watch;
//   watch.look_at(paths);
//   for (;;) {
//     for (const std::string& path : watch.wait()) ...   // what was saved
//   }
//
// Through inotify on the folders the files lie in, so that an editor which puts a new file in the place of the old one is seen
// as well as one that writes into it. Where a change is not told (a network folder, a folder made anew, no watches left) it is
// found by looking, once a second.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace realist::cli {

class FileWatch {
 public:
  // A file counts as saved once nothing has happened to it for so long, and whoever was seen to write it has closed it: half a
  // file is not taken for the whole. One that is written to all the time is taken as it is after kLongest, and one that has gone
  // has kGone to come back under its name. In milliseconds.
  static constexpr int kQuiet = 80, kGone = 1'000, kLongest = 5'000;
  static constexpr int kLookAgain = 1'000;

  FileWatch();
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // These and no others, from now on: files, whether or not they are there yet, and folders, for the files right in them. What
  // happens to one that was looked at before, since then, is not missed.
  void look_at(const std::set<std::string>& paths);

  // Waits, then gives the paths that are not as they were when `look_at` first had them or `wait` last gave them: at least one,
  // in order. Throws Interrupted.
  std::vector<std::string> wait();

 private:
  // Who a file is and when it last changed; of a folder, of all that is in it together.
  using Stamp = std::uint64_t;
  static Stamp stamp_of(const std::string& path);

  void watch_folder(const std::string& folder);
  bool take_events();  // true where one of them is about a path looked at
  std::map<std::string, Stamp> stamps_now() const;
  void settle();

  int descriptor_ = -1;
  std::map<std::string, Stamp> stamps_;                // by path
  std::map<int, std::string> folders_;                 // by watch
  std::set<std::string> written_;                      // seen to be written to, and not closed yet
};

}  // namespace realist::cli

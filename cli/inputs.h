// The files of one run, as long as each was when it was first opened.
//
// A run that has to read its cases twice calls `keep` first: standard input and pipes are then copied, as they are opened,
// to a file without a name in the folder for temporary files, and read from there both times.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/byte_source.h"

namespace realist::cli {

class Inputs {
 public:
  // Looks at sizes, opens nothing.
  explicit Inputs(const std::vector<std::string>& paths);
  ~Inputs();
  Inputs(const Inputs&) = delete;
  Inputs& operator=(const Inputs&) = delete;

  void keep() { kept_ = true; }
  void begin_again();  // before everything is read for the second time

  // Throws SourceFailure, also where there is no room for the copy, and Interrupted.
  std::unique_ptr<ByteSource> open(const std::string& path, const SheetChoice& sheet);

  std::uint64_t total() const { return total_; }  // bytes as they lie on the disk; 0: not known, because of a pipe
  std::uint64_t taken() const { return taken_; }  // of these, so far

 private:
  struct Known {
    int copy = -1;  // of what can be read once only
    std::uint64_t size = UINT64_MAX;
  };
  OpenedFile opened(const std::string& path, Known& known);

  bool kept_ = false;
  std::uint64_t total_ = 0;
  std::atomic<std::uint64_t> taken_ = 0;  // looked at by other threads
  std::map<std::string, std::size_t> opened_;  // how often, in this reading
  std::map<std::pair<std::string, std::size_t>, Known> known_;
};

}  // namespace realist::cli

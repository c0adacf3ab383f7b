// The files of a theory: the one asked for and what it includes, each read once, with their items in reading order.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/read_theory.h"
#include "rules/reporter.h"
#include "rules/rows.h"
#include "rules/source_text.h"

namespace realist::rules {

struct TheoryFile {
  SourceText source;
  RowFile rows;
  std::string sha256;
};

// An item of a file, in the order the theory is read in: what a file includes stands where it includes it.
struct FileItem {
  std::size_t file = 0;
  RowItem* rows = nullptr;  // in files(); its rows may be given up once they are read
};

// `path` as written after Include, from the folder of the file it stands in, both inside the theory's folder: the path from
// that folder, without "." and "..". Nothing where it leads out of the folder or is absolute.
std::optional<std::string> path_inside(std::string_view folder, std::string_view path);

class TheoryFiles {
 public:
  TheoryFiles(const ReadFile* read_file, const Limits& limits, Reporter& reporter)
      : read_file_(read_file), limits_(limits), reporter_(reporter) {}

  // Reads the file asked for and, in order, everything it includes. Reports what cannot be read.
  void read(const std::string& path);
  void read_text(std::string_view text, const std::string& path);

  const std::deque<TheoryFile>& files() const { return files_; }
  const std::vector<FileItem>& items() const { return items_; }

 private:
  void open(std::string_view text, const std::string& path, const std::string& inside);
  void take_items(std::size_t file);
  void include(const Row& row, std::size_t from);
  void report_cycle(const Row& row, const std::string& inside);

  const ReadFile* read_file_;      // none: a text without files around it
  const Limits& limits_;
  Reporter& reporter_;
  std::string root_;               // folder of the file asked for, with its slash
  std::deque<TheoryFile> files_;
  std::vector<std::string> inside_;                        // of each file: its path from the root
  std::unordered_map<std::string, std::size_t> known_;     // by that path
  std::vector<std::size_t> open_;                          // files being read: the chain of includes
  std::vector<FileItem> items_;
  std::size_t bytes_ = 0;                                  // read so far, in all files
};

}  // namespace realist::rules

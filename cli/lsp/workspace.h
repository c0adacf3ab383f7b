// The files an editor works on: those it has open, as they stand in it, and those of the disk that they include or that include
// them.
//
// Paths are absolute; a text that is no file (a new one, not yet saved) goes by its URI, and includes nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/case_set.h"
#include "cli/lsp/text_lines.h"
#include "rules/editing/file_reading.h"
#include "rules/read_theory.h"

namespace realist::cli::lsp {

// What the server may do with the disk; tests give their own.
struct FileAccess {
  // A file of the theory at `root` (which may be the file itself). Regular files inside its folder only.
  std::function<rules::FileText(const std::string& root, const std::string& path)> read;
  // Changes whenever the file may have; nothing where there is none.
  std::function<std::optional<std::int64_t>(const std::string& path)> stamp;
  // The theories in a folder and below it, at most `most`.
  std::function<std::vector<std::string>(const std::string& folder, std::size_t most)> theories_below;
  // Cases from files and folders. Throws what read_case_set does.
  std::function<CaseSet(const std::vector<std::string>& paths, const models::RecordLimits& limits)> cases;
};
FileAccess disk_access(const rules::Limits& limits);
FileAccess no_access();

using SharedText = std::shared_ptr<const std::string>;

class Workspace {
 public:
  Workspace(FileAccess access, const rules::Limits& limits) : access_(std::move(access)), limits_(limits) {}

  void open(const std::string& path, const std::string& uri, std::int64_t version, std::string text);
  void change(const std::string& path, std::int64_t version, TextLines lines);
  void close(const std::string& path);
  bool is_open(const std::string& path) const;
  std::vector<std::string> open_paths() const;

  // Looks through a folder for theories that include others.
  void add_folder(const std::string& folder);
  // Files of the disk that may have changed are read again.
  void refresh();

  // Of any file that is known; nullptr: it is not, or cannot be read.
  const TextLines* lines(const std::string& path);
  std::shared_ptr<const rules::FileReading> reading(const std::string& path);
  std::int64_t version(const std::string& path) const;  // -1: not open
  std::string uri(const std::string& path) const;       // as the client named it, where it did

  // The theories a file belongs to: itself, or the files that include it and are included by none.
  std::vector<std::string> roots_of(const std::string& path);
  // A file and everything it includes, itself first.
  std::vector<std::string> files_of(const std::string& root);
  // All files of all theories a file belongs to.
  std::vector<std::string> files_beside(const std::string& path);

  // The texts of the open files, for reading theories elsewhere.
  std::map<std::string, SharedText> open_texts() const;
  const FileAccess& access() const { return access_; }

  // Grows with each change of any text.
  std::uint64_t changes() const { return changes_; }

  // Items that were read, not kept, with the last change.
  std::size_t read_again(const std::string& path) const;

 private:
  struct File {
    std::string uri;
    bool open = false;
    std::int64_t version = -1;
    std::optional<std::int64_t> stamp;     // of a file of the disk
    TextLines lines;
    std::unique_ptr<rules::FileReader> reader;
    std::shared_ptr<const rules::FileReading> reading;  // of `lines`; none: yet to be made
    rules::KnownNames names;               // it was read with
    std::uint64_t named_at = 0;            // the change those are of
    std::optional<std::vector<std::string>> includes;
  };

  File* known(const std::string& path);    // read from the disk where need be
  bool load(const std::string& root, const std::string& path);
  std::vector<std::string> included_by(const std::string& path);
  void set_text(File& file, TextLines lines);
  void read(const std::string& path, File& file);

  FileAccess access_;
  rules::Limits limits_;
  std::map<std::string, File> files_;
  std::set<std::string> missing_;          // not there when they were looked for
  std::uint64_t changes_ = 1;
};

}  // namespace realist::cli::lsp

// Where results go: standard output, or a file that appears whole or not at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace realist::cli {

// Buffered. Writing to a file goes into a new file beside it, which takes its name only in `finish`: a reader never sees
// half a file, and an existing one is untouched until then, and what has its name is on the disk. Not finished, it leaves nothing behind (an interrupt included).
class Output {
 public:
  // `path` empty or "-": standard output. Throws FileFailure where the file cannot be created.
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Throws FileFailure (a full disk, …) or ReaderGone (a closed pipe).
  void write(std::string_view text);
  // Writes what is buffered through to the reader.
  void flush();
  // Flushes and gives the file its name. Nothing may be written after it.
  void finish();

  bool to_file() const { return !path_.empty(); }
  const std::string& path() const { return path_; }

 private:
  [[noreturn]] void fail(int error) const;

  std::string path_;       // empty: standard output
  std::string temporary_;  // the file written to until `finish`
  std::string buffer_;
  int descriptor_ = 1;
};

// Writes `text` to `path` as `Output` does.
void write_file(const std::string& path, std::string_view text);

}  // namespace realist::cli

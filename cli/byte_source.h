// Bytes from a file, a pipe or standard input, unpacked where they are packed, a block at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

namespace realist::cli {

// What cannot be read, or not to its end: one sentence.
struct SourceFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills up to `size` bytes and tells how many; 0 is the end. Throws SourceFailure.
  virtual std::size_t read(char* into, std::size_t size) = 0;
};

// Opens a file ("-": standard input), or a query (cli/sqlite_source.h); gzip and zstd, of one part or several, are known by their first bytes. A text in
// UTF-16 is refused, a UTF-8 byte-order mark is left in. Memory: some hundred KiB, for zstd up to 128 MiB where the file asks
// for it. Throws SourceFailure.
std::unique_ptr<ByteSource> open_source(const std::string& path);

}  // namespace realist::cli

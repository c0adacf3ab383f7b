// Bytes from a file, a pipe or standard input, unpacked where they are packed, a block at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

  // The text is that of a table (cli/table_source.h), and a row is a line whatever line ends its fields hold.
  virtual bool gives_rows() const { return false; }
  // What was taken for granted and has to be said, known once all is read; empty: nothing.
  virtual std::string note() const { return ""; }
};

// Which part of a workbook is wanted.
struct SheetChoice {
  std::string name;             // empty: the first that is shown
  std::size_t header_row = 0;   // with the names of the columns, from 1; 0: the first that is not empty
};

// Opens a file ("-": standard input), a query (cli/query_address.h) or a workbook (cli/xlsx_source.h); gzip, zstd, of one part
// or several, and workbooks are known by their first bytes. A text in UTF-16 is refused, a UTF-8 byte-order mark is left in.
// Memory: some hundred KiB, for zstd up to 128 MiB where the file asks for it, for workbooks more. Throws SourceFailure.
std::unique_ptr<ByteSource> open_source(const std::string& path, const SheetChoice& sheet = {});

// A file that is open already.
struct OpenedFile {
  int descriptor = -1;
  bool owned = true;                          // to be closed at the end
  std::string path;                           // by which it can be opened once more; empty: it cannot
  std::uint64_t limit = UINT64_MAX;           // bytes to be read of it; what comes after them is not looked at
  std::function<void(std::size_t)> on_bytes;  // told how many were read; may be empty
};

// The descriptor of a file opened to be read; 0 for "-". Throws SourceFailure.
int open_to_read(const std::string& path);

// As `open_source` reads a file.
std::unique_ptr<ByteSource> open_source(OpenedFile file, const SheetChoice& sheet = {});

}  // namespace realist::cli

// Where something stands in a text: the unit every message and every cross-reference is made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace realist::models {

// A stretch of one file. Lines and columns count from 1, columns in characters (code points), not bytes.
// `end_line`/`end_column` point one character past the stretch. An empty `line` (0) means "nowhere".
struct Place {
  std::uint32_t file = 0;  // index into Theory::files (or the caller's own list of files)
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;

  bool known() const { return line != 0; }
  friend auto operator<=>(const Place&, const Place&) = default;
};

// One file a theory was read from: its path as the user gave it (includes: relative to the including file's folder)
// and the SHA-256 of its bytes in lower-case hex.
struct SourceFile {
  std::string path;
  std::string sha256;
};

}  // namespace realist::models

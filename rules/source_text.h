// One file's bytes made fit for reading: hygiene, lines, places.
//
// A byte-order mark is dropped, lines may end with LF, CR LF or CR, bytes that are no UTF-8 are reported with their place
// and stand as U+FFFD from then on; a file with a NUL byte is no text and has no lines. Cost: linear; a place costs the
// same wherever it is in a line, however long the line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/diagnostic.h"
#include "models/place.h"
#include "rules/read_theory.h"

namespace realist::rules {

class SourceText {
 public:
  // Never fails: what is wrong is in `problems()`.
  SourceText(std::string_view bytes, std::string path, std::uint32_t file, const Limits& limits);

  const std::string& path() const { return path_; }
  std::uint32_t file() const { return file_; }
  bool markdown() const { return markdown_; }
  bool crlf() const { return crlf_; }
  bool final_newline() const { return final_newline_; }

  std::size_t line_count() const { return starts_.size(); }
  // The line numbered `index + 1`, without its end.
  std::string_view line(std::size_t index) const;
  // Column (from 1, in characters) of the byte `at` of that line.
  std::uint32_t column(std::size_t index, std::size_t at) const;
  // The bytes from the begin of line `first` to the end of line `last` (both counted in).
  std::string_view lines(std::size_t first, std::size_t last) const;

  // A place made into a mark with its line. Of lines longer than kMarkBytes only the beginning is given.
  models::Mark mark(const models::Place& place, std::string label = {}) const;
  static constexpr std::size_t kMarkBytes = 4'096;

  struct Problem {
    std::string_view code;
    std::string message, help;
    models::Place place;
  };
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  void find_lines();
  void check_bytes(std::string_view bytes);
  std::size_t characters_before(std::size_t offset) const;
  models::Place place_of(std::size_t offset, std::size_t characters) const;

  std::string path_;
  std::uint32_t file_;
  bool markdown_ = false, crlf_ = false, final_newline_ = true;
  std::string text_;
  std::vector<std::size_t> starts_, ends_;       // of lines
  std::vector<std::uint32_t> counts_;            // characters before every kStride-th byte
  std::vector<Problem> problems_;
};

}  // namespace realist::rules

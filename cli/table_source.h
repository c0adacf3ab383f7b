// Tables that are no text: the rows of a database's query or of a workbook's sheet, given out as the text of a table. The names of
// the columns come first, then a row a line, each field in quotes; where there is nothing the field is empty.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace realist::cli {

class TableSource : public ByteSource {
 public:
  std::size_t read(char* into, std::size_t size) final;
  bool gives_rows() const final { return true; }

 protected:
  // Adds a row, or some; false at the end. Throws SourceFailure: the rows before are given out first.
  virtual bool step() = 0;

  void add_field(std::string_view text);
  void add_nothing();
  void end_row();
  std::uint64_t written() const { return given_ + text_.size() - at_; }  // bytes of all rows so far

 private:
  std::size_t waiting() const { return text_.size() - at_; }
  void step_or_break();
  void separate();

  std::string text_;
  std::size_t at_ = 0;
  std::uint64_t given_ = 0;
  bool in_row_ = false, done_ = false;
  std::exception_ptr broken_;
};

}  // namespace realist::cli

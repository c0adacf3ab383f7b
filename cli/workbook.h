// A workbook in Office Open XML (.xlsx), as far as its sheets need it: which there are, the texts they share, and which numbers
// are dates.
//
// Memory: the shared texts, at most `kMostTextBytes`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/sheet_values.h"
#include "cli/zip_archive.h"

namespace realist::cli {

class SharedTexts {
 public:
  static constexpr std::size_t kMostTextBytes = 256u << 20;

  void add(std::string_view text);  // throws SourceFailure past the limit
  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const;

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

struct Sheet {
  std::string name, part;  // "Visits", "xl/worksheets/sheet1.xml"
  bool hidden = false;
};

class Workbook {
 public:
  // Throws SourceFailure where it is no workbook, or one that cannot be read.
  explicit Workbook(std::unique_ptr<ZipArchive> archive);

  const std::vector<Sheet>& sheets() const { return sheets_; }  // in order, those of cells alone
  const SharedTexts& texts() const { return texts_; }
  bool since_1904() const { return since_1904_; }
  // Of the format a cell's `s` names; a number where there is none of that index.
  NumberKind number_kind(std::size_t style) const { return style < kinds_.size() ? kinds_[style] : NumberKind::Number; }
  std::unique_ptr<ByteSource> part(const std::string& name) const { return archive_->part(name); }

 private:
  struct Relation {
    std::string id, type, part;  // the type's last word: "worksheet"
  };

  std::vector<Relation> relations_of(const std::string& part) const;
  void read_book(const std::string& part);

  std::unique_ptr<ZipArchive> archive_;
  std::vector<Sheet> sheets_;
  SharedTexts texts_;
  std::vector<NumberKind> kinds_;
  bool since_1904_ = false;
};

}  // namespace realist::cli

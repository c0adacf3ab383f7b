// A file as an editor needs it: its items, each with its words and its own mistakes, read again only where it changed.
//
// What one item says does not depend on the others (but for what can bound a window, which is known by name), so an edit costs
// the cutting of the file into items and the reading of those that are new. What only the whole theory can tell (near misses,
// unknown names, …) is not here: that is `read_theory`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/diagnostic.h"
#include "models/place.h"
#include "rules/editing/words.h"
#include "rules/keywords.h"
#include "rules/read_theory.h"

namespace realist::rules {

// An item read for itself. Lines count from 1, at its own first line.
struct ItemReading {
  std::string raw;                                // its lines as written
  RowKind opens = RowKind::Plain;                 // Plain: text that belongs to nothing; or Markdown prose
  bool prose = false;
  std::uint32_t lines = 1;
  std::string label;                              // of a statement; empty: none
  std::string title;                              // in an outline: the label, else the first words
  std::string detail;                             // "If the participant is released"; a declaration's role
  std::vector<Word> words;
  std::vector<models::Diagnostic> diagnostics;    // paths left empty
  std::vector<std::string> sources;               // of its evidence, as written
  bool names_matter = false;                      // a window in it could be bound by something the theory names
};

struct FileReading {
  struct At {
    std::uint32_t first_line = 1;
    std::shared_ptr<const ItemReading> item;
    std::uint32_t last_line() const { return first_line + item->lines - 1; }
  };
  std::string path;
  std::vector<At> items;                          // in order
  std::vector<models::Diagnostic> diagnostics;    // about the file as a whole: no text, a fence that is not closed

  // The item that `line` (from 1) stands in, else the last one before it, else none.
  const At* item_at(std::uint32_t line) const;
};

// What bounds a window somewhere in these files: phases, declared propositions, events and attributes of conditions.
KnownNames names_in(const std::vector<const FileReading*>& files);

// Reads one file again and again. Not for several threads at once.
class FileReader {
 public:
  explicit FileReader(std::string path, const Limits& limits = {}) : path_(std::move(path)), limits_(limits) {}

  // `names`: of all files of the theory, as far as they are known; those of this very text need not be among them. Items that
  // are as they were are kept. Cost: a cutting of the whole text, and a reading of the items that are new or that names matter to.
  std::shared_ptr<const FileReading> read(std::string_view text, const KnownNames& names = {});

  // Items read, not kept, in the last call.
  std::size_t read_again() const { return read_again_; }

 private:
  std::shared_ptr<const ItemReading> item(const RowItem& rows, std::string_view raw, const KnownNames& names);
  std::shared_ptr<const ItemReading> kept(std::string_view raw, bool prose);

  std::string path_;
  Limits limits_;
  std::shared_ptr<const FileReading> last_;
  KnownNames names_;                              // read with last
  bool names_changed_ = false;
  std::size_t next_ = 0;                          // the item of `last_` that is probably the next one
  std::unordered_map<std::string_view, std::size_t> by_text_;  // items of `last_`, once that guess was wrong
  std::size_t read_again_ = 0;
};

}  // namespace realist::rules

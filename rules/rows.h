// A file cut into items and rows by its lines alone: what opens with a keyword, what goes on with the phrase above, what is
// comment, blank or Markdown prose. No grammar: a row that cannot be understood spoils no other.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/keywords.h"
#include "rules/reporter.h"
#include "rules/source_text.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

// A keyword with what follows it on its line and on the lines that go on with it.
struct Row {
  LineStart start;               // offsets are those of the first line
  Lead lead;
  Text text;                     // after the keyword
  Text name;                     // short name, label, phase name, `Events` names; may be empty
  models::Place keyword;         // the keyword's own words (a row without one: the first character)
  std::uint32_t first_line = 0;  // indexes, from 0
  std::uint32_t last_line = 0;
  bool guessed = false;          // the keyword is the one nearly written: reported
};

struct RowItem {
  enum class Kind : std::uint8_t { Stray, Prose, Rows } kind = Kind::Rows;
  std::vector<Row> rows;         // the first one opens the item; a Stray item has one
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  Lead lead;                     // Prose
  bool cut_short = false;        // it had more rows than the limit
};

struct RowFile {
  std::vector<RowItem> items;
  Lead tail;
};

// Reports near keywords, lines in the wrong place and unclosed fences. Text that belongs to nothing is left in place as a
// Plain row (in an item) or a Stray item, unreported.
RowFile cut_rows(const SourceText& source, const Limits& limits, Reporter& reporter);

}  // namespace realist::rules

// The words a line can open with, and the words that are nearly one of them.
//
// Which words count depends on the item a line stands in: `Given` opens a line of an example only, `level:` one of a
// declaration. Keywords are matched in any case, with blanks of any kind between their words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/syntax_tree.h"

namespace realist::rules {

enum class RowKind : std::uint8_t {
  Plain,                                                              // opens with no keyword
  Header, Include, Declaration, Statement, Phase, Example,            // open an item
  Then, And, Or, Unless, Because, Otherwise, Dash, Tag, Note,         // stand in a statement (Tag, Note elsewhere too)
  DeclarationLine,                                                    // stands in a declaration
  Given, AsOf, Expect,                                                // stand in an example (And too)
};
constexpr bool opens_item(RowKind kind) { return kind >= RowKind::Header && kind <= RowKind::Example; }

// The item a line stands in.
enum class Scope : std::uint8_t { None, Header, Declaration, Statement, Example, Phase };

// How a line opens.
struct LineStart {
  RowKind kind = RowKind::Plain;
  std::size_t begin = 0, end = 0;              // bytes of the keyword, its colon included; the rest is the row's text
  std::size_t name_begin = 0, name_end = 0;    // short name of a declaration, name of a phase, `Events` names
  bool labelled = false;                       // Statement: [LABEL] before it, at name_begin
  Opening opening = Opening::If;
  models::Role role = models::Role::Context;
  HeaderSyntax::Kind header = HeaderSyntax::Kind::Theory;
  DeclarationLine::Kind line = DeclarationLine::Kind::Also;
  std::size_t depth = 0;                       // Dash
  bool bare = false;                           // Tag: without its brackets
  bool unclosed_label = false;                 // Statement: the label's bracket is not closed
  bool misplaced = false;                      // a keyword of another item; `kind` says which
};

// `line` without its end. `open`: a phrase stands above that this line could go on with.
LineStart read_line_start(std::string_view line, Scope scope, bool open);

// If the line's first word nearly is a keyword of this scope: the word meant, as it should be written, and the bytes of
// the word written. Words that are English themselves ("the", "they", "than") are never taken so.
struct NearKeyword {
  std::string_view meant;
  std::size_t begin = 0, end = 0;
};
std::optional<NearKeyword> near_keyword(std::string_view line, Scope scope);

// The form a sentence can open with, with the bytes it takes at the start of `text`; 0: none.
std::size_t match_opening(std::string_view text, Opening& opening);

// Whether the words in a bracket make it an evidence or source tag: "evidence:" or the like somewhere in them.
bool is_tag_content(std::string_view inside);

}  // namespace realist::rules

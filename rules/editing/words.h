// What the words of an item are, and where: what an editor colours, follows and renames.
//
// Found row by row, without a whole statement being needed: an item with mistakes in it, or one that is just being written,
// has words too. Linear in the item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/place.h"
#include "models/theory.h"
#include "rules/rows.h"
#include "rules/statement_grammar.h"
#include "rules/syntax_tree.h"

namespace realist::rules {

struct Word {
  enum class Kind : std::uint8_t {
    Keyword,     // a word of the language: "If", "not", "(resource)", "observed when", "at least"
    Phrase,      // names a proposition
    Label,       // names a statement (in an expectation it may be a short name)
    Event,       // a type of events
    Field,       // an attribute, or a field of events
    Phase,       // names a phase
    RecordKind,  // participant, practitioner
    Window,      // "within 14 days"; names inside it are words of their own, right after it
    Tag,         // (evidence: …), (source: …)
    Value,       // what a field is compared with, a date, a level
    Number,
    Title,       // free text: of a note, an example, a line about the file
    File,        // what an Include names
  };
  enum class Use : std::uint8_t {
    None,
    Declared, ShortName, Also, Opposite,                       // a declaration's own names for its proposition
    Antecedent, Step, Unless, Because, Bound, NotApplicable,   // in statements and header lines
    Condition, Example, Expected,
    Defined,                                                   // a statement's own label, a phase's own name
  };
  Kind kind = Kind::Keyword;
  Use use = Use::None;
  std::optional<models::Role> role;  // of a phrase: as declared or tagged here, else by its place
  Text text;                         // as written, quotes and braces left out
  models::Place place;               // of `text`
  bool quoted = false;               // double quotes stand round it
  std::string folded;                // how names are compared; empty where it names nothing
  std::string of_event;              // Field: the event's type, folded; empty: an attribute
};

// In the order written. `names`: what windows can be bound by.
std::vector<Word> words_of(const RowItem& item, const KnownNames& names);

// The words of a condition, of an anchor, or of a piece of one that breaks off.
std::vector<Word> words_of_condition(const Text& text);

// What would come next after a piece of a condition.
struct ConditionEnd {
  enum class Next : std::uint8_t { Test, Event, Field, Path, Phase, Selected, After, Value };
  Next next = Next::Test;
  std::string event;   // folded: the one that fields would be of; empty: none
  std::string field;   // folded: the one that was named last
};
ConditionEnd end_of_condition(const Text& text);

}  // namespace realist::rules

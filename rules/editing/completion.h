// What could be written next: words of the language, and names the theory or the data have.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/editing/lexicon.h"

namespace realist::rules {

// What records hold, as first written. Fields and values by folded names; "" is the record itself.
struct DataWords {
  std::vector<std::string> events, attributes, kinds, judged;
  std::map<std::string, std::vector<std::string>> fields;                          // by event
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> values;  // by event and field
};

struct Offer {
  enum class Kind : std::uint8_t { Keyword, Snippet, Phrase, Label, Event, Field, Phase, RecordKind, Value };
  Kind kind = Kind::Keyword;
  std::string label;      // what is shown, and what is compared with what is written already
  std::string insert;     // what is put in; Snippet: with $1, ${1:words} for what is to be filled in
  std::string detail;     // a few words about it
};

struct Offers {
  models::Place replace;  // what is written of it already; on one line
  std::vector<Offer> offers;
};

// `before`: the lines of the item from its first one up to the position (line and column from 1, in characters), the last one cut
// off there; empty where no item is above. The item's first line is `first_line`. Cost: the item, and the names of the theory.
Offers offers_at(std::string_view before, std::uint32_t first_line, std::uint32_t line, std::uint32_t column, const Lexicon& names,
                 const DataWords& data);

}  // namespace realist::rules

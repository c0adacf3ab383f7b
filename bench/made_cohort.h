// Made-up case records as NDJSON: seeded, quick to write, alike on every machine.
//
// A record has about 3 kB: attributes (a third of those a theory asks for unknown), 10 to 60 events of 25 kinds between its
// opening and the export on kExportDay, judgements, links, and text that no theory asks about. A case depends on the seed
// and its number alone, so that any stretch of a cohort can be written apart; its facts are the same in every layout.
#pragma once

#include <cstdint>
#include <string>

namespace realist::bench {

enum class KeyLayout {
  Usual,     // the documented order of keys, no blanks
  Spaced,    // the same with blanks after commas and colons and inside brackets
  Shuffled,  // no blanks, the keys of every object in an order of their own
};

struct CohortShape {
  std::uint64_t seed = 1;
  KeyLayout layout = KeyLayout::Usual;
  unsigned fewest_events = 10;
  unsigned most_events = 60;
  // Without what only Realist takes into account, so that others can be given the same: no pauses, nothing undated,
  // nothing that may be missing.
  bool plain = false;
  unsigned practitioners = 40;  // how many the cases are linked to
};

// Appends one case as a line. Cost: about 5 µs.
void append_case(const CohortShape& shape, std::uint64_t number, std::string& out);

// Appends the record of a practitioner, from 0, whom the cases are linked to.
void append_practitioner(const CohortShape& shape, unsigned number, std::string& out);

}  // namespace realist::bench

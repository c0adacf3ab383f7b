// Made-up theories about the cases of made_cohort.h: seeded, of any size, each accepted without an error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace realist::bench {

struct TheoryShape {
  unsigned statements = 200;
  std::uint64_t seed = 1;
  bool linked = false;  // one statement in twenty also asks for something about the practitioner
};

// Declarations (25 events, 12 attributes, 10 judgements, and further indicators by size: fields of events, counts, windows,
// orders, numbers over events) and statements in a fixed mix of twenty: chains of events in windows of days, attributes and
// judgements in antecedents, mechanisms nobody observes directly, blocks, lists, countervailing steps, `otherwise`, some
// `Whenever`, `Only if` and `previously`.
std::string made_theory(const TheoryShape& shape);

// What other engines can be told as well: If an event [and an attribute], then an event within days [then another within
// days] [unless an event]. Events are those dated to the day.
struct PlainStatement {
  std::string id;
  std::string start;               // kind of event
  std::string attribute, value;    // path and value; both empty: no such condition. A truth value is "yes".
  std::string step1, step2, block; // kinds of event; step2, block: may be empty
  unsigned days1 = 0, days2 = 0;
};

std::vector<PlainStatement> plain_statements(const TheoryShape& shape);
std::string plain_theory(const std::vector<PlainStatement>& statements);
// The same as CSV with a header: id,start,attribute,value,step1,days1,step2,days2,block.
std::string plain_table(const std::vector<PlainStatement>& statements);

}  // namespace realist::bench

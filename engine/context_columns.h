// The tables that contexts are searched in (context_search.h), one a statement, from what was so at each activation.
//
// A column is a proposition of the theory, or a test of an attribute: `is` one of few values, `contains` one of few of a list,
// `at least` a number at a quarter, half and three quarters of those recorded. Left out for a statement is what it is made of:
// the propositions of its own antecedent, steps and blocks, and the attributes its steps look at, with whatever else looks at
// them: that these go together is no news. Columns that say the same of every case are one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/activations.h"
#include "engine/context_search.h"
#include "models/theory.h"

namespace realist::engine {

inline constexpr std::size_t kMostValues = 12;  // different ones of an attribute that are told apart

struct ContextName {
  enum class Kind { Proposition, Is, Contains, AtLeast };
  Kind kind = Kind::Proposition;
  models::PropositionIndex proposition = models::kNone;
  std::string path, value;                // of an attribute
};

struct ContextColumn {
  ContextName name;
  std::vector<ContextName> same;          // others that say the same, or the opposite, of every decided case
  std::vector<std::uint8_t> undated;      // by row: 1 where it is so, or not so, by facts without a date
};

struct StatementContexts {
  models::StatementIndex statement = 0;
  std::vector<std::size_t> cases;         // by row: position in the activations
  std::vector<ContextColumn> columns;     // as `table.columns`
  ContextTable table;
};

struct ContextTables {
  std::vector<StatementContexts> statements;       // those decided in some case
  std::vector<std::string> too_varied;             // attributes left out: more values than are told apart, or dates
};

ContextTables context_tables(const models::Theory& theory, const std::vector<CaseActivations>& cases);

}  // namespace realist::engine

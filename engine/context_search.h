// Looking for contexts that tell the cases in which a statement fires from those in which it stalls. What comes of it are
// questions to ask, with their cases, never findings: whoever searches long enough finds something.
//
// Each statement is a table of its decided cases: whether it fired, and what was so when it was activated. Looked at are
//
//   1. every column alone;
//   2. of the `kJoined` columns that tell the most, the configurations the cases show: those in which it fired more often than
//      over all, and those in which it fired less often, each minimised against the other (engine/minimise.h), which gives
//      the largest products of conditions that the one shows and the other does not.
//
// What a context tells is the likelihood ratio G of its two-by-two table, 2 Σ O ln(O/E), less ln(n) for every condition after
// the first, n being the cases it is known of (Schwarz 1978): a longer one has to earn its length. It has to be worth that much
// more than each of its conditions alone, over the cases of which both are known.
//
// Chance: the whole search is made again, over all tables, with the verdicts of each shuffled among its cases, and the best
// that any table gives then is kept (the maximum statistic of Westfall and Young 1993). A context's chance is the share of
// the shuffles, the records as they are counted among them, whose best was as good. So it holds for everything that was
// searched, not for the one context alone. Tables are shuffled apart from each other: where they go together in truth, that
// errs on the careful side.
//
// The same tables, choices and seed give the same answer on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/intervals.h"

namespace realist::engine {

inline constexpr std::size_t kJoined = 4;

// One statement's decided cases. Columns are as long as `fired`: 1 so, 0 not so, -1 not known.
struct ContextTable {
  std::vector<std::uint8_t> fired;
  std::vector<std::vector<std::int8_t>> columns;
};

struct SearchChoices {
  std::uint64_t seed = 1;
  std::size_t shuffles = 999;
  double chance = 0.05;      // contexts above it are not offered
  std::size_t smallest = 5;  // cases that have to lie on each side of a context, and be fired or stalled in a table
};

// A condition of a context: a column, so or not so.
struct ContextPart {
  std::size_t column = 0;
  bool so = true;
  friend bool operator==(const ContextPart&, const ContextPart&) = default;
};

struct FoundContext {
  std::size_t table = 0;
  std::vector<ContextPart> parts;  // all of them; by column
  Share inside, outside;           // fired of decided, where it is so, and where it is not
  std::size_t unknown = 0;         // decided cases of which that is not known
  double score = 0;                // as above
  double chance = 1;
};

struct ContextSearch {
  std::vector<FoundContext> found;  // within `chance`; the most telling first. Of one table, no two share a column.
  std::size_t tables = 0;           // searched: enough cases fired, enough stalled
  std::size_t contexts = 0;         // looked at in them
  double least_chance = 1;          // of the most telling one, offered or not
};

// Cost: shuffles × tables × (columns × cases / 64 + a minimisation of kJoined conditions).
ContextSearch search_contexts(const std::vector<ContextTable>& tables, const SearchChoices& choices);

// Of one context: 1 in it, 0 outside, -1 not known; by case. Kleene: one part that is not so is enough to be outside.
std::vector<std::int8_t> members_of(const ContextTable& table, const std::vector<ContextPart>& parts);

// 2 Σ O ln(O/E) of a two-by-two table of which neither the rows nor the columns are empty; else 0.
double likelihood_ratio(Share inside, Share outside);

}  // namespace realist::engine

// Where two results of one theory part: two cases, or one case at two dates. Statement by statement, those first that nothing
// before them explains.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::engine {

// One statement that came to different ends.
struct Difference {
  enum class At : std::uint8_t {
    Opening,  // what it opens with: met, unmet or unknown in one only
    Step,     // the first step that stands otherwise
    Block,    // something stands in the way in one only
    Times,    // judged each time: the same at its worst, and yet not as often
  };
  models::StatementIndex statement = models::kNone;
  At at = At::Step;
  std::uint32_t step = 0;                        // Step: from 1
  models::PropositionIndex proposition = models::kNone;  // at which they part; kNone: of several, or a condition of the theory's own
  std::optional<std::int64_t> day;               // the earlier of the two sides' days there, counted from where each began
  std::vector<models::StatementIndex> follows;   // differing statements it follows from: they lead to what it opens with, or part at the same
};

// The beginnings from which days are counted: each record's `opened` or first dated fact; of one case twice the same.
struct Beginnings {
  std::optional<models::Time> a, b;
};

// Those that follow from no other first, by day (none: last), then by how many follow from them, then in the theory's order; after them those that
// follow, in the theory's order. Both results have to be of this theory. Cost: the square of the number of differences.
std::vector<Difference> differences(const models::Theory& theory, const models::CaseResult& a, const models::CaseResult& b,
                                    const Beginnings& beginnings);

}  // namespace realist::engine

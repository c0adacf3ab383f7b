// Truth tables: which configurations of conditions cases show, how consistently each comes with the outcome, and which of
// the possible ones nobody shows (remainders).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/minimise.h"
#include "engine/set_fit.h"

namespace realist::engine {

struct TruthTableChoices {
  double consistent_from = 0.8;           // a row at least this consistent, and with `pri_from`, has the outcome (incl.cut)
  std::optional<double> contradicts_from; // from here up to `consistent_from` a row contradicts itself (C); none: it has not the outcome
  double pri_from = 0;                    // pri.cut
  std::size_t cases_from = 1;             // fewer cases make a row a remainder (n.cut)
};

enum class RowOutput { Yes, No, Contradiction, Remainder };

struct TruthRow {
  std::uint32_t row = 0;            // condition 0 is the highest bit; the field numbers rows from 1
  RowOutput output = RowOutput::Remainder;
  std::vector<std::size_t> cases;   // more than 0.5 in this row, their outcome known
  std::vector<std::size_t> against; // those of them on the other side of the outcome's crossover than most; of a tie: those without it
  std::vector<std::size_t> outcome_unknown;  // in this row, their outcome not known: they count nowhere
  Figure consistency, pri;          // over all cases, by their degree in this row
};

// A case that belongs to no row, and the first condition that is why.
struct Unplaced {
  std::size_t case_index = 0;
  std::size_t condition = 0;        // position in the table's conditions
  bool unknown = false;             // else exactly at the crossover
};

struct TruthTable {
  std::vector<std::size_t> conditions;  // columns of the matrix, as written
  std::vector<TruthRow> rows;           // those with at least one case, rising
  std::vector<Unplaced> unplaced;
  std::uint64_t possible = 0;           // 2 to the number of conditions
};

// 1 to kMostConditions conditions. A row's figures rest on the cases of which it is known what they add. Time: rows shown ×
// cases × conditions.
TruthTable truth_table(const SetTable& table, const std::vector<std::size_t>& conditions, const SetExpression& outcome,
                       const TruthTableChoices& choices);

// Degrees of all cases in the configuration `row`.
std::vector<Degree> degrees_in_row(const SetTable& table, const std::vector<std::size_t>& conditions, std::uint32_t row);

// A product as an expression over the columns of the matrix. A product that asks for nothing: an empty And.
SetExpression expression_of(const Cube& cube, const std::vector<std::size_t>& conditions);

enum class SolutionKind { Conservative, Parsimonious, Intermediate };

// Directional expectations, one a condition of the truth table.
enum class Expectation { None, Present, Absent };

struct Solution {
  SolutionKind kind = SolutionKind::Conservative;
  std::vector<std::vector<Cube>> models;     // each: any of its products is enough
  bool all_listed = true, proved = true;     // as in Covers
  std::vector<std::uint32_t> simplifying;    // remainders that some model counts as having the outcome, rising; at most kMostListed
  std::uint64_t simplifying_count = 0;
};

constexpr std::size_t kMostListed = 1'000;

struct Unsolved {
  std::string reason;  // one sentence, lower case, no full stop
};

// Rows with the outcome are to be covered, rows without it and contradictions never; remainders are free (parsimonious), not
// used (conservative), or used as far as expectations allow (intermediate).
std::variant<Solution, Unsolved> solve(const TruthTable& table, SolutionKind kind, Which which, const std::vector<Expectation>& expectations,
                                       const MinimiseLimits& limits = {});

}  // namespace realist::engine

#include "engine/truth_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace realist::engine {
namespace {

// Where a case belongs, or what keeps it from belonging anywhere.
std::variant<std::uint32_t, Unplaced> place_of(const SetTable& table, const std::vector<std::size_t>& conditions, std::size_t i) {
  const auto n = static_cast<unsigned>(conditions.size());
  std::uint32_t row = 0;
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    const Degree d = table.columns[conditions[c]][i];
    if (d.known() && d.low == kCrossover) return Unplaced{i, c, false};
    if (!d.known()) return Unplaced{i, c, true};
    if (d.low > kCrossover) row |= condition_bit(c, n);
  }
  return row;
}

RowOutput output_of(const TruthRow& row, const TruthTableChoices& choices) {
  // Cut-offs are written with few digits; a sum of degrees may miss one by its last bits.
  constexpr double kSlack = 1e-9;
  if (row.cases.size() < choices.cases_from || row.cases.empty() || !row.consistency.value) return RowOutput::Remainder;
  const double consistency = *row.consistency.value + kSlack;
  if (consistency >= choices.consistent_from && row.pri.value.value_or(0) + kSlack >= choices.pri_from) return RowOutput::Yes;
  if (choices.contradicts_from && consistency >= *choices.contradicts_from) return RowOutput::Contradiction;
  return RowOutput::No;
}

void sort_members(TruthRow& row, const std::vector<std::size_t>& members, const std::vector<Degree>& y) {
  std::vector<std::size_t> with, without;
  for (const std::size_t i : members) {
    (y[i].known() ? row.cases : row.outcome_unknown).push_back(i);
    if (y[i].known() && y[i].low != kCrossover) (y[i].low > kCrossover ? with : without).push_back(i);
  }
  row.against = with.size() >= without.size() ? without : with;
}

struct RowsOf {
  std::vector<std::uint32_t> yes, never;
};

RowsOf rows_of(const TruthTable& table) {
  RowsOf rows;
  for (const TruthRow& row : table.rows) {
    if (row.output == RowOutput::Yes) rows.yes.push_back(row.row);
    if (row.output == RowOutput::No || row.output == RowOutput::Contradiction) rows.never.push_back(row.row);
  }
  return rows;
}

const Unsolved kTooMany{"there are too many products to look through; take fewer conditions, or ask for more cases a row with --n-cut"};

struct Models {
  std::vector<std::vector<Cube>> models;
  bool all_listed = true, proved = true;
};

Models models_of(const std::vector<std::uint32_t>& rows, const std::vector<Cube>& cubes, Which which, const MinimiseLimits& limits) {
  const Covers covers = covers_of(rows, cubes, which, limits);
  Models models{{}, covers.all_listed, covers.proved};
  for (const auto& cover : covers.models) {
    std::vector<Cube>& model = models.models.emplace_back();
    for (const std::size_t c : cover) model.push_back(cubes[c]);
  }
  return models;
}

std::optional<Models> extreme_models(const RowsOf& rows, SolutionKind kind, unsigned n, Which which, const MinimiseLimits& limits) {
  const auto primes = kind == SolutionKind::Conservative ? primes_of_rows(rows.yes, n, limits) : primes_avoiding(rows.yes, rows.never, limits);
  if (!primes) return std::nullopt;
  return models_of(rows.yes, *primes, which, limits);
}

struct ExpectedBits {
  std::uint32_t expected = 0, direction = 0;
};

ExpectedBits bits_of(const std::vector<Expectation>& expectations) {
  ExpectedBits bits;
  for (std::size_t c = 0; c < expectations.size(); ++c) {
    const std::uint32_t bit = condition_bit(c, static_cast<unsigned>(expectations.size()));
    if (expectations[c] != Expectation::None) bits.expected |= bit;
    if (expectations[c] == Expectation::Present) bits.direction |= bit;
  }
  return bits;
}

// One model after another of each pair of a conservative and a parsimonious model, each kept once.
std::optional<Models> intermediate_models(const RowsOf& rows, unsigned n, Which which, const ExpectedBits& bits, const MinimiseLimits& limits) {
  const auto conservative = extreme_models(rows, SolutionKind::Conservative, n, which, limits);
  const auto parsimonious = extreme_models(rows, SolutionKind::Parsimonious, n, which, limits);
  if (!conservative || !parsimonious) return std::nullopt;
  constexpr std::size_t kMostPairs = 300;
  const std::size_t pairs = conservative->models.size() * parsimonious->models.size();
  MinimiseLimits share = limits;
  share.steps /= std::min(kMostPairs, pairs);
  std::set<std::vector<Cube>> seen;
  Models all{{}, conservative->all_listed && parsimonious->all_listed && pairs <= kMostPairs, conservative->proved && parsimonious->proved};
  for (std::size_t pair = 0; pair < std::min(kMostPairs, pairs); ++pair) {
    const auto& narrow = conservative->models[pair / parsimonious->models.size()];
    const auto& wide = parsimonious->models[pair % parsimonious->models.size()];
    const Models some = models_of(rows.yes, between(narrow, wide, bits.expected, bits.direction), which, share);
    all.all_listed = all.all_listed && some.all_listed;
    all.proved = all.proved && some.proved;
    for (const auto& model : some.models) {
      if (all.models.size() >= limits.models) {
        all.all_listed = false;
        return all;
      }
      if (seen.insert(model).second) all.models.push_back(model);
    }
  }
  return all;
}

// Remainders some model covers. Products are walked row by row while there are not too many rows to look at.
void list_simplifying(Solution& solution, const TruthTable& table) {
  std::vector<char> observed(table.possible, 0);
  for (const TruthRow& row : table.rows) observed[row.row] = row.output != RowOutput::Remainder;
  std::set<Cube> cubes;
  for (const auto& model : solution.models) cubes.insert(model.begin(), model.end());
  const auto all = static_cast<std::uint32_t>(table.possible - 1);
  for (const Cube& cube : cubes) {
    const std::uint32_t free = all & ~cube.care;
    for (std::uint32_t part = free;; part = (part - 1) & free) {
      char& taken = observed[cube.value | part];
      if (taken == 0) {
        taken = 1;
        ++solution.simplifying_count;
        solution.simplifying.push_back(cube.value | part);
      }
      if (part == 0) break;
    }
  }
  std::sort(solution.simplifying.begin(), solution.simplifying.end());
  if (solution.simplifying.size() > kMostListed) solution.simplifying.resize(kMostListed);
}

}  // namespace

std::vector<Degree> degrees_in_row(const SetTable& table, const std::vector<std::size_t>& conditions, std::uint32_t row) {
  const auto n = static_cast<unsigned>(conditions.size());
  std::vector<Degree> degrees(table.cases.size(), Degree::exactly(1));
  for (std::size_t i = 0; i < degrees.size(); ++i)
    for (std::size_t c = 0; c < conditions.size() && degrees[i].high > 0; ++c) {
      const Degree d = table.columns[conditions[c]][i];
      degrees[i] = both(degrees[i], (row & condition_bit(c, n)) != 0 ? d : negated(d));
    }
  return degrees;
}

SetExpression expression_of(const Cube& cube, const std::vector<std::size_t>& conditions) {
  const auto n = static_cast<unsigned>(conditions.size());
  SetExpression product{SetExpression::Kind::And, 0, {}};
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    if ((cube.care & condition_bit(c, n)) == 0) continue;
    SetExpression condition{SetExpression::Kind::Condition, conditions[c], {}};
    const bool present = (cube.value & condition_bit(c, n)) != 0;
    product.parts.push_back(present ? condition : SetExpression{SetExpression::Kind::Not, 0, {condition}});
  }
  return product.parts.size() == 1 ? product.parts.front() : product;
}

TruthTable truth_table(const SetTable& table, const std::vector<std::size_t>& conditions, const SetExpression& outcome,
                       const TruthTableChoices& choices) {
  TruthTable result;
  result.conditions = conditions;
  result.possible = std::uint64_t{1} << conditions.size();
  const std::vector<Degree> y = degrees_in(table, outcome);
  std::map<std::uint32_t, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < table.cases.size(); ++i) {
    const auto place = place_of(table, conditions, i);
    if (const auto* row = std::get_if<std::uint32_t>(&place)) members[*row].push_back(i);
    else result.unplaced.push_back(std::get<Unplaced>(place));
  }
  for (const auto& [number, cases] : members) {
    TruthRow row;
    row.row = number;
    sort_members(row, cases, y);
    const SetMeasures measures = measures_of(degrees_in_row(table, conditions, number), y);
    row.consistency = measures.consistency;
    row.pri = measures.pri;
    row.output = output_of(row, choices);
    result.rows.push_back(std::move(row));
  }
  return result;
}

std::variant<Solution, Unsolved> solve(const TruthTable& table, SolutionKind kind, Which which, const std::vector<Expectation>& expectations,
                                       const MinimiseLimits& limits) {
  const RowsOf rows = rows_of(table);
  if (rows.yes.empty()) return Unsolved{"no row of the truth table has the outcome at these cut-offs, so there is nothing to solve"};
  if (rows.never.empty() && kind != SolutionKind::Conservative)
    return Unsolved{"every row that cases show has the outcome, so remainders could be anything and nothing would be left to ask for"};
  const auto n = static_cast<unsigned>(table.conditions.size());
  const auto models = kind == SolutionKind::Intermediate ? intermediate_models(rows, n, which, bits_of(expectations), limits)
                                                         : extreme_models(rows, kind, n, which, limits);
  if (!models) return kTooMany;
  Solution solution{kind, models->models, models->all_listed, models->proved, {}, 0};
  if (kind != SolutionKind::Conservative) list_simplifying(solution, table);
  return solution;
}

}  // namespace realist::engine

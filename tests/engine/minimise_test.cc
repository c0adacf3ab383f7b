// Minimisation against brute force, which shares nothing with it: every product of the conditions is tried, and every set of
// prime implicants (small tables) or a count over row sets (larger ones).
#include "engine/minimise.h"

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <map>
#include <rapidcheck.h>
#include <set>

namespace {

using namespace realist::engine;

// A table: for each row whether the outcome must be there, must not, or may.
enum class Cell { Yes, No, Free };
using Table = std::vector<Cell>;

unsigned conditions_of(const Table& table) { return static_cast<unsigned>(std::countr_zero(table.size())); }

std::vector<std::uint32_t> rows_with(const Table& table, Cell cell) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t r = 0; r < table.size(); ++r)
    if (table[r] == cell) rows.push_back(r);
  return rows;
}

std::vector<Cube> every_cube(unsigned n) {
  std::vector<Cube> cubes;
  for (std::uint32_t care = 0; care < (1u << n); ++care)
    for (std::uint32_t value = 0; value < (1u << n); ++value)
      if ((value & ~care) == 0) cubes.push_back({care, value});
  return cubes;
}

// Products that cover a Yes and no No, and to which no condition can be spared.
std::vector<Cube> primes_by_force(const Table& table) {
  const unsigned n = conditions_of(table);
  const auto allowed = [&](const Cube& cube) {
    for (std::uint32_t r = 0; r < table.size(); ++r)
      if (table[r] == Cell::No && cube.covers(r)) return false;
    return true;
  };
  std::vector<Cube> primes;
  for (const Cube& cube : every_cube(n)) {
    bool useful = false, largest = allowed(cube);
    if (!largest) continue;
    for (std::uint32_t r = 0; r < table.size(); ++r) useful = useful || (table[r] == Cell::Yes && cube.covers(r));
    for (unsigned b = 0; b < n; ++b)
      if ((cube.care >> b & 1u) != 0 && allowed({cube.care & ~(1u << b), cube.value & ~(1u << b)})) largest = false;
    if (useful && largest) primes.push_back(cube);
  }
  std::sort(primes.begin(), primes.end());
  return primes;
}

using Models = std::set<std::vector<std::size_t>>;

Models as_set(const Covers& covers) { return {covers.models.begin(), covers.models.end()}; }

// Tries all sets of products. `masks[c]`: the rows product c covers.
Models models_by_force(const std::vector<std::uint32_t>& masks, std::uint32_t rows, Which which) {
  Models models;
  std::size_t fewest = masks.size() + 1;
  std::vector<std::uint32_t> covered(std::size_t{1} << masks.size(), 0);
  for (std::uint32_t set = 0; set < covered.size(); ++set) {
    if (set != 0) covered[set] = covered[set & (set - 1)] | masks[static_cast<std::size_t>(std::countr_zero(set))];
    if (covered[set] != rows) continue;
    bool spare = false;
    for (std::uint32_t rest = set; rest != 0; rest &= rest - 1) spare = spare || covered[set & ~(rest & (~rest + 1))] == rows;
    if (spare) continue;
    const auto size = static_cast<std::size_t>(std::popcount(set));
    if (which == Which::Fewest && size > fewest) continue;
    if (which == Which::Fewest && size < fewest) models.clear();
    fewest = std::min(fewest, size);
    std::vector<std::size_t> model;
    for (std::size_t c = 0; c < masks.size(); ++c)
      if ((set >> c & 1u) != 0) model.push_back(c);
    models.insert(model);
  }
  return models;
}

std::vector<std::uint32_t> masks_of(const std::vector<std::uint32_t>& rows, const std::vector<Cube>& cubes) {
  std::vector<std::uint32_t> masks(cubes.size(), 0);
  for (std::size_t c = 0; c < cubes.size(); ++c)
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (cubes[c].covers(rows[r])) masks[c] |= 1u << r;
  return masks;
}

// Every set is tried where there are not too many products to do so.
bool agrees(const Table& table, bool conservative, Which which) {
  const auto rows = rows_with(table, Cell::Yes);
  const auto primes = conservative ? primes_of_rows(rows, conditions_of(table)) : primes_avoiding(rows, rows_with(table, Cell::No));
  if (!primes || *primes != primes_by_force(table)) return false;
  constexpr std::size_t kMostTried = 14;
  if (primes->size() > kMostTried) return true;
  const Covers covers = covers_of(rows, *primes, which);
  const std::uint32_t all = rows.empty() ? 0 : ~0u >> (32 - rows.size());
  return covers.proved && covers.all_listed && as_set(covers) == models_by_force(masks_of(rows, *primes), all, which);
}

// The table of a function of n conditions: bit r of `function` is row r.
Table table_of(std::uint32_t function, unsigned n) {
  Table table(std::size_t{1} << n, Cell::No);
  for (std::uint32_t r = 0; r < table.size(); ++r)
    if ((function >> r & 1u) != 0) table[r] = Cell::Yes;
  return table;
}

// How many sets of `size` products cover all rows, counted row set by row set.
std::map<std::size_t, std::uint64_t> counted(const std::vector<std::uint32_t>& masks, std::size_t rows) {
  std::vector<std::map<std::size_t, std::uint64_t>> ways(std::size_t{1} << rows);
  ways[0][0] = 1;
  for (const std::uint32_t mask : masks) {
    const auto before = ways;
    for (std::uint32_t covered = 0; covered < before.size(); ++covered)
      for (const auto& [size, number] : before[covered]) ways[covered | mask][size + 1] += number;
  }
  return ways.back();
}

}  // namespace

TEST_CASE("the minimal models of every function of up to four conditions are those of brute force") {
  for (unsigned n = 1; n <= 4; ++n) {
    const std::uint64_t functions = std::uint64_t{1} << (1u << n);
    std::uint64_t wrong = 0;
    for (std::uint64_t f = 0; f < functions; ++f) {
      const Table table = table_of(static_cast<std::uint32_t>(f), n);
      wrong += agrees(table, true, Which::Fewest) ? 0 : 1;
      // With nothing free the two kinds of prime implicants are the same: the other way of finding them.
      if (n < 4 || f % 7 == 0) wrong += agrees(table, false, Which::Irredundant) ? 0 : 1;
    }
    INFO(n << " conditions");
    CHECK(wrong == 0);
  }
}

TEST_CASE("with remainders, the minimal models of every table of up to three conditions are those of brute force") {
  for (unsigned n = 1; n <= 3; ++n) {
    Table table(std::size_t{1} << n, Cell::Yes);
    std::uint64_t tables = 1, wrong = 0;
    for (std::size_t r = 0; r < table.size(); ++r) tables *= 3;
    for (std::uint64_t t = 0; t < tables; ++t) {
      std::uint64_t rest = t;
      for (Cell& cell : table) {
        cell = static_cast<Cell>(rest % 3);
        rest /= 3;
      }
      wrong += agrees(table, false, Which::Fewest) && agrees(table, false, Which::Irredundant) ? 0 : 1;
    }
    INFO(n << " conditions");
    CHECK(wrong == 0);
  }
}

TEST_CASE("random tables of up to eight conditions have the prime implicants of brute force and as many models as counted") {
  CHECK(rc::check([] {
    const auto n = *rc::gen::inRange(4u, 9u);
    Table table(std::size_t{1} << n, Cell::Free);
    for (const auto r : *rc::gen::container<std::vector<std::uint32_t>>(12, rc::gen::inRange(0u, 1u << n))) table[r] = Cell::No;
    for (const auto r : *rc::gen::container<std::vector<std::uint32_t>>(8, rc::gen::inRange(0u, 1u << n))) table[r] = Cell::Yes;
    const auto rows = rows_with(table, Cell::Yes);
    const auto primes = primes_avoiding(rows, rows_with(table, Cell::No));
    RC_ASSERT(primes.has_value());
    RC_ASSERT(*primes == primes_by_force(table));
    const auto ways = counted(masks_of(rows, *primes), rows.size());
    MinimiseLimits limits;
    limits.models = 100'000;
    const Covers covers = covers_of(rows, *primes, Which::Fewest, limits);
    RC_ASSERT(covers.proved);
    if (!covers.all_listed) return;
    RC_ASSERT(as_set(covers).size() == covers.models.size());
    RC_ASSERT(covers.models.front().size() == ways.begin()->first);
    RC_ASSERT(covers.models.size() == ways.begin()->second);
    for (const auto& model : covers.models)
      for (const std::uint32_t row : rows)
        RC_ASSERT(std::any_of(model.begin(), model.end(), [&](std::size_t c) { return (*primes)[c].covers(row); }));
  }));
}

TEST_CASE("random functions of up to eight conditions have the prime implicants of brute force") {
  CHECK(rc::check([] {
    const auto n = *rc::gen::inRange(5u, 9u);
    Table table(std::size_t{1} << n, Cell::No);
    for (const auto r : *rc::gen::container<std::vector<std::uint32_t>>(60, rc::gen::inRange(0u, 1u << n))) table[r] = Cell::Yes;
    const auto primes = primes_of_rows(rows_with(table, Cell::Yes), n);
    RC_ASSERT(primes.has_value());
    RC_ASSERT(*primes == primes_by_force(table));
  }));
}

TEST_CASE("what lies between a conservative and a parsimonious model covers the rows, avoids the others and lies between") {
  CHECK(rc::check([] {
    const auto n = *rc::gen::inRange(2u, 7u);
    Table table(std::size_t{1} << n, Cell::Free);
    for (const auto r : *rc::gen::container<std::vector<std::uint32_t>>(8, rc::gen::inRange(0u, 1u << n))) table[r] = Cell::No;
    for (const auto r : *rc::gen::container<std::vector<std::uint32_t>>(8, rc::gen::inRange(0u, 1u << n))) table[r] = Cell::Yes;
    const auto yes = rows_with(table, Cell::Yes), no = rows_with(table, Cell::No);
    const auto narrow = *primes_of_rows(yes, n), wide = *primes_avoiding(yes, no);
    const auto expected = *rc::gen::inRange(0u, 1u << n);
    const auto direction = expected & *rc::gen::inRange(0u, 1u << n);
    const auto cubes = between(narrow, wide, expected, direction);
    for (const std::uint32_t row : yes) RC_ASSERT(std::any_of(cubes.begin(), cubes.end(), [&](const Cube& c) { return c.covers(row); }));
    for (const std::uint32_t row : no) RC_ASSERT(std::none_of(cubes.begin(), cubes.end(), [&](const Cube& c) { return c.covers(row); }));
    for (const Cube& cube : cubes) {
      RC_ASSERT(std::any_of(narrow.begin(), narrow.end(), [&](const Cube& c) { return cube.contains(c); }));
      RC_ASSERT(std::any_of(wide.begin(), wide.end(), [&](const Cube& w) { return w.contains(cube); }));
    }
    // Without expectations no remainder is used; only what a conservative product covers already is.
    for (const Cube& cube : between(narrow, wide, 0, 0)) RC_ASSERT(std::find(narrow.begin(), narrow.end(), cube) != narrow.end());
  }));
}

TEST_CASE("groups of rows that share no product multiply their models, and a limit on models is told") {
  // In each of the groups two products cover the one row: 2 × 2 × 2 models.
  const std::vector<Cube> cubes = {{0b111000, 0b001000}, {0b110000, 0b000000}, {0b111000, 0b010000}, {0b101000, 0b000000},
                                   {0b111111, 0b111111}, {0b111110, 0b111110}};
  const std::vector<std::uint32_t> rows = {0b001001, 0b010001, 0b111111};
  CHECK(covers_of(rows, cubes, Which::Fewest).models.size() == 8);
  MinimiseLimits limits;
  limits.models = 3;
  const Covers covers = covers_of(rows, cubes, Which::Fewest, limits);
  CHECK(covers.models.size() == 3);
  CHECK_FALSE(covers.all_listed);
}

TEST_CASE("a search that runs out of steps gives a model that covers the rows and says that it proves nothing") {
  std::vector<Cube> cubes;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t r = 0; r < 6; ++r) {
    rows.push_back(1u << r);
    cubes.push_back({63u & ~((1u << r) | (1u << ((r + 1) % 6))) , 0});
  }
  MinimiseLimits limits;
  limits.steps = 0;
  const Covers covers = covers_of(rows, cubes, Which::Fewest, limits);
  CHECK_FALSE(covers.proved);
  REQUIRE(covers.models.size() == 1);
  for (const std::uint32_t row : rows)
    CHECK(std::any_of(covers.models[0].begin(), covers.models[0].end(), [&](std::size_t c) { return cubes[c].covers(row); }));
}

TEST_CASE("more products than the limit give none") {
  MinimiseLimits limits;
  limits.cubes = 3;
  CHECK_FALSE(primes_of_rows({0, 1, 2, 3, 4, 5, 6, 7}, 3, limits).has_value());
  limits.steps = 2;
  CHECK_FALSE(primes_avoiding({0}, {1, 2, 3, 4}, limits).has_value());
}

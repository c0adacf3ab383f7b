// Boolean minimisation of truth tables: prime implicants, and every smallest set of them that covers the rows.
//
// A row of a table with n conditions is a number below 2^n; condition 0 is the highest bit, so the row "all absent" is 0
// and the order is that of a written table. At most kMostConditions conditions.
//
// The search is bounded in steps, not in time: the same input always gives the same answer, and a table too hard for the
// bound says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace realist::engine {

constexpr unsigned kMostConditions = 20;

// A product: the conditions it asks about are the bits of `care`; those asked to be present are `value`, a part of `care`.
struct Cube {
  std::uint32_t care = 0, value = 0;

  bool covers(std::uint32_t row) const { return (row & care) == value; }
  bool contains(const Cube& other) const { return (care & ~other.care) == 0 && (other.value & care) == value; }
  friend bool operator==(const Cube&, const Cube&) = default;
  // Fewer conditions first, then as a table is written.
  friend bool operator<(const Cube& a, const Cube& b);
};

// The bit of condition `c` of `n`.
constexpr std::uint32_t condition_bit(std::size_t c, unsigned n) { return 1u << (n - 1 - static_cast<unsigned>(c)); }

struct MinimiseLimits {
  std::size_t cubes = 500'000;         // products kept on the way to the prime implicants
  std::size_t steps = 60'000'000;      // small steps, some ten million a second: of each search
  std::size_t models = 1'000;          // listed
};

// The prime implicants of the function that is true on `rows` alone: nothing is assumed about other rows. None where there
// are more than `limits.cubes` of them on the way.
std::optional<std::vector<Cube>> primes_of_rows(std::vector<std::uint32_t> rows, unsigned conditions, const MinimiseLimits& limits = {});

// The largest products that cover at least one of `rows` and none of `avoid`; every other row may be covered. `rows` and
// `avoid` share none. None where a limit is passed.
std::optional<std::vector<Cube>> primes_avoiding(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& avoid,
                                                 const MinimiseLimits& limits = {});

enum class Which {
  Fewest,       // the models with the fewest products
  Irredundant,  // every model from which no product can be left out
};

struct Covers {
  std::vector<std::vector<std::size_t>> models;  // positions of products, rising
  bool all_listed = true;  // false: there are more models than `limits.models`
  bool proved = true;      // false: steps ran out; what is listed covers the rows, but shorter or further models may exist
};

// The models that cover every one of `rows`; each row must be covered by at least one of `cubes`. No rows: one model, empty.
Covers covers_of(const std::vector<std::uint32_t>& rows, const std::vector<Cube>& cubes, Which which, const MinimiseLimits& limits = {});

// The products between a conservative and a parsimonious model (Ragin and Sonnett 2005): of each conservative product, what a
// parsimonious one containing it asks for, and of the rest what agrees with the directional expectations or has none.
// `expected` are the conditions with an expectation, `direction` (a part of it) those expected present. A conservative product
// that no parsimonious one contains stays as it is. Products contained in others are dropped; the rest is sorted.
std::vector<Cube> between(const std::vector<Cube>& conservative, const std::vector<Cube>& parsimonious, std::uint32_t expected,
                          std::uint32_t direction);

}  // namespace realist::engine

#include "engine/context_search.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>

using namespace realist::engine;

namespace {

// 60 cases and `columns` columns of noise, drawn with the standard engine of the language, whose numbers are fixed.
ContextTable noise(std::uint32_t seed, std::size_t cases, std::size_t columns) {
  std::mt19937 draw(seed);
  ContextTable table;
  for (std::size_t i = 0; i < cases; ++i) table.fired.push_back(draw() % 10 < 6);
  for (std::size_t c = 0; c < columns; ++c) {
    table.columns.emplace_back();
    for (std::size_t i = 0; i < cases; ++i) {
      const auto drawn = draw() % 10;
      table.columns.back().push_back(drawn == 0 ? std::int8_t{-1} : std::int8_t{drawn % 2 == 0});
    }
  }
  return table;
}

// The sum over the four cells as textbooks write it.
double g_of(double a, double b, double c, double d) {
  const double n = a + b + c + d;
  const auto cell = [&](double o, double row, double column) { return o == 0 ? 0 : o * std::log(o * n / (row * column)); };
  return 2 * (cell(a, a + b, a + c) + cell(b, a + b, b + d) + cell(c, c + d, a + c) + cell(d, c + d, b + d));
}

}  // namespace

TEST_CASE("what a context tells is the likelihood ratio of its table") {
  CHECK(likelihood_ratio({14, 15}, {3, 12}) == Approx(g_of(14, 1, 3, 9)));
  CHECK(likelihood_ratio({5, 5}, {0, 5}) == Approx(2 * 10 * std::log(2.0)));
  CHECK(likelihood_ratio({3, 6}, {4, 8}) == Approx(0).margin(1e-9));
  CHECK(likelihood_ratio({0, 0}, {4, 8}) == Approx(0).margin(1e-9));
}

TEST_CASE("one part that is not so is enough to be outside, whatever is not known of the others") {
  ContextTable table{{1, 1, 1, 1, 1}, {{1, 1, 0, -1, -1}, {0, 1, -1, 1, 0}}};
  CHECK(members_of(table, {{0, true}, {1, false}}) == std::vector<std::int8_t>{1, 0, 0, 0, -1});
  CHECK(members_of(table, {}) == std::vector<std::int8_t>{1, 1, 1, 1, 1});
}

// Ten cases, five fired, all in the context: of the 252 ways to deal five fired to ten cases two are as telling.
TEST_CASE("the chance of one context is that of counting all ways to deal the verdicts out") {
  const ContextTable table{{1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, {{1, 1, 1, 1, 1, 0, 0, 0, 0, 0}}};
  SearchChoices choices;
  choices.shuffles = 19'999;
  const ContextSearch search = search_contexts({table}, choices);
  REQUIRE(search.found.size() == 1);
  CHECK(search.found[0].chance == Approx(2.0 / 252).margin(0.002));
  CHECK(search.found[0].inside == Share{5, 5});
  CHECK(search.found[0].outside == Share{0, 5});
  CHECK(search.contexts == 1);
}

TEST_CASE("the more is searched, the likelier the same context comes by chance") {
  ContextTable table = noise(7, 60, 1);
  table.columns[0].assign(60, 0);
  for (std::size_t i = 0; i < 60; ++i) table.columns[0][i] = i % 8 == 0 ? table.fired[i] == 0 : table.fired[i] != 0;
  SearchChoices choices;
  choices.chance = 1;
  const double alone = search_contexts({table}, choices).found.front().chance;
  const ContextTable others = noise(8, 60, 40);
  ContextTable wide = table;
  wide.columns.insert(wide.columns.end(), others.columns.begin(), others.columns.end());
  std::vector<ContextTable> many{table};
  for (std::uint32_t i = 0; i < 10; ++i) many.push_back(noise(20 + i, 60, 20));
  CHECK(search_contexts({wide}, choices).found.front().chance >= alone);
  CHECK(search_contexts(many, choices).found.front().chance >= alone);
}

TEST_CASE("a planted context is found among noise, and noise alone offers next to nothing") {
  std::size_t planted = 0, by_chance = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    ContextTable table = noise(seed, 80, 12);
    SearchChoices choices;
    choices.seed = seed;
    choices.shuffles = 199;
    by_chance += !search_contexts({table}, choices).found.empty();
    std::mt19937 draw(seed + 1000);
    for (std::size_t i = 0; i < 80; ++i) table.fired[i] = draw() % 10 < (table.columns[3][i] == 1 ? 9u : 3u);
    const ContextSearch search = search_contexts({table}, choices);
    planted += !search.found.empty() && search.found[0].parts == std::vector<ContextPart>{{3, true}};
  }
  CHECK(planted >= 36);
  CHECK(by_chance <= 6);  // 5 % of 40 is 2; more than 6 has a chance of 1 in 70
}

TEST_CASE("two conditions are found together where neither does it alone") {
  ContextTable table;
  for (int round = 0; round < 12; ++round)
    for (int row = 0; row < 8; ++row) {
      const bool a = row & 1, b = row & 2, other = row & 4;
      table.fired.push_back(a && !b ? round != 0 : round < 3);
      if (table.columns.empty()) table.columns.resize(3);
      table.columns[0].push_back(a), table.columns[1].push_back(b), table.columns[2].push_back(other);
    }
  const ContextSearch search = search_contexts({table}, {});
  REQUIRE(search.found.size() == 1);
  CHECK(search.found[0].parts == std::vector<ContextPart>{{0, true}, {1, false}});
  CHECK(search.found[0].inside == Share{22, 24});
  CHECK(search.found[0].outside == Share{18, 72});
}

TEST_CASE("a condition that adds nothing is not added, however many the cases are") {
  for (const std::uint32_t seed : {1u, 2u, 3u, 4u}) {
    ContextTable table = noise(seed, 6000, 5);
    std::mt19937 draw(seed + 50);
    for (std::size_t i = 0; i < 6000; ++i) table.fired[i] = draw() % 10 < (table.columns[2][i] == 1 ? 9u : 5u);
    SearchChoices choices;
    choices.shuffles = 99;
    const ContextSearch search = search_contexts({table}, choices);
    REQUIRE(!search.found.empty());
    CHECK(search.found[0].parts == std::vector<ContextPart>{{2, true}});
  }
}

TEST_CASE("too few fired, too few stalled, or a context with too few cases on a side is not searched") {
  SearchChoices choices;
  choices.chance = 1;
  const ContextTable all_fired{std::vector<std::uint8_t>(40, 1), {std::vector<std::int8_t>(40, 1)}};
  CHECK(search_contexts({all_fired}, choices).tables == 0);
  CHECK(search_contexts({}, choices).found.empty());
  ContextTable narrow = noise(3, 40, 1);
  narrow.columns[0].assign(40, 0);
  for (std::size_t i = 0; i < 4; ++i) narrow.columns[0][i] = 1;
  CHECK(search_contexts({narrow}, choices).contexts == 0);
  narrow.columns[0].assign(40, -1);
  CHECK(search_contexts({narrow}, choices).found.empty());
  CHECK(search_contexts({ContextTable{}}, choices).tables == 0);
}

TEST_CASE("the same seed gives the same answer") {
  const std::vector<ContextTable> tables{noise(1, 50, 8), noise(2, 70, 5)};
  SearchChoices choices;
  choices.chance = 1;
  const ContextSearch one = search_contexts(tables, choices), other = search_contexts(tables, choices);
  REQUIRE(one.found.size() == other.found.size());
  for (std::size_t i = 0; i < one.found.size(); ++i) {
    CHECK(one.found[i].parts == other.found[i].parts);
    CHECK(one.found[i].chance == other.found[i].chance);
  }
}

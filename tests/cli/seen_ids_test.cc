#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <map>
#include <memory>
#include <string>

#include "cli/seen_ids.h"

namespace {

using realist::cli::SeenIds;

const auto kFirst = std::make_shared<const std::string>("first.ndjson");
const auto kSecond = std::make_shared<const std::string>("second.ndjson");

std::string where(const std::optional<SeenIds::Place>& place) {
  return place ? *place->file + ":" + std::to_string(place->line) : "nowhere";
}

}  // namespace

TEST_CASE("An id that was seen is known with its place, whatever it looks like") {
  SeenIds seen;
  CHECK(where(seen.add("A-1", kFirst, 1)) == "nowhere");
  CHECK(where(seen.add("A-2", kFirst, 2)) == "nowhere");
  CHECK(where(seen.add("A-3", kFirst, 3)) == "nowhere");
  CHECK(where(seen.add("anna", kFirst, 4)) == "nowhere");
  CHECK(where(seen.add("A-02", kSecond, 1)) == "nowhere");  // not the same as A-2
  CHECK(where(seen.add("", kSecond, 2)) == "nowhere");
  CHECK(where(seen.add("A-2", kSecond, 3)) == "first.ndjson:2");
  CHECK(where(seen.add("anna", kSecond, 4)) == "first.ndjson:4");
  CHECK(where(seen.add("A-02", kSecond, 5)) == "second.ndjson:1");
  CHECK(where(seen.add("", kSecond, 6)) == "second.ndjson:2");
  CHECK(seen.contains("A-3"));
  CHECK_FALSE(seen.contains("A-4"));
  CHECK_FALSE(seen.contains("bert"));
}

TEST_CASE("A run of ids that meets another one knows them all") {
  SeenIds seen;
  for (int i = 100; i <= 200; ++i) seen.add("C" + std::to_string(i), kFirst, static_cast<std::size_t>(i));
  for (int i = 101; i <= 199; ++i) CHECK(where(seen.add("C" + std::to_string(i), kSecond, static_cast<std::size_t>(i))) == "first.ndjson:" + std::to_string(i));
  CHECK(where(seen.add("C201", kFirst, 300)) == "nowhere");
  CHECK(where(seen.add("C200", kFirst, 301)) == "first.ndjson:200");
  CHECK(where(seen.add("C201", kFirst, 302)) == "first.ndjson:300");
}

TEST_CASE("Ids in any order are told apart as a map of all of them would tell them") {
  rc::check([] {
    SeenIds seen;
    std::map<std::string, std::size_t> all;
    const auto numbers = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 60));
    const bool words = *rc::gen::arbitrary<bool>();
    std::size_t line = 0;
    for (const int number : numbers) {
      const std::string id = (words ? "x" : "C-") + std::to_string(number) + (words ? "y" : "");
      const auto [known, fresh] = all.try_emplace(id, ++line);
      const auto place = seen.add(id, kFirst, line);
      RC_ASSERT(place.has_value() == !fresh);
      if (place) RC_ASSERT(place->line == known->second);
    }
  });
}

TEST_CASE("More runs than are kept apart, and more words than fit at first, are all known") {
  SeenIds seen;
  constexpr std::size_t kMany = 40'000;
  for (std::size_t i = 0; i < kMany; ++i) {
    REQUIRE_FALSE(seen.add("N" + std::to_string(i * 3), kFirst, 2 * i + 1));
    REQUIRE_FALSE(seen.add("w" + std::to_string(i) + "!", kFirst, 2 * i + 2));
  }
  for (std::size_t i = 0; i < kMany; ++i) {
    REQUIRE(where(seen.add("N" + std::to_string(i * 3), kSecond, 1)) == "first.ndjson:" + std::to_string(2 * i + 1));
    REQUIRE(where(seen.add("w" + std::to_string(i) + "!", kSecond, 1)) == "first.ndjson:" + std::to_string(2 * i + 2));
    REQUIRE_FALSE(seen.contains("N" + std::to_string(i * 3 + 1)));
  }
}

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/batch_line.h"

namespace {

using realist::cli::BatchLine;
using realist::cli::CaseBlock;

struct Worked {
  std::string text;
  void clear() { text.clear(); }
};

// Some blocks take a hundred times as long as others, so that they are done in another order.
std::string slowly(const std::string& text) {
  std::string out = text;
  const std::size_t rounds = text.back() % 2 == 0 ? 20'000 : 200;
  for (std::size_t i = 0; i < rounds; ++i) out.back() = static_cast<char>(out.back() ^ static_cast<char>(i & 1)), out.back() = text.back();
  return out;
}

void fill(CaseBlock& block, const std::string& text) {
  block.bytes = text;
  block.items.push_back({CaseBlock::Kind::Text, 0, text.size(), 1, 0, 0, false});
}

}  // namespace

TEST_CASE("Blocks are delivered in the order they were submitted, with any number of threads") {
  for (const std::size_t threads : {1u, 2u, 5u}) {
    std::vector<std::string> delivered, expected;
    BatchLine<Worked> line(
        threads, [](std::size_t, CaseBlock& block, Worked& out) { out.text = slowly(block.bytes); },
        [&](CaseBlock&, Worked& out) { return delivered.push_back(out.text), true; });
    for (int i = 0; i < 500; ++i) {
      expected.push_back(std::to_string(i));
      fill(line.block(), expected.back());
      REQUIRE(line.submit());
    }
    REQUIRE(line.drain());
    CHECK(delivered == expected);
  }
}

TEST_CASE("What delivery does not want after a block is not delivered, and the reader is told") {
  for (const std::size_t threads : {1u, 3u}) {
    std::vector<std::string> delivered;
    BatchLine<Worked> line(
        threads, [](std::size_t, CaseBlock& block, Worked& out) { out.text = block.bytes; },
        [&](CaseBlock&, Worked& out) { return delivered.push_back(out.text), out.text != "3"; });
    int submitted = 0;
    for (bool going_on = true; going_on && submitted < 10'000; ++submitted) {
      fill(line.block(), std::to_string(submitted));
      going_on = line.submit();
    }
    CHECK_FALSE(line.drain());
    CHECK(submitted < 10'000);
    CHECK(delivered == std::vector<std::string>{"0", "1", "2", "3"});
  }
}

TEST_CASE("What a thread throws is thrown again in the reader's") {
  for (const std::size_t threads : {1u, 4u}) {
    for (const bool at_work : {true, false}) {
      std::atomic<int> delivered = 0;
      BatchLine<Worked> line(
          threads,
          [&](std::size_t, CaseBlock& block, Worked&) {
            if (at_work && block.bytes == "7") throw std::runtime_error("at work");
          },
          [&](CaseBlock& block, Worked&) {
            if (!at_work && block.bytes == "7") throw std::runtime_error("at delivery");
            return ++delivered, true;
          });
      const auto submit_all = [&] {
        for (int i = 0; i < 100; ++i) {
          fill(line.block(), std::to_string(i));
          line.submit();
        }
        line.drain();
      };
      CHECK_THROWS_WITH(submit_all(), at_work ? "at work" : "at delivery");
      CHECK(delivered <= 7);
    }
  }
}

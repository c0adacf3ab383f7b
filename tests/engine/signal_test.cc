#include <string>

#include <catch2/catch.hpp>

#include "engine/signal.h"

using namespace realist;
using engine::Cause;
using engine::Signal;
using models::Tri;

namespace {

// "u3t7f": unknown at first, true from 3, false from 7.
Signal signal(const std::string& text) {
  auto tri = [](char c) { return c == 't' ? Tri::True : c == 'f' ? Tri::False : c == 'n' ? Tri::NotYet : Tri::Unknown; };
  Signal out(tri(text[0]));
  for (std::size_t i = 1; i + 1 < text.size(); i += 2)
    out.add(text[i] - '0', models::Time{text[i] - '0', models::Time::kNoOffset, false}, tri(text[i + 1]), Cause::Dated);
  return out;
}

std::string text(const Signal& s) {
  auto letter = [](Tri v) { return v == Tri::True ? 't' : v == Tri::False ? 'f' : v == Tri::NotYet ? 'n' : 'u'; };
  std::string out(1, letter(s.initial()));
  for (const engine::Point& p : s.points()) out += {static_cast<char>('0' + p.key), letter(p.value)};
  return out;
}

}  // namespace

TEST_CASE("a signal keeps only what changes") {
  CHECK(text(signal("f3f")) == "f");
  CHECK(text(signal("f3t3f")) == "f");
  CHECK(text(signal("f3t5t7f")) == "f3t7f");
  CHECK(signal("u3t7f").at(2) == Tri::Unknown);
  CHECK(signal("u3t7f").at(3) == Tri::True);
  CHECK(signal("u3t7f").at(9) == Tri::False);
}

TEST_CASE("signals are joined at every instant in Kleene logic") {
  struct Row {
    const char *a, *b, *both, *either;
  };
  for (const Row& row : {Row{"f3t", "f5t", "f5t", "f3t"}, Row{"u", "f3t", "f3u", "u3t"}, Row{"f3t7f", "t5f", "f3t5f", "t7f"},
                         Row{"n4t", "u", "u", "u4t"}, Row{"n4f", "t", "n4f", "t"}, Row{"f2t", "f2t", "f2t", "f2t"}}) {
    INFO(row.a << " and " << row.b);
    CHECK(text(both(signal(row.a), signal(row.b))) == row.both);

    CHECK(text(either(signal(row.a), signal(row.b))) == row.either);
  }
  CHECK(text(!signal("u3t7n")) == "u3f7n");
}

TEST_CASE("at least so many of some signals") {
  CHECK(text(engine::at_least(2, {signal("f3t"), signal("f5t"), signal("f7t")})) == "f5t");
  CHECK(text(engine::at_least(2, {signal("f3t"), signal("u"), signal("f")})) == "f3u");
  CHECK(text(engine::at_least(1, {signal("n4t"), signal("f")})) == "n4t");
}

TEST_CASE("where two parts change at one instant, the fact with a date is named") {
  Signal passing(Tri::False);
  passing.add(3, {3, models::Time::kNoOffset, false}, Tri::True, Cause::Passing);
  CHECK(both(passing, signal("f3t")).points().front().cause == Cause::Dated);
}

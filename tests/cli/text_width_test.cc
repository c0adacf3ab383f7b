#include "cli/text_width.h"

#include <catch2/catch.hpp>

using namespace realist::cli;

TEST_CASE("columns are counted as a terminal shows them") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(display_width("a\tb") == 9);
  CHECK(display_width("\xff") == 1);
}

TEST_CASE("text is cut to columns with an ellipsis in the last one") {
  CHECK(clipped("abcdef", 6) == "abcdef");
  CHECK(clipped("abcdefg", 6) == "abcde…");
  CHECK(clipped("日本語", 5) == "日本…");
  CHECK(clipped("日本語", 4) == "日…");
  CHECK(clipped("abc", 1) == "…");
  CHECK(clipped("", 3).empty());
}

TEST_CASE("UTF-16 columns count two for what is beyond the basic plane") {
  CHECK(utf16_column("a😀b", 0) == 0);
  CHECK(utf16_column("a😀b", 1) == 1);
  CHECK(utf16_column("a😀b", 2) == 3);
  CHECK(utf16_column("ab", 5) == 5);
}

TEST_CASE("overlong and surrogate sequences are broken bytes") {
  CHECK(character_count("\xC0\x80") == 2);
  CHECK(character_count("\xED\xA0\x80") == 3);
  CHECK(character_count("é") == 1);
}

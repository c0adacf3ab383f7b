#include "cli/graph_text.h"

#include <catch2/catch.hpp>

using namespace realist::cli;
using Strings = std::vector<std::string>;

TEST_CASE("text for XML has its markup escaped and what XML forbids blanked") {
  CHECK(xml_text("<a href=\"x\">&'</a>") == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
  CHECK(xml_text(std::string_view("a\0b\x1b" "c\nd", 7)) == "a b c\nd");
  CHECK(xml_text("gr\xC3\xBC\xC3\x9F") == "gr\xC3\xBC\xC3\x9F");
}

TEST_CASE("broken UTF-8 becomes replacement characters") {
  CHECK(xml_text("\xFFx") == "\uFFFDx");
  CHECK(xml_text("\xC3") == "\uFFFD");
  CHECK(on_one_line("a\xED\xA0\x80z") == "a\uFFFD\uFFFD\uFFFDz");
  CHECK(cut_text("\xC0\xAF", 5) == "\uFFFD\uFFFD");
}

TEST_CASE("one line has single blanks and none at its ends") {
  CHECK(on_one_line("  two\r\n lines\u00A0here\t") == "two lines here");
  CHECK(on_one_line("\n\n").empty());
}

TEST_CASE("cut text counts characters, not bytes") {
  CHECK(cut_text("äöü", 3) == "äöü");
  CHECK(cut_text("äöü", 2) == "äö…");
}

TEST_CASE("wrapped lines break at blanks and stay inside the width") {
  const Strings lines = wrap_text("the participant turns up to sessions", 120, 13, 9);
  CHECK(lines.size() == 3);
  for (const std::string& line : lines) CHECK(text_width(line, 13) <= 120);
  CHECK(wrap_text("", 120, 13, 9).empty());
  CHECK(wrap_text(" a  b ", 120, 13, 9) == Strings{"a b"});
}

TEST_CASE("a word longer than a line is broken after its hyphens where it has some") {
  const std::string word = "practitioner-good-rapport-participant";
  const Strings lines = wrap_text(word, 130, 13, 4);
  std::string joined;
  for (const std::string& line : lines) {
    CHECK(text_width(line, 13) <= 130);
    CHECK((line.ends_with('-') || &line == &lines.back()));
    joined += line;
  }
  CHECK(lines.size() > 1);
  CHECK(joined == word);
}

TEST_CASE("a long word is broken and what does not fit ends in an ellipsis") {
  const Strings lines = wrap_text(std::string(4'096, 'x'), 100, 13, 4);
  REQUIRE(lines.size() == 4);
  for (const std::string& line : lines) CHECK(text_width(line, 13) <= 100);
  CHECK(lines.back().ends_with("…"));
  CHECK(wrap_text("one two three four", 30, 13, 1) == Strings{"on…"});
}

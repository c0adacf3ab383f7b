// What editors ask of a text: its words, its names, what could be written next; and that a file read again only where it changed
// is as one read anew.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "rules/editing/completion.h"
#include "rules/editing/file_reading.h"
#include "rules/editing/lexicon.h"
#include "rules/editing/rename.h"
#include "rules/editing/tokens.h"
#include "rules/editing/unfinished.h"

namespace {

using namespace realist;
using rules::Word;

std::shared_ptr<const rules::FileReading> read(const std::string& text, const std::string& path = "a.theory") {
  rules::FileReader reader(path);
  const auto first = reader.read(text);
  return reader.read(text, rules::names_in({first.get()}));
}

// "keyword:If phrase:a b", the words of the first item.
std::string words(const std::string& text) {
  constexpr const char* kKinds[] = {"key", "phrase", "label", "event", "field", "phase", "kind", "window", "tag", "value", "number", "title", "file"};
  std::string out;
  const auto file = read(text);  // kept: its words are looked at
  for (const Word& word : file->items.front().item->words)
    out += (out.empty() ? "" : " | ") + std::string(kKinds[static_cast<int>(word.kind)]) + (word.text.empty() ? "" : ":" + word.text.text);
  return out;
}

// Everything that can be seen of a reading.
std::string shown(const rules::FileReading& file) {
  std::string out;
  for (const auto& at : file.items) {
    out += std::to_string(at.first_line) + "+" + std::to_string(at.item->lines) + " " + at.item->label + "/" + at.item->title + "\n";
    for (const Word& word : at.item->words)
      out += "  " + std::to_string(static_cast<int>(word.kind)) + " " + std::to_string(static_cast<int>(word.use)) + " " + word.folded + " " +
             std::to_string(word.place.line) + ":" + std::to_string(word.place.column) + "-" + std::to_string(word.place.end_line) + ":" +
             std::to_string(word.place.end_column) + "\n";
    for (const auto& message : at.item->diagnostics) out += "  ! " + message.code + " " + std::to_string(message.where.line) + "\n";
  }
  for (const auto& message : file.diagnostics) out += "! " + message.code + "\n";
  return out;
}

}  // namespace

TEST_CASE("a statement's words are its label, keywords, phrases, windows and tags") {
  CHECK(words("[A-1] If not the home is warm\nthen (resource) someone comes within 2 days (evidence: trial)\nbecause x") ==
        "label:A-1 | key | key | phrase:the home is warm | key | key | phrase:someone comes | window | tag | key | phrase:x");
  CHECK(words("If a, and if b, then c; unless d") == "key | phrase:a | key | phrase:b | key | phrase:c | key | phrase:d");
  CHECK(words("If all of:\n- a\n- not b\nthen c") == "key | key | key | phrase:a | key | key | phrase:b | key | phrase:c");
}

TEST_CASE("a statement that is only begun has words too") {
  CHECK(words("[A-1] If the home") == "label:A-1 | key | phrase:the home");
  CHECK(words("If a\nthen") == "key | phrase:a | key");
}

TEST_CASE("a declaration's words are its names, and those of its condition") {
  CHECK(words("Context C1: the home is warm\n  also: warmth\n  observed when at least 2 events \"gate meeting\" where by is practitioner and risk is high") ==
        "key | phrase:C1 | phrase:the home is warm | key | phrase:warmth | key | key:at | key:least | number:2 | key:events | event:gate meeting | key:where | "
        "field:by | key:is | value:practitioner | key:and | field:risk | key:is | value:high");
  CHECK(words("Outcome: x\n  observed when {the home is warm} or latest score of event distress < 3") ==
        "key | phrase:x | key | phrase:the home is warm | key:or | key:latest | field:score | key:of | key:event | event:distress | number:3");
}

TEST_CASE("an example's words are facts, labels and phrases") {
  CHECK(words("Example: e\n  Given event release on 2016-05-01 with by x, how well\n  And judged \"the home is warm\" yes\n  Expect A-1 stalled at \"someone comes\"") ==
        "key | title:e | key | key:event | event:release | key:on | value:2016-05-01 | key:with | field:by | value:x | field:how | value:well | key | key:judged | "
        "phrase:the home is warm | value:yes | key | label:A-1 | key:stalled | key:at | phrase:someone comes");
}

TEST_CASE("a file read again after edits is as one read anew, and only what changed is read") {
  const std::vector<std::string> pieces = {"Phase prison: from event referral until event release\n", "Context C1: a home\n  observed when event move\n",
                                           "[A-1] If a home\nthen b before event move\n", "If c and C1\nthen d during prison\n", "thn x\n", "\n", "# note\n",
                                           "stray words\n", "Example: e\n  Given event move\n  Expect A-1 fired\n", "If a\n", "then \"b\n", "[L If q\nthen r\n"};
  CHECK(rc::check("texts of random pieces", [&] {
    auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
    const bool markdown = *rc::gen::inRange(0, 4) == 0;
    const std::string path = markdown ? "a.md" : "a.theory";
    rules::FileReader reader(path);
    const auto text_of = [&] {
      std::string text = markdown ? "# t\n```theory\n" : "";
      for (const std::string& part : parts) text += part;
      return text + (markdown ? "```\nend\n" : "");
    };
    const int edits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < edits; ++i) {
      const std::string text = text_of();
      rules::FileReader fresh(path);
      const auto plain = fresh.read(text);
      const rules::KnownNames names = rules::names_in({plain.get()});
      RC_ASSERT(shown(*reader.read(text, names)) == shown(*fresh.read(text, names)));
      reader.read(text, names);
      RC_ASSERT(reader.read_again() == 0U);
      const auto at = *rc::gen::inRange<std::size_t>(0, parts.size() + 1);
      if (at < parts.size() && *rc::gen::arbitrary<bool>()) parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at));
      else parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(at), *rc::gen::elementOf(pieces));
    }
  }));
}

TEST_CASE("one changed statement among many is the only one that is read again") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "[S-" + std::to_string(i) + "] If a" + std::to_string(i) + "\nthen b\n\n";
  rules::FileReader reader("a.theory");
  reader.read(text);
  CHECK(reader.read_again() == 300);
  text.insert(text.find("a150"), "x");
  reader.read(text);
  CHECK(reader.read_again() == 1);
  text.erase(text.find("[S-10]"), text.find("[S-40]") - text.find("[S-10]"));
  reader.read(text);
  CHECK(reader.read_again() == 0);
}

TEST_CASE("a proposition is found by all its names, also where names are joined") {
  const auto file = read("Context C1: a home\n  also: somewhere to live\n\nContext C2: a phone\n\nIf C1 and not C2\nthen Somewhere to live.\nunless {a home}\n");
  const rules::Lexicon names({file});
  const std::size_t spot = names.spot_at(0, 6, 5);  // C1 in the join
  REQUIRE(spot != rules::Lexicon::kNothing);
  CHECK(names.propositions()[names.proposition_at(spot)].phrase == "a home");
  std::vector<std::uint32_t> lines;
  for (const std::size_t i : names.spots_like(spot)) lines.push_back(names.spots()[i].place.line);
  CHECK(lines == std::vector<std::uint32_t>{1, 1, 2, 6, 7});
  CHECK(names.spots()[names.definition_of(spot)].place == models::Place{0, 1, 13, 1, 19});
  CHECK(names.spot_at(0, 6, 15) != rules::Lexicon::kNothing);  // C2, after `not`
  CHECK(names.spot_at(0, 3, 1) == rules::Lexicon::kNothing);
}

TEST_CASE("a renamed phrase gets quotes where its words would be read as a window or a join") {
  const auto file = read("If the participant is met\nthen they stay\n");
  const rules::Lexicon names({file});
  const auto put = [&](const char* to) {
    const auto result = rules::rename(names, names.spot_at(0, 2, 7), to);
    const auto* edits = std::get_if<std::vector<rules::RenameEdit>>(&result);
    return edits == nullptr ? "refused" : edits->front().text;
  };
  CHECK(put("they stay on") == "they stay on");
  CHECK(put("they stay within 2 days") == "\"they stay within 2 days\"");
  CHECK(put("they stay, unless ill") == "\"they stay, unless ill\"");
  CHECK(put("not staying") == "\"not staying\"");
  CHECK(put("") == "refused");
  CHECK(put("two\nlines") == "refused");
  CHECK(put("The participant  is met") == "refused");
}

TEST_CASE("colours never overlap and stay on their lines") {
  CHECK(rc::check("any text", [] {
    const std::vector<std::string> pieces = {"If ", "then ", "a ", "\"b ", "within 2 days ", "before event x ", "(evidence: t", ") ", "\n", "Context C: ", "# c", "é😀", "observed when ", "{", "} "};
    std::string text;
    for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) text += piece;
    const auto file = read(text);
    std::uint32_t line = 0, end = 0;
    for (const rules::Token& token : rules::tokens_of(*file)) {
      RC_ASSERT(token.column < token.end_column);
      RC_ASSERT(token.line > line || (token.line == line && token.column >= end));
      line = token.line;
      end = token.end_column;
    }
  }));
}

TEST_CASE("what a statement at its end does not have yet waits; a mistake above it does not") {
  const auto file = read("If a\nthn b\n\nIf c\n");
  const auto message = [](const char* code, std::uint32_t line) {
    models::Diagnostic d;
    d.code = code;
    d.where.line = d.where.end_line = line;
    return d;
  };
  CHECK(rules::is_about_unfinished(message("syntax/missing-then", 4), *file, 4));
  CHECK(rules::is_about_unfinished(message("syntax/missing-then", 4), *file, 5));
  CHECK(rules::is_about_unfinished(message("vocabulary/near-miss", 4), *file, 4));
  CHECK_FALSE(rules::is_about_unfinished(message("syntax/unknown-keyword", 2), *file, 4));
  CHECK_FALSE(rules::is_about_unfinished(message("syntax/missing-then", 1), *file, 4));
  CHECK_FALSE(rules::is_about_unfinished(message("vocabulary/near-miss", 4), *file, 5));
}

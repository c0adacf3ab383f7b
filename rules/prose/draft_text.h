// One statement as lines of the theory language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/prose/sentences.h"
#include "rules/prose/statement.h"

namespace realist::rules::prose {

// The statement's phrases, antecedent first.
struct Phrases {
  std::vector<std::string> antecedent;
  std::vector<std::vector<std::string>> steps;
};
Phrases phrases_of(const Sentence& sentence, const Statement& statement);

// "[X-3] If A\nthen B within 2 days (evidence: x)\nand C": read back by the language's reader, quoted where it has to be;
// empty where it cannot be read as meant. `opens`: declarations ("Outcome: …\n  opposite: …") of phrases that are denied,
// where that can be turned round safely.
struct StatementLines {
  std::string text;
  std::vector<std::string> opposites;
};
StatementLines lines_of(const Sentence& sentence, const Statement& statement, const std::string& label);

// The tags of the statement as a whole, as what stands inside brackets: "evidence: realist review".
std::vector<std::string> statement_evidence(const Sentence& sentence, const Statement& statement);
// The sentence as it stood, how strongly it is put, of whom, by whom said, when.
std::vector<std::string> notes_of(const Sentence& sentence, const Statement& statement);

// "does not attend" → "does attend"; empty: it cannot be turned round safely.
std::string turned_round(std::string_view phrase);

// Blanks of every kind made one, line ends too.
std::string on_one_line(std::string_view text);

}  // namespace realist::rules::prose

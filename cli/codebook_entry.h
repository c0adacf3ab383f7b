// One proposition as a codebook and a checklist tell it, each part in words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/proposition_uses.h"
#include "models/theory.h"

namespace realist::cli {

struct CodebookEntry {
  const models::Proposition* proposition = nullptr;
  std::optional<models::Role> role;   // declared, else the first by its place; none: nothing uses it
  std::vector<std::string> used_in;   // "GATE-1 (if)", "GATE-2 (step 1)", "DOSE-2 (unless)"
  std::vector<std::string> evidence;  // of the declaration, then of the statements that use it, each once
  std::vector<std::string> sources;   // "002, line 85", likewise
  std::string file;                   // where it is declared, or first written
};

// One a proposition, in the theory's order.
std::vector<CodebookEntry> codebook_entries(const models::Theory& theory);

// How it is known: the indicator as written, or that a person has to judge it.
std::string look_for(const models::Proposition& proposition);

std::string use_words(const models::Theory& theory, const models::PropositionUse& use);

std::string words_of(const models::SourceReference& source);  // "002, line 85", "002, lines 88–90", "002"

}  // namespace realist::cli

// What an edit changes in a theory, in words: shared by every format it is told in.
#pragma once

#include <string>
#include <vector>

#include "engine/theory_edit.h"
#include "models/theory.h"

namespace realist::cli {

// The two versions of a theory.
struct Versions {
  const models::Theory& before;
  const models::Theory& after;
};

// "of", as the program's formats name the parts: "window", "opening", …; "changed", "reworded", "added", "removed".
const char* part_word(engine::PartChange::Part part);
const char* how_word(engine::PartChange::How how);
const char* header_word(engine::HeaderChange::What what);

// The part as it stood, and as it stands now; "" where it does not.
std::string part_before(const Versions& versions, const engine::StatementMatch& match, const engine::PartChange& change);
std::string part_after(const Versions& versions, const engine::StatementMatch& match, const engine::PartChange& change);

// On one line: "window of step 1: was “within 1 day”, is “within 3 days”".
std::string change_words(const Versions& versions, const engine::StatementMatch& match, const engine::PartChange& change);
std::string change_words(const engine::HeaderChange& change);

// What is declared otherwise of a proposition, one line each.
std::vector<std::string> change_words(const Versions& versions, const engine::PropositionChange& change);

// The label it has now, or had where it is gone.
const std::string& label_of(const Versions& versions, const engine::StatementMatch& match);

}  // namespace realist::cli

// What an edit changes in a theory: two versions of it side by side, statement by statement and declaration by declaration.
//
//   const engine::TheoryEdit edit = engine::theory_edit(before, after);
//
// Statements are matched by their labels, then by their content: those left over that say the same, then those that share
// at least half of their propositions. Everything is told by positions in the two theories; the words are theirs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::engine {

// One part of a statement that is not as it was.
struct PartChange {
  enum class Part : std::uint8_t { Label, Form, Opening, Step, Window, Role, Unless, Because, Evidence };
  enum class How : std::uint8_t {
    Added, Removed,
    Reworded,  // built as before, in other words
    Changed,
  };
  Part part = Part::Opening;
  How how = How::Changed;
  std::uint32_t before = 0, after = 0;  // Step, Window, Role: the step, from 1; Unless: which, from 1; 0: not there
  friend bool operator==(const PartChange&, const PartChange&) = default;
};

// A statement of both versions, or of one alone.
struct StatementMatch {
  models::StatementIndex before = models::kNone, after = models::kNone;
  std::vector<PartChange> changes;          // none: it is as it was
  std::vector<std::uint32_t> step_after;    // by step before: the step it has become, from 1; 0: none
  bool both() const { return before != models::kNone && after != models::kNone; }
  bool bears_on_verdicts() const;           // something else has changed than its label, its reason or its evidence
};

// A proposition of both versions that is declared otherwise.
struct PropositionChange {
  models::PropositionIndex before = models::kNone, after = models::kNone;
  bool phrase = false;      // reworded under its short name
  bool indicator = false;   // observed when
  bool role = false;        // declared
  bool of = false;          // about another kind of record
  bool names = false;       // also, opposite
  bool membership = false;  // which bears on degrees, and on no verdict
};

// What holds for the whole theory. Texts as a reader would write them; empty: not said.
struct HeaderChange {
  enum class What : std::uint8_t { CaseKind, DefaultWindow, NotApplicable, Events, Phase };
  What what = What::CaseKind;
  std::string name;         // Phase
  std::string before, after;
};

struct TheoryEdit {
  std::vector<StatementMatch> statements;   // in the order of the later version; then those that are gone, in theirs
  std::vector<PropositionChange> propositions;
  std::vector<HeaderChange> header;
  std::vector<models::PropositionIndex> proposition_after;  // by proposition before; kNone: gone
  bool none() const;                        // nothing differs but places, notes and layout
};

// Cost: linear, but for statements matched by content: the number of those left over on each side, multiplied (past a million
// pairs only those that say the same are matched).
TheoryEdit theory_edit(const models::Theory& before, const models::Theory& after);

}  // namespace realist::engine

// A plan laid out for the short way (plain_statement.h): its plain statements as rows of small numbers in the order of
// leading, and which of them cannot be activated where a proposition is false. Made once. Internal to the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/plan.h"

namespace realist::engine {

struct PlainPart {                   // of an antecedent
  PropositionIndex proposition = kNone;
  bool tests_events = false;         // an event may make it true, and is spent by that
};

struct PlainStep {
  enum class Kind : std::uint8_t { Event, Attribute, Judged };
  static constexpr std::int64_t kByDuration = -1;

  PropositionIndex proposition = kNone;
  Kind kind = Kind::Event;
  bool negated = false;              // the last one alone
  bool windowed = false;
  bool same_day = false;
  bool earliest = false;
  std::int64_t span = kByDuration;   // a latest time of whole days without a pause: microseconds; else as StepPlan has it
  const StepPlan* plan = nullptr;
};

struct PlainRow {
  StatementIndex statement = 0;
  bool plain = false;                // the short way may tell it; else the members below are empty
  bool leads_to_itself = false;      // judged in rounds, with the rows beside it
  bool bypassable = false;           // its last step is an expectation that another route may meet
  bool can_be_skipped = false;       // where a part of its antecedent is false that is all there is to know
  std::uint16_t parts = 0, steps = 0, blocks = 0;
  std::uint32_t first_part = 0, first_step = 0, first_block = 0;
  PropositionIndex last = kNone;     // of the last step; kNone: of several
};

// A set of rows, one a bit.
using Rows = std::vector<std::uint64_t>;

struct PlainPlan {
  explicit PlainPlan(const Plan& plan);

  std::vector<PlainRow> rows;        // all statements, in the order of leading
  std::vector<std::uint32_t> round_end;  // per row that leads to itself: the end of those judged in rounds with it
  std::vector<PlainPart> parts;
  std::vector<PlainStep> steps;
  std::vector<PropositionIndex> blocks;
  std::vector<std::uint32_t> row_of; // per statement
  Rows every;                        // all rows
  Rows bypassable;                   // those that can be skipped and bypassed
  // Propositions with the rows that can be skipped and need them true.
  struct Need {
    PropositionIndex proposition = kNone;
    Rows rows;
  };
  std::vector<Need> needs;
  std::vector<Need> ends;            // propositions with the rows whose last step they are; of `bypassable`

 private:
  PlainRow row(const Plan& plan, StatementIndex s);
  bool take_antecedent(const Plan& plan, StatementIndex s, PlainRow& row);
  bool take_steps(const Plan& plan, StatementIndex s, PlainRow& row);
  bool take_blocks(const Plan& plan, StatementIndex s, PlainRow& row);
};

}  // namespace realist::engine

// A plan laid out for the short way (plain_statement.h): its plain statements as rows of small numbers in the order of
// leading, and which of them cannot be activated where a proposition is false. Made once. Internal to the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/plan.h"

namespace realist::engine {

struct PlainPart {                   // of an antecedent
  PropositionIndex proposition = kNone;
  bool negated = false;
  bool tests_events = false;         // an event may make it true, and is spent by that
};

struct PlainStep {
  enum class Kind : std::uint8_t { Event, Attribute, Judged, Joined };
  static constexpr std::int64_t kByDuration = -1;

  PropositionIndex proposition = kNone;  // Joined: none
  Kind kind = Kind::Event;
  std::uint32_t first_joined = 0, end_joined = 0;  // Joined: in PlainPlan::joined, single events that stand together in the last step
  bool negated = false;              // the last one alone
  bool previously = false;           // the only one, an event
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
  bool short_dormant = false;        // that it is dormant may be told the short way; else `parts` is empty
  bool any = false;                  // its antecedent is an `any of`; else an `and`, or one proposition
  bool otherwise = false;            // … and it is dormant where that came true
  bool whenever = false;             // Whenever, Only if: judged at each match of the one event
  std::uint16_t parts = 0, steps = 0, blocks = 0;
  std::uint32_t first_part = 0, first_step = 0, first_block = 0;
  PropositionIndex last = kNone;     // of the last step; kNone: it joins several by `and`
};

// A set of rows, one a bit.
using Rows = std::vector<std::uint64_t>;

struct PlainPlan {
  explicit PlainPlan(const Plan& plan);

  std::vector<PlainRow> rows;        // all statements, in the order of leading
  std::vector<std::uint32_t> round_end;  // per row that leads to itself: the end of those judged in rounds with it
  std::vector<PlainPart> parts;
  std::vector<PlainStep> steps;
  std::vector<PropositionIndex> joined;
  std::vector<PropositionIndex> blocks;
  std::vector<std::uint32_t> row_of; // per statement
  Rows every;                        // all rows
  struct Need {
    PropositionIndex proposition = kNone;
    Rows rows;
  };
  std::vector<Need> needs;           // propositions with the rows that are dormant where they are false
  std::vector<Need> mentions;        // with the rows whose antecedent names them, of those whose dormancy may be told
  std::vector<Need> ends;            // with the rows whose last step they are, of those that may be bypassed
  std::vector<std::uint32_t> joined_ends;  // rows that may be bypassed and end with several

 private:
  PlainRow row(const Plan& plan, StatementIndex s);
  bool last_is_told(const Plan& plan, StatementIndex s) const;
  bool take_antecedent(const Plan& plan, StatementIndex s, PlainRow& row);
  bool one_activation(const Plan& plan, StatementIndex s, const PlainRow& row) const;
  bool take_steps(const Plan& plan, StatementIndex s, PlainRow& row);
  bool take_joined(const Plan& plan, const models::Step& step, const StepPlan& own, PlainStep& out);
  bool take_blocks(const Plan& plan, StatementIndex s, PlainRow& row);
};

}  // namespace realist::engine

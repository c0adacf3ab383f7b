// The plainest statements judged for a block of cases at once, statement by statement: one event, with attributes without a date,
// then events in windows of days. Which cases are dormant, or unknown, is told by sets of bits (planes.h); of the others the
// events are looked up in small sorted rows of numbers. Cases in which something about a statement is out of the ordinary - a
// pause, an offset, an event that may be missing, facts in conflict - are left to be judged by themselves (plain_statement.h).
// Properties hold both to the whole result. Internal to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/columns.h"
#include "engine/evaluation.h"
#include "engine/plain_plan.h"

namespace realist::engine {

struct TallyCounts;  // tally_counts.h

class PlainColumns {
 public:
  PlainColumns(const Plan& plan, const PlainPlan& rows);

  // The next case, and which rows are judged here for it; it has to be taken into the columns as well. `conflicts`: facts of it
  // contradict each other.
  const Rows& take(unsigned lane, const Evaluation& evaluation, bool conflicts);
  // Judges all cases taken, adds the judgings to their columns and counts them.
  void judge(Columns& columns, TallyCounts& counts);
  void clear();

 private:
  struct Occurrence {                    // on the local clock
    std::int64_t local = 0;              // a day's first microsecond
    std::int64_t end = 0;                // a day's last; else the same
    std::uint32_t event = 0;             // tells two of a case apart
  };
  struct Range {
    std::uint32_t first = 0, end = 0;    // in `occurrences_`
  };
  struct Step {
    std::array<std::uint32_t, 4> places{};  // of its events, in `used_`
    std::uint32_t count = 1;
    bool negated = false, same_day = false;
    std::optional<std::int64_t> earliest, latest;  // microseconds
  };
  struct Block {
    PropositionIndex proposition = kNone;
    std::uint32_t place = kNone;         // in `used_`; kNone: an attribute
  };
  struct Row {
    std::uint32_t row = 0;               // in PlainPlan::rows
    StatementIndex statement = 0;
    std::uint32_t trigger = 0;           // the part that is an event: its place in `used_`
    std::vector<Step> steps;
    std::vector<Block> blocks;
  };
  struct Lane {                          // a case
    std::int64_t over_before = 0;        // a window that ended before this is over
    std::int64_t closing = 0;            // the last instant of the case, where it closed
    bool closed = false;
  };
  enum class End : std::uint8_t { None, Window, Closing, At };  // until when a block counts
  struct Found {
    std::uint16_t which = Trace::kNotBlocked;
    bool perhaps = false;
  };

  bool add_row(std::uint32_t row);
  bool take_steps(const PlainRow& row, Row& out);
  bool take_step(const PlainStep& step, Step& out);
  std::uint32_t use(PropositionIndex p, std::uint32_t row);
  bool takes(const Facts& facts) const;
  void judge(const Row& row);
  void count_unknown(const Row& row, const Plane& unknown);
  void judge(const Row& row, unsigned lane);
  bool take(const Row& row, std::uint32_t step);
  bool expected(const Step& step, std::uint32_t i);
  bool averted(const Step& step, std::uint32_t i);
  bool came_late(const Step& step) const;
  bool was_early(const Step& step) const;
  void tell(const Row& row, std::uint32_t deciding);
  Found blocked(const Row& row) const;
  const Occurrence* first(std::uint32_t place, std::int64_t from, std::int64_t until, std::uint32_t but) const;
  const Range& range(std::uint32_t place) const { return ranges_[place * kLanes + lane_]; }
  End window_end() const { return until_ < here_->over_before ? End::Window : here_->closed ? End::Closing : End::None; }

  const Plan& plan_;
  const PlainPlan& rows_;
  std::vector<Row> own_;
  Rows mine_;                            // the rows that may be judged here
  std::vector<PropositionIndex> used_;   // events
  std::vector<std::pair<PropositionIndex, std::vector<std::uint32_t>>> uses_;  // every proposition that rows rest on, with their places in own_
  std::vector<std::uint32_t> place_;     // per proposition: in `used_`

  Rows taken_;                           // of the latest case
  Plane ordinary_;                       // cases judged here at all
  std::vector<Plane> left_;              // per row of own_: cases in which it is judged by itself
  std::vector<Lane> lanes_;
  std::vector<Occurrence> occurrences_;
  std::vector<Range> ranges_;            // per place in `used_`, per case

  // Of the judging at hand:
  Columns* columns_ = nullptr;
  TallyCounts* counts_ = nullptr;
  unsigned lane_ = 0;
  const Lane* here_ = nullptr;
  const Occurrence* trigger_ = nullptr;
  Occurrence base_;                      // what the next window counts from
  std::int64_t from_ = 0, until_ = 0;
  End end_ = End::None;
  std::int64_t end_at_ = 0;              // End::At
  PropositionIndex stalled_at_ = kNone;  // of a step of several
  std::array<models::StepState, 16> states_{};
};

}  // namespace realist::engine

// A block of judged cases counted: what is said between statements, and of each proposition (columns.h). Internal to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/block_prediction.h"
#include "engine/columns.h"
#include "engine/tally_counts.h"

namespace realist::engine {

class BlockCounting {
 public:
  BlockCounting(const Plan& plan, const PlainPlan& rows, const StandingPlan& places, const ColumnsPlan& where)
      : plan_(plan), rows_(rows), places_(places), where_(where), prediction_(plan, places) {}

  void count(const Columns& columns, TallyCounts& counts);

 private:
  // What the steps say of a proposition.
  struct Notes {
    std::array<Plane, 6> offers;                 // by PropositionVerdict from Fired to Undetermined
    Plane held, broke, late, missing, open, settled, kept;
  };
  struct Step {                                  // of a judging, in all cases
    const StandingPlan::Step* plan = nullptr;
    Plane reached, holds, refuted, late, stalled, presumed, pending, open, decides, still_open;
  };

  void count_statements();
  void count_held_back(StatementIndex s, const PlainRow& row, const Plane& dormant);
  void count_held_back(const Columns::Dormant& one);
  void hold(const ColumnsPlan::StallAt& at, std::uint32_t part, const Plane& cases);
  Plane failed(const PlainPart& part) const;
  void count_opposed();
  Plane fired_against(PropositionIndex p, StatementIndex s) const;
  void note_steps(bool joined);
  Step state_of(const JudgingColumn& column, std::uint32_t i) const;
  void note(const JudgingColumn& column, const Step& step);
  void offer(const JudgingColumn& column, const Step& step, PropositionIndex p);
  void note_reading(const Plane& counted, const Step& step, const StandingPlan::Touch& touch);
  void observe();
  void count_verdicts(PropositionIndex p);
  void count_readings(PropositionIndex p);

  const Plan& plan_;
  const PlainPlan& rows_;
  const StandingPlan& places_;
  const ColumnsPlan& where_;
  BlockPrediction prediction_;
  const Columns* columns_ = nullptr;
  TallyCounts* counts_ = nullptr;
  Plane every_;
  std::vector<Notes> notes_;
  std::vector<Plane> seen_, unseen_;
  std::vector<Plane> stalled_at_;                // per proposition: some statement stalled there
  struct Holder {                                // who holds back the statement at hand, by which of its parts
    StatementIndex statement = 0;
    std::uint32_t part = 0;
    std::uint32_t place = 0;                     // in Plan::led_to_by of the part's proposition
  };
  std::vector<Holder> holders_;
  std::vector<Plane> holds_;                     // per statement: where it does; empty but for the holders
};

}  // namespace realist::engine

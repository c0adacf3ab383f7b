// Judged cases side by side: for each step of each judging, and for each proposition, one bit a case for what it came to. What is
// said beyond a single statement - who holds back whom, and what the cases come to proposition by proposition - is worked out
// on them for a block of cases at once (block_counting.h). Internal to the engine.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/planes.h"
#include "engine/plain_statement.h"
#include "engine/presuming.h"
#include "engine/standing.h"

namespace realist::engine {

// Where what is asked of the columns lies: the same for all cases of a theory. Made once.
struct ColumnsPlan {
  ColumnsPlan(const Plan& plan, const PlainPlan& rows, const StandingPlan& places);

  struct StallAt {                     // a statement that can stall at a proposition
    StatementIndex statement = 0;
    std::uint32_t place = 0;           // in Plan::led_to_by of the proposition
    std::uint32_t step = 0;            // as StandingPlan::steps counts
  };
  std::vector<std::vector<StallAt>> stalls_at;       // per proposition
  std::vector<std::uint8_t> part;                    // per proposition: of a plain antecedent, whose failing may be asked
  std::vector<std::uint8_t> end;                     // per proposition: a last step that another route may meet
  std::vector<std::uint8_t> against;                 // per proposition: an outcome that may be predicted not to come
};

// What is known of a proposition, a bit a case.
struct PropositionColumn {
  Plane seen, unseen;                  // observed true, observed false; what time can only break: as it was judged
  Plane last_true, last_false;         // of those that are parts
  Plane came;                          // of those that are ends
  Plane settled_no;                    // of those that may be predicted not to come
};

// Judgings of a statement with a known antecedent, one a case at the most.
struct JudgingColumn {
  StatementIndex statement = 0;
  std::uint32_t next = kNone;          // where a case has more of them
  std::uint32_t first_state = 0;       // in Columns::states: one a step
  Plane active, fired, pending, blocked, predicts, presumed, unobserved_end, end_open;
};

// A step's state in each case: its number and one more, in binary; 0 where it was not reached.
struct StateColumn {
  std::array<Plane, 4> digits;
  void set(unsigned lane, models::StepState state) {
    const unsigned code = static_cast<unsigned>(state) + 1;
    for (unsigned d = 0; d < digits.size(); ++d) digits[d].set(lane, code >> d & 1);
  }
  Plane is(models::StepState state) const;
  Plane reached() const { return digits[0] | digits[1] | digits[2] | digits[3]; }
};

class Columns {
 public:
  Columns(const Plan& plan, const StandingPlan& places, const ColumnsPlan& where);

  // The next case: its facts, and the judgings of its statements, traces of those that were walked among them.
  void take(Evaluation& evaluation, const Judgings& judgings, PlainJudging& plain);
  // A statement stalled at a step, of several at one of them. Called once for each statement and case that did.
  void stall(unsigned lane, StatementIndex s, std::uint32_t step, PropositionIndex one_of_several) {
    stalled[places_.first_step[s] + step].set(lane);
    if (one_of_several != kNone && !plan_.countered_by[one_of_several].empty()) joined_stalls.push_back({lane, s, one_of_several});
  }
  // A judging with a known antecedent of a case taken, or about to be.
  void add(unsigned lane, const Trace& trace, const models::StepState* states);
  // Its statement was walked and is dormant, because these failed.
  void walked_dormant(StatementIndex s, const std::vector<PropositionIndex>& failed) { dormant.push_back({lanes, s, failed}); }
  void clear();

  struct Dormant {
    unsigned lane = 0;
    StatementIndex statement = 0;
    std::vector<PropositionIndex> failed;
  };

  struct JoinedStall {
    unsigned lane = 0;
    StatementIndex statement = 0;
    PropositionIndex proposition = kNone;
  };

  unsigned lanes = 0;                            // cases taken
  Plane closed;
  std::vector<PropositionColumn> propositions;
  std::vector<JudgingColumn> judgings;           // one a statement, then those that are `next`
  std::vector<StateColumn> states;
  std::vector<Plane> told;                       // per statement: it was judged, or its antecedent is unknown
  std::vector<Plane> stalled;                    // per step, as StandingPlan::steps counts
  std::vector<Dormant> dormant;
  std::vector<JoinedStall> joined_stalls;        // those that may be opposed

 private:
  void take_proposition(PropositionIndex p, Evaluation& e, PlainJudging& plain);
  JudgingColumn& column_for(StatementIndex s, unsigned lane);

  const Plan& plan_;
  const StandingPlan& places_;
  const ColumnsPlan& where_;
};

}  // namespace realist::engine

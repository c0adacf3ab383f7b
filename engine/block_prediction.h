// What is predicted of the outcomes of a block of cases: what Standing works out for one case (standing.h), for all of them at
// once. Internal to the engine.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/columns.h"

namespace realist::engine {

class BlockPrediction {
 public:
  BlockPrediction(const Plan& plan, const StandingPlan& places) : plan_(plan), theory_(plan.theory), places_(places) { lay_out(); }

  // Support for and against each outcome, from everything observed but its own observation. `seen`, `unseen`: what was observed, by
  // proposition. Cost: the theory's size for each outcome that lies on a feedback loop, a few instructions a statement.
  void predict(const Columns& columns, const std::vector<Plane>& seen, const std::vector<Plane>& unseen);
  const Plane& yes(PropositionIndex p) const { return yes_[p]; }
  const Plane& no(PropositionIndex p) const { return no_[p]; }

 private:
  struct Marks {
    Plane yes, no;                               // led to, or to its opposite
    Plane passable;                              // led to, and nothing says it will not be
  };
  struct Value {
    Plane yes, no;
  };

  void lay_out();
  void take_passes();
  void run(PropositionIndex hidden);
  bool rests_on(StatementIndex s, PropositionIndex hidden) const;
  void support(const JudgingColumn& column);
  void expect(StatementIndex s);
  void expect_inactive(StatementIndex s, Plane cases);
  Plane resting(const JudgingColumn& column) const;
  void lead(const JudgingColumn& column, Plane cases);
  void lead_to(const StandingPlan::Step& step, const Plane& cases, const Plane& passes);
  bool newly_led(StatementIndex s) const;
  Plane activated(const models::Clause& antecedent) const;
  Value value(const models::Clause& clause) const;
  Value at_least(const models::Clause& clause) const;

  const Plan& plan_;
  const models::Theory& theory_;
  const StandingPlan& places_;
  std::vector<std::uint32_t> refusing_at_;       // per step, with an end: into `refusing_`
  std::vector<PropositionIndex> refusing_;       // propositions that, observed not to come, let nothing more be expected
  std::vector<std::vector<PropositionIndex>> mentioned_;  // per statement: of its antecedent
  std::vector<PropositionIndex> on_loop_, others_;        // outcomes

  const Columns* columns_ = nullptr;
  const std::vector<Plane>* seen_ = nullptr;
  const std::vector<Plane>* unseen_ = nullptr;
  Plane every_;                                  // the block's cases
  std::vector<Plane> inactive_;                  // per statement
  std::vector<Plane> passes_;                    // per state column: what comes after is still expected
  std::vector<Plane> yes_, no_;

  // Of the run without one of them:
  PropositionIndex hidden_ = kNone;
  std::vector<std::uint8_t> through_;            // per proposition: it is or is seen through the hidden one
  std::vector<std::uint8_t> rests_;              // per statement: its antecedent rests on it
  std::vector<Marks> marks_;
  std::vector<std::uint32_t> led_at_;            // per proposition: when it was last newly led to, in looks
  std::vector<std::uint32_t> looked_at_;         // per statement: when it was last looked at
  std::uint32_t look_ = 0;
};

}  // namespace realist::engine

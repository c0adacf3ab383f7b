// What the judged statements say of each proposition: observed, predicted, verdict and reading (semantics.md,
// "Propositions in a case"). Internal to the engine.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/traces.h"
#include "models/verdict.h"

namespace realist::engine {

// Where statements bear on propositions: the same for all cases of a theory. Made once.
struct StandingPlan {
  explicit StandingPlan(const Plan& plan);

  struct Touch {                     // a proposition of a step
    PropositionIndex proposition = kNone;
    bool against = false;            // the step holds where it does not
  };
  struct Certain {                   // what a step settles where it holds
    PropositionIndex proposition = kNone;
    bool yes = true;
    bool rests = false;              // its statement's antecedent rests on it
  };
  struct Step {
    std::uint32_t touched = 0, touched_end = 0;  // into `touches`
    std::uint32_t certain = 0, certain_end = 0;  // into `certains`; empty for `previously`
    bool alone = false, negated = false;
  };
  std::vector<std::uint32_t> first_step;         // per statement, with an end: into `steps`
  std::vector<Step> steps;
  std::vector<Touch> touches;
  std::vector<Certain> certains;
  std::vector<std::vector<StatementIndex>> asked_by;     // per proposition: statements that lead on and whose antecedent names it
  std::vector<std::vector<StatementIndex>> statements;   // per proposition: those in which it is a step
  std::vector<std::uint8_t> looked_through;      // per proposition: others are seen through it
  std::vector<std::uint8_t> mechanism, outcome;  // per proposition: its roles
};

class Standing {
 public:
  Standing(const Plan& plan, const StandingPlan& places) : plan_(plan), theory_(plan.theory), places_(places) {}

  // Takes the judgings of a case. `inactive`: statements that may be expected though they were not activated; every other
  // one without a trace has a part that is false, and is taken up where that part is led to.
  void take(Evaluation& evaluation, const Traces& traces, const std::vector<StatementIndex>& inactive);

  // One result a proposition, in the theory's order. Cost: linear in the theory's size, times the number of its
  // propositions that lie on a feedback loop.
  std::vector<models::PropositionResult> all();

  // Of a mechanism; None for what is none.
  models::PropositionVerdict verdict(PropositionIndex p) const;
  // Of an outcome; None for what is none. What it costs beyond a look-up: see `all`.
  models::Reading reading(PropositionIndex p);

 private:
  enum Note : std::uint16_t {
    kHeld = 1, kBroke = 2, kStopped = 4, kLate = 8, kMissing = 16, kOpen = 32, kSettled = 64, kKept = 128,
  };
  enum Mark : std::uint8_t { kYes = 1, kNo = 2, kPassable = 4, kSurelyYes = 8, kSurelyNo = 16 };
  struct Support {
    std::vector<std::uint8_t> marks;               // per proposition
  };

  void note(const Trace& trace);
  void note_step(const Trace& trace, std::uint32_t i, const StandingPlan::Step& step);
  void offer(const Trace& trace, models::StepState state, bool decides, const StandingPlan::Step& step, PropositionIndex p);
  void note_reading(const Trace& trace, models::StepState state, const StandingPlan::Step& step, const StandingPlan::Touch& touch);
  void predict(PropositionIndex without, Support& support);
  void support_by(const Trace& trace, PropositionIndex without, Support& support);
  bool expect(StatementIndex s, PropositionIndex without, Support& support);
  bool lead_to(const StandingPlan::Step& step, bool passes, bool surely, PropositionIndex without, Support& support);
  void look_at(StatementIndex s);
  bool hidden(const StandingPlan::Step& step, PropositionIndex without) const;
  bool seen_through(PropositionIndex p, PropositionIndex through) const;
  bool rests_on(StatementIndex s, PropositionIndex p) const;
  Tri value(const models::Clause& clause, PropositionIndex without, const Support& support);
  models::Truth observed(PropositionIndex p);
  models::Truth observe(PropositionIndex p);
  models::Truth predicted(PropositionIndex p);
  bool never_came(const Signal& signal) const;
  bool settled_no(PropositionIndex p);
  models::Reading reading(PropositionIndex p, models::Truth predicted);
  std::vector<StatementIndex> stalled_in(PropositionIndex p);

  const Plan& plan_;
  const models::Theory& theory_;
  const StandingPlan& places_;
  Evaluation* e_ = nullptr;
  const Traces* traces_ = nullptr;
  const std::vector<StatementIndex>* inactive_ = nullptr;
  std::vector<std::uint16_t> notes_;
  std::vector<std::uint8_t> offers_;               // per proposition: verdicts, one a bit
  std::vector<std::uint8_t> observed_;             // per proposition: a Truth; kNotLooked
  std::vector<std::uint8_t> active_;               // per statement
  std::vector<std::uint32_t> first_trace_;         // per active statement: the first of its judgings, which stand together
  std::vector<std::pair<const Trace*, std::uint32_t>> joined_;  // steps of several parts: noted once single ones are
  std::vector<std::uint64_t> sweep_;               // per statement, one a bit: may be expected
  Support base_, apart_;
};

}  // namespace realist::engine

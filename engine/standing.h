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
  std::vector<std::uint8_t> mechanism, outcome;  // per proposition: its roles

  // What is predicted of a proposition on a loop is predicted without it: for up to 63 of them at once, one a bit, and for
  // those that lie on no loop with nothing hidden, kNothing.
  struct Group {
    std::vector<PropositionIndex> hidden;        // by bit
    std::uint64_t bits = 0;                      // in use
    std::vector<std::uint64_t> through;          // per proposition: those it is or is seen through
    std::vector<std::uint64_t> rests;            // per statement: those its antecedent rests on
    std::vector<std::uint64_t> passed_over;      // per step: those without which it counts as unobserved
  };
  static constexpr unsigned kNothing = 63;
  std::vector<Group> groups;
  struct Seat {
    std::uint32_t group = 0;
    unsigned bit = kNothing;
  };
  std::vector<Seat> seats;                       // per proposition

 private:
  void seat(const Plan& plan);
  void fill(const Plan& plan, Group& group) const;
};

class Standing {
 public:
  Standing(const Plan& plan, const StandingPlan& places) : plan_(plan), theory_(plan.theory), places_(places) {}

  // Takes the judgings of a case. `inactive`: statements that may be expected though they were not activated; every other
  // one without a trace has a part that is false, and is taken up where that part is led to.
  // Cost: linear in the traces, for each 63 of the propositions that lie on a feedback loop.
  void take(Evaluation& evaluation, const Traces& traces, const std::vector<StatementIndex>& inactive);

  // One result a proposition, in the theory's order.
  std::vector<models::PropositionResult> all();

  // Of a mechanism; None for what is none.
  models::PropositionVerdict verdict(PropositionIndex p) const;
  // Of an outcome; None for what is none.
  models::Reading reading(PropositionIndex p);

 private:
  enum Note : std::uint16_t {
    kHeld = 1, kBroke = 2, kLate = 4, kMissing = 8, kOpen = 16, kSettled = 32, kKept = 64,
  };
  struct Marks {                                 // of a proposition, one a bit of a group
    std::uint64_t yes = 0, no = 0;               // led to, or to its opposite
    std::uint64_t passable = 0;                  // led to, and nothing says it will not be
  };
  struct Value {
    std::uint64_t yes = 0, no = 0;
  };

  void note(const Trace& trace);
  void note_step(const Trace& trace, std::uint32_t i, const StandingPlan::Step& step);
  void offer(const Trace& trace, models::StepState state, bool decides, const StandingPlan::Step& step, PropositionIndex p);
  void note_reading(const Trace& trace, models::StepState state, const StandingPlan::Step& step, const StandingPlan::Touch& touch);
  void predict(const StandingPlan::Group& group, std::vector<Marks>& marks);
  void support_by(const Trace& trace);
  void expect(StatementIndex s);
  void expect_inactive(StatementIndex s, std::uint64_t bits);
  void lead(const Trace& trace, std::uint64_t bits);
  void lead_to(const StandingPlan::Step& step, std::uint64_t bits, std::uint64_t passes);
  void look_at(StatementIndex s) { sweep_[s / 64] |= std::uint64_t{1} << (s % 64); }
  std::uint64_t activated(const models::Clause& antecedent);
  Value value(const models::Clause& clause);
  Value at_least(const models::Clause& clause);
  models::Truth observed(PropositionIndex p);
  models::Truth observe(PropositionIndex p);
  models::Truth predicted(PropositionIndex p) const;
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
  std::vector<std::uint64_t> sweep_;               // per statement, one a bit: to be looked at as expected
  std::vector<std::vector<Marks>> predictions_;    // per group, per proposition
  const StandingPlan::Group* group_ = nullptr;     // that is predicted
  std::vector<Marks>* marks_ = nullptr;            // its
};

}  // namespace realist::engine

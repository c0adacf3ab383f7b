#include "engine/presuming.h"

#include <algorithm>

namespace realist::engine {
namespace {

using models::Flag;
using models::StepState;
using models::Verdict;

// An unobserved step is presumed where a later one is observed to hold or presumed, in its statement or in one whose
// antecedent needs it true: the least fixpoint.
class Presuming {
 public:
  Presuming(Evaluation& e, std::vector<StatementRuns>& runs) : plan_(e.plan()), e_(e), runs_(runs), presumed_(e.is_presumed) {}

  void settle() {
    for (StatementIndex s = 0; s < runs_.size(); ++s)
      if (runs_[s].unobserved) unobserved_.push_back(s);
    if (unobserved_.empty() && e_.passed_over.empty()) return;
    presumed_.assign(plan_.theory.propositions.size(), 0);
    for (bool grew = true; grew;) {
      grew = false;
      for (const StatementIndex s : unobserved_)
        for (Run& run : runs_[s].runs) grew |= presume_steps(s, run);
      for (const StatementIndex s : plan_.presuming) grew |= presume_needed(s);
    }
  }

 private:
  bool presume_needed(StatementIndex s) {
    bool seen = false;
    for (const Run& run : runs_[s].runs)
      for (const StepOutcome& step : run.steps) seen |= step.state == StepState::Holds || step.state == StepState::Presumed;
    if (!seen) return false;
    bool grew = false;
    for (const PropositionIndex p : plan_.statements[s].needed) {
      if (presumed_[p] || !e_.unobserved(p)) continue;
      presumed_[p] = 1;
      grew = true;
    }
    return grew;
  }

  bool presume_steps(StatementIndex s, Run& run) {
    bool later = false, grew = false;
    const auto& steps = plan_.theory.statements[s].steps;
    for (std::size_t i = run.steps.size(); i-- > 0;) {
      StepOutcome& step = run.steps[i];
      if (step.state == StepState::Holds || step.state == StepState::Presumed) later = true;
      if (step.state != StepState::Unobserved || !(later || needed_elsewhere(steps[i]))) continue;
      step.state = StepState::Presumed;
      run.flags.set(Flag::Presumed);
      later = grew = true;
    }
    if (grew && run.unobserved_end && run.steps.back().state == StepState::Presumed) {
      run.unobserved_end = false;
      run.verdict = Verdict::Fired;
      if (run.block) run.flags.set(Flag::Despite);
    }
    return grew;
  }

  bool needed_elsewhere(const models::Step& step) const {
    if (step.negated || step.previously) return false;
    return implied(step.clause);
  }

  // True where what others need is.
  bool implied(const models::Clause& clause) const {
    using Kind = models::Clause::Kind;
    if (clause.kind == Kind::Proposition) return presumed_[clause.proposition] != 0;
    if (clause.kind == Kind::Not || clause.kind == Kind::None) return false;
    const auto parts = std::count_if(clause.parts.begin(), clause.parts.end(), [&](const models::Clause& part) { return implied(part); });
    const std::size_t needed = clause.kind == Kind::All ? clause.parts.size() : clause.kind == Kind::Any ? 1 : clause.count;
    return static_cast<std::size_t>(parts) >= needed;
  }

  const Plan& plan_;
  Evaluation& e_;
  std::vector<StatementRuns>& runs_;
  std::vector<StatementIndex> unobserved_;  // statements that pass over a step
  std::vector<std::uint8_t>& presumed_;
};

}  // namespace

void presume(Evaluation& evaluation, std::vector<StatementRuns>& runs) { Presuming(evaluation, runs).settle(); }

}  // namespace realist::engine

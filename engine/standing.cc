#include "engine/standing.h"

#include <algorithm>

namespace realist::engine {
namespace {

using models::Clause;
using models::PropositionResult;
using models::PropositionVerdict;
using models::Reading;
using models::Role;
using models::StepState;
using models::Truth;
using models::Verdict;

bool stalled_there(StepState state) { return state >= StepState::Refuted && state <= StepState::Overdue; }

bool passes_prediction(StepState state) {
  return state == StepState::Holds || state == StepState::Open || state == StepState::Presumed || state == StepState::Unobserved;
}

// What is predicted for and against each proposition.
struct Support {
  std::vector<std::uint8_t> yes, no;
  std::vector<std::uint8_t> passable;  // led to, and nothing says it will not be
};

class Standing {
 public:
  Standing(Evaluation& e, const std::vector<StatementRuns>& runs)
      : plan_(e.plan()), theory_(e.plan().theory), e_(e), runs_(runs) {}

  std::vector<PropositionResult> all() {
    const std::size_t count = theory_.propositions.size();
    results_.resize(count);
    gather_steps();
    for (PropositionIndex p = 0; p < count; ++p) {
      results_[p].proposition = p;
      results_[p].observed = observed(p);
    }
    const Support support = predict(kNone);
    for (PropositionIndex p = 0; p < count; ++p) {
      const bool apart = plan_.on_loop[p] && (support.yes[p] || support.no[p] || stopped_at(p));
      const Support own = apart ? predict(p) : Support{};
      const Support& used = apart ? own : support;
      results_[p].predicted = used.yes[p] && used.no[p] ? Truth::Both
                              : used.yes[p]             ? Truth::True
                              : used.no[p]              ? Truth::False
                                                        : Truth::Unknown;
      finish(results_[p]);
    }
    return std::move(results_);
  }

 private:
  // Calls `see(run, step index, outcome or null where not reached)` for each judging of a step on `p`.
  template <typename See>
  void each_step(PropositionIndex p, See see) const {
    for (const auto& [s, i] : steps_[p])
      for (const Run& run : runs_[s].runs) see(s, run, i, i < run.steps.size() ? &run.steps[i] : nullptr);
  }

  // Whether hiding `p` could let a prediction pass that is stopped now: some step on it, or on what is seen through it, did
  // not hold. Where it could not, hiding it only takes support away, and what has none keeps none.
  bool stopped_at(PropositionIndex p) const {
    if (looked_through_[p]) return true;
    bool stopped = false;
    each_step(p, [&](StatementIndex, const Run&, std::size_t, const StepOutcome* step) {
      stopped |= step && !passes_prediction(step->state);
    });
    return stopped;
  }

  void gather_steps() {
    looked_through_.assign(theory_.propositions.size(), 0);
    for (const auto& through : plan_.seen_through)
      for (const PropositionIndex p : through) looked_through_[p] = 1;
    steps_.resize(theory_.propositions.size());
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
      const models::Statement& statement = theory_.statements[s];
      for (std::uint32_t i = 0; i < statement.steps.size(); ++i)
        each_proposition(statement.steps[i].clause, true, [&](PropositionIndex p, bool) {
          auto& list = results_[p].statements;
          if (list.empty() || list.back() != s) list.push_back(s);
          if (steps_[p].empty() || steps_[p].back() != std::pair{s, i}) steps_[p].emplace_back(s, i);
        });
    }
  }

  Truth observed(PropositionIndex p) {
    if (plan_.propositions[p].breakable) return observed_by_steps(p);
    const Signal& signal = e_.plain(p);
    if (signal.ever(Tri::True)) return Truth::True;
    return never_came(signal) ? Truth::False : Truth::Unknown;
  }

  // Not true, and not to come any more: what a window left open until the case closed did not bring, did not come.
  bool never_came(const Signal& signal) const {
    return signal.last() == Tri::False || (signal.last() == Tri::NotYet && e_.facts().closed);
  }

  // A cadence, or what time can only break, is told by the steps that held or broke, or by a judgement.
  Truth observed_by_steps(PropositionIndex p) {
    const Facts* facts = e_.facts_of(p);
    for (const Facts* record : {&e_.facts(), facts}) {
      if (!record) continue;
      const Tri judged = record->judged[p].last();
      if (judged == Tri::True || record->judged[p].ever(Tri::True)) return Truth::True;
      if (judged == Tri::False) return Truth::False;
    }
    bool held = false, broke = false;
    each_step(p, [&](StatementIndex s, const Run&, std::size_t i, const StepOutcome* step) {
      const models::Step& written = theory_.statements[s].steps[i];
      if (!step || written.clause.kind != Clause::Kind::Proposition) return;
      held |= step->state == (written.negated ? StepState::Refuted : StepState::Holds);
      broke |= step->state == (written.negated ? StepState::Holds : StepState::Refuted);
    });
    if (held) return Truth::True;
    return broke ? Truth::False : Truth::Unknown;
  }

  // ---- prediction ----

  Support predict(PropositionIndex without) {
    const std::size_t count = theory_.propositions.size();
    Support support{std::vector<std::uint8_t>(count), std::vector<std::uint8_t>(count), std::vector<std::uint8_t>(count)};
    for (bool grew = true; grew;) {
      grew = false;
      for (StatementIndex s = 0; s < theory_.statements.size(); ++s) grew |= add_support(s, without, support);
    }
    return support;
  }

  bool add_support(StatementIndex s, PropositionIndex without, Support& support) {
    const models::Statement& statement = theory_.statements[s];
    if (!plan_.statements[s].leads) return false;
    bool grew = false, active = false;
    for (const Run& run : runs_[s].runs) {
      active |= !run.unknown_antecedent;
      if (run.unknown_antecedent || run.verdict == Verdict::Blocked || run.flags.has(models::Flag::Despite)) continue;
      // What made it presumed may itself rest on what is hidden.
      const bool inferred = run.flags.has(models::Flag::Presumed);
      if (without != kNone && (inferred || rests_on(s, without)) && value(statement.antecedent, without, support) != Tri::True) continue;
      bool open = false;
      for (std::size_t i = 0; i < statement.steps.size(); ++i) {
        const StepState state = i < run.steps.size() ? run.steps[i].state : StepState::NotReached;
        const bool passes = open || passes_prediction(state) || hidden(statement.steps[i], without);
        grew |= lead_to(statement.steps[i], passes, support);
        open |= state == StepState::Open;
        if (!passes) break;
      }
    }
    if (active || statement.otherwise_of != kNone) return grew;
    // Not activated, but what leads to its antecedent is itself expected.
    if (value(statement.antecedent, without, support) != Tri::True) return grew;
    for (const models::Step& step : statement.steps) {
      bool refused = false;
      if (!step.previously)
        each_proposition(step.clause, true, [&](PropositionIndex p, bool positive) {
          refused |= positive && p != without && e_.facts().closed && results_[p].observed == Truth::False;
        });
      grew |= lead_to(step, !refused, support);
      if (refused) break;
    }
    return grew;
  }

  bool rests_on(StatementIndex s, PropositionIndex p) const {
    bool found = false;
    each_proposition(theory_.statements[s].antecedent, true,
                     [&](PropositionIndex q, bool) { found |= q == p || seen_through(q, p); });
    return found;
  }

  bool seen_through(PropositionIndex p, PropositionIndex through) const {
    const auto& list = plan_.seen_through[p];
    return std::binary_search(list.begin(), list.end(), through);
  }

  // A step on what is hidden counts as unobserved: it is passed over.
  bool hidden(const models::Step& step, PropositionIndex without) const {
    bool all = without != kNone;
    each_proposition(step.clause, true, [&](PropositionIndex q, bool) { all &= q == without || seen_through(q, without); });
    return all;
  }

  bool lead_to(const models::Step& step, bool passes, Support& support) {
    if (step.previously) return false;
    bool grew = false;
    auto mark = [&](std::vector<std::uint8_t>& marks, PropositionIndex p) {
      grew |= !marks[p];
      marks[p] = 1;
    };
    certain(step.clause, !step.negated, [&](PropositionIndex p, bool yes) {
      mark(yes ? support.yes : support.no, p);
      if (yes && passes) mark(support.passable, p);
    });
    return grew;
  }

  // The propositions a clause settles where it is true (or, `yes` false, where it is not).
  template <typename See>
  static void certain(const Clause& clause, bool yes, See see) {
    using Kind = Clause::Kind;
    switch (clause.kind) {
      case Kind::Proposition: see(clause.proposition, yes); return;
      case Kind::Not: certain(clause.parts[0], !yes, see); return;
      case Kind::None:
        if (!yes && clause.parts.size() > 1) return;
        for (const Clause& part : clause.parts) certain(part, !yes, see);
        return;
      case Kind::All:
        if (!yes && clause.parts.size() > 1) return;
        break;
      case Kind::Any:
        if (yes && clause.parts.size() > 1) return;
        break;
      case Kind::AtLeast:
        if (yes ? clause.count < clause.parts.size() : clause.count > 1) return;
        break;
    }
    for (const Clause& part : clause.parts) certain(part, yes, see);
  }

  Tri value(const Clause& clause, PropositionIndex without, const Support& support) const {
    using Kind = Clause::Kind;
    switch (clause.kind) {
      case Kind::Proposition: {
        const PropositionIndex p = clause.proposition;
        if (support.passable[p]) return Tri::True;
        if (p == without || (without != kNone && seen_through(p, without))) return Tri::Unknown;
        const Truth seen = results_[p].observed;
        return seen == Truth::True ? Tri::True : seen == Truth::False ? Tri::False : Tri::Unknown;
      }
      case Kind::Not: return models::negate(value(clause.parts[0], without, support));
      case Kind::None:
      case Kind::Any: {
        Tri any = Tri::False;
        for (const Clause& part : clause.parts) any = models::either(any, value(part, without, support));
        return clause.kind == Kind::Any ? any : models::negate(any);
      }
      case Kind::All: {
        Tri all = Tri::True;
        for (const Clause& part : clause.parts) all = models::both(all, value(part, without, support));
        return all;
      }
      case Kind::AtLeast: {
        std::uint32_t yes = 0, maybe = 0;
        for (const Clause& part : clause.parts) {
          const Tri v = value(part, without, support);
          yes += v == Tri::True;
          maybe += v == Tri::Unknown;
        }
        return yes >= clause.count ? Tri::True : yes + maybe >= clause.count ? Tri::Unknown : Tri::False;
      }
    }
    return Tri::Unknown;
  }

  // ---- verdict and reading ----

  void finish(PropositionResult& result) {
    const auto& roles = theory_.propositions[result.proposition].roles;
    auto has = [&](Role role) { return std::find(roles.begin(), roles.end(), role) != roles.end(); };
    if (has(Role::Resource) || has(Role::Reasoning) || has(Role::Mechanism)) set_verdict(result);
    if (has(Role::Outcome)) result.reading = reading(result);
  }

  void set_verdict(PropositionResult& result) {
    const PropositionIndex p = result.proposition;
    PropositionVerdict best = PropositionVerdict::Dormant;
    std::vector<StatementIndex> stalled;
    auto offer = [&](PropositionVerdict verdict) { best = std::min(best, verdict); };
    each_step(p, [&](StatementIndex s, const Run& run, std::size_t i, const StepOutcome* step) {
      if (!step || run.unknown_antecedent) return;
      const models::Step& written = theory_.statements[s].steps[i];
      const bool alone = written.clause.kind == Clause::Kind::Proposition;
      const bool decides = run.deciding == i || (run.unobserved_end && step->state == StepState::Unobserved);
      if (step->state == StepState::Holds && !written.negated && (alone || result.observed == Truth::True)) {
        offer(PropositionVerdict::Fired);
      } else if (decides && run.verdict == Verdict::Blocked) {
        offer(PropositionVerdict::Blocked);
      } else if (stalled_there(step->state)) {
        if (!alone && result.observed == Truth::True) return offer(PropositionVerdict::Fired);
        offer(PropositionVerdict::Stalled);
        if (stalled.empty() || stalled.back() != s) stalled.push_back(s);
      } else if (step->state == StepState::Presumed) {
        offer(PropositionVerdict::Presumed);
      } else if (step->state == StepState::Open || (decides && run.end_open)) {
        offer(PropositionVerdict::Pending);
      } else {
        offer(PropositionVerdict::Undetermined);
      }
    });
    result.verdict = best;
    if (best == PropositionVerdict::Fired) result.also_stalled = std::move(stalled);
  }

  // Not seen, and nothing more to come: an undated fact says no, or the case is closed.
  bool settled_no(PropositionIndex p) {
    const Signal& signal = e_.plain(p);
    if (signal.last() != Tri::False || e_.facts().closed) return never_came(signal);
    Clause alone;
    alone.proposition = p;
    return signal.constant() && e_.hopeful_while_open(alone).last() == Tri::False;
  }

  // A step that holds where the proposition does not.
  static bool against(const models::Step& step, PropositionIndex p) {
    bool negative = false;
    each_proposition(step.clause, !step.negated, [&](PropositionIndex q, bool positive) { negative |= q == p && !positive; });
    return negative;
  }

  Reading reading(const PropositionResult& result) {
    const bool seen = result.observed == Truth::True;
    bool late = false, missing = false, open = false, kept = false, settled = false;
    each_step(result.proposition, [&](StatementIndex s, const Run& run, std::size_t i, const StepOutcome* step) {
      if (run.unknown_antecedent || run.verdict == Verdict::Blocked) return;
      const bool negated = against(theory_.statements[s].steps[i], result.proposition);
      if (!step) {
        open |= run.verdict == Verdict::Pending;
        return;
      }
      settled = true;
      if (negated) {
        const bool alone = theory_.statements[s].steps[i].clause.kind == Clause::Kind::Proposition;
        kept |= step->state == StepState::Holds && (alone || result.observed == Truth::False);  // others may have been passed over
        open |= step->state == StepState::Open || (step->state == StepState::Unobserved && run.end_open);
        return;
      }
      late |= step->state == StepState::Late;
      missing |= stalled_there(step->state) && step->state != StepState::Late;
      open |= step->state == StepState::Open || (step->state == StepState::Unobserved && run.end_open);
    });
    switch (result.predicted) {
      case Truth::Both: return Reading::Opposed;
      case Truth::True:
        if (late) return Reading::Late;
        if (seen) return Reading::Expected;
        if (open) return Reading::Open;
        if (missing && result.observed == Truth::False) return Reading::Missing;
        if (!settled && result.observed == Truth::False) return e_.facts().closed ? Reading::Missing : Reading::Open;
        return Reading::Unknown;
      case Truth::False:
        if (seen) return Reading::Contradicted;
        return kept || settled_no(result.proposition) ? Reading::Expected : open ? Reading::Open : Reading::Unknown;
      case Truth::Unknown: return seen ? Reading::Unexplained : Reading::Unknown;
    }
    return Reading::Unknown;
  }

  const Plan& plan_;
  const models::Theory& theory_;
  Evaluation& e_;
  const std::vector<StatementRuns>& runs_;
  std::vector<PropositionResult> results_;
  std::vector<std::vector<std::pair<StatementIndex, std::uint32_t>>> steps_;
  std::vector<std::uint8_t> looked_through_;  // others are seen through it
};

}  // namespace

std::vector<PropositionResult> standings(Evaluation& evaluation, const std::vector<StatementRuns>& runs) {
  return Standing(evaluation, runs).all();
}

}  // namespace realist::engine

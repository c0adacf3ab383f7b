#include "engine/telling.h"

#include <algorithm>
#include <limits>
#include <set>

#include "engine/standing.h"

namespace realist::engine {
namespace {

using models::Clause;
using models::Flag;
using models::Form;
using models::Judging;
using models::MissingFact;
using models::Role;
using models::StallKind;
using models::StatementResult;
using models::StepState;
using models::Verdict;

// Puts one judged case into words' raw material.
class Telling {
 public:
  Telling(Evaluation& e, const std::vector<StatementRuns>& runs, bool for_counting = false)
      : plan_(e.plan()), theory_(e.plan().theory), e_(e), runs_(runs), for_counting_(for_counting) {}

  void outline(StatementIndex s, Outline& out) {
    const StatementRuns& judged = runs_[s];
    if (judged.runs.empty()) {
      out.verdict = judged.unknown ? Verdict::Undetermined : Verdict::Dormant;
      if (!judged.unknown && came_true_elsewhere(s)) out.flags.set(Flag::Bypassed);
      return;
    }
    const Run& worst = worst_of(judged.runs);
    out.verdict = worst.verdict;
    out.flags = worst.flags;
    if (worst.verdict == Verdict::Stalled) {
      out.step = worst.deciding + 1;
      out.kind = plan_.statements[s].steps[worst.deciding].stall_kind;
      out.reason = worst.steps[worst.deciding].state;
    }
    if (bypassed(s, worst)) out.flags.set(Flag::Bypassed);
    if (plan_.statements[s].form == Form::If) return;
    for (const Run& run : judged.runs) ++out.occurrences[static_cast<std::size_t>(run.verdict)];
  }

  void tell_one(StatementIndex s, StatementResult& out) {
    tell(s, out);
    note_opposed(s, out);
  }

  std::vector<MissingFact> missing_of_antecedent(StatementIndex s) {
    StatementResult out;
    tell_unknown(s, out);
    return std::move(out.judging.missing);
  }

  void tell(Standing& standing, models::CaseResult& result) {
    result.case_id = e_.facts().excerpt.id;
    result.as_of = e_.facts().asked;
    result.statements.resize(theory_.statements.size());
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) tell(s, result.statements[s]);
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) relate(s, result.statements);
    result.propositions = stand(standing);
    for (PropositionIndex p = 0; p < result.propositions.size(); ++p) result.propositions[p].conflict = e_.conflicting(p);
    result.problems.clear();
    if (const models::CaseRecord* record = e_.facts().excerpt.record) result.problems = record->problems;
    result.problems.insert(result.problems.end(), e_.facts().problems.begin(), e_.facts().problems.end());
  }

  void tell(StatementIndex s, StatementResult& out) {
    out = StatementResult{};
    out.statement = s;
    const models::Statement& statement = theory_.statements[s];
    const StatementRuns& judged = runs_[s];
    if (judged.runs.empty()) {
      out.judging.verdict = judged.unknown ? Verdict::Undetermined : Verdict::Dormant;
      if (judged.unknown) tell_unknown(s, out);
      else tell_dormant(s, out);
      note_conflict(s, nullptr, out.judging);
      if (!judged.unknown && came_true_elsewhere(s)) out.judging.flags.set(Flag::Bypassed);
      return;
    }
    out.judging = tell(s, worst_of(judged.runs));
    if (statement.form == Form::If) return;
    for (const Run& run : judged.runs) {
      ++out.occurrences[static_cast<std::size_t>(run.verdict)];
      if (run.verdict != Verdict::Fired) out.not_fired.push_back(tell(s, run));
    }
  }

 private:
  std::vector<models::PropositionResult> stand(Standing& standing) {
    Traces traces;
    std::vector<StatementIndex> inactive;
    for (StatementIndex s = 0; s < runs_.size(); ++s) {
      traces.add(s, runs_[s]);
      inactive.push_back(s);
    }
    standing.take(e_, traces, inactive);
    return standing.all();
  }

  static const Run& worst_of(const std::vector<Run>& runs) {
    const Run* worst = &runs.front();
    for (const Run& run : runs)
      if (badness(run.verdict) > badness(worst->verdict)) worst = &run;
    return *worst;
  }

  bool bypassed(StatementIndex s, const Run& run) {
    const bool stopped = run.verdict == Verdict::Stalled || run.verdict == Verdict::Blocked;
    return stopped && run.deciding + 1 < plan_.statements[s].steps.size() && came_true_elsewhere(s);
  }

  Judging tell(StatementIndex s, const Run& run) {
    const models::Statement& statement = theory_.statements[s];
    Judging out;
    out.verdict = run.verdict;
    out.activated = run.activated;
    out.flags = run.flags;
    if (run.unknown_antecedent) {
      account_antecedent(s, run.activated, Tri::Unknown, run.its, out.antecedent_evidence, out.missing);
      note_conflict(s, &run, out);
      return out;
    }
    if (for_counting_) out.steps.resize(statement.steps.size());
    else tell_evidence(s, run, out);
    if (run.verdict == Verdict::Stalled) out.stall = stall(s, run);
    if (run.block) out.blocked_by = block(s, run);
    if (run.verdict == Verdict::Pending) out.due = as_written(run.steps.back().due, run.steps.back().window);
    if (run.verdict == Verdict::Undetermined) tell_missing(s, run, out);
    if (bypassed(s, run)) out.flags.set(Flag::Bypassed);
    note_conflict(s, &run, out);
    return out;
  }

  void tell_evidence(StatementIndex s, const Run& run, Judging& out) {
    for (std::size_t i = 0; i < theory_.statements[s].steps.size(); ++i) out.steps.push_back(tell_step(s, run, i));
    account_antecedent(s, run.activated, Tri::True, run.its, out.antecedent_evidence, out.missing);
    out.missing.clear();
  }

  // ---- steps ----

  // A bound counted in calendar steps is a local time; it is shown with the offset its base was written with.
  static std::optional<Time> as_written(std::optional<Time> t, const Window& window) {
    if (!t || t->day) return t;
    // The last instant of a day, counted from a bare day, is that day.
    if (*t == Time{models::day_end(*t).local, Time::kNoOffset, false} && window.from_a_day) {
      t = models::day_start(*t);
      t->day = true;
    } else if (!t->has_offset()) {
      t->offset = window.offset;
    }
    return t;
  }

  Scope scope_of(const models::Step& step, const StepOutcome& outcome, const Run& run) const {
    Scope scope;
    scope.its = run.its;
    scope.from = outcome.window.from;
    scope.until = outcome.window.until;
    if (step.window.is_throughout() || (step.previously && scope.from)) scope.mode = Scope::Mode::Stretch;
    else if (!step.at_any_time && !step.previously) scope.mode = Scope::Mode::Step;
    return scope;
  }

  models::StepResult tell_step(StatementIndex s, const Run& run, std::size_t i) {
    models::StepResult out;
    out.step = static_cast<std::uint32_t>(i + 1);
    if (i >= run.steps.size()) return out;
    const models::Step& step = theory_.statements[s].steps[i];
    const StepOutcome& outcome = run.steps[i];
    out.state = outcome.state;
    if (outcome.state == StepState::Holds) out.at = outcome.at;
    if (outcome.state == StepState::Late || outcome.state == StepState::Early) out.at = outcome.at;
    out.due = as_written(outcome.due, outcome.window);
    if (outcome.window.earliest_written) out.earliest = outcome.window.from;
    Evaluation::Account account = account_step(step, outcome, run);
    out.evidence = std::move(account.evidence);
    out.missing = std::move(account.missing);
    return out;
  }

  // What refutes may lie before the statement was reached: a clock that runs on began earlier.
  static std::optional<Time> counted_from(const StepOutcome& outcome, const Run& run) {
    const bool before = outcome.since && run.activated && models::compare(outcome.since->start(), run.activated->start()) < 0;
    return before ? outcome.since : run.activated;
  }

  Evaluation::Account account_step(const models::Step& step, const StepOutcome& outcome, const Run& run) {
    Evaluation::Account account;
    if (outcome.state == StepState::Unobserved || outcome.state == StepState::Presumed) return account;
    Observable seen = observable(step.clause, e_);
    if (step.negated) seen.reduced.reset();  // `not (A and B)` is an `or`
    Scope scope = scope_of(step, outcome, run);
    std::int64_t at = e_.now();
    Tri wanted = Tri::False;
    switch (outcome.state) {
      case StepState::Holds:
        wanted = step.negated ? Tri::False : Tri::True;
        if (outcome.at) at = e_.key(outcome.at->end());
        if (step.previously && outcome.at) at = e_.key(*outcome.at);
        break;
      case StepState::Refuted:
        wanted = step.negated ? Tri::True : Tri::False;
        if (outcome.at && (step.negated || step.window.is_throughout())) at = e_.key(outcome.at->end());
        else if (step.previously) at = outcome.since ? e_.key(outcome.since->end()) : at;
        else scope.mode = Scope::Mode::Refuting, scope.from = counted_from(outcome, run);
        break;
      case StepState::Late:
      case StepState::Early:
        wanted = Tri::True;
        scope.mode = Scope::Mode::Stretch;
        if (outcome.state == StepState::Early) scope.from.reset();
        at = e_.key(outcome.at->end());
        break;
      case StepState::Unknown:
      case StepState::Open:
        wanted = Tri::Unknown;
        break;
      default:
        if (e_.links_change() && outcome.window.until) at = e_.key(outcome.window.until->end());
        break;
    }
    e_.account(seen.clause(), scope, std::min(at, e_.now()), wanted, false, account);
    if (outcome.state == StepState::Unknown) complete_missing(step, outcome, seen.clause(), scope, account);
    else account.missing.clear();
    return account;
  }

  // An unknown must always say what would tell: look at the window's end, and at the dates it lacks.
  void complete_missing(const models::Step& step, const StepOutcome& outcome, const Clause& clause, const Scope& scope,
                        Evaluation::Account& account) {
    if (outcome.window.bound_missing) add_once(account.missing, {MissingFact::Kind::Attribute, step.window.path, ""});
    if (outcome.date_missing) add_once(account.missing, {MissingFact::Kind::DateOf, date_wanted(), ""});
    if (!account.missing.empty()) return;
    const Signal signal = e_.clause(clause, scope);
    any_stretch(signal, [&](const Stretch& stretch) {
      if (stretch.value != Tri::Unknown) return false;
      const std::int64_t at = stretch.from ? stretch.from->key : std::numeric_limits<std::int64_t>::min();
      e_.account(clause, scope, at, Tri::Unknown, false, account);
      return !account.missing.empty();
    });
    if (!account.missing.empty()) return;
    each_proposition(step.clause, true, [&](PropositionIndex p, bool) {
      add_once(account.missing, {MissingFact::Kind::Judgement, theory_.propositions[p].phrase, ""});
    });
  }

  // Which date would let a statement's windows be counted: the first proposition of its antecedent.
  std::string date_wanted() const { return date_of_; }

  // ---- stalls and blocks ----

  // Whoever the case was linked to when the step was due, not who came after.
  std::int64_t link_read_at(const StepOutcome& outcome) const {
    const std::optional<Time>& until = outcome.window.until ? outcome.window.until : outcome.since;
    return until ? e_.key(*until) : e_.now();
  }

  models::Stall stall(StatementIndex s, const Run& run) {
    const models::Step& step = theory_.statements[s].steps[run.deciding];
    const StepOutcome& outcome = run.steps[run.deciding];
    models::Stall out;
    out.step = run.deciding + 1;
    out.kind = plan_.statements[s].steps[run.deciding].stall_kind;
    out.reason = outcome.state;
    out.proposition = first_failing(step, outcome, run);
    if (plan_.propositions[out.proposition].elsewhere)
      out.record = e_.linked_id(theory_.propositions[out.proposition].of, link_read_at(outcome)).value_or("");
    if (for_counting_) return out;
    out.since = as_written(outcome.since, outcome.window);
    out.due = as_written(outcome.due, outcome.window);
    out.seen_earlier = outcome.seen_earlier;
    out.amount = amount(outcome);
    for (std::uint32_t i = run.deciding; i-- > 0 && run.steps[i].state == StepState::Unobserved;)
      out.may_lie_at.insert(out.may_lie_at.begin(), i + 1);
    return out;
  }

  std::string amount(const StepOutcome& outcome) const {
    auto between = [&](const Time& a, const Time& b, bool to_its_end = false) {
      const std::int64_t days = models::days_between(a, b);
      if ((a.day && b.day) || (!outcome.window.in_hours && days > 0)) return models::elapsed_string(days * models::kDay, true);
      const Time x = a.end(), y = to_its_end ? b.end() : b.start();
      const bool absolute = x.has_offset() && y.has_offset();
      return models::elapsed_string(std::max<std::int64_t>(0, absolute ? y.utc() - x.utc() : y.local - x.local), false);
    };
    switch (outcome.state) {
      case StepState::Late: return between(*outcome.due, *outcome.at);
      case StepState::Early: return between(*outcome.at, *outcome.window.from);
      case StepState::Overdue: return between(*outcome.due, e_.facts().closed ? *e_.facts().closed : e_.facts().asked, true);
      case StepState::TooFew: return std::to_string(outcome.have) + " of " + std::to_string(outcome.need);
      default: return "";
    }
  }

  // The first of the step's propositions that did not hold (or, countervailing, that did).
  PropositionIndex first_failing(const models::Step& step, const StepOutcome& outcome, const Run& run) {
    if (step.clause.kind == Clause::Kind::Proposition) return step.clause.proposition;
    PropositionIndex found = kNone, first = kNone;
    Observable seen = observable(step.clause, e_);
    if (step.negated) seen.reduced.reset();  // `not (A and B)` is an `or`
    const Scope scope = scope_of(step, outcome, run);
    const std::int64_t at = e_.key((outcome.due ? *outcome.due : e_.facts().as_of).end());
    each_proposition(seen.clause(), true, [&](PropositionIndex p, bool positive) {
      if (first == kNone) first = p;
      if (found != kNone || e_.unobserved(p)) return;
      const bool is_true = e_.proposition(p, scope).at(at) == Tri::True;
      if (is_true == (step.negated == positive)) found = p;
    });
    return found != kNone ? found : first;
  }

  models::Block block(StatementIndex s, const Run& run) {
    const models::Statement& statement = theory_.statements[s];
    models::Block out;
    std::size_t which = run.block->which;
    const Clause* clause = nullptr;
    if (which < statement.unless.size()) {
      clause = &statement.unless[which];
    } else {
      which -= statement.unless.size();
      if (which < theory_.not_applicable_texts.size()) out.text = theory_.not_applicable_texts[which];
      if (which >= plan_.not_applicable.size()) clause = &theory_.not_applicable_phrases[which - plan_.not_applicable.size()];
    }
    if (clause)
      each_proposition(*clause, true, [&](PropositionIndex p, bool) {
        if (out.proposition == kNone) out.proposition = p;
      });
    if (out.text.empty() && out.proposition != kNone) out.text = theory_.propositions[out.proposition].phrase;
    if (for_counting_) return out;
    out.since = run.block->since;
    const Time until = run.block->until ? *run.block->until : e_.facts().as_of;
    if (out.since) out.days = models::days_between(*out.since, until);
    if (clause) {
      Evaluation::Account account;
      Scope scope;
      scope.mode = Scope::Mode::Blocking;
      scope.from = run.activated;
      scope.its = run.its;
      const std::int64_t at = out.since ? e_.key(out.since->end()) : e_.now();
      e_.account(*clause, scope, std::min(at, e_.now()), Tri::True, false, account);
      out.evidence = std::move(account.evidence);
    }
    return out;
  }

  // ---- what is missing ----

  void tell_missing(StatementIndex s, const Run& run, Judging& out) {
    set_date_wanted(s);
    const models::Statement& statement = theory_.statements[s];
    if (!run.unobserved_end) {
      for (const MissingFact& fact : account_step(statement.steps[run.deciding], run.steps[run.deciding], run).missing)
        add_once(out.missing, fact);
      return;
    }
    for (std::size_t i = run.steps.size(); i-- > 0 && run.steps[i].state == StepState::Unobserved;)
      each_proposition(statement.steps[i].clause, true, [&](PropositionIndex p, bool) {
        add_once(out.missing, {MissingFact::Kind::Judgement, theory_.propositions[p].phrase, ""});
      });
  }

  void set_date_wanted(StatementIndex s) {
    date_of_.clear();
    each_proposition(theory_.statements[s].antecedent, true, [&](PropositionIndex p, bool) {
      if (date_of_.empty()) date_of_ = theory_.propositions[p].phrase;
    });
  }

  void account_antecedent(StatementIndex s, const std::optional<Time>& at, Tri wanted, const models::Event* its,
                          std::vector<models::FactEvidence>& evidence, std::vector<MissingFact>& missing) {
    const models::Statement& statement = theory_.statements[s];
    if (statement.otherwise_of != kNone && wanted == Tri::True) wanted = Tri::False;
    Scope scope;
    scope.its = its;
    const bool presuming = statement.form != Form::OnlyIf && statement.otherwise_of == kNone;
    Evaluation::Account account;
    const std::int64_t when = at ? std::min(e_.key(at->end()), e_.now()) : e_.now();
    e_.account(statement.antecedent, scope, when, wanted, presuming, account);
    evidence = std::move(account.evidence);
    missing = std::move(account.missing);
  }

  void tell_unknown(StatementIndex s, StatementResult& out) {
    account_antecedent(s, std::nullopt, Tri::Unknown, nullptr, out.judging.antecedent_evidence, out.judging.missing);
    std::set<StatementIndex> waits;
    if (theory_.statements[s].form == Form::OnlyIf) return;
    each_proposition(theory_.statements[s].antecedent, true, [&](PropositionIndex p, bool positive) {
      if (positive && e_.unobserved(p) && e_.moments[p].empty()) waits.insert(plan_.led_to_by[p].begin(), plan_.led_to_by[p].end());
    });
    waits.erase(s);
    out.waits_on.assign(waits.begin(), waits.end());
  }

  // The parts of an antecedent that failed, so far.
  void failed_parts(const Clause& clause, bool positive, std::vector<PropositionIndex>& out) {
    using Kind = Clause::Kind;
    if (clause.kind == Kind::Proposition) {
      const Tri value = e_.plain(clause.proposition).last();
      const bool failed = value == (positive ? Tri::False : Tri::True);
      if (failed && std::find(out.begin(), out.end(), clause.proposition) == out.end()) out.push_back(clause.proposition);
      return;
    }
    const bool flips = clause.kind == Kind::Not || clause.kind == Kind::None;
    for (const Clause& part : clause.parts) failed_parts(part, positive != flips, out);
  }

  void tell_dormant(StatementIndex s, StatementResult& out) {
    const models::Statement& statement = theory_.statements[s];
    // Nothing that activates an `otherwise` has failed while the other statement's antecedent holds or may still come.
    if (statement.otherwise_of == kNone) failed_parts(statement.antecedent, true, out.failed);
    if (for_counting_) return;
    std::vector<MissingFact> missing;
    account_antecedent(s, std::nullopt, Tri::False, nullptr, out.failed_evidence, missing);
  }

  // ---- flags that look beyond one judging ----

  void note_conflict(StatementIndex s, const Run* run, Judging& out) {
    const models::Statement& statement = theory_.statements[s];
    bool found = false;
    auto look = [&](PropositionIndex p, bool) { found = found || e_.conflicting(p); };
    each_proposition(statement.antecedent, true, look);
    if (run) {
      for (std::size_t i = 0; i < run->steps.size(); ++i) each_proposition(statement.steps[i].clause, true, look);
      for (const Clause& clause : statement.unless) each_proposition(clause, true, look);
    }
    if (found) out.flags.set(Flag::Conflict);
  }

  // The last step came true all the same: another route.
  bool came_true_elsewhere(StatementIndex s) {
    if (!plan_.statements[s].can_be_bypassed) return false;
    const PropositionIndex alone = plan_.statements[s].steps.back().alone;
    if (alone != models::kNone && e_.facts().plain_event(alone)) return e_.first_event(alone) != nullptr;
    const models::Step& last = theory_.statements[s].steps.back();
    // What time can only break comes true by a step that held, or by somebody's judgement.
    bool told = true;
    each_proposition(last.clause, true, [&](PropositionIndex p, bool) {
      told &= !plan_.propositions[p].breakable || e_.facts().judged[p].ever(Tri::True);
    });
    if (!told) return false;
    if (const Signal* signal = e_.plain_alone(last.clause, false)) return signal->ever(Tri::True);
    return e_.brief(last.clause).may_be_true && e_.clause(last.clause, {}).ever(Tri::True);
  }

  void relate(StatementIndex s, std::vector<StatementResult>& all) {
    StatementResult& out = all[s];
    if (out.verdict() == Verdict::Dormant && !out.failed.empty() && theory_.statements[s].otherwise_of == kNone) {
      std::set<StatementIndex> by;
      bool all_held = true;
      for (const PropositionIndex p : out.failed) {
        const auto stalled = stalled_at(p, s, all);
        all_held &= !stalled.empty();
        by.insert(stalled.begin(), stalled.end());
      }
      if (all_held) out.held_back_by.assign(by.begin(), by.end());
    }
    note_opposed(s, out);
  }

  void note_opposed(StatementIndex s, StatementResult& out) {
    if (out.judging.stall && opposed(s, *out.judging.stall)) out.judging.flags.set(Flag::Opposed);
    for (Judging& judging : out.not_fired)
      if (judging.stall && opposed(s, *judging.stall)) judging.flags.set(Flag::Opposed);
  }

  std::vector<StatementIndex> stalled_at(PropositionIndex p, StatementIndex but, const std::vector<StatementResult>& all) {
    std::vector<StatementIndex> found;
    for (const StatementIndex s : plan_.led_to_by[p]) {
      if (s == but || !all[s].judging.stall) continue;
      const models::Step& step = theory_.statements[s].steps[all[s].judging.stall->step - 1];
      if (step.previously || step.negated) continue;
      bool there = false;
      each_proposition(step.clause, true, [&](PropositionIndex q, bool) { there |= q == p; });
      if (there) found.push_back(s);
    }
    return found;
  }

  bool opposed(StatementIndex s, const models::Stall& stall) {
    for (const auto& [other, step] : plan_.countered_by[stall.proposition]) {
      if (other == s) continue;
      for (const Run& run : runs_[other].runs)
        if (run.verdict == Verdict::Fired && step < run.steps.size() && run.steps[step].state == StepState::Holds) return true;
    }
    return false;
  }

  const Plan& plan_;
  const models::Theory& theory_;
  Evaluation& e_;
  const std::vector<StatementRuns>& runs_;
  bool for_counting_;   // no evidence, and of dates none
  std::string date_of_;
};

}  // namespace

void tell(Evaluation& evaluation, const std::vector<StatementRuns>& runs, Standing& standing, models::CaseResult& result) {
  Telling(evaluation, runs).tell(standing, result);
}

void tell_one(Evaluation& evaluation, const std::vector<StatementRuns>& runs, models::StatementIndex statement, models::StatementResult& result) {
  Telling(evaluation, runs).tell_one(statement, result);
}

void tell_for_counting(Evaluation& evaluation, const std::vector<StatementRuns>& runs, StatementIndex statement, models::StatementResult& result) {
  Telling(evaluation, runs, true).tell(statement, result);
}

std::vector<models::MissingFact> missing_of_antecedent(Evaluation& evaluation, StatementIndex statement) {
  return Telling(evaluation, {}).missing_of_antecedent(statement);
}

void outline(Evaluation& evaluation, const std::vector<StatementRuns>& runs, StatementIndex s, Outline& out) {
  Telling(evaluation, runs).outline(s, out);
}

}  // namespace realist::engine

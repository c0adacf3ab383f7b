#include "engine/rivals.h"

#include <algorithm>

#include "engine/plan.h"

namespace realist::engine {
namespace {

using models::CaseResult;
using models::PropositionIndex;
using models::Reading;
using models::StatementIndex;
using models::StatementResult;
using models::Theory;
using models::Truth;
using models::Verdict;

Truth turned(Truth truth, bool round) {
  if (!round || truth == Truth::Unknown || truth == Truth::Both) return truth;
  return truth == Truth::True ? Truth::False : Truth::True;
}

// The step, from 1, at which a statement leads to the outcome (or, `against`, to its absence); 0: it does not.
std::uint32_t step_to(const Theory& theory, StatementIndex s, const Rival& rival, bool against) {
  const models::Statement& statement = theory.statements[s];
  for (std::uint32_t i = 0; i < statement.steps.size(); ++i) {
    const models::Step& step = statement.steps[i];
    bool leads = false;
    if (!step.previously)
      each_proposition(step.clause, !step.negated, [&](PropositionIndex p, bool positive) { leads |= p == rival.outcome && positive == (against == rival.opposite); });
    if (leads) return i + 1;
  }
  return 0;
}

// How far one way to the outcome has come, where the prediction says nothing of it.
Expects way(const StatementResult& result, std::uint32_t step) {
  const models::Judging& judging = result.judging;
  switch (judging.verdict) {
    case Verdict::Undetermined: {
      const auto unknown = std::find_if(judging.steps.begin(), judging.steps.end(), [](const models::StepResult& s) { return s.state == models::StepState::Unknown; });
      return unknown == judging.steps.end() || unknown->step <= step ? Expects::Unknown : Expects::Nothing;
    }
    case Verdict::Stalled: return judging.stall && judging.stall->step < step ? Expects::Broken : Expects::Nothing;
    case Verdict::Blocked: return Expects::Broken;
    case Verdict::Dormant: return result.held_back_by.empty() ? Expects::Nothing : Expects::Broken;
    default: return Expects::Nothing;
  }
}

// The statement that speaks for what is expected: one that was activated before one that was not.
StatementIndex speaking(const Theory& theory, const CaseResult& result, const Rival& rival, bool against) {
  StatementIndex best = kNone;
  for (StatementIndex s = 0; s < theory.statements.size(); ++s) {
    if (step_to(theory, s, rival, against) == 0) continue;
    if (best == kNone || (result.statements[best].verdict() == Verdict::Dormant && result.statements[s].verdict() != Verdict::Dormant)) best = s;
  }
  return best;
}

void look_at_ways(const Theory& theory, const CaseResult& result, const Rival& rival, RivalView& view) {
  view.expects = Expects::Nothing;
  view.statement = speaking(theory, result, rival, false);
  for (StatementIndex s = 0; s < theory.statements.size(); ++s) {
    const std::uint32_t step = step_to(theory, s, rival, false);
    if (step == 0) continue;
    const Expects one = way(result.statements[s], step);
    if (one == Expects::Nothing || view.expects == Expects::Unknown || (one == Expects::Broken && view.expects == Expects::Broken)) continue;
    view.expects = one;
    view.statement = s;
  }
}

RivalView view_of(const Rival& rival, const CaseResult& result) {
  const Theory& theory = theory_of(*rival.plan);
  const models::PropositionResult& outcome = result.propositions[rival.outcome];
  RivalView view;
  view.observed = turned(outcome.observed, rival.opposite);
  view.late = outcome.reading == Reading::Late;
  view.open = outcome.reading == Reading::Open;
  view.settled = outcome.reading == Reading::Expected || outcome.reading == Reading::Missing || outcome.reading == Reading::Late || outcome.reading == Reading::Contradicted;
  switch (turned(outcome.predicted, rival.opposite)) {
    case Truth::True: view.expects = Expects::It; view.statement = speaking(theory, result, rival, false); break;
    case Truth::False: view.expects = Expects::Absence; view.statement = speaking(theory, result, rival, true); break;
    case Truth::Both: view.expects = Expects::Both; view.statement = speaking(theory, result, rival, false); break;
    case Truth::Unknown: look_at_ways(theory, result, rival, view); break;
  }
  return view;
}

OutcomeSeen seen_by(const std::vector<RivalView>& views, const models::CaseRecord& record, const models::Time& as_of) {
  const auto any = [&](Truth truth) { return std::any_of(views.begin(), views.end(), [&](const RivalView& v) { return v.observed == truth; }); };
  if (any(Truth::True)) return any(Truth::False) ? OutcomeSeen::Disputed : OutcomeSeen::With;
  if (!any(Truth::False)) return OutcomeSeen::Unknown;
  const bool closed = record.closed && models::compare(record.closed->start(), as_of.end()) <= 0;
  const bool settled = closed || std::any_of(views.begin(), views.end(), [](const RivalView& v) { return v.settled; });
  return settled ? OutcomeSeen::Without : OutcomeSeen::SoFarWithout;
}

Stance stance(const RivalView& view, OutcomeSeen seen) {
  const bool with = seen == OutcomeSeen::With;
  if ((!with && seen != OutcomeSeen::Without) || view.expects == Expects::Unknown || view.expects == Expects::Both) return Stance::Unknown;
  switch (view.expects) {
    case Expects::It:
      if (with) return view.late ? Stance::Against : Stance::Explains;
      return view.open ? Stance::Unknown : Stance::Against;
    case Expects::Absence: return with ? Stance::Against : Stance::Explains;
    case Expects::Broken: return with ? Stance::Unexplained : Stance::Explains;
    default: return with ? Stance::Unexplained : Stance::Silent;
  }
}

bool decided(Expects expects) { return expects != Expects::Unknown && expects != Expects::Both; }

// Pairs of which one expects the outcome and the other, for sure, does not.
std::size_t parted(const std::vector<Expects>& expects) {
  const auto it = static_cast<std::size_t>(std::count(expects.begin(), expects.end(), Expects::It));
  const auto sure = static_cast<std::size_t>(std::count_if(expects.begin(), expects.end(), decided));
  return it * (sure - it);
}

std::vector<Expects> expectations(const std::vector<RivalView>& views) {
  std::vector<Expects> all;
  for (const RivalView& view : views) all.push_back(view.expects);
  return all;
}

}  // namespace

bool RivalCase::tells_apart() const {
  const auto any = [&](Stance s) { return std::any_of(views.begin(), views.end(), [&](const RivalView& v) { return v.stance == s; }); };
  return any(Stance::Explains) && (any(Stance::Against) || any(Stance::Unexplained));
}

bool RivalCase::nobody_explains() const {
  return settled() && std::none_of(views.begin(), views.end(), [](const RivalView& v) { return v.stance == Stance::Explains || v.stance == Stance::Unknown; });
}

RivalCase rival_case(const std::vector<Rival>& rivals, const std::vector<CaseResult>& results, const models::CaseRecord& record, const models::Time& as_of) {
  RivalCase found;
  for (std::size_t t = 0; t < rivals.size(); ++t) found.views.push_back(view_of(rivals[t], results[t]));
  found.seen = seen_by(found.views, record, as_of);
  for (RivalView& view : found.views) view.stance = stance(view, found.seen);
  return found;
}

RivalScores rival_scores(const std::vector<RivalCase>& cases, std::size_t theories) {
  std::vector<const RivalCase*> held;
  std::size_t with = 0;
  for (const RivalCase& one : cases) {
    if (!one.settled() || std::any_of(one.views.begin(), one.views.end(), [](const RivalView& v) { return v.stance == Stance::Unknown; })) continue;
    held.push_back(&one);
    with += one.seen == OutcomeSeen::With;
  }
  RivalScores scores;
  scores.theories.resize(theories);
  scores.null_expects = with > held.size() - with;
  const auto count = [](RivalScore& score, bool came, bool right) {
    ++(came ? score.with : score.without);
    if (right) ++(came ? score.with_right : score.without_right);
  };
  for (const RivalCase* one : held) {
    const bool came = one->seen == OutcomeSeen::With, null_right = came == scores.null_expects;
    count(scores.null, came, null_right);
    for (std::size_t t = 0; t < theories; ++t) {
      const Stance stance = one->views[t].stance;
      const bool right = stance == Stance::Explains || stance == Stance::Silent;
      count(scores.theories[t], came, right);
      scores.theories[t].explained += stance == Stance::Explains;
      scores.theories[t].better += right && !null_right;
      scores.theories[t].worse += !right && null_right;
    }
  }
  return scores;
}

std::vector<Separating> separating_facts(std::uint32_t which, const std::vector<Rival>& rivals, const RivalCase& rival_case, const std::vector<CaseResult>& results,
                                         const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const Effort& effort) {
  std::vector<Separating> found;
  const std::size_t now = parted(expectations(rival_case.views));
  if (rival_case.seen == OutcomeSeen::Unknown && now != 0) {
    Separating outcome;
    outcome.which = which;
    outcome.the_outcome = true;
    outcome.parted = outcome.may_part = now;
    found.push_back(std::move(outcome));
  }
  for (std::size_t t = 0; t < rivals.size(); ++t) {
    const RivalView& view = rival_case.views[t];
    if (view.expects != Expects::Unknown || view.statement == kNone) continue;
    const std::vector<models::MissingFact>& missing = results[t].statements[view.statement].judging.missing;
    for (Settling& settling : engine::settling(*rivals[t].plan, record, linked, as_of, results[t], view.statement, missing, effort)) {
      const auto same = [&](const Separating& known) { return !known.the_outcome && known.fact == settling.fact; };
      if (std::any_of(found.begin(), found.end(), same)) continue;
      Separating one;
      one.which = which;
      one.theory = t;
      one.statement = view.statement;
      one.fact = settling.fact;
      one.parted = SIZE_MAX;
      for (const Settling::Answer& answer : settling.answers) {
        if (!answer.addition.record.empty() && answer.addition.record != record.id) continue;
        const models::CaseRecord with = with_additions(record, {answer.addition}, record.id);
        std::vector<Expects> expects;
        for (const Rival& rival : rivals) expects.push_back(view_of(rival, judge(*rival.plan, with, linked, as_of)).expects);
        const std::size_t pairs = parted(expects);
        const std::size_t more = pairs > now ? pairs - now : 0;
        one.parted = std::min(one.parted, more);
        one.may_part = std::max(one.may_part, more);
        one.answers.push_back({answer.addition, std::move(expects)});
      }
      if (one.may_part != 0) found.push_back(std::move(one));
    }
  }
  return found;
}

void order_separating(std::vector<Separating>& facts) {
  std::stable_sort(facts.begin(), facts.end(), [](const Separating& a, const Separating& b) {
    return a.parted != b.parted ? a.parted > b.parted : a.may_part > b.may_part;
  });
}

}  // namespace realist::engine

#include "engine/standing.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/observed.h"

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

constexpr std::uint8_t kNotLooked = 0xff;

bool stalled_there(StepState state) { return state >= StepState::Refuted && state <= StepState::Overdue; }

bool passes_prediction(StepState state) {
  return state == StepState::Holds || state == StepState::Open || state == StepState::Presumed || state == StepState::Unobserved;
}

// The propositions a clause settles where it is true (or, `yes` false, where it is not).
template <typename See>
void certain(const Clause& clause, bool yes, See see) {
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

bool has(const Plan& plan, PropositionIndex p, Role role) {
  const auto& roles = plan.theory.propositions[p].roles;
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool sees_through(const Plan& plan, PropositionIndex p, PropositionIndex through) {
  const auto& list = plan.seen_through[p];
  return std::binary_search(list.begin(), list.end(), through);
}

}  // namespace

StandingPlan::StandingPlan(const Plan& plan) {
  const std::size_t count = plan.theory.propositions.size();
  asked_by.resize(count);
  statements.resize(count);
  for (PropositionIndex p = 0; p < count; ++p) {
    mechanism.push_back(has(plan, p, Role::Resource) || has(plan, p, Role::Reasoning) || has(plan, p, Role::Mechanism));
    outcome.push_back(has(plan, p, Role::Outcome));
  }
  for (StatementIndex s = 0; s < plan.theory.statements.size(); ++s) {
    const models::Statement& statement = plan.theory.statements[s];
    first_step.push_back(static_cast<std::uint32_t>(steps.size()));
    if (plan.statements[s].leads)
      each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool) {
        if (asked_by[p].empty() || asked_by[p].back() != s) asked_by[p].push_back(s);
      });
    for (const models::Step& written : statement.steps) {
      Step step;
      step.alone = written.clause.kind == Clause::Kind::Proposition;
      step.negated = written.negated;
      step.touched = static_cast<std::uint32_t>(touches.size());
      each_proposition(written.clause, !written.negated, [&](PropositionIndex p, bool positive) {
        if (statements[p].empty() || statements[p].back() != s) statements[p].push_back(s);
        const auto known = std::find_if(touches.begin() + step.touched, touches.end(), [&](const Touch& t) { return t.proposition == p; });
        if (known == touches.end()) touches.push_back({p, !positive});
        else known->against |= !positive;
      });
      step.touched_end = static_cast<std::uint32_t>(touches.size());
      step.certain = static_cast<std::uint32_t>(certains.size());
      if (!written.previously)
        certain(written.clause, !written.negated,
                [&](PropositionIndex p, bool yes) { certains.push_back({p, yes}); });
      step.certain_end = static_cast<std::uint32_t>(certains.size());
      steps.push_back(step);
    }
  }
  first_step.push_back(static_cast<std::uint32_t>(steps.size()));
  seat(plan);
  for (Group& group : groups) fill(plan, group);
}

void StandingPlan::seat(const Plan& plan) {
  seats.resize(plan.theory.propositions.size());
  groups.emplace_back();
  groups[0].bits = std::uint64_t{1} << kNothing;
  for (PropositionIndex p = 0; p < seats.size(); ++p) {
    if (!plan.on_loop[p]) continue;
    if (groups.back().hidden.size() == kNothing) groups.emplace_back();
    Group& group = groups.back();
    seats[p] = {static_cast<std::uint32_t>(groups.size() - 1), static_cast<unsigned>(group.hidden.size())};
    group.bits |= std::uint64_t{1} << group.hidden.size();
    group.hidden.push_back(p);
  }
}

void StandingPlan::fill(const Plan& plan, Group& group) const {
  const std::size_t count = plan.theory.propositions.size();
  group.through.assign(count, 0);
  for (unsigned bit = 0; bit < group.hidden.size(); ++bit)
    for (PropositionIndex p = 0; p < count; ++p)
      if (p == group.hidden[bit] || sees_through(plan, p, group.hidden[bit])) group.through[p] |= std::uint64_t{1} << bit;
  for (const models::Statement& statement : plan.theory.statements) {
    std::uint64_t rests = 0;
    each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool) { rests |= group.through[p]; });
    group.rests.push_back(rests);
  }
  for (const Step& step : steps) {
    std::uint64_t all = group.bits;
    for (std::uint32_t t = step.touched; t < step.touched_end; ++t) all &= group.through[touches[t].proposition];
    group.passed_over.push_back(all);
  }
}

void Standing::take(Evaluation& evaluation, const Traces& traces, const std::vector<StatementIndex>& inactive) {
  e_ = &evaluation;
  traces_ = &traces;
  inactive_ = &inactive;
  const std::size_t count = theory_.propositions.size();
  notes_.assign(count, 0);
  offers_.assign(count, 0);
  observed_.assign(count, kNotLooked);
  active_.assign(theory_.statements.size(), 0);
  first_trace_.resize(theory_.statements.size());
  joined_.clear();
  for (const Trace& trace : traces.all) note(trace);
  for (const auto& [trace, i] : joined_) note_step(*trace, i, places_.steps[places_.first_step[trace->statement] + i]);
  predictions_.resize(places_.groups.size());
  for (std::size_t g = 0; g < places_.groups.size(); ++g) predict(places_.groups[g], predictions_[g]);
}

std::vector<PropositionResult> Standing::all() {
  std::vector<PropositionResult> results(theory_.propositions.size());
  for (PropositionIndex p = 0; p < results.size(); ++p) {
    PropositionResult& result = results[p];
    result.proposition = p;
    result.observed = observed(p);
    result.predicted = predicted(p);
    result.verdict = verdict(p);
    if (result.verdict == PropositionVerdict::Fired) result.also_stalled = stalled_in(p);
    if (places_.outcome[p]) result.reading = reading(p, result.predicted);
    result.statements = places_.statements[p];
  }
  return results;
}

PropositionVerdict Standing::verdict(PropositionIndex p) const {
  if (!places_.mechanism[p]) return PropositionVerdict::None;
  if (offers_[p] == 0) return PropositionVerdict::Dormant;
  return static_cast<PropositionVerdict>(std::countr_zero(offers_[p]));  // the best of them comes first
}

Reading Standing::reading(PropositionIndex p) { return places_.outcome[p] ? reading(p, predicted(p)) : Reading::None; }

// ---- what the steps say ----

void Standing::note(const Trace& trace) {
  if (trace.statement == kNone || trace.unknown_antecedent) return;
  if (!active_[trace.statement]) first_trace_[trace.statement] = static_cast<std::uint32_t>(&trace - traces_->all.data());
  active_[trace.statement] = 1;
  const std::uint32_t first = places_.first_step[trace.statement];
  // Of steps that were not reached no more is asked than whether the statement is still open.
  const std::uint32_t end = trace.verdict == Verdict::Pending ? places_.first_step[trace.statement + 1] - first : trace.count;
  for (std::uint32_t i = 0; i < end; ++i) {
    const StandingPlan::Step& step = places_.steps[first + i];
    if (step.alone) note_step(trace, i, step);
    else joined_.emplace_back(&trace, i);
  }
}

void Standing::note_step(const Trace& trace, std::uint32_t i, const StandingPlan::Step& step) {
  for (std::uint32_t t = step.touched; t < step.touched_end; ++t) {
    const StandingPlan::Touch& touch = places_.touches[t];
    std::uint16_t& notes = notes_[touch.proposition];
    if (i >= trace.count) {
      if (trace.verdict == Verdict::Pending) notes |= kOpen;
      continue;
    }
    const StepState state = traces_->states_of(trace)[i];
    if (step.alone && state == (step.negated ? StepState::Refuted : StepState::Holds)) notes |= kHeld;
    if (step.alone && state == (step.negated ? StepState::Holds : StepState::Refuted)) notes |= kBroke;
    const bool decides = trace.deciding == i || (trace.unobserved_end && state == StepState::Unobserved);
    if (places_.mechanism[touch.proposition]) offer(trace, state, decides, step, touch.proposition);
    if (places_.outcome[touch.proposition] && trace.verdict != Verdict::Blocked) note_reading(trace, state, step, touch);
  }
}

void Standing::offer(const Trace& trace, StepState state, bool decides, const StandingPlan::Step& step, PropositionIndex p) {
  auto seen = [&] { return step.alone || observed(p) == Truth::True; };
  PropositionVerdict verdict = PropositionVerdict::Undetermined;
  if (state == StepState::Holds && !step.negated && seen()) verdict = PropositionVerdict::Fired;
  else if (decides && trace.verdict == Verdict::Blocked) verdict = PropositionVerdict::Blocked;
  else if (stalled_there(state)) verdict = !step.alone && seen() ? PropositionVerdict::Fired : PropositionVerdict::Stalled;
  else if (state == StepState::Presumed) verdict = PropositionVerdict::Presumed;
  else if (state == StepState::Open || (decides && trace.end_open)) verdict = PropositionVerdict::Pending;
  offers_[p] |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(verdict));
}

void Standing::note_reading(const Trace& trace, StepState state, const StandingPlan::Step& step, const StandingPlan::Touch& touch) {
  std::uint16_t& notes = notes_[touch.proposition];
  notes |= kSettled;
  if (state == StepState::Open || (state == StepState::Unobserved && trace.end_open)) notes |= kOpen;
  if (touch.against) {
    // Of several parts others may have been passed over.
    if (state == StepState::Holds && (step.alone || observed(touch.proposition) == Truth::False)) notes |= kKept;
  } else if (state == StepState::Late) {
    notes |= kLate;
  } else if (stalled_there(state)) {
    notes |= kMissing;
  }
}

// The statements that stalled at `p`, though it fired in others.
std::vector<StatementIndex> Standing::stalled_in(PropositionIndex p) {
  std::vector<StatementIndex> stalled;
  for (const Trace& trace : traces_->all) {
    if (trace.statement == kNone || trace.unknown_antecedent) continue;
    for (std::uint32_t i = 0; i < trace.count; ++i) {
      if (!stalled_there(traces_->states_of(trace)[i]) || (trace.deciding == i && trace.verdict == Verdict::Blocked)) continue;
      const StandingPlan::Step& step = places_.steps[places_.first_step[trace.statement] + i];
      const bool here = std::any_of(places_.touches.begin() + step.touched, places_.touches.begin() + step.touched_end,
                                    [&](const StandingPlan::Touch& touch) { return touch.proposition == p; });
      if (here && (step.alone || observed(p) != Truth::True)) stalled.push_back(trace.statement);
    }
  }
  std::sort(stalled.begin(), stalled.end());
  stalled.erase(std::unique(stalled.begin(), stalled.end()), stalled.end());
  return stalled;
}

// ---- observed ----

Truth Standing::observed(PropositionIndex p) {
  if (observed_[p] == kNotLooked) observed_[p] = static_cast<std::uint8_t>(observe(p));
  return static_cast<Truth>(observed_[p]);
}

Truth Standing::observe(PropositionIndex p) {
  const Truth alone = observed_alone(*e_, p);
  if (!plan_.propositions[p].breakable || alone != Truth::Unknown) return alone;
  if (notes_[p] & kHeld) return Truth::True;  // told by the steps that held or broke
  return notes_[p] & kBroke ? Truth::False : Truth::Unknown;
}

// ---- prediction ----

// For each bit of the group apart: from everything observed but what the bit hides, which counts as unobserved.
void Standing::predict(const StandingPlan::Group& group, std::vector<Marks>& marks) {
  group_ = &group;
  marks_ = &marks;
  marks.assign(theory_.propositions.size(), {});
  sweep_.assign(theory_.statements.size() / 64 + 1, 0);
  for (const StatementIndex s : *inactive_)
    if (!active_[s]) look_at(s);
  for (const Trace& trace : traces_->all) support_by(trace);
  // In the theory's order, again and again, each as often as something it rests on was newly led to.
  for (bool any = true; any;) {
    any = false;
    for (std::size_t word = 0; word < sweep_.size(); ++word) {
      for (std::uint64_t seen = 0, left; (left = sweep_[word] & ~seen) != 0;) {
        const int bit = std::countr_zero(left);
        seen |= (std::uint64_t{2} << bit) - 1;
        sweep_[word] &= ~(std::uint64_t{1} << bit);
        expect(static_cast<StatementIndex>(word * 64 + static_cast<std::size_t>(bit)));
        any = true;
      }
    }
  }
}

namespace {

bool predicts(const Trace& trace) {
  return trace.statement != kNone && !trace.unknown_antecedent && trace.verdict != Verdict::Blocked && !trace.flags.has(models::Flag::Despite);
}

// What made it presumed may itself rest on what is hidden.
std::uint64_t resting(const StandingPlan::Group& group, const Trace& trace) {
  return trace.flags.has(models::Flag::Presumed) ? group.bits & ~(std::uint64_t{1} << StandingPlan::kNothing) : group.rests[trace.statement];
}

}  // namespace

// What an activated statement leads to. Where what it rests on is hidden, that is for the sweeps to say.
void Standing::support_by(const Trace& trace) {
  if (!predicts(trace) || !plan_.statements[trace.statement].leads) return;
  const std::uint64_t rests = resting(*group_, trace);
  if (rests != 0) look_at(trace.statement);
  lead(trace, group_->bits & ~rests);
}

void Standing::lead(const Trace& trace, std::uint64_t bits) {
  const StepState* states = traces_->states_of(trace);
  const std::uint32_t first = places_.first_step[trace.statement], end = places_.first_step[trace.statement + 1];
  bool open = false;
  for (std::uint32_t step = first, i = 0; step < end && bits != 0; ++step, ++i) {
    const StepState state = i < trace.count ? states[i] : StepState::NotReached;
    const std::uint64_t passes = open || passes_prediction(state) ? bits : bits & group_->passed_over[step];
    lead_to(places_.steps[step], bits, passes);
    open |= state == StepState::Open;
    bits = passes;
  }
}

// A statement that what is led to activates, or activates again without what is hidden.
void Standing::expect(StatementIndex s) {
  if (!active_[s] && (!plan_.statements[s].leads || theory_.statements[s].otherwise_of != kNone)) return;
  const std::uint64_t bits = activated(theory_.statements[s].antecedent);
  if (bits == 0) return;
  if (!active_[s]) return expect_inactive(s, bits);
  for (std::uint32_t t = first_trace_[s]; t < traces_->all.size() && traces_->all[t].statement == s; ++t)
    if (predicts(traces_->all[t])) lead(traces_->all[t], bits & resting(*group_, traces_->all[t]));
}

void Standing::expect_inactive(StatementIndex s, std::uint64_t bits) {
  const models::Statement& statement = theory_.statements[s];
  for (std::uint32_t step = places_.first_step[s], i = 0; step < places_.first_step[s + 1] && bits != 0; ++step, ++i) {
    std::uint64_t refused = 0;
    if (e_->facts().closed && !statement.steps[i].previously)
      each_proposition(statement.steps[i].clause, true, [&](PropositionIndex p, bool positive) {
        if (!positive || observed(p) != Truth::False) return;
        const StandingPlan::Seat& own = places_.seats[p];
        const bool here = own.bit != StandingPlan::kNothing && group_ == &places_.groups[own.group];
        refused |= here ? ~(std::uint64_t{1} << own.bit) : ~std::uint64_t{0};
      });
    lead_to(places_.steps[step], bits, bits & ~refused);
    bits &= ~refused;
  }
}

void Standing::lead_to(const StandingPlan::Step& step, std::uint64_t bits, std::uint64_t passes) {
  for (std::uint32_t c = step.certain; c < step.certain_end; ++c) {
    const StandingPlan::Certain& settled = places_.certains[c];
    Marks& marks = (*marks_)[settled.proposition];
    (settled.yes ? marks.yes : marks.no) |= bits;
    const std::uint64_t fresh = settled.yes ? passes & ~marks.passable : 0;
    if (fresh == 0) continue;
    marks.passable |= fresh;
    // Those that rest on it may be expected now.
    if ((fresh & group_->through[settled.proposition]) == 0 && observed(settled.proposition) == Truth::True) continue;
    for (const StatementIndex s : places_.asked_by[settled.proposition]) look_at(s);
  }
}

// Where an antecedent is true. Most fail at their first part.
std::uint64_t Standing::activated(const Clause& antecedent) {
  if (antecedent.kind != Clause::Kind::All) return value(antecedent).yes;
  std::uint64_t bits = group_->bits;
  for (const Clause& part : antecedent.parts) {
    bits &= value(part).yes;
    if (bits == 0) break;
  }
  return bits;
}

Standing::Value Standing::value(const Clause& clause) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const std::uint64_t passable = (*marks_)[clause.proposition].passable;
      const std::uint64_t hidden = group_->through[clause.proposition];
      if ((group_->bits & ~passable & ~hidden) == 0) return {passable, 0};
      const Truth seen = observed(clause.proposition);
      const std::uint64_t told = group_->bits & ~hidden;
      return {passable | (seen == Truth::True ? told : 0), seen == Truth::False ? told & ~passable : 0};
    }
    case Kind::Not: {
      const Value part = value(clause.parts[0]);
      return {part.no, part.yes};
    }
    case Kind::None:
    case Kind::Any: {
      Value any{0, group_->bits};
      for (const Clause& part : clause.parts) {
        const Value one = value(part);
        any = {any.yes | one.yes, any.no & one.no};
      }
      return clause.kind == Kind::Any ? any : Value{any.no, any.yes};
    }
    case Kind::All: {
      Value all{group_->bits, 0};
      for (const Clause& part : clause.parts) {
        const Value one = value(part);
        all = {all.yes & one.yes, all.no | one.no};
      }
      return all;
    }
    case Kind::AtLeast: return at_least(clause);
  }
  return {};
}

Standing::Value Standing::at_least(const Clause& clause) {
  std::array<std::uint32_t, 64> yes{}, maybe{};
  for (const Clause& part : clause.parts) {
    const Value one = value(part);
    for (unsigned bit = 0; bit < 64; ++bit) {
      yes[bit] += one.yes >> bit & 1;
      maybe[bit] += ~(one.yes | one.no) >> bit & 1;
    }
  }
  Value out;
  for (unsigned bit = 0; bit < 64; ++bit) {
    if (yes[bit] >= clause.count) out.yes |= std::uint64_t{1} << bit;
    else if (yes[bit] + maybe[bit] < clause.count) out.no |= std::uint64_t{1} << bit;
  }
  return {out.yes & group_->bits, out.no & group_->bits};
}

Truth Standing::predicted(PropositionIndex p) const {
  const StandingPlan::Seat& seat = places_.seats[p];
  const Marks& marks = predictions_[seat.group][p];
  const bool yes = marks.yes >> seat.bit & 1, no = marks.no >> seat.bit & 1;
  return yes && no ? Truth::Both : yes ? Truth::True : no ? Truth::False : Truth::Unknown;
}

// ---- reading ----

Reading Standing::reading(PropositionIndex p, Truth predicted) {
  const std::uint16_t notes = notes_[p];
  const bool seen = observed(p) == Truth::True, open = notes & kOpen;
  switch (predicted) {
    case Truth::Both: return Reading::Opposed;
    case Truth::True:
      if (notes & kLate) return Reading::Late;
      if (seen) return Reading::Expected;
      if (open) return Reading::Open;
      if ((notes & kMissing) && observed(p) == Truth::False) return Reading::Missing;
      if (!(notes & kSettled) && observed(p) == Truth::False) return e_->facts().closed ? Reading::Missing : Reading::Open;
      return Reading::Unknown;
    case Truth::False:
      if (seen) return Reading::Contradicted;
      return (notes & kKept) || settled_no(*e_, p) ? Reading::Expected : open ? Reading::Open : Reading::Unknown;
    case Truth::Unknown: return seen ? Reading::Unexplained : Reading::Unknown;
  }
  return Reading::Unknown;
}

}  // namespace realist::engine

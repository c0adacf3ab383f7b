#include "engine/standing.h"

#include <algorithm>
#include <bit>

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

bool antecedent_rests_on(const Plan& plan, StatementIndex s, PropositionIndex p) {
  bool found = false;
  each_proposition(plan.theory.statements[s].antecedent, true,
                   [&](PropositionIndex q, bool) { found |= q == p || sees_through(plan, q, p); });
  return found;
}

}  // namespace

StandingPlan::StandingPlan(const Plan& plan) {
  const std::size_t count = plan.theory.propositions.size();
  asked_by.resize(count);
  statements.resize(count);
  looked_through.assign(count, 0);
  for (const auto& through : plan.seen_through)
    for (const PropositionIndex p : through) looked_through[p] = 1;
  for (PropositionIndex p = 0; p < count; ++p) {
    mechanism.push_back(has(plan, p, Role::Resource) || has(plan, p, Role::Reasoning) || has(plan, p, Role::Mechanism));
    outcome.push_back(has(plan, p, Role::Outcome));
  }
  for (StatementIndex s = 0; s < plan.theory.statements.size(); ++s) {
    const models::Statement& statement = plan.theory.statements[s];
    first_step.push_back(static_cast<std::uint32_t>(steps.size()));
    if (plan.statements[s].leads && statement.otherwise_of == kNone)
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
                [&](PropositionIndex p, bool yes) { certains.push_back({p, yes, antecedent_rests_on(plan, s, p)}); });
      step.certain_end = static_cast<std::uint32_t>(certains.size());
      steps.push_back(step);
    }
  }
  first_step.push_back(static_cast<std::uint32_t>(steps.size()));
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
  predict(kNone, base_);
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
    if (!passes_prediction(state)) notes |= kStopped;
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
  if (plan_.propositions[p].breakable) {  // told by the steps that held or broke, or by a judgement
    const Facts* facts = e_->facts_of(p);
    for (const Facts* record : {&e_->facts(), facts}) {
      if (!record) continue;
      const Tri judged = record->judged[p].last();
      if (judged == Tri::True || record->judged[p].ever(Tri::True)) return Truth::True;
      if (judged == Tri::False) return Truth::False;
    }
    if (notes_[p] & kHeld) return Truth::True;
    return notes_[p] & kBroke ? Truth::False : Truth::Unknown;
  }
  using Kind = Facts::Plain::Kind;
  const Facts::Plain& plain = e_->facts().plain[p];
  if (plain.kind == Kind::Event) return e_->first_event(p) ? Truth::True : Truth::False;
  if (plain.kind == Kind::Constant) return plain.value == Tri::True ? Truth::True : plain.value == Tri::False ? Truth::False : Truth::Unknown;
  const Signal& signal = e_->plain(p);
  if (signal.ever(Tri::True)) return Truth::True;
  return never_came(signal) ? Truth::False : Truth::Unknown;
}

// Not true, and not to come any more: what a window left open until the case closed did not bring, did not come.
bool Standing::never_came(const Signal& signal) const {
  return signal.last() == Tri::False || (signal.last() == Tri::NotYet && e_->facts().closed);
}

// ---- prediction ----

bool Standing::seen_through(PropositionIndex p, PropositionIndex through) const { return sees_through(plan_, p, through); }

bool Standing::rests_on(StatementIndex s, PropositionIndex p) const { return antecedent_rests_on(plan_, s, p); }

// A step on what is hidden counts as unobserved: it is passed over.
bool Standing::hidden(const StandingPlan::Step& step, PropositionIndex without) const {
  if (without == kNone) return false;
  return std::all_of(places_.touches.begin() + step.touched, places_.touches.begin() + step.touched_end, [&](const StandingPlan::Touch& touch) {
    return touch.proposition == without || seen_through(touch.proposition, without);
  });
}

void Standing::predict(PropositionIndex without, Support& support) {
  support.marks.assign(theory_.propositions.size(), 0);
  sweep_.assign(theory_.statements.size() / 64 + 1, 0);
  for (const StatementIndex s : *inactive_)
    if (!active_[s]) look_at(s);
  for (const Trace& trace : traces_->all) support_by(trace, without, support);
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t word = 0; word < sweep_.size(); ++word) {
      for (std::uint64_t seen = 0, left; (left = sweep_[word] & ~seen) != 0;) {
        const int bit = std::countr_zero(left);
        seen |= (std::uint64_t{2} << bit) - 1;
        grew |= expect(static_cast<StatementIndex>(word * 64 + static_cast<std::size_t>(bit)), without, support);
      }
    }
  }
}

// What an activated statement leads to. Where what it rests on is hidden, that is for the sweeps to say.
void Standing::support_by(const Trace& trace, PropositionIndex without, Support& support) {
  const StatementIndex s = trace.statement;
  if (s == kNone || !plan_.statements[s].leads || trace.unknown_antecedent) return;
  if (trace.verdict == Verdict::Blocked || trace.flags.has(models::Flag::Despite)) return;
  const bool inferred = trace.flags.has(models::Flag::Presumed);  // what made it presumed may itself rest on what is hidden
  if (without != kNone && (inferred || rests_on(s, without))) return look_at(s);
  const StepState* states = traces_->states_of(trace);
  bool open = false;
  for (std::uint32_t step = places_.first_step[s], i = 0; step < places_.first_step[s + 1]; ++step, ++i) {
    const StepState state = i < trace.count ? states[i] : StepState::NotReached;
    const bool passes = open || passes_prediction(state) || hidden(places_.steps[step], without);
    lead_to(places_.steps[step], passes, !inferred, without, support);
    open |= state == StepState::Open;
    if (!passes) break;
  }
}

void Standing::look_at(StatementIndex s) { sweep_[s / 64] |= std::uint64_t{1} << (s % 64); }

// A statement that what is led to activates, or would activate again without what is hidden.
bool Standing::expect(StatementIndex s, PropositionIndex without, Support& support) {
  const models::Statement& statement = theory_.statements[s];
  if (!active_[s] && (!plan_.statements[s].leads || statement.otherwise_of != kNone)) return false;
  if (value(statement.antecedent, without, support) != Tri::True) return false;
  bool grew = false;
  if (active_[s]) {
    for (std::uint32_t t = first_trace_[s]; t < traces_->all.size() && traces_->all[t].statement == s; ++t) {
      const Trace& trace = traces_->all[t];
      if (trace.unknown_antecedent) continue;
      if (trace.verdict == Verdict::Blocked || trace.flags.has(models::Flag::Despite)) continue;
      bool open = false;
      for (std::uint32_t step = places_.first_step[s], i = 0; step < places_.first_step[s + 1]; ++step, ++i) {
        const StepState state = i < trace.count ? traces_->states_of(trace)[i] : StepState::NotReached;
        const bool passes = open || passes_prediction(state) || hidden(places_.steps[step], without);
        grew |= lead_to(places_.steps[step], passes, false, without, support);
        open |= state == StepState::Open;
        if (!passes) break;
      }
    }
    return grew;
  }
  for (std::uint32_t step = places_.first_step[s], i = 0; step < places_.first_step[s + 1]; ++step, ++i) {
    bool refused = false;
    if (e_->facts().closed && !statement.steps[i].previously)
      each_proposition(statement.steps[i].clause, true, [&](PropositionIndex p, bool positive) {
        refused |= positive && p != without && observed(p) == Truth::False;
      });
    grew |= lead_to(places_.steps[step], !refused, false, without, support);
    if (refused) break;
  }
  return grew;
}

bool Standing::lead_to(const StandingPlan::Step& step, bool passes, bool surely, PropositionIndex without, Support& support) {
  bool grew = false;
  for (std::uint32_t c = step.certain; c < step.certain_end; ++c) {
    const StandingPlan::Certain& settled = places_.certains[c];
    std::uint8_t& marks = support.marks[settled.proposition];
    const std::uint8_t before = marks;
    marks |= settled.yes ? kYes : kNo;
    if (surely && !settled.rests) marks |= settled.yes ? kSurelyYes : kSurelyNo;
    if (settled.yes && passes) marks |= kPassable;
    grew |= marks != before;
    if (!(marks & ~before & kPassable)) continue;
    // Those that rest on it and were not activated may be expected now.
    const bool known = without == kNone || (settled.proposition != without && !seen_through(settled.proposition, without));
    if (known && observed(settled.proposition) == Truth::True) continue;
    for (const StatementIndex s : places_.asked_by[settled.proposition])
      if (!active_[s]) look_at(s);
  }
  return grew;
}

Tri Standing::value(const Clause& clause, PropositionIndex without, const Support& support) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      if (support.marks[p] & kPassable) return Tri::True;
      if (p == without || (without != kNone && seen_through(p, without))) return Tri::Unknown;
      const Truth seen = observed(p);
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

Truth Standing::predicted(PropositionIndex p) {
  std::uint8_t marks = base_.marks[p];
  if (plan_.on_loop[p]) {
    // Without its own observation. Where no step on it stopped anything, hiding it only takes support away, and what does
    // not rest on it stays.
    const bool stopped = places_.looked_through[p] || (notes_[p] & kStopped);
    const bool yes = !(marks & kSurelyYes) && ((marks & kYes) || stopped);
    const bool no = !(marks & kSurelyNo) && ((marks & kNo) || stopped);
    if (yes || no) {
      predict(p, apart_);
      marks = apart_.marks[p];
    }
  }
  const bool yes = marks & kYes, no = marks & kNo;
  return yes && no ? Truth::Both : yes ? Truth::True : no ? Truth::False : Truth::Unknown;
}

// ---- reading ----

// Not seen, and nothing more to come: an undated fact says no, or the case is closed.
bool Standing::settled_no(PropositionIndex p) {
  const Signal& signal = e_->plain(p);
  if (signal.last() != Tri::False || e_->facts().closed) return never_came(signal);
  Clause alone;
  alone.proposition = p;
  return signal.constant() && e_->hopeful_while_open(alone).last() == Tri::False;
}

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
      return (notes & kKept) || settled_no(p) ? Reading::Expected : open ? Reading::Open : Reading::Unknown;
    case Truth::Unknown: return seen ? Reading::Unexplained : Reading::Unknown;
  }
  return Reading::Unknown;
}

}  // namespace realist::engine

#include "engine/block_prediction.h"

#include <algorithm>

namespace realist::engine {

using models::Clause;
using models::StepState;

void BlockPrediction::lay_out() {
  mentioned_.resize(theory_.statements.size());
  for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
    each_proposition(theory_.statements[s].antecedent, true, [&](PropositionIndex p, bool) { mentioned_[s].push_back(p); });
    for (const models::Step& step : theory_.statements[s].steps) {
      refusing_at_.push_back(static_cast<std::uint32_t>(refusing_.size()));
      if (step.previously) continue;
      each_proposition(step.clause, true, [&](PropositionIndex p, bool positive) {
        if (positive) refusing_.push_back(p);
      });
    }
  }
  refusing_at_.push_back(static_cast<std::uint32_t>(refusing_.size()));
  for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
    if (places_.outcome[p]) (plan_.on_loop[p] ? on_loop_ : others_).push_back(p);
  through_.resize(theory_.propositions.size());
  rests_.resize(theory_.statements.size());
  looked_at_.resize(theory_.statements.size());
  yes_.resize(theory_.propositions.size());
  no_.resize(theory_.propositions.size());
}

void BlockPrediction::predict(const Columns& columns, const std::vector<Plane>& seen, const std::vector<Plane>& unseen) {
  columns_ = &columns;
  seen_ = &seen;
  unseen_ = &unseen;
  every_ = Plane::first(columns.lanes);
  inactive_.assign(theory_.statements.size(), every_);
  for (const JudgingColumn& column : columns.judgings) inactive_[column.statement] = inactive_[column.statement] - column.active;
  take_passes();
  if (!others_.empty()) run(kNone);
  for (const PropositionIndex p : others_) yes_[p] = marks_[p].yes, no_[p] = marks_[p].no;
  for (const PropositionIndex p : on_loop_) {
    run(p);
    yes_[p] = marks_[p].yes, no_[p] = marks_[p].no;
  }
}

// Past steps that hold, are presumed or unobserved, and past whatever comes after an open one.
void BlockPrediction::take_passes() {
  passes_.resize(columns_->states.size());
  for (const JudgingColumn& column : columns_->judgings) {
    Plane open;
    for (std::size_t i = 0; i < plan_.statements[column.statement].steps.size(); ++i) {
      const StateColumn& state = columns_->states[column.first_state + i];
      const Plane here = state.is(StepState::Open);
      passes_[column.first_state + i] = open | here | state.is(StepState::Holds) | state.is(StepState::Presumed) | state.is(StepState::Unobserved);
      open |= here;
    }
  }
}

bool BlockPrediction::rests_on(StatementIndex s, PropositionIndex hidden) const {
  return hidden != kNone && std::any_of(mentioned_[s].begin(), mentioned_[s].end(), [this](PropositionIndex p) { return through_[p] != 0; });
}

// `hidden`: what counts as unobserved; kNone: nothing. Statements are looked at in the theory's order, again and again, each as
// often as something it rests on was newly led to.
void BlockPrediction::run(PropositionIndex hidden) {
  hidden_ = hidden;
  for (PropositionIndex p = 0; p < through_.size(); ++p) {
    const auto& list = plan_.seen_through[p];
    through_[p] = hidden != kNone && (p == hidden || std::binary_search(list.begin(), list.end(), hidden));
  }
  for (StatementIndex s = 0; s < rests_.size(); ++s) rests_[s] = rests_on(s, hidden);
  marks_.assign(theory_.propositions.size(), {});
  led_at_.assign(theory_.propositions.size(), 0);
  looked_at_.assign(theory_.statements.size(), 0);
  look_ = 1;
  for (const JudgingColumn& column : columns_->judgings)
    if (plan_.statements[column.statement].leads) support(column);
  for (bool any = true; any;) {
    any = false;
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) {
      if (!plan_.statements[s].leads || !newly_led(s)) continue;
      looked_at_[s] = ++look_;
      any = true;
      expect(s);
    }
  }
}

bool BlockPrediction::newly_led(StatementIndex s) const {
  const auto led = [&](PropositionIndex p) { return led_at_[p] >= looked_at_[s]; };
  return looked_at_[s] == 0 || std::any_of(mentioned_[s].begin(), mentioned_[s].end(), led);
}

// Cases in which what activated it may rest on what is hidden: that it was presumed may, too.
Plane BlockPrediction::resting(const JudgingColumn& column) const {
  if (hidden_ == kNone) return {};
  return rests_[column.statement] ? every_ : column.presumed;
}

// What an activated statement leads to. Where what it rests on is hidden, that is to be expected first.
void BlockPrediction::support(const JudgingColumn& column) { lead(column, column.predicts - resting(column)); }

void BlockPrediction::expect(StatementIndex s) {
  const Plane cases = activated(theory_.statements[s].antecedent);
  if (!cases.any()) return;
  for (std::uint32_t at = s; at != kNone; at = columns_->judgings[at].next) {
    const JudgingColumn& column = columns_->judgings[at];
    lead(column, cases & column.predicts & resting(column));
  }
  if (theory_.statements[s].otherwise_of == kNone) expect_inactive(s, cases & inactive_[s]);
}

void BlockPrediction::expect_inactive(StatementIndex s, Plane cases) {
  for (std::uint32_t step = places_.first_step[s]; step < places_.first_step[s + 1] && cases.any(); ++step) {
    Plane refused;
    for (std::uint32_t r = refusing_at_[step]; r < refusing_at_[step + 1]; ++r)
      if (refusing_[r] != hidden_) refused |= (*unseen_)[refusing_[r]];
    const Plane passes = cases - (refused & columns_->closed);
    lead_to(places_.steps[step], cases, passes);
    cases = passes;
  }
}

void BlockPrediction::lead(const JudgingColumn& column, Plane cases) {
  const std::uint32_t first = places_.first_step[column.statement], end = places_.first_step[column.statement + 1];
  for (std::uint32_t i = 0; first + i < end && cases.any(); ++i) {
    const StandingPlan::Step& step = places_.steps[first + i];
    const bool passed_over = hidden_ != kNone && std::all_of(places_.touches.begin() + step.touched, places_.touches.begin() + step.touched_end,
                                                             [this](const StandingPlan::Touch& touch) { return through_[touch.proposition] != 0; });
    const Plane passes = passed_over ? cases : cases & passes_[column.first_state + i];
    lead_to(step, cases, passes);
    cases = passes;
  }
}

void BlockPrediction::lead_to(const StandingPlan::Step& step, const Plane& cases, const Plane& passes) {
  for (std::uint32_t c = step.certain; c < step.certain_end; ++c) {
    const StandingPlan::Certain& settled = places_.certains[c];
    Marks& marks = marks_[settled.proposition];
    (settled.yes ? marks.yes : marks.no) |= cases;
    if (!settled.yes || !(passes - marks.passable).any()) continue;
    marks.passable |= passes;
    led_at_[settled.proposition] = look_;
  }
}

// Where an antecedent is true.
Plane BlockPrediction::activated(const Clause& antecedent) const {
  if (antecedent.kind != Clause::Kind::All) return value(antecedent).yes & every_;
  Plane cases = every_;
  for (const Clause& part : antecedent.parts) cases &= value(part).yes;
  return cases;
}

BlockPrediction::Value BlockPrediction::value(const Clause& clause) const {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      const Plane& passable = marks_[p].passable;
      if (through_[p]) return {passable, {}};
      return {passable | (*seen_)[p], (*unseen_)[p] - passable};
    }
    case Kind::Not: {
      const Value part = value(clause.parts[0]);
      return {part.no, part.yes};
    }
    case Kind::None:
    case Kind::Any: {
      Value any{{}, every_};
      for (const Clause& part : clause.parts) {
        const Value one = value(part);
        any.yes |= one.yes, any.no &= one.no;
      }
      return clause.kind == Kind::Any ? any : Value{any.no, any.yes};
    }
    case Kind::All: {
      Value all{every_, {}};
      for (const Clause& part : clause.parts) {
        const Value one = value(part);
        all.yes &= one.yes, all.no |= one.no;
      }
      return all;
    }
    case Kind::AtLeast: return at_least(clause);
  }
  return {};
}

// How many parts are true, and how many are not false, counted case by case: entry k holds where more than k are.
BlockPrediction::Value BlockPrediction::at_least(const Clause& clause) const {
  if (clause.count == 0) return {every_, {}};
  if (clause.count > clause.parts.size()) return {{}, every_};
  std::vector<Plane> yes(clause.count), maybe(clause.count);
  const auto count = [](std::vector<Plane>& more, const Plane& one) {
    for (std::size_t k = more.size(); k-- > 0;) more[k] |= k == 0 ? one : more[k - 1] & one;
  };
  for (const Clause& part : clause.parts) {
    const Value one = value(part);
    count(yes, one.yes);
    count(maybe, ~one.no);
  }
  return {yes.back(), every_ - maybe.back()};
}

}  // namespace realist::engine

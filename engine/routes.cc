#include "engine/routes.h"

#include <algorithm>
#include <set>

#include "engine/plan.h"

namespace realist::engine {
namespace {

using models::CaseResult;
using models::PropositionIndex;
using models::StatementIndex;
using models::StatementResult;
using models::Step;
using models::Theory;
using models::Verdict;

int nearness(Verdict verdict) {
  switch (verdict) {
    case Verdict::Fired: return 0;
    case Verdict::Pending: return 1;
    case Verdict::Undetermined: return 2;
    case Verdict::Dormant: return 3;
    case Verdict::Blocked: return 4;
    case Verdict::Stalled: return 5;
  }
  return 5;
}

bool held_by(const StatementResult& a, StatementIndex b) {
  return std::find(a.held_back_by.begin(), a.held_back_by.end(), b) != a.held_back_by.end();
}

bool names(const models::Clause& clause, PropositionIndex wanted) {
  bool found = false;
  each_proposition(clause, true, [&](PropositionIndex p, bool) { found |= p == wanted; });
  return found;
}

void add_outcomes(const Theory& theory, const CaseResult& result, const Step& step, std::vector<PropositionIndex>& out) {
  if (step.negated || step.previously || step.role != models::Role::Outcome) return;
  each_proposition(step.clause, true, [&](PropositionIndex p, bool positive) {
    const auto& roles = theory.propositions[p].roles;
    const bool outcome = std::find(roles.begin(), roles.end(), models::Role::Outcome) != roles.end();
    if (!positive || !outcome || result.propositions[p].observed == models::Truth::True) return;
    if (std::find(out.begin(), out.end(), p) == out.end()) out.push_back(p);
  });
}

}  // namespace

std::vector<StatementIndex> held_behind(const CaseResult& result, StatementIndex statement) {
  std::set<StatementIndex> held = {statement};
  std::vector<StatementIndex> order;
  for (bool grew = true; grew;) {
    grew = false;
    for (const StatementResult& other : result.statements) {
      const bool by = std::any_of(other.held_back_by.begin(), other.held_back_by.end(), [&](StatementIndex i) { return held.contains(i); });
      if (!by || !held.insert(other.statement).second) continue;
      order.push_back(other.statement);
      grew = true;
    }
  }
  return order;
}

std::vector<PropositionIndex> outcomes_behind(const Theory& theory, const CaseResult& result, StatementIndex statement, std::uint32_t step) {
  std::vector<PropositionIndex> out;
  const std::vector<Step>& steps = theory.statements[statement].steps;
  for (std::size_t i = step; i < steps.size(); ++i) add_outcomes(theory, result, steps[i], out);
  for (const StatementIndex held : held_behind(result, statement))
    for (const Step& its : theory.statements[held].steps) add_outcomes(theory, result, its, out);
  return out;
}

std::optional<Route> nearest_route(const Theory& theory, const CaseResult& result, StatementIndex statement) {
  const StatementResult& here = result.statements[statement];
  const Step& last = theory.statements[statement].steps.back();
  if (here.verdict() == Verdict::Fired || last.negated || last.previously) return std::nullopt;
  std::optional<Route> best;
  each_proposition(last.clause, true, [&](PropositionIndex p, bool positive) {
    for (const StatementResult& other : result.statements) {
      const Step& its = theory.statements[other.statement].steps.back();
      if (held_by(here, other.statement) || held_by(other, statement)) continue;
      if (!positive || other.statement == statement || its.negated || its.previously || !names(its.clause, p)) continue;
      if (best && nearness(result.statements[best->statement].verdict()) <= nearness(other.verdict())) continue;
      best = Route{other.statement, p};
    }
  });
  return best;
}

}  // namespace realist::engine

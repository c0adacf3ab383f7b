#include "models/proposition_uses.h"

namespace realist::models {
namespace {

class Uses {
 public:
  explicit Uses(const Theory& theory) : theory_(theory), uses_(theory.propositions.size()) {}

  std::vector<std::vector<PropositionUse>> gather() {
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) add_statement(s);
    for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
      if (theory_.propositions[p].indicator) add(*theory_.propositions[p].indicator, {PropositionUse::Part::Indicator, kNone, 0, p});
    const PropositionUse not_applicable{PropositionUse::Part::NotApplicable, kNone, 0, kNone};
    for (const Clause& clause : theory_.not_applicable_phrases) add(clause, not_applicable);
    for (const Condition& condition : theory_.not_applicable) add(condition, not_applicable);
    return std::move(uses_);
  }

 private:
  void add_statement(StatementIndex s) {
    const Statement& statement = theory_.statements[s];
    add(statement.antecedent, {PropositionUse::Part::Antecedent, s, 0, kNone});
    std::uint32_t number = 0;
    for (const Step& step : statement.steps) {
      add(step.clause, {PropositionUse::Part::Step, s, ++number, kNone});
      if (step.window.proposition != kNone) add(step.window.proposition, {PropositionUse::Part::WindowBound, s, number, kNone});
    }
    number = 0;
    for (const Clause& clause : statement.unless) add(clause, {PropositionUse::Part::Unless, s, ++number, kNone});
  }

  void add(const Clause& clause, const PropositionUse& use) {
    for (const PropositionIndex p : propositions_of(clause)) add(p, use);
  }

  void add(const Condition& condition, const PropositionUse& use) {
    if (condition.kind == Condition::Kind::Proposition) add(condition.proposition, use);
    for (const Condition& part : condition.parts) add(part, use);
  }

  void add(PropositionIndex p, const PropositionUse& use) {
    if (p >= uses_.size()) return;
    std::vector<PropositionUse>& of = uses_[p];
    if (of.empty() || of.back() != use) of.push_back(use);
  }

  const Theory& theory_;
  std::vector<std::vector<PropositionUse>> uses_;
};

void gather(const Clause& clause, std::vector<PropositionIndex>& found) {
  if (clause.kind == Clause::Kind::Proposition && clause.proposition != kNone) found.push_back(clause.proposition);
  for (const Clause& part : clause.parts) gather(part, found);
}

}  // namespace

std::vector<std::vector<PropositionUse>> proposition_uses(const Theory& theory) { return Uses(theory).gather(); }

std::vector<PropositionIndex> propositions_of(const Clause& clause) {
  std::vector<PropositionIndex> found;
  gather(clause, found);
  return found;
}

}  // namespace realist::models

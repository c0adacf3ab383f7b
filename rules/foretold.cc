#include "rules/foretold.h"

#include <algorithm>

namespace realist::rules {
namespace {

using models::Clause;

void add_certain(const Clause& clause, bool negated, std::vector<Literal>& out) {
  switch (clause.kind) {
    case Clause::Kind::Proposition: out.push_back({clause.proposition, negated}); return;
    case Clause::Kind::Not: add_certain(clause.parts.front(), !negated, out); return;
    case Clause::Kind::All:
      if (negated && clause.parts.size() > 1) return;
      break;
    case Clause::Kind::Any:
      if (!negated && clause.parts.size() > 1) return;
      break;
    case Clause::Kind::None:
      if (negated && clause.parts.size() > 1) return;
      negated = !negated;
      break;
    case Clause::Kind::AtLeast: return;
  }
  for (const Clause& part : clause.parts) add_certain(part, negated, out);
}

}  // namespace

std::vector<Literal> certain(const Clause& clause, bool negated) {
  std::vector<Literal> out;
  add_certain(clause, negated, out);
  return out;
}

bool is_conjunction(const Clause& clause) {
  const auto single = [](const Clause& part) { return part.kind == Clause::Kind::Proposition; };
  switch (clause.kind) {
    case Clause::Kind::Proposition: return true;
    case Clause::Kind::Not:
    case Clause::Kind::None: return std::all_of(clause.parts.begin(), clause.parts.end(), single);
    case Clause::Kind::All: return std::all_of(clause.parts.begin(), clause.parts.end(), is_conjunction);
    case Clause::Kind::Any:
    case Clause::Kind::AtLeast: return false;
  }
  return false;
}

std::vector<Literal> foretold(const models::Step& step) {
  return step.previously ? std::vector<Literal>{} : certain(step.clause, step.negated);
}

std::vector<Literal> needs_of(const models::Statement& statement) {
  return certain(statement.antecedent, statement.otherwise_of != models::kNone);
}

}  // namespace realist::rules

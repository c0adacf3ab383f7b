#include "rules/opposed_statements.h"

#include <algorithm>
#include <unordered_map>

namespace realist::rules {
namespace {

using models::Clause;
using models::PropositionIndex;
using models::StatementIndex;

constexpr std::size_t kMostCompared = 64;

bool holds_contrary(const std::vector<Literal>& one, const std::vector<Literal>& other) {
  return std::any_of(one.begin(), one.end(), [&](const Literal& a) {
    return std::any_of(other.begin(), other.end(), [&](const Literal& b) { return a.proposition == b.proposition && a.negated != b.negated; });
  });
}

bool stands_down(const models::Statement& statement, const std::vector<Literal>& where) {
  return std::any_of(statement.unless.begin(), statement.unless.end(), [&](const Clause& block) { return holds_contrary(certain(block, true), where); });
}

bool can_meet(const models::Theory& theory, StatementIndex one, StatementIndex other) {
  const models::Statement& a = theory.statements[one];
  const models::Statement& b = theory.statements[other];
  if (one == other || a.otherwise_of == other || b.otherwise_of == one) return false;
  const std::vector<Literal> a_needs = needs_of(a), b_needs = needs_of(b);
  return !holds_contrary(a_needs, b_needs) && !stands_down(a, b_needs) && !stands_down(b, a_needs);
}

// Who says that a proposition will come about, for those of which somebody says the contrary.
using Foretellers = std::unordered_map<PropositionIndex, std::vector<StepAt>>;

Foretellers foretellers(const models::Theory& theory, const std::vector<Opposition>& denials) {
  Foretellers out;
  for (const Opposition& denial : denials) out[denial.proposition];
  if (out.empty()) return out;
  for_each_foretold(theory, [&](StepAt where, const Literal& literal) {
    const auto at = literal.negated ? out.end() : out.find(literal.proposition);
    if (at != out.end() && (at->second.empty() || at->second.back().statement != where.statement)) at->second.push_back(where);
  });
  return out;
}

std::vector<Opposition> denials_in(const models::Theory& theory) {
  std::vector<Opposition> out;
  for_each_foretold(theory, [&](StepAt where, const Literal& literal) {
    if (literal.negated) out.push_back({literal.proposition, where, {}});
  });
  return out;
}

}  // namespace

std::vector<Opposition> find_oppositions(const models::Theory& theory) {
  std::vector<Opposition> found = denials_in(theory);
  const Foretellers who = foretellers(theory, found);
  for (Opposition& denial : found) {
    const std::vector<StepAt>& contrary = who.at(denial.proposition);
    for (std::size_t i = 0; i < std::min(contrary.size(), kMostCompared); ++i)
      if (can_meet(theory, denial.against.statement, contrary[i].statement)) denial.with.push_back(contrary[i]);
  }
  found.erase(std::remove_if(found.begin(), found.end(), [](const Opposition& o) { return o.with.empty(); }), found.end());
  return found;
}

}  // namespace realist::rules

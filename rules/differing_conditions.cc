#include "rules/differing_conditions.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace realist::rules {
namespace {

using models::PropositionIndex;
using models::Statement;
using models::StatementIndex;

constexpr std::size_t kMostCompared = 64;

using Foretellers = std::unordered_map<PropositionIndex, std::vector<StepAt>>;

bool has(const std::vector<Literal>& sorted, const Literal& one) { return std::binary_search(sorted.begin(), sorted.end(), one); }

std::vector<Literal> sorted_needs(const Statement& statement) {
  std::vector<Literal> out = needs_of(statement);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Nothing but the antecedent (and a reason, which is not looked at) stands before it.
bool is_first(const Statement& statement, std::size_t step) {
  return !statement.steps[step].from_because &&
         std::all_of(statement.steps.begin(), statement.steps.begin() + static_cast<std::ptrdiff_t>(step), [](const models::Step& s) { return s.from_because; });
}

// Those who say that a proposition will come about, each statement once, the first so many.
Foretellers foretellers(const models::Theory& theory) {
  Foretellers out;
  for_each_foretold(theory, [&](StepAt where, const Literal& literal) {
    if (literal.negated || theory.statements[where.statement].steps[where.step].from_because) return;
    std::vector<StepAt>& who = out[literal.proposition];
    if (who.size() < kMostCompared && (who.empty() || who.back().statement != where.statement)) who.push_back(where);
  });
  return out;
}

bool asks_for_less(const models::Theory& theory, StepAt one, StepAt other) {
  if (one.statement == other.statement) return false;
  const Statement& loose = theory.statements[one.statement];
  if (loose.otherwise_of != models::kNone || !is_conjunction(loose.antecedent) || !is_first(loose, one.step)) return false;
  const std::vector<Literal> less = sorted_needs(loose), more = sorted_needs(theory.statements[other.statement]);
  return less.size() < more.size() && std::includes(more.begin(), more.end(), less.begin(), less.end());
}

std::vector<LooserStatement> looser_among(const models::Theory& theory, const std::vector<StepAt>& who) {
  std::vector<LooserStatement> out;
  for (const StepAt& one : who) {
    LooserStatement found{one, {}};
    for (const StepAt& other : who)
      if (asks_for_less(theory, one, other)) found.stricter.push_back(other);
    if (!found.stricter.empty()) out.push_back(std::move(found));
  }
  return out;
}

// The one proposition that an "only if" is about, turned round as it is kept.
PropositionIndex subject_of(const Statement& statement) {
  const bool plain = statement.form == models::Form::OnlyIf && statement.otherwise_of == models::kNone &&
                     statement.antecedent.kind == models::Clause::Kind::Proposition;
  return plain ? statement.antecedent.proposition : models::kNone;
}

}  // namespace

std::vector<LooserStatement> find_looser_statements(const models::Theory& theory) {
  std::vector<LooserStatement> out;
  for (const auto& [proposition, who] : foretellers(theory))
    if (who.size() > 1)
      for (LooserStatement& found : looser_among(theory, who)) out.push_back(std::move(found));
  std::sort(out.begin(), out.end(), [](const LooserStatement& a, const LooserStatement& b) {
    return std::tie(a.looser.statement, a.looser.step) < std::tie(b.looser.statement, b.looser.step);
  });
  return out;
}

std::vector<NeededAndEnough> find_needed_and_enough(const models::Theory& theory) {
  std::vector<NeededAndEnough> out;
  const Foretellers who = foretellers(theory);
  for (StatementIndex i = 0; i < theory.statements.size(); ++i) {
    const auto enough = who.find(subject_of(theory.statements[i]));
    if (enough == who.end()) continue;
    NeededAndEnough found{{i, 0}, {}};
    const std::vector<Literal> needed = certain(theory.statements[i].steps.front().clause);
    for (const StepAt& other : enough->second) {
      const std::vector<Literal> asked = sorted_needs(theory.statements[other.statement]);
      if (is_first(theory.statements[other.statement], other.step) &&
          std::any_of(needed.begin(), needed.end(), [&](const Literal& n) { return has(asked, n); }))
        found.enough.push_back(other);
    }
    if (!found.enough.empty()) out.push_back(std::move(found));
  }
  return out;
}

}  // namespace realist::rules

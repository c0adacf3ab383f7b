#include "engine/theory_claims.h"

#include <algorithm>
#include <set>

namespace realist::engine {
namespace {

using models::Clause;
using models::Statement;
using models::StatementResult;
using models::StepState;
using models::Verdict;

Degree degree_of(StepState state) {
  switch (state) {
    case StepState::Holds: return Degree::exactly(1);
    case StepState::Refuted:
    case StepState::Late:
    case StepState::TooFew:
    case StepState::Early:
    case StepState::Closed:
    case StepState::Overdue: return Degree::exactly(0);
    default: return {};
  }
}

bool known_anywhere(const std::vector<Degree>& degrees) {
  return std::any_of(degrees.begin(), degrees.end(), [](const Degree& d) { return d.known(); });
}

SetExpression column(std::size_t c) { return {SetExpression::Kind::Condition, c, {}}; }
SetExpression column(std::size_t c, bool negated) { return negated ? SetExpression{SetExpression::Kind::Not, 0, {column(c)}} : column(c); }

SetExpression product_of(std::vector<SetExpression> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return {SetExpression::Kind::And, 0, std::move(parts)};
}

bool delivered(const models::Step& step) { return step.role == models::Role::Resource || step.role == models::Role::Context; }

void collect(const Clause& clause, bool positive, std::set<models::PropositionIndex>& out) {
  if (clause.kind == Clause::Kind::Proposition && positive) out.insert(clause.proposition);
  const bool flips = clause.kind == Clause::Kind::Not || clause.kind == Clause::Kind::None;
  for (const Clause& part : clause.parts) collect(part, positive != flips, out);
}

}  // namespace

TheoryClaims::TheoryClaims(const Plan& plan, LogOdds log_odds)
    : theory_(theory_of(plan)), memberships_(plan, log_odds), statements_(theory_.statements.size()) {
  for (const models::Proposition& p : theory_.propositions) propositions_.conditions.push_back(name_of(p));
  propositions_.columns.resize(theory_.propositions.size());
  plain_ = plain_names(theory_);
  for (std::size_t s = 0; s < statements_.size(); ++s) statements_[s].steps.resize(theory_.statements[s].steps.size());
}

// ---- One case

bool TheoryClaims::graded(const Clause& clause) const {
  if (clause.kind == Clause::Kind::Proposition) return memberships_.graded(clause.proposition);
  return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const Clause& part) { return graded(part); });
}

Degree TheoryClaims::clause_in(const Clause& clause) const {
  using Kind = Clause::Kind;
  if (clause.kind == Kind::Proposition) return now_[clause.proposition];
  std::vector<Degree> parts;
  for (const Clause& part : clause.parts) parts.push_back(clause_in(part));
  switch (clause.kind) {
    case Kind::Not: return negated(parts.front());
    case Kind::None: return negated(at_least(1, parts));
    case Kind::All: return at_least(parts.size(), parts);
    case Kind::Any: return at_least(1, parts);
    default: return at_least(clause.count, parts);
  }
}

Degree TheoryClaims::antecedent_in(const Statement& statement, const StatementResult& result) const {
  if (graded(statement.antecedent) && statement.otherwise_of == models::kNone) return clause_in(statement.antecedent);
  if (result.verdict() == Verdict::Dormant) return Degree::exactly(0);
  const bool not_told = result.verdict() == Verdict::Undetermined && result.judging.steps.empty();
  return not_told ? Degree{} : Degree::exactly(1);
}

// Of the clause without the step's own `not`.
Degree TheoryClaims::step_in(const models::Step& step, std::size_t index, const StatementResult& result) const {
  if (graded(step.clause)) return clause_in(step.clause);
  const auto& steps = result.judging.steps;
  const auto told = std::find_if(steps.begin(), steps.end(), [&](const models::StepResult& r) { return r.step == index + 1; });
  if (told == steps.end() || told->state == StepState::NotReached) return clause_in(step.clause);
  const Degree degree = degree_of(told->state);
  return step.negated ? negated(degree) : degree;
}

void TheoryClaims::add(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result) {
  memberships_.read(record, linked, as_of, result, now_);
  propositions_.cases.push_back(record.id);
  for (std::size_t p = 0; p < now_.size(); ++p) propositions_.columns[p].push_back(now_[p]);
  for (const StatementResult& r : result.statements) {
    const Statement& statement = theory_.statements[r.statement];
    Sets& sets = statements_[r.statement];
    sets.antecedent.push_back(antecedent_in(statement, r));
    // Only of cases that stalled is it asked whether something blocked them: left unknown, they alone would not count.
    sets.blocked.push_back(Degree::exactly(r.judging.blocked_by ? 1 : 0));
    if (r.judging.flags.has(models::Flag::MaybeBlocked)) ++sets.maybe_blocked;
    for (std::size_t k = 0; k < statement.steps.size(); ++k) sets.steps[k].push_back(step_in(statement.steps[k], k, r));
  }
}

// ---- The claims

bool TheoryClaims::blockable(const Statement& statement) const {
  return !statement.unless.empty() || !theory_.not_applicable.empty() || !theory_.not_applicable_phrases.empty();
}

std::string TheoryClaims::name_of(const models::Proposition& p) { return p.short_name.empty() ? p.phrase : p.short_name; }

// "HOME and PHONE": one column.
std::string TheoryClaims::clause_name(const Clause& clause) const {
  if (clause.kind == Clause::Kind::Proposition) return name_of(theory_.propositions[clause.proposition]);
  const auto joined = [&](std::string_view word) {
    std::string text;
    for (const Clause& part : clause.parts) text += (text.empty() ? std::string() : std::string(word)) + clause_name(part);
    return text;
  };
  switch (clause.kind) {
    case Clause::Kind::Not: return "not " + joined("");
    case Clause::Kind::None: return "none of " + joined(", ");
    case Clause::Kind::All: return joined(" and ");
    case Clause::Kind::Any: return joined(" or ");
    default: return "at least " + std::to_string(clause.count) + " of " + joined(", ");
  }
}

// "HOME", "(HOME*PHONE)", "~HOME"; of "at least 2 of", for which the field has no sign, one name.
std::string TheoryClaims::plain_text(const Clause& clause) const {
  if (clause.kind == Clause::Kind::Proposition) return plain_[clause.proposition];
  std::string text;
  const std::string_view sign = clause.kind == Clause::Kind::All ? "*" : clause.kind == Clause::Kind::AtLeast ? "_" : " + ";
  for (const Clause& part : clause.parts) text += (text.empty() ? std::string() : std::string(sign)) + plain_text(part);
  switch (clause.kind) {
    case Clause::Kind::Not: return "~" + text;
    case Clause::Kind::None: return "~(" + text + ")";
    case Clause::Kind::AtLeast: return "at_least_" + std::to_string(clause.count) + "_of_" + text;
    default: return "(" + text + ")";
  }
}

TheoryClaim TheoryClaims::claim_of(models::StatementIndex s, TheoryClaim::Kind kind, std::uint32_t step) const {
  const Statement& statement = theory_.statements[s];
  const Sets& sets = statements_[s];
  TheoryClaim out;
  out.kind = kind;
  out.statement = s;
  out.step = step;
  out.table.cases = propositions_.cases;
  std::set<std::string> names;
  const auto add_column = [&](std::string name, std::string plain_name, const std::vector<Degree>& degrees) {
    out.plain.push_back(std::move(plain_name));
    const std::string plain = name;
    for (int again = 2; !names.insert(name).second; ++again) name = plain + " (" + std::to_string(again) + ")";
    out.table.conditions.push_back(name);
    out.table.columns.push_back(degrees);
    return out.table.columns.size() - 1;
  };
  const bool otherwise = statement.otherwise_of != models::kNone;  // activated where what it opens with has failed
  std::vector<SetExpression> left = {column(add_column((otherwise ? "otherwise: not " : "") + clause_name(statement.antecedent),
                                                         (otherwise ? "~" : "") + plain_text(statement.antecedent), sets.antecedent))};
  for (std::uint32_t k = 0; k + 1 < step; ++k) {
    const models::Step& before = statement.steps[k];
    if (kind == TheoryClaim::Kind::Statement && !delivered(before)) continue;
    if (!known_anywhere(sets.steps[k])) {
      out.left_out.push_back(k + 1);
      continue;
    }
    left.push_back(column(add_column(clause_name(before.clause), plain_text(before.clause), sets.steps[k]), before.negated));
  }
  const models::Step& last = statement.steps[step - 1];
  out.claim.outcome = column(add_column(clause_name(last.clause), plain_text(last.clause), sets.steps[step - 1]), last.negated);
  if (blockable(statement)) {
    out.maybe_blocked = sets.maybe_blocked;
    const bool one = statement.unless.size() == 1 && theory_.not_applicable_texts.empty();
    left.push_back(column(add_column(one ? clause_name(statement.unless.front()) : "blocked", one ? plain_text(statement.unless.front()) : "blocked", sets.blocked), true));
  }
  out.claim.left = product_of(std::move(left));
  // "Only if A then B" is kept as B, which previously had A.
  if (statement.form == models::Form::OnlyIf) {
    std::swap(out.claim.left, out.claim.outcome);
    out.claim.arrow = Arrow::Needed;
  }
  return out;
}

TheoryClaim TheoryClaims::ripple_of(models::StatementIndex s, models::StatementIndex next) const {
  const Statement &one = theory_.statements[s], &two = theory_.statements[next];
  TheoryClaim out;
  out.kind = TheoryClaim::Kind::Ripple;
  out.statement = s;
  out.next = next;
  out.step = static_cast<std::uint32_t>(two.steps.size());
  out.table.cases = propositions_.cases;
  out.table.conditions = {clause_name(one.steps.back().clause), clause_name(two.steps.back().clause)};
  if (out.table.conditions[0] == out.table.conditions[1]) out.table.conditions[1] += " (2)";
  out.plain = {plain_text(one.steps.back().clause), plain_text(two.steps.back().clause)};
  out.table.columns = {statements_[s].steps.back(), statements_[next].steps.back()};
  out.claim.left = column(0);
  out.claim.outcome = column(1, two.steps.back().negated);
  return out;
}

TheoryClaim TheoryClaims::whole(models::StatementIndex s) const {
  return claim_of(s, TheoryClaim::Kind::Statement, static_cast<std::uint32_t>(theory_.statements[s].steps.size()));
}

bool TheoryClaims::rests_on(const Clause& clause, models::PropositionIndex p) const {
  if (clause.kind == Clause::Kind::Proposition) return memberships_.rests_on(clause.proposition, p);
  return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const Clause& part) { return rests_on(part, p); });
}

// Where it is in the claim at all, and by its degree: an `Otherwise` is activated by a verdict, and so is what blocks.
bool TheoryClaims::whole_rests_on(models::StatementIndex s, models::PropositionIndex p) const {
  const Statement& statement = theory_.statements[s];
  if (statement.otherwise_of == models::kNone && rests_on(statement.antecedent, p)) return true;
  for (std::size_t k = 0; k < statement.steps.size(); ++k) {
    const bool last = k + 1 == statement.steps.size();
    const bool there = last || (delivered(statement.steps[k]) && known_anywhere(statements_[s].steps[k]));
    if (there && rests_on(statement.steps[k].clause, p)) return true;
  }
  return false;
}

std::vector<models::StatementIndex> TheoryClaims::resting_on(models::PropositionIndex p) const {
  std::vector<models::StatementIndex> all;
  for (models::StatementIndex s = 0; s < theory_.statements.size(); ++s)
    if (whole_rests_on(s, p)) all.push_back(s);
  return all;
}

std::vector<TheoryClaim> TheoryClaims::of(models::StatementIndex s) const {
  using Kind = TheoryClaim::Kind;
  const Statement& statement = theory_.statements[s];
  const auto count = static_cast<std::uint32_t>(statement.steps.size());
  std::vector<TheoryClaim> out = {whole(s)};
  for (std::uint32_t k = 1; k <= count; ++k) {
    TheoryClaim link = claim_of(s, Kind::Link, k);
    if (k == count && link.table.conditions == out.front().table.conditions) continue;  // the whole says it
    out.push_back(std::move(link));
  }
  if (statement.form == models::Form::OnlyIf || statement.steps.back().negated) return out;
  std::set<models::PropositionIndex> outcomes;
  collect(statement.steps.back().clause, true, outcomes);
  for (models::StatementIndex next = 0; next < theory_.statements.size(); ++next) {
    const Statement& other = theory_.statements[next];
    if (next == s || other.form == models::Form::OnlyIf || other.otherwise_of != models::kNone) continue;
    std::set<models::PropositionIndex> contexts;
    collect(other.antecedent, true, contexts);
    const bool joint = std::any_of(outcomes.begin(), outcomes.end(), [&](models::PropositionIndex p) { return contexts.contains(p); });
    if (joint) out.push_back(ripple_of(s, next));
  }
  return out;
}

std::vector<std::string> TheoryClaims::plain_names(const models::Theory& theory) {
  std::set<std::string> used;
  std::vector<std::string> names;
  for (const models::Proposition& p : theory.propositions) {
    std::string name;
    for (const char c : p.short_name.empty() ? p.id : p.short_name) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c == '.' && !name.empty());
      name += plain ? c : '_';
    }
    const bool letter = !name.empty() && ((name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z'));
    if (!letter) name = "P" + name;
    const std::string plain = name;
    for (int again = 2; !used.insert(name).second; ++again) name = plain + "_" + std::to_string(again);
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace realist::engine

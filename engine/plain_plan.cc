#include "engine/plain_plan.h"

#include <algorithm>
#include <optional>

namespace realist::engine {
namespace {

using models::Clause;
using models::Unit;

constexpr std::uint16_t kMost = 16;  // parts, steps or blocks: more of them are walked

struct Literal {
  PropositionIndex proposition = kNone;
  bool negated = false;
};

// The propositions, or their negations, joined by `and` or `any of`, or the one alone; none: it is something else.
std::vector<Literal> literals(const Clause& clause) {
  auto literal = [](const Clause& part) -> Literal {
    if (part.kind == Clause::Kind::Proposition) return {part.proposition, false};
    const bool negation = part.kind == Clause::Kind::Not && part.parts[0].kind == Clause::Kind::Proposition;
    return negation ? Literal{part.parts[0].proposition, true} : Literal{};
  };
  std::vector<Literal> found;
  const bool joined = clause.kind == Clause::Kind::All || clause.kind == Clause::Kind::Any;
  if (!joined) found.push_back(literal(clause));
  else for (const Clause& part : clause.parts) found.push_back(literal(part));
  const bool other = std::any_of(found.begin(), found.end(), [](const Literal& l) { return l.proposition == kNone; });
  return other ? std::vector<Literal>{} : found;
}

std::optional<PlainStep::Kind> kind_of(const Plan& plan, PropositionIndex p) {
  const PropositionPlan& proposition = plan.propositions[p];
  if (proposition.some_events != kNone) return PlainStep::Kind::Event;
  if (proposition.elsewhere) return std::nullopt;
  if (proposition.judged_only) return PlainStep::Kind::Judged;
  const Node& node = plan.nodes[proposition.indicator];
  if (node.kind == models::Condition::Kind::Attribute) return PlainStep::Kind::Attribute;
  return std::nullopt;
}

bool calendar(const std::optional<models::Duration>& d) { return !d || !d->elapsed(); }

std::int64_t span_of(const std::optional<models::Duration>& latest) {
  if (!latest || latest->count < 0 || latest->count >= 100'000) return PlainStep::kByDuration;
  if (latest->unit == Unit::Day) return latest->count * models::kDay;
  if (latest->unit == Unit::Week) return latest->count * 7 * models::kDay;
  return PlainStep::kByDuration;
}

void put(Rows& rows, std::uint32_t row) { rows[row / 64] |= std::uint64_t{1} << (row % 64); }

void put(std::vector<PlainPlan::Need>& needs, PropositionIndex p, std::uint32_t row, std::size_t words) {
  auto known = std::find_if(needs.begin(), needs.end(), [&](const PlainPlan::Need& need) { return need.proposition == p; });
  if (known == needs.end()) known = needs.insert(needs.end(), {p, Rows(words, 0)});
  put(known->rows, row);
}

}  // namespace

PlainPlan::PlainPlan(const Plan& plan) {
  for (std::size_t c = 0; c < plan.components.size(); ++c) {
    const std::size_t end = rows.size() + plan.components[c].size();
    for (const StatementIndex s : plan.components[c]) {
      rows.push_back(row(plan, s));
      rows.back().leads_to_itself = plan.component_loops[c] != 0;
      round_end.push_back(static_cast<std::uint32_t>(end));
    }
  }
  const std::size_t words = rows.size() / 64 + 1;
  row_of.resize(rows.size());
  every.assign(words, 0);
  for (std::uint32_t r = 0; r < rows.size(); ++r) {
    const PlainRow& own = rows[r];
    row_of[own.statement] = r;
    put(every, r);
    if (!own.short_dormant) continue;
    for (std::uint32_t k = own.first_part; k < own.first_part + own.parts; ++k) {
      put(mentions, parts[k].proposition, r, words);
      if (!own.any && !own.otherwise && !parts[k].negated) put(needs, parts[k].proposition, r, words);
    }
    if (!own.bypassable) continue;
    if (own.last == kNone) joined_ends.push_back(r);
    else put(ends, own.last, r, words);
  }
}

PlainRow PlainPlan::row(const Plan& plan, StatementIndex s) {
  PlainRow row;
  row.statement = s;
  row.last = plan.statements[s].steps.back().alone;
  row.bypassable = plan.statements[s].can_be_bypassed;
  const std::size_t kept[] = {parts.size(), steps.size(), blocks.size(), joined.size()};
  row.short_dormant = last_is_told(plan, s) && take_antecedent(plan, s, row);
  row.plain = row.short_dormant && one_activation(plan, s, row) && take_steps(plan, s, row) && take_blocks(plan, s, row);
  if (row.plain) return row;
  steps.resize(kept[1]), blocks.resize(kept[2]), joined.resize(kept[3]);
  row.steps = row.blocks = 0;
  if (!row.short_dormant) parts.resize(kept[0]), row.parts = 0;
  return row;
}

// Whether it came true elsewhere can be looked up.
bool PlainPlan::last_is_told(const Plan& plan, StatementIndex s) const {
  const StatementPlan& own = plan.statements[s];
  if (!own.can_be_bypassed || own.steps.back().alone != kNone) return true;
  const Clause& last = plan.theory.statements[s].steps.back().clause;
  return last.kind == Clause::Kind::All && std::all_of(last.parts.begin(), last.parts.end(), [&](const Clause& part) {
           return part.kind == Clause::Kind::Proposition && kind_of(plan, part.proposition).has_value();
         });
}

bool PlainPlan::take_antecedent(const Plan& plan, StatementIndex s, PlainRow& row) {
  const StatementPlan& own = plan.statements[s];
  const Clause& antecedent = plan.theory.statements[s].antecedent;
  const std::vector<Literal> found = literals(antecedent);
  if (found.empty() || found.size() > kMost) return false;
  row.any = antecedent.kind == Clause::Kind::Any && found.size() > 1;
  row.otherwise = own.otherwise;
  row.whenever = own.form != models::Form::If;
  row.first_part = static_cast<std::uint32_t>(parts.size());
  row.parts = static_cast<std::uint16_t>(found.size());
  for (const Literal& one : found) {
    const bool tests = std::any_of(own.events.begin(), own.events.end(), [&](const EventTest& test) { return test.path.front() == one.proposition; });
    parts.push_back({one.proposition, one.negated, tests});
  }
  return true;
}

// One activation, by facts that are all there or not; or one at each match of one event.
bool PlainPlan::one_activation(const Plan& plan, StatementIndex s, const PlainRow& row) const {
  if (row.otherwise) return false;
  if (!row.whenever) return true;
  const PlainPart& only = parts[row.first_part];
  const bool one_event = !only.negated && plan.propositions[only.proposition].one_event != kNone;
  return row.parts == 1 && one_event && !plan.statements[s].looks_at_its;
}

// One thing after another, each with a window in days at most; what only a judgement or an attribute tells has a window of
// its own at the end alone, for it may have no date to count from.
bool PlainPlan::take_steps(const Plan& plan, StatementIndex s, PlainRow& row) {
  const StatementPlan& own = plan.statements[s];
  if (own.repeats || own.steps.size() > kMost) return false;
  row.first_step = static_cast<std::uint32_t>(steps.size());
  row.steps = static_cast<std::uint16_t>(own.steps.size());
  for (const StepPlan& step : own.steps) {
    const bool last = &step == &own.steps.back();
    PlainStep out;
    const bool together = step.alone == kNone && last && take_joined(plan, plan.theory.statements[s].steps.back(), step, out);
    const auto kind = together ? PlainStep::Kind::Joined : step.alone == kNone ? std::nullopt : kind_of(plan, step.alone);
    if (!kind || step.at_any_time || step.throughout || step.bounded) return false;
    if (step.previously && (own.steps.size() > 1 || own.blocks > 0 || step.negated || step.written || *kind != PlainStep::Kind::Event)) return false;
    if (!calendar(step.latest) || !calendar(step.earliest)) return false;
    if (step.negated && (!last || *kind != PlainStep::Kind::Event || step.earliest)) return false;
    if (!together && *kind != PlainStep::Kind::Event && (step.earliest || (step.written && !last))) return false;
    if (step.windowed && !step.latest && !step.earliest && !step.same_day) return false;
    out.proposition = step.alone;
    out.kind = *kind;
    out.negated = step.negated;
    out.previously = step.previously;
    out.windowed = step.windowed;
    out.same_day = step.same_day;
    out.earliest = step.earliest.has_value();
    out.span = span_of(step.latest);
    out.plan = &step;
    steps.push_back(out);
  }
  return true;
}

// Several single events, expected together.
bool PlainPlan::take_joined(const Plan& plan, const models::Step& step, const StepPlan& own, PlainStep& out) {
  if (step.clause.kind != Clause::Kind::All || own.earliest || own.negated || own.previously) return false;
  out.first_joined = static_cast<std::uint32_t>(joined.size());
  for (const Clause& part : step.clause.parts) {
    if (part.kind != Clause::Kind::Proposition || plan.propositions[part.proposition].one_event == kNone) return false;
    if (std::find(joined.begin() + out.first_joined, joined.end(), part.proposition) != joined.end()) return false;
    joined.push_back(part.proposition);
  }
  out.end_joined = static_cast<std::uint32_t>(joined.size());
  return true;
}

bool PlainPlan::take_blocks(const Plan& plan, StatementIndex s, PlainRow& row) {
  const auto& unless = plan.theory.statements[s].unless;
  if (unless.size() != plan.statements[s].blocks || unless.size() > kMost) return false;
  row.first_block = static_cast<std::uint32_t>(blocks.size());
  row.blocks = static_cast<std::uint16_t>(unless.size());
  for (const Clause& block : unless) {
    if (block.kind != Clause::Kind::Proposition || !kind_of(plan, block.proposition)) return false;
    blocks.push_back(block.proposition);
  }
  return true;
}

}  // namespace realist::engine

#include "engine/plain_plan.h"

#include <algorithm>
#include <optional>

namespace realist::engine {
namespace {

using models::Clause;
using models::Unit;

constexpr std::uint16_t kMost = 16;  // parts, steps or blocks: more of them are walked

// The propositions joined by `and`, or the one alone; none: it is something else.
std::vector<PropositionIndex> conjuncts(const Clause& clause) {
  if (clause.kind == Clause::Kind::Proposition) return {clause.proposition};
  std::vector<PropositionIndex> found;
  if (clause.kind != Clause::Kind::All) return found;
  for (const Clause& part : clause.parts) {
    if (part.kind != Clause::Kind::Proposition) return {};
    found.push_back(part.proposition);
  }
  return found;
}

std::optional<PlainStep::Kind> kind_of(const Plan& plan, PropositionIndex p) {
  const PropositionPlan& proposition = plan.propositions[p];
  if (proposition.one_event != kNone) return PlainStep::Kind::Event;
  if (proposition.elsewhere) return std::nullopt;
  if (proposition.indicator == kNone) return PlainStep::Kind::Judged;
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
  bypassable.assign(words, 0);
  for (std::uint32_t r = 0; r < rows.size(); ++r) {
    const PlainRow& own = rows[r];
    row_of[own.statement] = r;
    put(every, r);
    if (!own.can_be_skipped) continue;
    for (std::uint32_t k = own.first_part; k < own.first_part + own.parts; ++k) put(needs, parts[k].proposition, r, words);
    if (!own.bypassable) continue;
    put(bypassable, r);
    put(ends, own.last, r, words);
  }
}

PlainRow PlainPlan::row(const Plan& plan, StatementIndex s) {
  PlainRow row;
  row.statement = s;
  row.last = plan.statements[s].steps.back().alone;
  row.bypassable = plan.statements[s].can_be_bypassed;
  const std::size_t kept[] = {parts.size(), steps.size(), blocks.size()};
  const bool antecedent = take_antecedent(plan, s, row);
  row.can_be_skipped = antecedent && (!row.bypassable || row.last != kNone);
  row.plain = antecedent && row.can_be_skipped && take_steps(plan, s, row) && take_blocks(plan, s, row);
  if (row.plain) return row;
  steps.resize(kept[1]), blocks.resize(kept[2]);
  row.steps = row.blocks = 0;
  if (!row.can_be_skipped) parts.resize(kept[0]), row.parts = 0;
  return row;
}

// One activation, by facts that are all there or not.
bool PlainPlan::take_antecedent(const Plan& plan, StatementIndex s, PlainRow& row) {
  const StatementPlan& own = plan.statements[s];
  if (own.form != models::Form::If || own.otherwise) return false;
  const std::vector<PropositionIndex> joined = conjuncts(plan.theory.statements[s].antecedent);
  if (joined.empty() || joined.size() > kMost) return false;
  row.first_part = static_cast<std::uint32_t>(parts.size());
  row.parts = static_cast<std::uint16_t>(joined.size());
  for (const PropositionIndex p : joined) {
    const bool tests = std::any_of(own.events.begin(), own.events.end(), [&](const EventTest& test) { return test.asked == p; });
    parts.push_back({p, tests});
  }
  return true;
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
    const auto kind = step.alone == kNone ? std::nullopt : kind_of(plan, step.alone);
    if (!kind || step.previously || step.at_any_time || step.throughout || step.bounded) return false;
    if (!calendar(step.latest) || !calendar(step.earliest)) return false;
    if (step.negated && (!last || *kind != PlainStep::Kind::Event || step.earliest)) return false;
    if (*kind != PlainStep::Kind::Event && (step.earliest || (step.written && !last))) return false;
    if (step.windowed && !step.latest && !step.earliest && !step.same_day) return false;
    PlainStep out;
    out.proposition = step.alone;
    out.kind = *kind;
    out.negated = step.negated;
    out.windowed = step.windowed;
    out.same_day = step.same_day;
    out.earliest = step.earliest.has_value();
    out.span = span_of(step.latest);
    out.plan = &step;
    steps.push_back(out);
  }
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

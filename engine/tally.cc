#include "engine/tally.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "engine/block_counting.h"
#include "engine/tally_counts.h"

namespace realist::engine {

using models::Flag;
using models::MissingFact;
using models::StepState;
using models::Verdict;

namespace {

constexpr std::uint64_t kArraysHold = 1'000'000'000;  // cases, each counted at most once in each place

// What would settle an antecedent's part that is one attribute, or that only a judgement tells; none: several facts might.
std::optional<MissingFact> missing_fact(const Plan& plan, PropositionIndex p) {
  const NodeId indicator = plan.propositions[p].indicator;
  if (indicator == kNone) return MissingFact{MissingFact::Kind::Judgement, plan.theory.propositions[p].phrase, ""};
  const Node& node = plan.nodes[indicator];
  if (node.kind == models::Condition::Kind::Attribute) return MissingFact{MissingFact::Kind::Attribute, node.condition->field.path, ""};
  if (node.kind != models::Condition::Kind::Judgement) return std::nullopt;
  const PropositionIndex about = plan.judgement_tests[node.test].proposition;
  return MissingFact{MissingFact::Kind::Judgement, plan.theory.propositions[about].phrase, ""};
}

// What would settle a step: its attribute, or somebody's judgement.
MissingFact missing_of_step(const Plan& plan, PropositionIndex p) {
  const NodeId indicator = plan.propositions[p].indicator;
  const bool attribute = indicator != kNone && plan.nodes[indicator].kind == models::Condition::Kind::Attribute;
  if (attribute) return {MissingFact::Kind::Attribute, plan.nodes[indicator].condition->field.path, ""};
  return {MissingFact::Kind::Judgement, plan.theory.propositions[p].phrase, ""};
}

std::size_t by_reason(StepState state) { return static_cast<std::size_t>(state) - static_cast<std::size_t>(StepState::Refuted); }

}  // namespace

Tally::Tally(const Plan& plan) : counts_(std::make_unique<TallyCounts>(plan)) {}
Tally::~Tally() = default;
Tally::Tally(Tally&&) noexcept = default;

CohortSummary Tally::summary() const {
  counts_->count_block();
  return counts_->summary();
}

TallyCounts::TallyCounts(const Plan& source)
    : plan(source), rows(source), standing(source), where(source, rows, standing), plain_columns(source, rows), columns(source, standing, where), rest(source.theory),
      block_(std::make_unique<BlockCounting>(source, rows, standing, where)) {
  set_places();
  clear_arrays();
}
TallyCounts::~TallyCounts() = default;

void TallyCounts::count_block() {
  if (columns.lanes == 0) return;
  plain_columns.judge(columns, *this);
  block_->count(columns, *this);
  plain_columns.clear();
  columns.clear();
}

void TallyCounts::set_places() {
  std::uint32_t steps = 0, own_blocks = 0, held = 0;
  for (StatementIndex s = 0; s < plan.theory.statements.size(); ++s) {
    const PlainRow& row = rows.rows[rows.row_of[s]];
    Place place;
    place.step = steps;
    place.part = static_cast<std::uint32_t>(part_offset.size());
    place.block = own_blocks;
    std::vector<std::optional<MissingFact>> facts;
    for (std::uint32_t k = 0; k < row.parts; ++k) {
      const PropositionIndex p = rows.parts[row.first_part + k].proposition;
      const std::optional<MissingFact> fact = missing_fact(plan, p);
      for (std::uint32_t other = 0; other < k; ++other)
        if (fact && facts[other] == fact) place.odd_parts |= static_cast<std::uint16_t>(1u << k | 1u << other);
      if (!fact) place.odd_parts |= static_cast<std::uint16_t>(1u << k);
      facts.push_back(fact);
      part_offset.push_back(held);
      held += static_cast<std::uint32_t>(plan.led_to_by[p].size());
    }
    steps += static_cast<std::uint32_t>(plan.statements[s].steps.size());
    own_blocks += static_cast<std::uint32_t>(plan.theory.statements[s].unless.size());
    places.push_back(place);
  }
  stalls.resize(steps);
  occurrence_stalls.resize(steps);
  step_missing.resize(steps);
  blocks.resize(own_blocks);
  part_missing.resize(part_offset.size());
  held_back.resize(held);
}

void TallyCounts::clear_arrays() {
  const std::size_t propositions = plan.theory.propositions.size();
  statements.assign(plan.theory.statements.size(), {});
  for (auto* counts : {&stalls, &occurrence_stalls}) std::fill(counts->begin(), counts->end(), ByReason{});
  for (auto* counts : {&blocks, &part_missing, &step_missing, &held_back}) std::fill(counts->begin(), counts->end(), 0);
  verdicts.assign(propositions, {});
  readings.assign(propositions, {});
  since_emptied_ = 0;
}

void TallyCounts::add_case(bool problems) {
  if (columns.lanes == kLanes) count_block();
  if (++since_emptied_ > kArraysHold) {
    count_block();
    empty_into(rest);
    clear_arrays();
    since_emptied_ = 1;
  }
  ++cases;
  with_problems += problems;
}

void TallyCounts::add_plain(const Trace& trace, std::span<const StepState> states, models::Flags flags) {
  Statement& out = statements[trace.statement];
  const Place& place = places[trace.statement];
  ++out.verdicts[static_cast<std::size_t>(trace.verdict)];
  if (trace.verdict == Verdict::Stalled && trace.stalled_at != kNone) {
    StallCount& count = joined_stall(trace, states);
    ++count.cases;
    count.occurrences += plan.statements[trace.statement].form == models::Form::If;
  } else if (trace.verdict == Verdict::Stalled)
    ++stalls[place.step + trace.deciding][by_reason(states[trace.deciding])];
  else if (trace.verdict == Verdict::Blocked)
    ++blocks[place.block + trace.block];
  else if (trace.date_missing)
    ++out.date_missing;
  else if (trace.verdict == Verdict::Undetermined && !trace.unknown_antecedent)
    add_step_missing(trace, states);
  out.unknown_antecedent += trace.unknown_antecedent;
  if (flags.bits == 0) return;
  for (std::size_t i = 0; i < models::kFlagCount; ++i) out.flags[i] += flags.bits >> i & 1u;
  out.fired_presumed += trace.verdict == Verdict::Fired && flags.has(Flag::Presumed);
}

// At a step of several: by which of them did not hold.
StallCount& TallyCounts::joined_stall(const Trace& trace, std::span<const StepState> states) {
  const models::StallKind kind = plan.statements[trace.statement].steps[trace.deciding].stall_kind;
  return rest.statements[trace.statement].stalls[{trace.deciding + 1, trace.stalled_at, kind, states[trace.deciding]}];
}

void TallyCounts::add_occurrence(const Trace& trace, std::span<const StepState> states) {
  ++statements[trace.statement].occurrences[static_cast<std::size_t>(trace.verdict)];
  if (trace.verdict != Verdict::Stalled) return;
  if (trace.stalled_at != kNone) ++joined_stall(trace, states).occurrences;
  else
    ++occurrence_stalls[places[trace.statement].step + trace.deciding][by_reason(states[trace.deciding])];
}

// The judgements that would tell the unobserved steps at its end, or what would tell the step that decides.
void TallyCounts::add_step_missing(const Trace& trace, std::span<const StepState> states) {
  const std::uint32_t first = places[trace.statement].step;
  if (!trace.unobserved_end) {
    ++step_missing[first + trace.deciding];
    return;
  }
  for (std::size_t i = states.size(); i-- > 0 && states[i] == StepState::Unobserved;) ++step_missing[first + i];
}

// ---- the summary ----

CohortSummary TallyCounts::summary() const {
  CohortSummary out = rest;
  empty_into(out);
  out.cases = cases;
  out.with_problems = with_problems;
  for (StatementIndex s = 0; s < out.statements.size(); ++s) {
    VerdictCounts& own = out.statements[s].cases;  // each case has one verdict: the others were dormant
    own.add(Verdict::Dormant, cases - own.total());
  }
  for (PropositionIndex p = 0; p < out.propositions.size(); ++p) {
    PropositionSummary& own = out.propositions[p];
    own.verdicts[0] = own.readings[0] = 0;
    own.verdicts[0] = cases - std::accumulate(own.verdicts.begin(), own.verdicts.end(), Count{0});
    own.readings[0] = cases - std::accumulate(own.readings.begin(), own.readings.end(), Count{0});
  }
  return out;
}

void TallyCounts::empty_into(CohortSummary& summary) const {
  for (StatementIndex s = 0; s < statements.size(); ++s) add_statement(s, summary.statements[s]);
  for (PropositionIndex p = 0; p < verdicts.size(); ++p) {
    for (std::size_t i = 0; i < verdicts[p].size(); ++i) summary.propositions[p].verdicts[i] += verdicts[p][i];
    for (std::size_t i = 0; i < readings[p].size(); ++i) summary.propositions[p].readings[i] += readings[p][i];
  }
}

void TallyCounts::add_statement(StatementIndex s, StatementSummary& out) const {
  const Statement& own = statements[s];
  for (const Verdict v : models::kVerdicts) {
    const std::uint32_t n = own.verdicts[static_cast<std::size_t>(v)];
    out.cases.add(v, n);
    // An If's activation is its one occurrence.
    if (plan.statements[s].form != models::Form::If) out.occurrences.add(v, own.occurrences[static_cast<std::size_t>(v)]);
    else if (v != Verdict::Dormant) out.occurrences.add(v, v == Verdict::Undetermined ? n - own.unknown_antecedent : n);
  }
  for (std::size_t i = 0; i < models::kFlagCount; ++i) out.flags[i] += own.flags[i];
  out.fired_presumed += own.fired_presumed;
  for (std::uint32_t i = 0; i < plan.statements[s].steps.size(); ++i) add_step(s, i, out);
  const auto& unless = plan.theory.statements[s].unless;
  for (std::size_t b = 0; b < unless.size(); ++b)
    if (const std::uint32_t n = blocks[places[s].block + b]) out.blocks[plan.theory.propositions[unless[b].proposition].phrase] += n;
  add_missing(s, out);
}

void TallyCounts::add_missing(StatementIndex s, StatementSummary& out) const {
  const PlainRow& row = rows.rows[rows.row_of[s]];
  if (const std::uint32_t n = statements[s].date_missing)  // whose date is asked for first: see Telling
    out.missing[{MissingFact::Kind::DateOf, plan.theory.propositions[rows.parts[row.first_part].proposition].phrase, ""}] += n;
  for (std::uint32_t k = 0; k < row.parts; ++k) {
    const PropositionIndex p = rows.parts[row.first_part + k].proposition;
    if (const std::uint32_t n = part_missing[places[s].part + k]) out.missing[*missing_fact(plan, p)] += n;
    const std::uint32_t first = part_offset[places[s].part + k];
    for (std::size_t j = 0; j < plan.led_to_by[p].size(); ++j)
      if (const std::uint32_t n = held_back[first + j]) out.held_back_by[plan.led_to_by[p][j]] += n;
  }
}

void TallyCounts::add_step(StatementIndex s, std::uint32_t i, StatementSummary& out) const {
  const StepPlan& step = plan.statements[s].steps[i];
  const std::uint32_t at = places[s].step + i;
  if (const std::uint32_t n = step_missing[at]) out.missing[missing_of_step(plan, step.alone)] += n;
  for (std::size_t reason = 0; reason < stalls[at].size(); ++reason) {
    const std::uint32_t n = stalls[at][reason];
    const std::uint32_t occurrences = plan.statements[s].form == models::Form::If ? n : occurrence_stalls[at][reason];
    if (n == 0 && occurrences == 0) continue;
    const auto state = static_cast<StepState>(reason + static_cast<std::size_t>(StepState::Refuted));
    StallCount& count = out.stalls[{i + 1, step.alone, step.stall_kind, state}];
    count.cases += n;
    count.occurrences += occurrences;
  }
}

}  // namespace realist::engine

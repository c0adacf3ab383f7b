#include "engine/summary.h"

#include <algorithm>
#include <numeric>

namespace realist::engine {
namespace {

using models::Flag;
using models::Judging;
using models::StatementResult;
using models::Verdict;

StallPlace place_of(const models::Stall& stall) { return {stall.step, stall.proposition, stall.kind, stall.reason}; }

bool is_whenever(const StatementResult& result) {
  return std::any_of(result.occurrences.begin(), result.occurrences.end(), [](std::uint32_t n) { return n != 0; });
}

void count_occurrences(StatementSummary& summary, const StatementResult& result) {
  if (is_whenever(result)) {
    for (const Verdict v : models::kVerdicts) summary.occurrences.add(v, result.occurrences[static_cast<std::size_t>(v)]);
  } else if (result.verdict() != Verdict::Dormant && !result.judging.steps.empty()) {
    summary.occurrences.add(result.verdict());
  }
}

void count_stall(StatementSummary& summary, const Judging& judging, bool as_case, bool as_occurrence) {
  if (judging.verdict != Verdict::Stalled || !judging.stall) return;
  StallCount& count = summary.stalls[place_of(*judging.stall)];
  count.cases += as_case ? 1 : 0;
  count.occurrences += as_occurrence ? 1 : 0;
  if (as_case && !judging.stall->record.empty()) ++count.records[judging.stall->record];
}

void count_stalls(StatementSummary& summary, const StatementResult& result) {
  const bool whenever = is_whenever(result);
  count_stall(summary, result.judging, true, !whenever);
  if (!whenever) return;
  for (const Judging& occurrence : result.not_fired) count_stall(summary, occurrence, false, true);
}

void count_reasons(StatementSummary& summary, const StatementResult& result) {
  const Judging& judging = result.judging;
  if (judging.verdict == Verdict::Blocked && judging.blocked_by) ++summary.blocks[judging.blocked_by->text];
  for (const models::StatementIndex other : result.held_back_by) ++summary.held_back_by[other];
  if (judging.verdict != Verdict::Undetermined) return;
  for (models::MissingFact fact : judging.missing) {
    fact.record.clear();
    ++summary.missing[fact];
  }
}

void count_flags(StatementSummary& summary, const Judging& judging) {
  for (std::size_t i = 0; i < models::kFlagCount; ++i)
    if (judging.flags.has(static_cast<Flag>(i))) ++summary.flags[i];
  if (judging.verdict == Verdict::Fired && judging.flags.has(Flag::Presumed)) ++summary.fired_presumed;
}

template <typename Key>
void merge_counts(std::map<Key, std::uint64_t>& into, const std::map<Key, std::uint64_t>& from) {
  for (const auto& [key, count] : from) into[key] += count;
}

template <std::size_t N>
void merge_counts(std::array<std::uint64_t, N>& into, const std::array<std::uint64_t, N>& from) {
  std::transform(into.begin(), into.end(), from.begin(), into.begin(), std::plus<>());
}

void merge_statement(StatementSummary& into, const StatementSummary& from) {
  into.cases.add(from.cases);
  into.occurrences.add(from.occurrences);
  into.fired_presumed += from.fired_presumed;
  for (const auto& [place, count] : from.stalls) {
    StallCount& stall = into.stalls[place];
    stall.cases += count.cases;
    stall.occurrences += count.occurrences;
    merge_counts(stall.records, count.records);
  }
  merge_counts(into.blocks, from.blocks);
  merge_counts(into.missing, from.missing);
  merge_counts(into.held_back_by, from.held_back_by);
  merge_counts(into.flags, from.flags);
}

// Nothing stays of what comes to nothing: a summary in which it was never counted has no entry for it.
template <typename Key>
void take_back_counts(std::map<Key, std::uint64_t>& from, const std::map<Key, std::uint64_t>& part) {
  for (const auto& [key, count] : part)
    if ((from[key] -= count) == 0) from.erase(key);
}

template <std::size_t N>
void take_back_counts(std::array<std::uint64_t, N>& from, const std::array<std::uint64_t, N>& part) {
  std::transform(from.begin(), from.end(), part.begin(), from.begin(), std::minus<>());
}

void take_back_statement(StatementSummary& from, const StatementSummary& part) {
  take_back_counts(from.cases.counts, part.cases.counts);
  take_back_counts(from.occurrences.counts, part.occurrences.counts);
  from.fired_presumed -= part.fired_presumed;
  for (const auto& [place, count] : part.stalls) {
    StallCount& stall = from.stalls[place];
    stall.cases -= count.cases;
    stall.occurrences -= count.occurrences;
    take_back_counts(stall.records, count.records);
    if (stall == StallCount{}) from.stalls.erase(place);
  }
  take_back_counts(from.blocks, part.blocks);
  take_back_counts(from.missing, part.missing);
  take_back_counts(from.held_back_by, part.held_back_by);
  take_back_counts(from.flags, part.flags);
}

}  // namespace

std::uint64_t VerdictCounts::total() const { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }

std::optional<double> VerdictCounts::rate() const {
  const std::uint64_t fired = (*this)[Verdict::Fired];
  const std::uint64_t decided = fired + (*this)[Verdict::Stalled];
  if (decided == 0) return std::nullopt;
  return static_cast<double>(fired) / static_cast<double>(decided);
}

void VerdictCounts::add(const VerdictCounts& other) { merge_counts(counts, other.counts); }

void StatementSummary::add(const StatementResult& result) {
  cases.add(result.verdict());
  count_occurrences(*this, result);
  count_stalls(*this, result);
  count_reasons(*this, result);
  count_flags(*this, result.judging);
}

void CohortSummary::add(const models::CaseResult& result) {
  ++cases;
  if (!result.problems.empty()) ++with_problems;
  for (const StatementResult& statement : result.statements) statements[statement.statement].add(statement);
  for (const models::PropositionResult& proposition : result.propositions) {
    ++propositions[proposition.proposition].verdicts[static_cast<std::size_t>(proposition.verdict)];
    ++propositions[proposition.proposition].readings[static_cast<std::size_t>(proposition.reading)];
  }
}

void CohortSummary::merge(const CohortSummary& other) {
  cases += other.cases;
  with_problems += other.with_problems;
  for (std::size_t i = 0; i < statements.size(); ++i) merge_statement(statements[i], other.statements[i]);
  for (std::size_t i = 0; i < propositions.size(); ++i) {
    merge_counts(propositions[i].verdicts, other.propositions[i].verdicts);
    merge_counts(propositions[i].readings, other.propositions[i].readings);
  }
}

void CohortSummary::take_back(const CohortSummary& part) {
  cases -= part.cases;
  with_problems -= part.with_problems;
  for (std::size_t i = 0; i < statements.size(); ++i) take_back_statement(statements[i], part.statements[i]);
  for (std::size_t i = 0; i < propositions.size(); ++i) {
    take_back_counts(propositions[i].verdicts, part.propositions[i].verdicts);
    take_back_counts(propositions[i].readings, part.propositions[i].readings);
  }
}

}  // namespace realist::engine

#include "cli/pattern_counts.h"

#include <algorithm>

namespace realist::cli {

using engine::Share;
using models::StatementIndex;
using models::Theory;
using models::Verdict;

PatternCounts::PatternCounts(const Theory& theory)
    : summary(theory), funnel(theory), activated(theory.statements.size()), failed(theory.statements.size()), observed(theory.propositions.size()),
      predicted(theory.propositions.size()) {}

void PatternCounts::add(const models::CaseResult& result) {
  summary.add(result);
  funnel.add(result);
  for (const models::StatementResult& statement : result.statements) {
    const models::Judging& judging = statement.judging;
    activated[statement.statement] += statement.verdict() != Verdict::Dormant && (judging.activated || !judging.steps.empty());
    for (const models::PropositionIndex p : statement.failed) ++failed[statement.statement][p];
  }
  for (const models::PropositionResult& proposition : result.propositions) {
    engine::Seen& seen = observed[proposition.proposition];
    ++(proposition.observed == models::Truth::True ? seen.yes : proposition.observed == models::Truth::False ? seen.no : seen.unknown);
    ++predicted[proposition.proposition][static_cast<std::size_t>(proposition.predicted)][static_cast<std::size_t>(proposition.observed)];
  }
}

Share PatternCounts::rate(StatementIndex s) const {
  const engine::VerdictCounts& counts = summary.statements[s].cases;
  return {counts[Verdict::Fired], counts[Verdict::Fired] + counts[Verdict::Stalled]};
}

std::uint64_t PatternCounts::undetermined_on_the_way(StatementIndex s) const {
  const engine::VerdictCounts& counts = summary.statements[s].cases;
  return activated[s] - (counts[Verdict::Fired] + counts[Verdict::Stalled] + counts[Verdict::Pending] + counts[Verdict::Blocked]);
}

namespace {

std::size_t known_groups(const PatternBy& by) {
  return static_cast<std::size_t>(std::count_if(by.groups.begin(), by.groups.end(), [](const PatternGroup& g) { return !g.name.empty(); }));
}

void compare(Contrast& contrast, Share other) {
  contrast.other = other;
  if (contrast.share.whole == 0 || other.whole == 0) return;
  contrast.difference = contrast.share.value() - other.value();
  contrast.of_difference = engine::difference_interval(contrast.share, other);
}

}  // namespace

bool comparable(const PatternBy& by) { return known_groups(by) > 1; }

bool against_the_others(const PatternBy& by) { return known_groups(by) > 2; }

std::vector<Contrast> compared(const std::vector<Share>& shares, const std::vector<bool>& known) {
  std::vector<Contrast> all;
  Share together;
  for (std::size_t g = 0; g < shares.size(); ++g) {
    Contrast contrast;
    contrast.share = shares[g];
    contrast.interval = engine::wilson(shares[g]);
    if (known[g]) together.part += shares[g].part, together.whole += shares[g].whole;
    all.push_back(std::move(contrast));
  }
  const auto groups = std::count(known.begin(), known.end(), true);
  for (std::size_t g = 0; g < all.size() && groups >= 2; ++g) {
    if (!known[g] || (groups == 2 && g > 0)) continue;
    compare(all[g], {together.part - shares[g].part, together.whole - shares[g].whole});
  }
  return all;
}

std::vector<Contrast> contrasts(const PatternBy& by, StatementIndex s) {
  std::vector<Share> shares;
  std::vector<bool> known;
  for (const PatternGroup& group : by.groups) {
    shares.push_back(group.counts.rate(s));
    known.push_back(!group.name.empty());
  }
  return compared(shares, known);
}

ContrastCount contrast_count(const PatternBy& by) {
  ContrastCount count;
  for (StatementIndex s = 0; !by.groups.empty() && s < by.groups.front().counts.activated.size(); ++s)
    for (const Contrast& contrast : contrasts(by, s)) {
      count.all += contrast.of_difference.has_value();
      count.without_zero += contrast.of_difference && !contrast.of_difference->holds(0);
    }
  return count;
}

CoverageGaps coverage_gaps(const Patterns& patterns) {
  CoverageGaps gaps;
  for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s) {
    const Share rate = patterns.all.rate(s);
    if (patterns.all.activated[s] == 0) gaps.untested.push_back(s);
    else if (rate.whole == 0) gaps.undecided.push_back(s);
    else if (rate.part == rate.whole) gaps.never_refuted.push_back(s);
    else if (rate.part == 0) gaps.never_fired.push_back(s);
  }
  for (models::PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) {
    const std::vector<models::Role>& roles = patterns.theory.propositions[p].roles;
    if (std::find(roles.begin(), roles.end(), models::Role::Context) == roles.end()) continue;
    const engine::Seen& seen = patterns.all.observed[p];
    if (seen.yes == 0) gaps.never_seen.push_back(p);
    else if (seen.no == 0 && seen.unknown == 0) gaps.always_seen.push_back(p);
  }
  return gaps;
}

}  // namespace realist::cli

// What a cohort comes to, statement by statement and step by step, over all cases and group by group: the figures of
// `realist patterns`, in whatever format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/grouping.h"
#include "cli/stall_funnel.h"
#include "engine/coverage.h"
#include "engine/intervals.h"
#include "engine/summary.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::cli {

struct PatternCounts {
  engine::CohortSummary summary;
  StallFunnel funnel;
  std::vector<std::uint64_t> activated;  // by statement: cases in which its antecedent came true
  std::vector<std::map<models::PropositionIndex, std::uint64_t>> failed;  // by statement: of the dormant cases, by the part that failed
  std::vector<engine::Seen> observed;    // by proposition: cases
  // By proposition: cases, by models::Truth predicted, then observed.
  std::vector<std::array<std::array<std::uint64_t, 4>, 4>> predicted;

  explicit PatternCounts(const models::Theory& theory);
  void add(const models::CaseResult& result);

  std::uint64_t cases() const { return summary.cases; }
  // Fired of fired and stalled, by case.
  engine::Share rate(models::StatementIndex s) const;
  // Undetermined at a step; those undetermined before are in `summary` beside them.
  std::uint64_t undetermined_on_the_way(models::StatementIndex s) const;
};

struct PatternGroup {
  std::string name;                      // "": not known
  PatternCounts counts;
};

struct PatternBy {
  Grouping grouping;
  std::vector<PatternGroup> groups;      // as `group_before` has them; not known among them where there is a case of it
};

struct Patterns {
  const models::Theory& theory;
  models::Time as_of;
  PatternCounts all;
  std::vector<PatternBy> by;
};

// One group beside the others, for one statement. Where there are two known groups, the first less the second, told at the first;
// where there are more, each less the other known ones together. What is not known is compared with nothing.
struct Contrast {
  engine::Share share;
  std::optional<engine::Interval> interval;             // Wilson
  std::optional<engine::Share> other;                   // what it is compared with; none: with nothing
  std::optional<double> difference;                     // none: one of the two rests on nothing
  std::optional<engine::Interval> of_difference;        // Newcombe
  bool few() const { return share.whole < engine::kFewCases; }
};
// Of shares alone; `known` of each: whether it is of a known group.
std::vector<Contrast> compared(const std::vector<engine::Share>& shares, const std::vector<bool>& known);
std::vector<Contrast> contrasts(const PatternBy& by, models::StatementIndex s);  // one a group
bool comparable(const PatternBy& by);          // two known groups or more
bool against_the_others(const PatternBy& by);  // more than two

// How many intervals of differences there are, and how many of them leave out 0.
struct ContrastCount {
  std::size_t all = 0, without_zero = 0;
};
ContrastCount contrast_count(const PatternBy& by);

// What the cases do not test of the theory.
struct CoverageGaps {
  std::vector<models::StatementIndex> untested;        // activated in no case
  std::vector<models::StatementIndex> undecided;       // activated, and in no case fired or stalled
  std::vector<models::StatementIndex> never_refuted;   // decided, and stalled in none
  std::vector<models::StatementIndex> never_fired;     // decided, and fired in none
  std::vector<models::PropositionIndex> never_seen;    // contexts: so in no case
  std::vector<models::PropositionIndex> always_seen;   // contexts: so in every case, so that no case shows what is without them
};
CoverageGaps coverage_gaps(const Patterns& patterns);

}  // namespace realist::cli

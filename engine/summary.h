// A cohort: what the results of many cases come to, statement by statement and proposition by proposition.
//
// Pure counting: adding cases in any order, or merging parts counted apart, gives the same summary; so does taking back what
// should not have been counted.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// A count by verdict, in the order of models::kVerdicts. Every case, or occurrence, is in exactly one.
struct VerdictCounts {
  std::array<std::uint64_t, models::kVerdicts.size()> counts{};

  std::uint64_t operator[](models::Verdict v) const { return counts[static_cast<std::size_t>(v)]; }
  std::uint64_t total() const;
  // fired / (fired + stalled): over the activated and decided alone. None where nothing is decided.
  std::optional<double> rate() const;
  void add(models::Verdict v, std::uint64_t n = 1) { counts[static_cast<std::size_t>(v)] += n; }
  void add(const VerdictCounts& other);
  friend bool operator==(const VerdictCounts&, const VerdictCounts&) = default;
};

// Where and why stalled: cases that share all of it are counted together.
struct StallPlace {
  std::uint32_t step = 0;  // from 1
  models::PropositionIndex proposition = models::kNone;
  models::StallKind kind = models::StallKind::NoOutcome;
  models::StepState reason = models::StepState::Overdue;
  friend auto operator<=>(const StallPlace&, const StallPlace&) = default;
};

struct StallCount {
  std::uint64_t cases = 0;
  std::uint64_t occurrences = 0;                  // a Whenever's judgings; an If's: as many as cases
  std::map<std::string, std::uint64_t> records;   // by the linked record it is about, where there is one
  friend bool operator==(const StallCount&, const StallCount&) = default;
};

struct StatementSummary {
  VerdictCounts cases;
  VerdictCounts occurrences;                      // activated judgings; an If has one where it is activated
  std::uint64_t fired_presumed = 0;               // of the fired cases: those with presumed steps
  std::map<StallPlace, StallCount> stalls;
  std::map<std::string, std::uint64_t> blocks;    // of the blocked cases: by the author's words of the block
  std::map<models::MissingFact, std::uint64_t> missing;  // of the undetermined cases: what would settle them; without `record`
  std::map<models::StatementIndex, std::uint64_t> held_back_by;  // of the dormant cases
  std::array<std::uint64_t, models::kFlagCount> flags{};          // cases with each flag

  // Counts one case of the statement.
  void add(const models::StatementResult& result);
  friend bool operator==(const StatementSummary&, const StatementSummary&) = default;
};

struct PropositionSummary {
  std::array<std::uint64_t, 8> verdicts{};        // by models::PropositionVerdict; [0] is none
  std::array<std::uint64_t, 9> readings{};        // by models::Reading; [0] is none
  friend bool operator==(const PropositionSummary&, const PropositionSummary&) = default;
};

struct CohortSummary {
  std::uint64_t cases = 0;
  std::uint64_t with_problems = 0;                // cases whose record has problems
  std::vector<StatementSummary> statements;       // in the theory's order
  std::vector<PropositionSummary> propositions;

  CohortSummary() = default;
  explicit CohortSummary(const models::Theory& theory)
      : statements(theory.statements.size()), propositions(theory.propositions.size()) {}

  // Counts one case. Cost: linear in the result.
  void add(const models::CaseResult& result);
  // Counts another part of the same cohort, judged against the same theory.
  void merge(const CohortSummary& other);
  // Takes cases back that were counted here: `part` must have been added or merged before.
  void take_back(const CohortSummary& part);
  friend bool operator==(const CohortSummary&, const CohortSummary&) = default;
};

}  // namespace realist::engine

// Where each proposition of a theory is used: what a codebook, a checklist and a cross-reference are made from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/theory.h"

namespace realist::models {

struct PropositionUse {
  enum class Part : std::uint8_t {
    Antecedent,     // of `statement` (an `otherwise`: of the statement it stands against, which has failed)
    Step,           // number `number` of `statement`, from 1
    Unless,         // number `number` of `statement`, from 1
    WindowBound,    // `before X`, in step `number` of `statement`
    Indicator,      // looked at by the indicator of `proposition`
    NotApplicable,  // ends what the whole theory speaks of
  };
  Part part = Part::Antecedent;
  StatementIndex statement = kNone;      // Antecedent, Step, Unless, WindowBound
  std::uint32_t number = 0;
  PropositionIndex proposition = kNone;  // Indicator
  friend bool operator==(const PropositionUse&, const PropositionUse&) = default;
};

// By proposition; statements first and in their order, each use once. Linear in the theory's size.
std::vector<std::vector<PropositionUse>> proposition_uses(const Theory& theory);

// The propositions of a clause, in the order written, repetitions kept.
std::vector<PropositionIndex> propositions_of(const Clause& clause);

}  // namespace realist::models

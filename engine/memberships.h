// To what degree a case is in the sets that a theory's propositions name (docs/language.md, "Degrees").
//
// Verdicts never look at degrees. A proposition with a `membership:` has that of its number as known at the as-of instant; one
// made of others in braces alone, of which one has a degree of its own, what theirs come to; every other is in (1) where it was
// observed, out (0) where it was observed not to be so, and else unknown.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/degree.h"
#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// One a thread: it reuses its memory from case to case.
class Memberships {
 public:
  Memberships(const Plan& plan, LogOdds log_odds);
  ~Memberships();
  Memberships(Memberships&&) noexcept;

  // Whether it has a degree between in and out: by a membership of its own, or through braces.
  bool graded(models::PropositionIndex p) const;

  // Whether the degree of `p` is that of `on`, or comes to it through braces.
  bool rests_on(models::PropositionIndex p, models::PropositionIndex on) const;

  // One degree a proposition. `result` is what judging the record at `as_of` gave. Cost: binding the record once more.
  void read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result,
            std::vector<Degree>& degrees);

  // The number behind a proposition's own membership in the case last read; none where it is not known, or it has none.
  std::optional<double> number(models::PropositionIndex p) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace realist::engine

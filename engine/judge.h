// Judging: a compiled theory, a case record and an as-of instant give one result, always the same one (docs/semantics.md).
//
//   auto plan = realist::engine::compile(theory);
//   models::CaseResult result = realist::engine::judge(*plan, record, linked, as_of);
//
// For many cases keep one `Judge` a thread: it reuses its memory from case to case.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// The records a case can be linked to (practitioners, sites, other cases), by id.
using LinkedRecords = std::unordered_map<std::string, const models::CaseRecord*>;

class Plan;    // a theory compiled once: plan.h
struct Facts;  // a record as a plan asks for it: facts.h
class Tally;   // what many cases come to: tally.h

// Compiles a theory read without errors. Cost: linear in its size.
std::shared_ptr<const Plan> compile(const models::Theory& theory);

// A statement's verdict without its reasons: what counting needs.
struct Outline {
  models::Verdict verdict = models::Verdict::Dormant;
  models::Flags flags;                       // without `conflict` and `opposed`, which look at more than the statement
  std::uint32_t step = 0;                    // stalled: from 1
  models::StallKind kind = models::StallKind::NoOutcome;
  models::StepState reason = models::StepState::Overdue;
  std::array<std::uint32_t, 6> occurrences{};  // Whenever, Only if: by Verdict
};

class Judge {
 public:
  explicit Judge(const Plan& plan);
  ~Judge();
  Judge(Judge&&) noexcept;

  // `as_of` given as a date is the end of that day. Records of another kind are for linking; it is the caller's business
  // which records are cases. `result` is overwritten. Cost: linear in what the plan asks of the record.
  void judge(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
             models::CaseResult& result);

  // What there is to say of one statement of a record already bound, without what the others have to say of it
  // (`held_back_by`). All statements are judged, as they bear on each other; only one is put into a result.
  void judge_one(const Facts& facts, const LinkedRecords& linked, models::StatementIndex statement,
                 models::StatementResult& result);

  // Verdicts alone, of a record already bound (engine::bind): one an entry, in the theory's order. No text is read, and
  // what memory it needs it keeps for the next case. The verdicts are those of `judge`: it is the same evaluation.
  void outline(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>& outlines);

  // Adds a record already bound to a tally: what `CohortSummary::add` makes of its whole result, without writing that result.
  void count(const Facts& facts, const LinkedRecords& linked, Tally& tally);

  // How much of the judging since this judge was made went which way, in statements; `judge` and `judge_one` apart.
  struct Work {
    std::uint64_t dormant = 0;       // a part of the antecedent is false: not looked at
    std::uint64_t plain = 0;         // told without a walk
    std::uint64_t walked = 0;
  };
  Work work() const;

  // Linked records are read once and kept as long as the map and the as-of instant stay the same. To be called after one of
  // them was changed in place.
  void forget_linked();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Everything there is to say of one case.
models::CaseResult judge(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked,
                         const models::Time& as_of);

// The theory a plan was compiled from.
const models::Theory& theory_of(const Plan& plan);

}  // namespace realist::engine

// Rival theories of one outcome on the same cases: what each expects of a case, whether it explains what came of it, and which
// fact that is not recorded would part them.
//
// A theory explains a case with the outcome where it expects it, and one without where it expects its absence or says where the
// way to it broke. What a record does not say is never taken for no: then nothing can be told of that theory in that case.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/judge.h"
#include "engine/needs.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// The outcome in one theory.
struct Rival {
  const Plan* plan = nullptr;
  models::PropositionIndex outcome = models::kNone;
  bool opposite = false;          // asked for by a phrase that names its absence
};

// What a theory expects of the outcome in a case, without looking at the outcome itself.
enum class Expects : std::uint8_t {
  It, Absence,
  Broken,                         // a way to it has begun and broke, or something stands in it
  Nothing,                        // no way to it has begun
  Both,                           // one statement says it comes, another that it does not
  Unknown,                        // the record does not say whether a way to it has begun
};

enum class OutcomeSeen : std::uint8_t {
  With, Without,
  SoFarWithout,                   // not seen, and the case and every window that leads to it are open
  Unknown,
  Disputed,                       // the theories look for it in different facts, which do not agree
};

enum class Stance : std::uint8_t {
  Explains,
  Against,                        // expected otherwise, or late
  Unexplained,                    // the outcome came, and not by this theory
  Silent,                         // no outcome, and the theory did not apply
  Unknown,                        // of the theory, or of the outcome
};

// One theory in one case.
struct RivalView {
  models::Truth observed = models::Truth::Unknown;
  Expects expects = Expects::Nothing;
  Stance stance = Stance::Unknown;
  bool late = false;              // expected, and seen later than it says
  bool open = false;              // expected, not seen, and its window is open
  bool settled = false;           // the theory's own reading says that the matter is closed
  models::StatementIndex statement = models::kNone;  // that says so; kNone: none leads to it
};

struct RivalCase {
  OutcomeSeen seen = OutcomeSeen::Unknown;
  std::vector<RivalView> views;   // by theory

  bool settled() const { return seen == OutcomeSeen::With || seen == OutcomeSeen::Without; }
  bool tells_apart() const;       // one explains it, another was wrong about it
  bool nobody_explains() const;   // settled, and nothing is unknown
};

// Reads what the results of one case, by theory, say of the outcome.
RivalCase rival_case(const std::vector<Rival>& rivals, const std::vector<models::CaseResult>& results, const models::CaseRecord& record,
                     const models::Time& as_of);

// How a theory, or the null theory, does over the cases that all of them can be held to: settled, and no expectation unknown.
struct RivalScore {
  std::uint64_t with = 0, with_right = 0;        // cases with the outcome; of these: expected, and in time
  std::uint64_t without = 0, without_right = 0;  // cases without; of these: not expected
  std::uint64_t explained = 0;                   // with a reason given
  std::uint64_t better = 0, worse = 0;           // right where the null theory is wrong, and the other way round
  std::uint64_t right() const { return with_right + without_right; }
  std::uint64_t cases() const { return with + without; }
};

struct RivalScores {
  std::vector<RivalScore> theories;
  RivalScore null;                // says of every case what most of them show; of equally many: that it does not come
  bool null_expects = false;
};
RivalScores rival_scores(const std::vector<RivalCase>& cases, std::size_t theories);

// A fact that is not recorded, and how far it would part the theories in what they expect.
struct Separating {
  std::uint32_t which = 0;        // the case
  std::size_t theory = 0;         // that asks for it
  models::StatementIndex statement = models::kNone;
  models::MissingFact fact;
  bool the_outcome = false;       // the fact is whether the outcome came: they expect different things already
  std::size_t parted = 0;         // pairs of theories of which one expects it and the other does not, whatever the answer
  std::size_t may_part = 0;       // … with one of the answers
  struct Answer {
    Addition addition;
    std::vector<Expects> expects; // by theory
  };
  std::vector<Answer> answers;    // as they were tried
};

// For one case. Each answer to each missing fact is added to a copy of the record, which is judged again by every theory.
// Facts of other records are not tried. Cost: bounded by `effort`, for each statement that cannot be told.
std::vector<Separating> separating_facts(std::uint32_t which, const std::vector<Rival>& rivals, const RivalCase& rival_case,
                                         const std::vector<models::CaseResult>& results, const models::CaseRecord& record,
                                         const LinkedRecords& linked, const models::Time& as_of, const Effort& effort);

// Those that part the most first: by `parted`, by `may_part`, then as they stand.
void order_separating(std::vector<Separating>& facts);

}  // namespace realist::engine

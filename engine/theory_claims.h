// A theory's statements as claims about sets, over the cases it was judged on: what has to be there for each to be enough for
// what it expects.
//
//   TheoryClaims claims(*plan, LogOdds::Three);
//   for each case: claims.add(record, linked, as_of, result);
//   for (const TheoryClaim& c : claims.of(statement)) … fit_of(c.table, c.claim.left, c.claim.outcome)
//
// A case is in an antecedent where it was activated and out of it where it was dormant; in a step where it held, and out of it
// where the statement came to the step and it did not hold in its time; of steps it never came to, what was observed of them
// counts. Where a proposition has degrees (engine/memberships.h), the clause it stands in has the degree these come to. Open and
// unknown stay unknown. A Whenever counts by its worst occurrence, as its verdict does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/memberships.h"
#include "engine/set_fit.h"

namespace realist::engine {

struct TheoryClaim {
  enum class Kind : std::uint8_t {
    Statement,  // the antecedent and the steps that are delivered or met on the way (resource, context) -> the last step
    Link,       // the antecedent and every step before it -> step `step`
    Ripple,     // the last step of a statement, which is context of `next` -> the last step of that
  };
  Kind kind = Kind::Statement;
  models::StatementIndex statement = 0;
  std::uint32_t step = 0;                       // from 1: the step that is the outcome of the claim
  models::StatementIndex next = models::kNone;  // Ripple
  SetTable table;                               // columns: antecedent, each step, and what blocks where there is such; of a Ripple two
  std::vector<std::string> plain;               // the columns as expressions over TheoryClaims::plain_names: "HOME", "(HOME*PHONE)"
  SetClaim claim;                               // over these columns; `Only if`: the step is needed
  std::vector<std::uint32_t> left_out;          // steps, from 1, left out because no case tells of them
  std::size_t maybe_blocked = 0;                // cases of which it is not known whether they were blocked: as their verdict, not
};

class TheoryClaims {
 public:
  TheoryClaims(const Plan& plan, LogOdds log_odds);

  // One case. Cost: linear in the theory and the record.
  void add(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result);

  // Cases by propositions, in the theory's order: what an expression over propositions is fitted to.
  const SetTable& propositions() const { return propositions_; }

  // Of one statement: the whole, its links where they say more, then where it leads to others.
  std::vector<TheoryClaim> of(models::StatementIndex statement) const;

  // The first of them alone: the whole statement.
  TheoryClaim whole(models::StatementIndex statement) const;
  // The statements whose whole claim the degree of that proposition enters, by itself or through braces, in the theory's order.
  std::vector<models::StatementIndex> resting_on(models::PropositionIndex proposition) const;

  // A proposition as a column is named: its short name, else its phrase.
  static std::string name_of(const models::Proposition& proposition);
  // The same as R and the rest of the field's programs can read it: its short name or id in letters, digits and `_`, beginning
  // with a letter. Each once in a theory.
  static std::vector<std::string> plain_names(const models::Theory& theory);

 private:
  // What a statement comes to in every case.
  struct Sets {
    std::vector<Degree> antecedent, blocked;
    std::vector<std::vector<Degree>> steps;
    std::size_t maybe_blocked = 0;
  };
  Degree antecedent_in(const models::Statement& statement, const models::StatementResult& result) const;
  Degree step_in(const models::Step& step, std::size_t index, const models::StatementResult& result) const;
  Degree clause_in(const models::Clause& clause) const;
  bool graded(const models::Clause& clause) const;
  bool rests_on(const models::Clause& clause, models::PropositionIndex proposition) const;
  bool whole_rests_on(models::StatementIndex s, models::PropositionIndex proposition) const;
  bool blockable(const models::Statement& statement) const;
  TheoryClaim claim_of(models::StatementIndex s, TheoryClaim::Kind kind, std::uint32_t step) const;
  TheoryClaim ripple_of(models::StatementIndex s, models::StatementIndex next) const;
  std::string clause_name(const models::Clause& clause) const;
  std::string plain_text(const models::Clause& clause) const;

  const models::Theory& theory_;
  Memberships memberships_;
  SetTable propositions_;
  std::vector<Sets> statements_;
  std::vector<std::string> plain_;
  std::vector<Degree> now_;  // of the case being added, a proposition each
};

}  // namespace realist::engine

// Statements that no case can reach, and those that look once at what happens often: mistakes that only the cases show.
//
//   ReachCheck reach(theory);
//   for (const CaseRecord& record : cases) reach.add(record, linked, as_of);
//   std::vector<Diagnostic> warnings = reach.warnings();
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/judge.h"
#include "models/diagnostic.h"
#include "models/theory.h"

namespace realist::engine {

class ReachCheck {
 public:
  // Keeps a copy of the theory in which every `If` is a `Whenever`, so that judging counts how often its antecedent holds.
  explicit ReachCheck(const models::Theory& theory);

  // Judges one case. Cost: that of judging it.
  void add(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of);

  // Warnings, at the statement. Their marks carry places only, not the text of the line. Codes:
  //   data/never-reached   the antecedent of a statement holds in none of the cases
  //   data/holds-again     the antecedent of an `If` comes to hold more than once in a case
  std::vector<models::Diagnostic> warnings() const;

 private:
  struct Reached {
    std::uint64_t cases = 0;         // in which the antecedent held
    std::uint64_t again = 0;         // in which it held more than once
    std::string first_again;         // the first of these cases
    std::uint64_t undetermined = 0;  // in which it is not known whether it held
    std::map<models::PropositionIndex, std::uint64_t> failed;  // parts of the antecedent, by the cases in which they failed
  };
  void count(Reached& reached, const models::StatementResult& result, const std::string& case_id);
  models::Diagnostic never_reached(std::size_t statement) const;
  models::Diagnostic holds_again(std::size_t statement) const;
  models::Mark mark(std::size_t statement) const;

  models::Theory theory_;
  std::vector<bool> was_if_;
  std::shared_ptr<const Plan> plan_;
  std::vector<Reached> reached_;
  std::uint64_t cases_ = 0;
};

}  // namespace realist::engine

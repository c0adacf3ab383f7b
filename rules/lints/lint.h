// What a lint looks at, and where it tells what it found.
//
// A lint reads a theory that has no errors and tells of what realist teams get wrong. It never changes a verdict, and, but
// for a few warnings of what cannot come about at all, what it says is a note. A false alarm costs more than a silence: what
// is not sure is not told. Each costs about as much as reading the theory once.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/proposition_uses.h"
#include "models/theory.h"
#include "models/theory_graph.h"
#include "rules/reporter.h"

namespace realist::rules {

struct LintInput {
  const models::Theory& theory;
  const models::TheoryGraph& graph;
  const std::vector<std::vector<models::PropositionUse>>& uses;  // by proposition

  const models::Proposition& proposition(models::PropositionIndex index) const { return theory.propositions[index]; }
};

// Takes the first kMostOfOne findings of each lint; a last one says how many more there are.
class LintReport {
 public:
  static constexpr std::size_t kMostOfOne = 400;

  explicit LintReport(Reporter& reporter) : reporter_(reporter) {}
  ~LintReport();
  LintReport(const LintReport&) = delete;
  LintReport& operator=(const LintReport&) = delete;

  // The message may be added to until the next call.
  models::Diagnostic& tell(std::string_view code, const models::Place& where, std::string message, std::string help);
  Reporter& reporter() { return reporter_; }
  std::map<std::string_view, std::size_t> counts() const;

 private:
  struct Told {
    std::size_t count = 0;
    models::Place last;
  };

  Reporter& reporter_;
  std::map<std::string_view, Told> told_;
  models::Diagnostic spare_;
};

// “the words”, cut after 80 characters.
std::string in_quotes(std::string_view words);

// True where a part of the theory could be written better, but what it is made of was not read from a statement of a person:
// `otherwise` shares its statement's words.
inline bool is_otherwise(const models::Statement& statement) { return statement.otherwise_of != models::kNone; }

}  // namespace realist::rules

// What a theory's examples and cases exercise of its indicators: one that was never seen true, false and unknown has not
// been tried out.
#pragma once

#include <cstddef>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// By proposition: how often it was seen to be so.
struct Seen {
  std::size_t yes = 0, no = 0, unknown = 0;
  bool all() const { return yes > 0 && no > 0 && unknown > 0; }
};

// Counted are a proposition's observed value in each result, and, because an indicator with `its` has a value for an occurrence only,
// each step that held, was unknown, or did not come about in its time (of several joined by `and`: all where it held, the one it
// stalled for where it did not). Propositions without an indicator
// are counted too. The theory has to outlive this.
class Coverage {
 public:
  explicit Coverage(const models::Theory& theory) : theory_(theory), seen_(theory.propositions.size()) {}

  void add(const models::CaseResult& result);
  const std::vector<Seen>& seen() const { return seen_; }

 private:
  void add(const models::Statement& statement, const models::Judging& judging);
  void add(const models::Clause& clause, models::StepState state);

  const models::Theory& theory_;
  std::vector<Seen> seen_;
};

}  // namespace realist::engine

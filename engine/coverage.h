// What a theory's examples and cases exercise of its indicators: one that was never seen true, false and unknown has not
// been tried out.
#pragma once

#include <cstddef>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// By proposition: in how many results it was observed to be so. Propositions without an indicator are counted too.
struct Seen {
  std::size_t yes = 0, no = 0, unknown = 0;
  bool all() const { return yes > 0 && no > 0 && unknown > 0; }
};

class Coverage {
 public:
  explicit Coverage(const models::Theory& theory) : seen_(theory.propositions.size()) {}

  void add(const models::CaseResult& result);
  const std::vector<Seen>& seen() const { return seen_; }

 private:
  std::vector<Seen> seen_;
};

}  // namespace realist::engine

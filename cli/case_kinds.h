// The kinds of the records of a run, and which of them are a theory's cases: those of its `Case:` kind and those without a
// kind. Where the theory names no kind: those without one, or all where all are of one kind.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "models/theory.h"

namespace realist::cli {

class CaseKinds {
 public:
  static constexpr std::size_t kMost = 1000;  // different ones that are told apart by name

  void add(const std::string& kind);
  void merge(const CaseKinds& others);
  bool empty() const { return records_ == 0; }
  // No further record can change which are the cases of a theory without a `Case:`.
  bool settled() const { return folded_.size() > 1 || folded_.contains(""); }
  // What `is_case` takes: the folded kind of the theory's cases; "" where they are those without one.
  std::string wanted_by(const models::Theory& theory) const;
  // Says on standard error where a theory has no cases among the records.
  void mention_no_cases(const models::Theory& theory) const;

 private:
  void add(const std::string& kind, std::size_t count);
  std::string in_words() const;

  std::size_t records_ = 0;
  std::set<std::string> folded_;
  std::map<std::string, std::size_t> shown_;
  std::size_t others_ = 0;
  std::vector<std::string> found_;  // in the order they were met
};

bool is_case(const std::string& kind, const std::string& wanted);

}  // namespace realist::cli

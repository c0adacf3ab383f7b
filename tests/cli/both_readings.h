// One record read both ways: straight to its excerpt, and whole.
#pragma once

#include <string>
#include <string_view>

#include "cli/excerpt_reader.h"
#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/tally.h"

namespace realist::cli {

// What of an excerpt a plan can ask for, in words: alike for two where no judging can tell them apart.
std::string in_words(const engine::Plan& plan, const engine::Excerpt& excerpt);

// Reads records of one theory both ways, with memory kept from record to record as in a run.
class BothReadings {
 public:
  explicit BothReadings(const engine::Plan& plan)
      : plan_(plan), reader_(plan), judge_(plan), fast_tally_(plan), careful_tally_(plan) {}

  enum class Way { Fast, Careful, Refused };
  struct Outcome {
    Way way = Way::Refused;   // Careful: left to the careful reader, which took it
    std::string difference;   // where the two ways do not agree: what
  };
  Outcome read(std::string_view record);

 private:
  std::string compare(const models::CaseRecord& record, const models::Time& as_of);

  const engine::Plan& plan_;
  ExcerptReader reader_;
  engine::Judge judge_;
  engine::Tally fast_tally_, careful_tally_;  // of all records read fast so far
  engine::Facts fast_, careful_;
  std::vector<engine::Outline> fast_outlines_, careful_outlines_;
};

}  // namespace realist::cli

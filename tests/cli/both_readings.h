// One record read both ways: straight to its excerpt, and whole.
#pragma once

#include <string>
#include <string_view>

#include "cli/excerpt_reader.h"
#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/tally.h"

namespace realist::cli {

// Asks for a bit of everything that a record can hold.
inline constexpr std::string_view kExcerptTheory = R"(Theory: excerpts
Case: participant
Default window: 28 days

Context A: the person is housed
  observed when housing.status is hostel
Context B: the person is of age
  observed when age is at least 18
Resource C: the adviser calls
  observed when event contact where by is adviser
Resource D: the person is seen often
  observed when at least 2 event session where score.total is at least 3
Reasoning E: the person feels heard
Mechanism F: the person trusts
  observed when judged yes by "adviser"
Outcome G: the person stays
  observed when event stayed within 10 days after event session
Outcome H: the reason is known
  observed when closed.reason is known

[S-1] If A and B
then C
then E
then G
[S-2] If C
then D within 14 days
unless F
[S-3] If E
then H at any time
)";

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

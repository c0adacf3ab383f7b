// A record read straight to its excerpt is the record as the careful reader reads it, whatever its bytes.
// Input: a theory, a line of four equals signs, a record as JSON; without the line, a record for a theory kept here.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/plan.h"
#include "rules/read_theory.h"
#include "tests/cli/both_readings.h"

namespace {

using namespace realist;

constexpr std::string_view kSeparator = "\n====\n";
constexpr std::string_view kTheory = R"(Theory: excerpts
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

void must_agree(std::string_view theory, std::string_view record) {
  const auto read = rules::read_theory_text(theory);
  if (!read.ok()) return;
  const engine::Plan plan(read.theory);
  cli::BothReadings readings(plan);
  for (int again = 0; again < 2; ++again) {
    const auto outcome = readings.read(record);
    if (outcome.difference.empty()) continue;
    std::fprintf(stderr, "%s\n", outcome.difference.c_str());
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find(kSeparator);
  if (cut == std::string_view::npos) must_agree(kTheory, text);
  else must_agree(text.substr(0, cut), text.substr(cut + kSeparator.size()));
  return 0;
}

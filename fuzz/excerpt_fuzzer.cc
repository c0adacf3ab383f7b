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
  if (cut == std::string_view::npos) must_agree(cli::kExcerptTheory, text);
  else must_agree(text.substr(0, cut), text.substr(cut + kSeparator.size()));
  return 0;
}

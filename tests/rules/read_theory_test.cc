#include "rules/read_theory.h"

#include <catch2/catch.hpp>

#include <string>

using namespace realist;

namespace {

std::string dumps(std::string_view text) {
  const auto result = rules::read_theory_text(text);
  std::string out;
  for (const auto& d : result.diagnostics)
    if (d.severity == models::Severity::Error) out += d.code + " ";
  for (const auto& s : result.theory.statements) out += (out.empty() ? "" : "\n") + models::dump(result.theory, s);
  return out;
}

}  // namespace

TEST_CASE("a published sentence is a theory") {
  CHECK(dumps("If basic needs are met, then engagement in services is more likely (evidence: realist review).") ==
        "If 'basic needs are met' -> outcome:'engagement in services is more likely' ; evidence realist review");
}

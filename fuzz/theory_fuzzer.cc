// Any bytes are read as a theory, to their end, with messages that stand inside the text; and again with the same result.
// Formatting twice changes nothing, and what was without an error stays so, with as many statements and propositions.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "rules/format.h"
#include "rules/read_theory.h"

namespace {

void must(bool held) {
  if (!held) std::abort();
}

void check(const realist::rules::ReadResult& result, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; })) + 1;
  for (const auto& d : result.diagnostics) {
    must(!d.code.empty() && !d.message.empty());
    must(d.where.line <= lines);
    must(d.message.find('\n') == std::string::npos);
  }
  const auto propositions = result.theory.propositions.size();
  for (const auto& statement : result.theory.statements) {
    if (!result.ok()) break;
    must(!statement.steps.empty() && !statement.label.empty());
    for (const auto& step : statement.steps) must(!step.clause.text.empty() || !step.clause.parts.empty());
  }
  must(!result.ok() || propositions > 0 || result.theory.statements.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const char* path : {"x.theory", "x.md"}) {
    const auto result = realist::rules::read_theory_text(text, path);
    check(result, text);
    const auto again = realist::rules::read_theory_text(text, path);
    const std::string once = realist::rules::format(text, path);
    must(realist::rules::format(once, path) == once);
    if (result.ok()) {
      const auto formatted = realist::rules::read_theory_text(once, path);
      must(formatted.ok());
      must(formatted.theory.statements.size() == result.theory.statements.size());
      must(formatted.theory.propositions.size() == result.theory.propositions.size());
    }
    must(result.diagnostics.size() == again.diagnostics.size() && result.theory.sha256 == again.theory.sha256);
  }
  return 0;
}

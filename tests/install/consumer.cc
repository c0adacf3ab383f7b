// Reads a theory, judges a case, and says its verdict: what another program does with the libraries.
#include <cstdio>
#include <string>
#include <variant>

#include "engine/judge.h"
#include "models/case_json.h"
#include "models/time.h"
#include "rules/read_theory.h"

int main() {
  using namespace realist;
  const rules::ReadResult read = rules::read_theory_text(
      "Resource GATE: someone meets the participant at the gate\n"
      "  observed when event \"gate meeting\"\n"
      "\n"
      "Context RELEASED: the participant is released\n"
      "  observed when event release\n"
      "\n"
      "[GATE-1] If RELEASED then GATE within 1 day\n");
  if (!read.ok()) return 1;
  const auto record = models::case_from_json(
      R"({"case": "A", "events": [{"type": "release", "at": "2016-05-01"}, {"type": "gate meeting", "at": "2016-05-01"}]})");
  if (!std::holds_alternative<models::CaseRecord>(record)) return 1;
  const auto plan = engine::compile(read.theory);
  const models::CaseResult result =
      engine::judge(*plan, std::get<models::CaseRecord>(record), {}, *models::parse_time("2016-06-01"));
  const std::string verdict(models::to_string(result.statements.at(0).verdict()));
  std::printf("%s %s\n", read.theory.statements.at(0).label.c_str(), verdict.c_str());
  return verdict == "fired" ? 0 : 1;
}

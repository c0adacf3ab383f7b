// A theory and a record, whatever they are, give a result that keeps its promises: one verdict a statement, the same again, and
// the same counted.
// Input: a theory, a line of four equals signs, a record as JSON (linked to itself by its own name where it says so).
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/data_check.h"
#include "engine/facts.h"
#include "engine/judge.h"
#include "engine/tally.h"
#include "models/case_json.h"
#include "models/time.h"
#include "rules/read_theory.h"

namespace {

using namespace realist;

constexpr std::string_view kSeparator = "\n====\n";

void must(bool held) {
  if (!held) std::abort();
}

void check(const models::Theory& theory, const models::CaseResult& result) {
  must(result.statements.size() == theory.statements.size());
  must(result.propositions.size() == theory.propositions.size());
  for (const auto& statement : result.statements) {
    const auto verdict = statement.verdict();
    must((verdict == models::Verdict::Stalled) == statement.judging.stall.has_value());
    must(verdict != models::Verdict::Blocked || statement.judging.blocked_by.has_value());
    for (const auto& step : statement.judging.steps)
      must(step.step >= 1 && step.step <= theory.statements[statement.statement].steps.size());
  }
}

engine::CohortSummary tally(const engine::Plan& plan, const models::CaseRecord& record, const engine::LinkedRecords& linked,
                            const models::Time& as_of) {
  engine::Judge judge(plan);
  engine::Tally counted(plan);
  judge.count(engine::bind(plan, record, as_of), linked, counted);
  return counted.summary();
}

void judge(const models::Theory& theory, const models::CaseRecord& record) {
  const auto plan = engine::compile(theory);
  const engine::LinkedRecords linked{{record.id, &record}};
  const auto newest = models::newest_date(record).value_or(models::Time{0, models::Time::kNoOffset, true});
  for (const int years : {0, -1, 1}) {
    const auto as_of = models::shifted(newest, {years < 0 ? -years : years, models::Unit::Year}, years < 0 ? -1 : 1);
    const auto result = engine::judge(*plan, record, linked, as_of);
    check(theory, result);
    engine::CohortSummary whole(theory);
    whole.add(result);
    must(tally(*plan, record, linked, as_of) == whole);
    const auto again = engine::judge(*plan, record, linked, as_of);
    for (std::size_t i = 0; i < result.statements.size(); ++i)
      must(result.statements[i].verdict() == again.statements[i].verdict());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = text.find(kSeparator);
  if (cut == std::string_view::npos) return 0;
  const auto record = models::case_from_json(text.substr(cut + kSeparator.size()));
  if (!std::holds_alternative<models::CaseRecord>(record)) return 0;
  const auto read = rules::read_theory_text(text.substr(0, cut));
  if (!read.ok()) return 0;
  engine::DataVocabulary words;
  words.add(std::get<models::CaseRecord>(record));
  engine::check_against_data(read.theory, words);
  judge(read.theory, std::get<models::CaseRecord>(record));
  return 0;
}

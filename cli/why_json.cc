#include <nlohmann/json.hpp>

#include "cli/addition_json.h"
#include "cli/result_json.h"
#include "cli/why_text.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::Judging;

void put_needs(Json& json, const engine::Needs& needs) {
  json["needs"] = Json::array();
  for (const engine::Need& need : needs.alternatives) {
    Json additions = Json::array();
    for (const engine::Addition& addition : need.additions) additions.push_back(addition_to_json(addition));
    json["needs"].push_back(std::move(additions));
    json["needs_lead_to"].push_back(models::to_string(need.verdict));
  }
  if (needs.without == engine::Needs::Without::GivenUp) json["needs_complete"] = false;
}

Json settling_json(const std::vector<engine::Settling>& list) {
  Json all = Json::array();
  for (const engine::Settling& settling : list) {
    Json json = missing_to_json({settling.fact})[0];
    json["settles"] = settling.settles;
    json["may_settle"] = settling.may_settle;
    for (const auto& answer : settling.answers) {
      Json tried = addition_to_json(answer.addition);
      tried["verdict"] = models::to_string(answer.verdict);
      json["answers"].push_back(std::move(tried));
    }
    all.push_back(std::move(json));
  }
  return all;
}

// The occurrences told in `at` that carry a stall of their own, in the order of `not_fired`.
void put_occurrence_needs(const WhyQuestion& q, models::StatementIndex s, Json& at) {
  const models::StatementResult& result = q.result.statements[s];
  for (std::size_t i = 0; i < std::min(at.size(), result.not_fired.size()); ++i)
    if (at[i].contains("stall")) put_needs(at[i]["stall"], needs_of(q, s, result.not_fired[i]));
}

Json statement_json(const WhyQuestion& q, models::StatementIndex s) {
  const models::StatementResult& result = q.result.statements[s];
  Json json = statement_to_json(q.theory, result);
  json["text"] = q.theory.statements[s].text;
  if (json.contains("stall") && result.verdict() == models::Verdict::Stalled) put_needs(json["stall"], needs_of(q, s, result.judging));
  if (json.contains("at")) put_occurrence_needs(q, s, json["at"]);
  if (result.verdict() == models::Verdict::Undetermined && !result.judging.missing.empty())
    json["settling"] = settling_json(settling_of(q, s, result.judging.missing, q.effort));
  return json;
}

}  // namespace

std::string why_json(const WhyQuestion& question) {
  Json json = {{"case", question.result.case_id}, {"as_of", models::to_string(question.result.as_of)},
               {"theory", theory_to_json(question.theory)}, {"statements", Json::array()}};
  for (const models::StatementIndex i : question.statements) json["statements"].push_back(statement_json(question, i));
  for (const models::PropositionIndex i : question.propositions)
    json["propositions"].push_back(proposition_to_json(question.theory, question.result.propositions[i]));
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli

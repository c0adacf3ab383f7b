#include <nlohmann/json.hpp>

#include "cli/result_json.h"
#include "cli/why_text.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Addition;
using models::Judging;
using models::Time;

void put_time(Json& json, const char* key, const std::optional<Time>& time) {
  if (time) json[key] = models::to_string(*time);
}

// Dotted paths become objects again, as a record has them.
void put_path(Json& json, const std::string& path, Json value) {
  const std::size_t dot = path.find('.');
  const bool object = !json.contains(path.substr(0, dot)) || json[path.substr(0, dot)].is_object();
  if (dot == std::string::npos || !object) json[path] = std::move(value);
  else put_path(json[path.substr(0, dot)], path.substr(dot + 1), std::move(value));
}

Json event_json(const models::Event& event) {
  Json json = {{"type", event.type}};
  put_time(json, "at", event.at);
  for (const auto& [path, value] : event.fields) put_path(json, path, value_to_json(value));
  return json;
}

Json judged_value(const models::Value& value) {
  if (const bool* truth = std::get_if<bool>(&value.data)) return *truth ? "yes" : "no";
  return value_to_json(value);
}

Json judgement_json(const models::Judgement& judgement) {
  Json json = {{"about", judgement.about}, {"value", judged_value(judgement.value)}};
  put_time(json, "at", judgement.at);
  if (!judgement.by.empty()) json["by"] = judgement.by;
  return json;
}

Json addition_json(const Addition& addition) {
  Json json;
  switch (addition.kind) {
    case Addition::Kind::Event: json["event"] = event_json(addition.event); break;
    case Addition::Kind::Judgement: json["judgement"] = judgement_json(addition.judgement); break;
    case Addition::Kind::Attribute: {
      const models::DatedValue& value = addition.attribute.history.front();
      json["attribute"] = {{"path", addition.attribute.path}, {"value", value_to_json(value.value)}};
      put_time(json["attribute"], "at", value.at);
      break;
    }
    case Addition::Kind::Link: json["link"] = {{addition.link.kind, addition.link.history.front().id}}; break;
  }
  if (!addition.value_words.empty()) json["or"] = addition.value_words;
  put_time(json, "from", addition.from);
  if (!addition.record.empty()) json["record"] = addition.record;
  return json;
}

void put_needs(Json& json, const engine::Needs& needs) {
  json["needs"] = Json::array();
  for (const engine::Need& need : needs.alternatives) {
    Json additions = Json::array();
    for (const Addition& addition : need.additions) additions.push_back(addition_json(addition));
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
      Json tried = addition_json(answer.addition);
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

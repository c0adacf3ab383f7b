#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/addition_json.h"
#include "cli/agenda_report.h"
#include "cli/agenda_words.h"
#include "cli/result_json.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using engine::Agenda;
using engine::AgendaItem;
using models::Theory;

void put_time(Json& json, const char* key, const std::optional<models::Time>& time) {
  if (time) json[key] = models::to_string(*time);
}

void put_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json labels(const Theory& theory, const std::vector<models::StatementIndex>& statements) {
  Json list = Json::array();
  for (const models::StatementIndex s : statements) list.push_back(theory.statements[s].label);
  return list;
}

Json phrases(const Theory& theory, const std::vector<models::PropositionIndex>& propositions) {
  Json list = Json::array();
  for (const models::PropositionIndex p : propositions) list.push_back(phrase_of(theory, p));
  return list;
}

Json ids(const Agenda& agenda, const std::vector<std::size_t>& cases) {
  Json list = Json::array();
  for (const std::size_t which : cases) list.push_back(agenda.cases[which].id);
  return list;
}

Json act_json(const Theory& theory, const engine::AgendaAct& act) {
  Json additions = Json::array();
  for (const engine::Addition& addition : act.additions) additions.push_back(addition_to_json(addition));
  return {{"additions", std::move(additions)}, {"moves", labels(theory, act.moves)}};
}

void put_stall(Json& json, const AgendaItem& item) {
  if (!item.judging.stall) return;
  json["kind"] = models::to_string(item.judging.stall->kind);
  json["reason"] = models::to_string(item.judging.stall->reason);
  put_text(json, "amount", item.judging.stall->amount);
}

Json item_json(const AgendaQuery& query, const AgendaItem& item, const std::vector<std::string>& groups) {
  const Theory& theory = query.theory;
  const engine::AgendaCase& one = query.agenda.cases[item.which];
  Json json = {{"section", engine::to_string(item.section)}, {"case", one.id}};
  if (query.by) json["group"] = groups[item.which];
  json["statement"] = theory.statements[item.statement].label;
  if (!item.also.empty()) json["also"] = labels(theory, item.also);
  if (item.step != 0) json["step"] = item.step;
  if (item.proposition != models::kNone) json["proposition"] = phrase_of(theory, item.proposition);
  json["words"] = standing_words(theory, query.agenda, item);
  put_time(json, "expected_by", item.expected_by);
  if (item.days_left) json["days_left"] = *item.days_left;
  if (item.working_days_left) json["working_days_left"] = *item.working_days_left;
  put_time(json, "since", item.since);
  put_stall(json, item);
  if (item.judging.blocked_by) json["blocked_by"] = words_of(*item.judging.blocked_by, theory);
  if (item.fresh) json["new"] = true;
  if (item.times != 0) json["times"] = item.times;
  put_text(json, "actor", item.actor);
  put_text(json, "control", std::string(engine::to_string(item.control)));
  put_text(json, "record", item.record);
  if (!item.held_back.empty()) json["held_back"] = labels(theory, item.held_back);
  if (!item.outcomes.empty()) json["outcomes_held_back"] = phrases(theory, item.outcomes);
  if (item.route) json["route"] = {{"statement", theory.statements[item.route->statement].label}, {"verdict", models::to_string(item.route_stands)}};
  if (item.act) json["act"] = act_json(theory, one.acts[*item.act]);
  if (item.cause) json["shared_cause"] = *item.cause + 1;
  return json;
}

Json fact_json(const engine::OwnFact& fact) {
  Json json = {{"words", own_fact_words(fact)}};
  put_time(json, "from", fact.from);
  put_time(json, "until", fact.until);
  put_text(json, "source", fact.source);
  return json;
}

// Two digits are enough, and the same on every machine.
double rounded(double chance) { return std::stod(fmt::format("{:.1e}", chance)); }

Json cause_json(const AgendaQuery& query, const engine::SharedCause& cause) {
  Json json = {{"link", cause.link}, {"record", cause.record}};
  put_text(json, "actor", cause.actor);
  if (!cause.any_time) put_time(json, "from", cause.from), put_time(json, "until", cause.until);
  json["cases"] = ids(query.agenda, cause.cases);
  json["of"] = cause.of;
  json["rest"] = cause.rest;
  json["of_rest"] = cause.of_rest;
  json["chance"] = rounded(cause.chance);
  for (const engine::SharedStep& step : cause.steps)
    json["steps"].push_back({{"proposition", phrase_of(query.theory, step.proposition)}, {"breaks", step.blocking ? "blocked" : "stalled"},
                             {"cases", step.cases}, {"of", step.of}, {"rest", step.rest}, {"of_rest", step.of_rest}});
  for (const engine::OwnFact& fact : cause.facts) json["own_facts"].push_back(fact_json(fact));
  return json;
}

Json question_json(const AgendaQuery& query, const engine::AgendaQuestion& question) {
  return {{"question", question_words(query.theory, question)}, {"missing", missing_to_json({question.fact})[0]},
          {"settles", question.settles}, {"may_settle", question.may_settle},
          {"statements", labels(query.theory, question.statements)}, {"cases", ids(query.agenda, question.cases)}};
}

// Of each case with several acts: the fewest that move all that can be moved.
Json fewest_json(const AgendaQuery& query) {
  Json list = Json::array();
  for (const engine::AgendaCase& one : query.agenda.cases) {
    if (one.fewest.empty()) continue;
    Json acts = Json::array();
    for (const std::uint32_t act : one.fewest) acts.push_back(act_json(query.theory, one.acts[act]));
    Json json = {{"case", one.id}, {"acts", std::move(acts)}};
    if (!one.fewest_exact) json["exact"] = false;
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string agenda_json(const AgendaQuery& query) {
  const Agenda& agenda = query.agenda;
  const std::vector<std::string> groups = group_values(query);
  Json json = {{"as_of", models::to_string(agenda.as_of)}, {"since", models::to_string(agenda.since)}, {"ahead", models::to_string(agenda.ahead)},
               {"theory", theory_to_json(query.theory)}, {"cases", agenda.cases.size()}};
  if (query.by) json["by"] = query.by->heading;
  json["shared_causes"] = Json::array();
  for (const engine::SharedCause& cause : agenda.causes) json["shared_causes"].push_back(cause_json(query, cause));
  json["items"] = Json::array();
  for (const AgendaItem& item : agenda.items) json["items"].push_back(item_json(query, item, groups));
  json["questions"] = Json::array();
  for (const engine::AgendaQuestion& question : agenda.questions) json["questions"].push_back(question_json(query, question));
  json["fewest_acts"] = fewest_json(query);
  json["outcomes_held_back"] = Json::array();
  for (const engine::HeldBackOutcome& one : agenda.held_back)
    json["outcomes_held_back"].push_back({{"outcome", phrase_of(query.theory, one.outcome)}, {"cases", one.cases}});
  json["due_later"] = agenda.due_later;
  json["undetermined"] = agenda.undetermined;
  json["settled_by_one_answer"] = agenda.settled_by_one;
  if (!agenda.acts_complete) json["acts_complete"] = false;
  if (!agenda.questions_complete) json["questions_complete"] = false;
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli

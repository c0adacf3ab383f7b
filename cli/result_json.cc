#include "cli/result_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/result_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::FactEvidence;
using models::Judging;
using models::MissingFact;
using models::PropositionVerdict;
using models::Theory;
using models::Time;
using models::Value;

void put_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

void put_time(Json& json, const char* key, const std::optional<Time>& time) {
  if (time) json[key] = models::to_string(*time);
}

void put_list(Json& json, const char* key, Json list) {
  if (!list.empty()) json[key] = std::move(list);
}

// A whole number is written without a fraction.
Json number_json(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) <= kExact) return static_cast<std::int64_t>(number);
  return number;
}

Json judged_value(const Value& value) {
  if (const bool* truth = std::get_if<bool>(&value.data)) return *truth ? "yes" : "no";
  if (value.is_null()) return "unknown";
  return value_to_json(value);
}

Json labels(const Theory& theory, const std::vector<models::StatementIndex>& statements) {
  Json list = Json::array();
  for (const models::StatementIndex i : statements) list.push_back(theory.statements[i].label);
  return list;
}

Json fact_json(const FactEvidence& fact) {
  Json json;
  switch (fact.kind) {
    case FactEvidence::Kind::Event: json = {{"event", fact.index}, {"type", fact.name}}; break;
    case FactEvidence::Kind::Judgement: json = {{"judgement", fact.index}}; break;
    case FactEvidence::Kind::Attribute: json = {{"attribute", fact.name}}; break;
    case FactEvidence::Kind::Link: json = {{"link", fact.name}}; break;
    case FactEvidence::Kind::Absence: json = {{"no_event", fact.name}}; break;
  }
  if (fact.value) json["value"] = fact.kind == FactEvidence::Kind::Judgement ? judged_value(*fact.value) : value_to_json(*fact.value);
  put_time(json, "at", fact.at);
  put_text(json, "by", fact.by);
  put_text(json, "basis", fact.basis);
  put_text(json, "source", fact.source);
  put_text(json, "quote", fact.quote);
  put_text(json, "record", fact.record);
  return json;
}

const char* key_of(MissingFact::Kind kind) {
  switch (kind) {
    case MissingFact::Kind::Attribute: return "attribute";
    case MissingFact::Kind::Event: return "event";
    case MissingFact::Kind::Judgement: return "judgement";
    case MissingFact::Kind::Link: return "link";
    case MissingFact::Kind::DateOf: return "date_of";
  }
  return "attribute";
}

// The propositions of a clause, in the order written.
void collect(const models::Clause& clause, const Theory& theory, Json& phrases) {
  if (clause.kind == models::Clause::Kind::Proposition) phrases.push_back(phrase_of(theory, clause.proposition));
  for (const models::Clause& part : clause.parts) collect(part, theory, phrases);
}

Json step_json(const Theory& theory, const models::Step& step, const models::StepResult& result) {
  Json json = {{"proposition", words_of(theory, step)}};
  if (step.clause.kind != models::Clause::Kind::Proposition) collect(step.clause, theory, json["propositions"]);
  if (step.negated) json["negated"] = true;
  if (step.previously) json["previously"] = true;
  json["role"] = models::to_string(step.role);
  json["state"] = models::to_string(result.state);
  put_time(json, "at", result.at);
  put_time(json, "earliest", result.earliest);
  put_time(json, "due", result.due);
  put_list(json, "evidence", evidence_to_json(result.evidence));
  put_list(json, "missing", missing_to_json(result.missing));
  return json;
}

Json steps_json(const Theory& theory, const models::Statement& statement, const Judging& judging) {
  Json list = Json::array();
  for (const models::StepResult& step : judging.steps)
    if (step.step >= 1 && step.step <= statement.steps.size())
      list.push_back(step_json(theory, statement.steps[step.step - 1], step));
  return list;
}

Json stall_json(const Theory& theory, const models::Stall& stall) {
  Json json = {{"step", stall.step}, {"proposition", phrase_of(theory, stall.proposition)},
               {"kind", models::to_string(stall.kind)}, {"reason", models::to_string(stall.reason)}};
  put_text(json, "amount", stall.amount);
  put_time(json, "since", stall.since);
  put_time(json, "due", stall.due);
  put_time(json, "seen_earlier", stall.seen_earlier);
  put_text(json, "record", stall.record);
  put_list(json, "may_lie_at", stall.may_lie_at);
  return json;
}

Json block_json(const Theory& theory, const models::Block& block) {
  Json json;
  if (block.proposition != models::kNone) {
    json["proposition"] = phrase_of(theory, block.proposition);
  } else {
    json["condition"] = block.text;
  }
  put_time(json, "since", block.since);
  if (block.days) json["days"] = *block.days;
  put_list(json, "evidence", evidence_to_json(block.evidence));
  return json;
}

// What a judging says beside its steps.
void put_reasons(Json& json, const Theory& theory, const Judging& judging) {
  put_time(json, "due", judging.due);
  if (judging.stall) json["stall"] = stall_json(theory, *judging.stall);
  if (judging.blocked_by) json["blocked_by"] = block_json(theory, *judging.blocked_by);
  put_list(json, "missing", missing_to_json(judging.missing));
}

// The occurrences that did not fire. The one the statement's own keys describe is not told twice.
Json occurrences_json(const Theory& theory, const models::StatementResult& result) {
  Json list = Json::array();
  bool told = false;
  for (const Judging& judging : result.not_fired) {
    Json json;
    put_time(json, "activated", judging.activated);
    json["verdict"] = models::to_string(judging.verdict);
    const bool same = !told && judging.verdict == result.verdict() && judging.activated == result.judging.activated;
    told = told || same;
    if (!same) put_reasons(json, theory, judging);
    if (!same) put_list(json, "flags", flag_words(judging.flags));
    list.push_back(std::move(json));
  }
  return list;
}

Json counts_json(const std::array<std::uint32_t, 6>& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) json[std::string(models::to_string(models::kVerdicts[i]))] = counts[i];
  return json;
}

Json phrases(const Theory& theory, const std::vector<models::PropositionIndex>& propositions) {
  Json list = Json::array();
  for (const models::PropositionIndex i : propositions) list.push_back(phrase_of(theory, i));
  return list;
}

Json problems_json(const std::vector<models::Problem>& problems) {
  Json list = Json::array();
  for (const models::Problem& problem : problems) list.push_back({{"path", problem.path}, {"message", problem.message}});
  return list;
}

Json all_counts(const engine::VerdictCounts& counts) {
  Json json;
  for (const models::Verdict v : models::kVerdicts) json[std::string(models::to_string(v))] = counts[v];
  return json;
}

template <typename Map, typename Name>
Json named_counts(const Map& counts, Name name) {
  Json list = Json::array();
  for (const auto& [key, count] : counts) {
    Json json = name(key);
    json["cases"] = count;
    list.push_back(std::move(json));
  }
  return list;
}

Json stalls_json(const Theory& theory, const engine::StatementSummary& summary) {
  Json list = Json::array();
  for (const auto& [place, count] : summary.stalls) {
    Json json = {{"step", place.step}, {"proposition", phrase_of(theory, place.proposition)},
                 {"kind", models::to_string(place.kind)}, {"reason", models::to_string(place.reason)},
                 {"cases", count.cases}, {"occurrences", count.occurrences}};
    for (const auto& [record, cases] : count.records) json["records"][record] = cases;
    list.push_back(std::move(json));
  }
  return list;
}

Json rate_json(const engine::VerdictCounts& counts) {
  const std::optional<double> rate = counts.rate();
  return rate ? Json(*rate) : Json();
}

Json statement_summary(const Theory& theory, const models::Statement& statement, const engine::StatementSummary& summary) {
  Json json = {{"id", statement.label}, {"cases", all_counts(summary.cases)},
               {"occurrences", all_counts(summary.occurrences)},
               {"rate", {{"by_case", rate_json(summary.cases)}, {"by_occurrence", rate_json(summary.occurrences)}}},
               {"fired_presumed", summary.fired_presumed}};
  put_list(json, "stalls", stalls_json(theory, summary));
  put_list(json, "blocked_by", named_counts(summary.blocks, [](const std::string& text) { return Json{{"text", text}}; }));
  put_list(json, "missing", named_counts(summary.missing, [](const MissingFact& fact) { return missing_to_json({fact})[0]; }));
  put_list(json, "held_back_by", named_counts(summary.held_back_by, [&](models::StatementIndex i) {
             return Json{{"statement", theory.statements[i].label}};
           }));
  Json flags = Json::object();
  for (std::size_t i = 0; i < models::kFlagCount; ++i)
    if (summary.flags[i] != 0) flags[std::string(models::to_string(static_cast<models::Flag>(i)))] = summary.flags[i];
  put_list(json, "flags", std::move(flags));
  return json;
}

template <typename Enum, std::size_t N>
Json word_counts(const std::array<std::uint64_t, N>& counts) {
  Json json = Json::object();
  for (std::size_t i = 1; i < N; ++i)
    if (counts[i] != 0) json[std::string(models::to_string(static_cast<Enum>(i)))] = counts[i];
  return json;
}

}  // namespace

Json value_to_json(const Value& value) {
  struct Visitor {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool truth) const { return truth; }
    Json operator()(double number) const { return number_json(number); }
    Json operator()(const std::string& text) const { return text; }
    Json operator()(const std::vector<Value>& values) const {
      Json list = Json::array();
      for (const Value& v : values) list.push_back(value_to_json(v));
      return list;
    }
  };
  return std::visit(Visitor{}, value.data);
}

Json evidence_to_json(const std::vector<FactEvidence>& evidence) {
  Json list = Json::array();
  for (const FactEvidence& fact : evidence) list.push_back(fact_json(fact));
  return list;
}

Json missing_to_json(const std::vector<MissingFact>& missing) {
  Json list = Json::array();
  for (const MissingFact& fact : missing) {
    Json json = {{key_of(fact.kind), fact.name}};
    put_text(json, "record", fact.record);
    list.push_back(std::move(json));
  }
  return list;
}

Json theory_to_json(const Theory& theory) {
  Json json = {{"name", theory.name}};
  put_text(json, "version", theory.version);
  json["sha256"] = theory.sha256;
  return json;
}

Json statement_to_json(const Theory& theory, const models::StatementResult& result) {
  const models::Statement& statement = theory.statements[result.statement];
  const bool many = has_occurrences(result);
  Json json = {{"id", statement.label}, {"verdict", models::to_string(result.verdict())}};
  if (many) {
    json["occurrences"] = counts_json(result.occurrences);
    put_list(json, "at", occurrences_json(theory, result));
  } else {
    put_time(json, "activated", result.judging.activated);
    put_list(json, "steps", steps_json(theory, statement, result.judging));
  }
  put_reasons(json, theory, result.judging);
  put_list(json, "failed", phrases(theory, result.failed));
  put_list(json, "failed_evidence", evidence_to_json(result.failed_evidence));
  put_list(json, "held_back_by", labels(theory, result.held_back_by));
  put_list(json, "waits_on", labels(theory, result.waits_on));
  put_list(json, "flags", flag_words(result.judging.flags));
  return json;
}

Json proposition_to_json(const Theory& theory, const models::PropositionResult& result) {
  const models::Proposition& proposition = theory.propositions[result.proposition];
  Json roles = Json::array();
  for (const models::Role role : proposition.roles) roles.push_back(models::to_string(role));
  Json json = {{"proposition", proposition.phrase}, {"roles", std::move(roles)},
               {"observed", models::to_string(result.observed)}, {"predicted", models::to_string(result.predicted)}};
  if (result.verdict != PropositionVerdict::None) {
    json["verdict"] = models::to_string(result.verdict);
    put_list(json, "also", labels(theory, result.also_stalled));
  }
  if (result.reading != models::Reading::None) json["reading"] = models::to_string(result.reading);
  if (result.verdict != PropositionVerdict::None) put_list(json, "statements", labels(theory, result.statements));
  return json;
}

std::string dumped(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

std::string result_line(const Theory& theory, const models::CaseResult& result) {
  Json json = {{"case", result.case_id}, {"as_of", models::to_string(result.as_of)}, {"theory", theory_to_json(theory)}};
  Json statements = Json::array(), propositions = Json::array();
  for (const models::StatementResult& s : result.statements) statements.push_back(statement_to_json(theory, s));
  for (const models::PropositionResult& p : result.propositions) propositions.push_back(proposition_to_json(theory, p));
  json["statements"] = std::move(statements);
  put_list(json, "propositions", std::move(propositions));
  put_list(json, "problems", problems_json(result.problems));
  return dumped(json) + "\n";
}

std::string summary_json(const Theory& theory, const engine::CohortSummary& summary, const Time& as_of) {
  Json json = {{"theory", theory_to_json(theory)}, {"as_of", models::to_string(as_of)}, {"cases", summary.cases}};
  if (summary.with_problems != 0) json["cases_with_problems"] = summary.with_problems;
  json["statements"] = Json::array();
  for (std::size_t i = 0; i < summary.statements.size(); ++i)
    json["statements"].push_back(statement_summary(theory, theory.statements[i], summary.statements[i]));
  Json propositions = Json::array();
  for (std::size_t i = 0; i < summary.propositions.size(); ++i) {
    Json counts = {{"proposition", theory.propositions[i].phrase}};
    put_list(counts, "verdicts", word_counts<PropositionVerdict>(summary.propositions[i].verdicts));
    put_list(counts, "readings", word_counts<models::Reading>(summary.propositions[i].readings));
    if (counts.size() > 1) propositions.push_back(std::move(counts));
  }
  put_list(json, "propositions", std::move(propositions));
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli

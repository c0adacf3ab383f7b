#include "cli/redaction.h"

#include <algorithm>
#include <variant>

#include "engine/recording.h"

namespace realist::cli {
namespace {

using models::CaseRecord;

constexpr const char* kLeftOut = "(left out)";

void add_words(const engine::AskedValue& value, std::set<std::string>& words) {
  for (const std::string& word : value.words) words.insert(models::fold(word));
}

bool is_plain(const std::string& text) {
  return text.empty() || models::parse_time(text).has_value() || text.find_first_not_of("0123456789.,-+") == std::string::npos;
}

}  // namespace

Redaction::Redaction(const models::Theory& theory, const engine::LinkedRecords& by_id) : by_id_(by_id) {
  for (const engine::RecordingPart& part : engine::what_to_record(theory))
    for (const engine::RecordingItem& item : part.items) {
      add_words(item.value, words_);
      for (const engine::AskedField& field : item.fields) add_words(field.value, words_);
      for (const std::string& judge : item.judges) words_.insert(models::fold(judge));
    }
  for (const char* word : {"yes", "no", "partly", "true", "false", "unknown"}) words_.insert(word);
}

bool Redaction::stays(const std::string& text) const { return is_plain(text) || by_id_.contains(text) || words_.contains(models::fold(text)); }

void Redaction::redact(models::Value& value) const {
  if (auto* text = std::get_if<std::string>(&value.data); text && !stays(*text)) *text = kLeftOut;
  if (auto* list = std::get_if<std::vector<models::Value>>(&value.data))
    for (models::Value& part : *list) redact(part);
}

void Redaction::redact(std::string& by) const {
  if (!stays(by)) by.clear();
}

void Redaction::redact(std::vector<models::FactEvidence>& evidence) const {
  for (models::FactEvidence& fact : evidence) {
    fact.quote.clear();
    redact(fact.source);
    redact(fact.by);
    if (fact.value && fact.kind != models::FactEvidence::Kind::Link) redact(*fact.value);
  }
}

void Redaction::redact(models::Judging& judging) const {
  redact(judging.antecedent_evidence);
  for (models::StepResult& step : judging.steps) redact(step.evidence);
  if (judging.blocked_by) redact(judging.blocked_by->evidence);
}

void Redaction::redact(std::vector<models::Problem>& problems) const {
  for (models::Problem& problem : problems) problem.message = "cannot be used as it stands (what it says is left out)";
}

void Redaction::redact(models::CaseResult& result) const {
  for (models::StatementResult& statement : result.statements) {
    redact(statement.judging);
    redact(statement.failed_evidence);
    for (models::Judging& judging : statement.not_fired) redact(judging);
  }
  redact(result.problems);
}

void Redaction::redact(engine::Agenda& agenda) const {
  for (engine::AgendaItem& item : agenda.items) redact(item.judging);
  for (engine::SharedCause& cause : agenda.causes)
    for (engine::OwnFact& fact : cause.facts) {
      redact(fact.value);
      redact(fact.source);
    }
}

CaseRecord Redaction::redacted(CaseRecord record) const {
  for (models::Attribute& attribute : record.attributes)
    for (models::DatedValue& value : attribute.history) {
      redact(value.value);
      redact(value.source);
    }
  for (models::Event& event : record.events)
    for (auto& [path, value] : event.fields) redact(value);
  for (models::Judgement& judgement : record.judgements) {
    redact(judgement.value);
    redact(judgement.by);
    redact(judgement.source);
    judgement.quote.clear();
  }
  for (models::Pause& pause : record.pauses) redact(pause.reason);
  redact(record.closed_reason);
  redact(record.problems);
  return record;
}

RedactedRecords redacted_records(const Redaction& redaction, const std::deque<CaseRecord>& records) {
  RedactedRecords all;
  for (const CaseRecord& record : records) all.records.push_back(redaction.redacted(record));
  for (const CaseRecord& record : all.records) all.by_id.emplace(record.id, &record);
  return all;
}

}  // namespace realist::cli

#include "engine/activations.h"

#include <algorithm>
#include <tuple>

namespace realist::engine {
namespace {

using models::Verdict;

// The latest known value at or before `at`; of a day, any of that day. An undated one is the earliest.
std::optional<AttributeThen> value_at(const models::Attribute& attribute, const models::Time& at) {
  const models::DatedValue* best = nullptr;
  for (const models::DatedValue& value : attribute.history) {
    if (value.at && models::compare(value.at->start(), at.end()) > 0) continue;
    if (best == nullptr || (value.at && (!best->at || models::compare(*best->at, *value.at) <= 0))) best = &value;
  }
  if (best == nullptr || best->value.is_null()) return std::nullopt;
  return AttributeThen{attribute.path, best->value, !best->at};
}

}  // namespace

models::Theory first_time_only(models::Theory theory) {
  for (models::Statement& statement : theory.statements)
    if (statement.form == models::Form::Whenever) statement.form = models::Form::If;
  return theory;
}

StateThen ActivationReader::state_at(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at,
                                     const std::vector<models::FactEvidence>& activating) {
  StateThen then;
  states_.read(record_at(record, at, activating), linked, at, then.propositions);
  for (const models::Attribute& attribute : record.attributes)
    if (auto value = value_at(attribute, at)) then.attributes.push_back(std::move(*value));
  return then;
}

CaseActivations ActivationReader::read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result) {
  CaseActivations out{record.id, {}, {}};
  std::vector<std::pair<models::Time, std::vector<models::FactEvidence>>> known;  // by position in `states`
  for (const models::StatementResult& statement : result.statements) {
    if (statement.verdict() != Verdict::Fired && statement.verdict() != Verdict::Stalled) continue;
    const models::Judging& judging = statement.judging;
    // Where undated facts alone activated it, it stands from the beginning of the case on.
    const models::Time at = judging.activated ? *judging.activated : beginning_of(plan_, record, as_of).value_or(as_of);
    const std::vector<models::FactEvidence> activating = judging.activated ? judging.antecedent_evidence : std::vector<models::FactEvidence>{};
    auto same = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.first == at && one.second == activating; });
    if (same == known.end()) {
      out.states.push_back(state_at(record, linked, at, activating));
      same = known.insert(known.end(), {at, activating});
    }
    out.decided.push_back({statement.statement, statement.verdict() == Verdict::Fired, static_cast<std::size_t>(same - known.begin())});
  }
  return out;
}

}  // namespace realist::engine

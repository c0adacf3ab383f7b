#include "cli/why_conflict.h"

#include <algorithm>
#include <set>

namespace realist::cli {
namespace {

using models::CaseRecord;
using models::Condition;
using models::FactEvidence;
using models::PropositionIndex;
using models::Theory;
using models::Time;

constexpr std::size_t kDepth = 8;  // propositions within propositions

bool visible(const std::optional<Time>& at, const Time& as_of) { return !at || models::at_or_before(*at, as_of.end()); }

// A day and an instant of it are equally late.
bool one_date(const std::optional<Time>& a, const std::optional<Time>& b) {
  if (!a || !b) return !a && !b;
  if (a->day || b->day) return models::date_string(*a) == models::date_string(*b);
  return models::compare(*a, *b) == 0;
}

std::vector<FactEvidence> those_that_differ(const std::vector<FactEvidence>& facts) {
  std::vector<FactEvidence> found;
  for (const FactEvidence& a : facts)
    if (std::any_of(facts.begin(), facts.end(), [&](const FactEvidence& b) { return one_date(a.at, b.at) && a.name == b.name && !(a.value == b.value); }))
      found.push_back(a);
  return found;
}

std::vector<FactEvidence> judgements(const Theory& theory, PropositionIndex p, const CaseRecord& record, const Time& as_of) {
  std::vector<FactEvidence> facts;
  for (std::size_t i = 0; i < record.judgements.size(); ++i) {
    const models::Judgement& j = record.judgements[i];
    const std::optional<Time>& at = j.since ? j.since : j.at;
    if (!visible(j.at, as_of) || !visible(at, as_of) || models::find_proposition(theory, j.about).index != p) continue;
    facts.push_back({FactEvidence::Kind::Judgement, i, theory.propositions[p].phrase, j.value, j.at ? j.at : j.since, j.by, j.basis, j.source, j.quote, ""});
  }
  return facts;
}

void attributes(const Theory& theory, const Condition& condition, std::set<std::string>& paths, std::size_t depth) {
  if (depth > kDepth) return;
  if (condition.kind == Condition::Kind::Attribute) paths.insert(condition.field.path);
  for (const Condition& part : condition.parts) attributes(theory, part, paths, depth);
  if (condition.kind != Condition::Kind::Proposition) return;
  const auto& inner = theory.propositions[condition.proposition].indicator;
  if (inner) attributes(theory, *inner, paths, depth + 1);
}

std::vector<FactEvidence> values(const std::string& path, const CaseRecord& record, const Time& as_of) {
  std::vector<FactEvidence> facts;
  for (const models::Attribute& attribute : record.attributes)
    if (attribute.path == path)
      for (const models::DatedValue& value : attribute.history)
        if (visible(value.at, as_of))
          facts.push_back({FactEvidence::Kind::Attribute, 0, path, value.value, value.at, "", "", value.source, "", ""});
  return facts;
}

}  // namespace

std::vector<FactEvidence> disagreeing_facts(const Theory& theory, PropositionIndex proposition, const CaseRecord& record, const Time& as_of) {
  std::vector<FactEvidence> found = those_that_differ(judgements(theory, proposition, record, as_of));
  const auto& indicator = theory.propositions[proposition].indicator;
  std::set<std::string> paths;
  if (indicator) attributes(theory, *indicator, paths, 0);
  for (const std::string& path : paths)
    for (FactEvidence& fact : those_that_differ(values(path, record, as_of))) found.push_back(std::move(fact));
  return found;
}

std::vector<FactEvidence> deciding_judgements(const Theory& theory, PropositionIndex proposition, const CaseRecord& record, const Time& as_of) {
  std::vector<FactEvidence> facts = judgements(theory, proposition, record, as_of);
  std::erase_if(facts, [](const FactEvidence& fact) { return !std::holds_alternative<bool>(fact.value->data); });
  const auto earlier = [](const FactEvidence& a, const FactEvidence& b) { return b.at && (!a.at || models::compare(*a.at, *b.at) < 0); };
  const auto latest = std::max_element(facts.begin(), facts.end(), earlier);
  return latest == facts.end() ? facts : std::vector<FactEvidence>{*latest};
}

}  // namespace realist::cli

#include "cli/grouping.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/stops.h"
#include "rules/asked_condition.h"

namespace realist::cli {
namespace {

using models::Condition;

// A path has one word; what has several, or a brace, can only be a condition.
bool is_path(const std::string& text) {
  return text.starts_with("attributes.") || text.starts_with("links.") || text.find_first_of(" \t\n{(<>=\"") == std::string::npos;
}

void attributes_in(const Condition& condition, std::vector<std::string>& paths) {
  for (const Condition& part : condition.parts) attributes_in(part, paths);
  if (condition.kind == Condition::Kind::Attribute) paths.push_back(condition.field.path);
  if (condition.kind != Condition::Kind::Number) return;
  for (const models::NumberTerm& term : {*condition.left, *condition.right, *condition.right2})
    if (term.kind == models::NumberTerm::Kind::Attribute) paths.push_back(term.path);
}

WithColumn column_from(const std::string& path) {
  try {
    return with_columns({path}, "--by").front();
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}; or a condition, as in --by \"age at least 18\"", error.what()));
  }
}

Grouping grouping_from(models::Theory& theory, const std::string& text) {
  if (text.empty()) throw UsageError("--by takes a path, as in --by links.site, or a condition, as in --by \"age at least 18\"");
  if (is_path(text)) return {text, column_from(text), models::kNone, {}};
  rules::AskedCondition asked = rules::read_condition(theory, text);
  if (!asked.condition) throw UsageError(fmt::format("--by \"{}\": {}", text, asked.fault));
  Grouping grouping{text, std::nullopt, static_cast<models::PropositionIndex>(theory.propositions.size()), {}};
  attributes_in(*asked.condition, grouping.paths);
  models::Proposition group;
  group.id = fmt::format("by-{}", theory.propositions.size());
  group.phrase = text;
  group.roles = {models::Role::Context};
  group.indicator = std::move(*asked.condition);
  group.observed_when = text;
  group.declared = true;
  theory.propositions.push_back(std::move(group));
  return grouping;
}

std::string word_for(models::Tri value) {
  switch (value) {
    case models::Tri::True: return "yes";
    case models::Tri::False: return "no";
    case models::Tri::NotYet: return "not yet";
    case models::Tri::Unknown: break;
  }
  return "";
}

}  // namespace

Groupings groupings_from(const models::Theory& theory, const std::vector<std::string>& by) {
  Groupings groupings;
  models::Theory wider = theory;
  for (const std::string& text : by) groupings.all.push_back(grouping_from(wider, text));
  if (wider.propositions.size() > theory.propositions.size()) groupings.plan = engine::compile(wider);
  return groupings;
}

GroupReader::GroupReader(const Groupings& groupings, const models::Time& as_of, const engine::LinkedRecords& linked)
    : groupings_(groupings), as_of_(as_of), linked_(linked) {
  if (groupings.plan) states_.emplace(*groupings.plan);
}

std::vector<std::string> GroupReader::groups_of(const models::CaseRecord& record) {
  std::vector<std::string> groups;
  for (const Grouping& grouping : groupings_.all)
    groups.push_back(grouping.column ? with_value(*grouping.column, record, as_of_)
                                     : word_for(states_->read(record, linked_, as_of_, grouping.proposition).value));
  return groups;
}

void add_paths_of(const models::CaseRecord& record, std::set<std::string>& paths) {
  for (const models::Link& link : record.links) paths.insert("links." + link.kind);
  for (const models::Attribute& attribute : record.attributes) paths.insert("attributes." + attribute.path);
}

std::string group_words(const std::string& group) { return group.empty() ? "not known" : group; }

bool group_before(const Grouping& by, const std::string& a, const std::string& b) {
  const auto rank = [&](const std::string& group) {
    if (group.empty()) return 4;
    if (by.column) return 0;
    return group == "yes" ? 1 : group == "no" ? 2 : 3;
  };
  return rank(a) != rank(b) ? rank(a) < rank(b) : a < b;
}

}  // namespace realist::cli

#include <nlohmann/json.hpp>

#include "cli/pattern_report.h"
#include "cli/result_json.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using models::PropositionIndex;
using models::StatementIndex;
using models::Verdict;

Json interval_json(const std::optional<engine::Interval>& interval) {
  return interval ? Json{{"low", interval->low}, {"high", interval->high}} : Json(nullptr);
}

// A rate that rests on nothing is null.
Json rate_json(engine::Share share) {
  return {{"fired", share.part}, {"decided", share.whole}, {"value", share.whole == 0 ? Json(nullptr) : Json(share.value())}, {"interval", interval_json(engine::wilson(share))},
          {"few_cases", share.whole < engine::kFewCases}};
}

Json verdicts_json(const PatternCounts& counts, StatementIndex s) {
  Json json = Json::object();
  for (const Verdict verdict : models::kVerdicts) json[std::string(models::to_string(verdict))] = counts.summary.statements[s].cases[verdict];
  return json;
}

Json stalls_json(const models::Theory& theory, const engine::StatementSummary& summary) {
  Json list = Json::array();
  for (const auto& [place, count] : summary.stalls)
    list.push_back({{"step", place.step}, {"proposition", phrase_of(theory, place.proposition)}, {"kind", models::to_string(place.kind)},
                    {"reason", models::to_string(place.reason)}, {"cases", count.cases}, {"occurrences", count.occurrences}});
  return list;
}

Json steps_json(const models::Theory& theory, const PatternCounts& counts, StatementIndex s) {
  Json list = Json::array();
  const std::vector<FunnelStep>& steps = counts.funnel.statements[s];
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const models::Step& step = theory.statements[s].steps[i];
    list.push_back({{"step", i + 1}, {"proposition", words_of(theory, step)}, {"role", models::to_string(step.role)}, {"reached", steps[i].reached()}, {"went_on", steps[i].passed},
                    {"stalled", steps[i].stalled}, {"pending", steps[i].pending}, {"blocked", steps[i].blocked}, {"undetermined", steps[i].undetermined}});
  }
  return list;
}

Json statement_json(const models::Theory& theory, const PatternCounts& counts, StatementIndex s) {
  const engine::StatementSummary& summary = counts.summary.statements[s];
  Json json = {{"id", theory.statements[s].label}, {"activated", counts.activated[s]}, {"verdicts", verdicts_json(counts, s)},
               {"undetermined_after_activation", counts.undetermined_on_the_way(s)}, {"fired_with_presumed_steps", summary.fired_presumed}, {"rate", rate_json(counts.rate(s))}};
  if (theory.statements[s].form == models::Form::Whenever)
    json["occurrences"] = {{"fired", summary.occurrences[Verdict::Fired]}, {"stalled", summary.occurrences[Verdict::Stalled]}, {"all", summary.occurrences.total()}};
  json["steps"] = steps_json(theory, counts, s);
  json["stalled_at"] = stalls_json(theory, summary);
  json["by_another_route"] = summary.flags[static_cast<std::size_t>(models::Flag::Bypassed)];
  return json;
}

template <typename Enum, typename Counts>
Json words_json(const Counts& counts) {
  Json json = Json::object();
  for (std::size_t i = 1; i < counts.size(); ++i)
    if (counts[i] != 0) json[std::string(models::to_string(static_cast<Enum>(i)))] = counts[i];
  return json;
}

Json predicted_json(const std::array<std::array<std::uint64_t, 4>, 4>& counts) {
  Json list = Json::array();
  for (std::size_t p = 0; p < counts.size(); ++p)
    for (std::size_t o = 0; o < counts[p].size(); ++o)
      if (counts[p][o] != 0)
        list.push_back({{"predicted", models::to_string(static_cast<models::Truth>(p))}, {"observed", models::to_string(static_cast<models::Truth>(o))}, {"cases", counts[p][o]}});
  return list;
}

Json proposition_json(const Patterns& patterns, PropositionIndex p) {
  const engine::PropositionSummary& summary = patterns.all.summary.propositions[p];
  const engine::Seen& seen = patterns.all.observed[p];
  Json roles = Json::array();
  for (const models::Role role : patterns.theory.propositions[p].roles) roles.push_back(models::to_string(role));
  Json json = {{"proposition", phrase_of(patterns.theory, p)}, {"roles", std::move(roles)}, {"observed", {{"true", seen.yes}, {"false", seen.no}, {"unknown", seen.unknown}}}};
  if (Json verdicts = words_json<models::PropositionVerdict>(summary.verdicts); !verdicts.empty()) json["verdicts"] = std::move(verdicts);
  if (Json readings = words_json<models::Reading>(summary.readings); !readings.empty()) json["readings"] = std::move(readings);
  json["predicted_and_observed"] = predicted_json(patterns.all.predicted[p]);
  return json;
}

Json coverage_json(const Patterns& patterns) {
  const CoverageGaps gaps = coverage_gaps(patterns);
  const auto labels = [&](const std::vector<StatementIndex>& which) {
    Json list = Json::array();
    for (const StatementIndex s : which) list.push_back(patterns.theory.statements[s].label);
    return list;
  };
  const auto phrases = [&](const std::vector<PropositionIndex>& which) {
    Json list = Json::array();
    for (const PropositionIndex p : which) list.push_back(phrase_of(patterns.theory, p));
    return list;
  };
  return {{"untested", labels(gaps.untested)}, {"undecided", labels(gaps.undecided)}, {"never_refuted", labels(gaps.never_refuted)}, {"never_fired", labels(gaps.never_fired)},
          {"contexts_never_seen", phrases(gaps.never_seen)}, {"contexts_always_seen", phrases(gaps.always_seen)}};
}

Json contrast_json(const PatternBy& by, const PatternGroup& group, const Contrast& contrast, StatementIndex s) {
  Json json = {{"group", group.name.empty() ? Json(nullptr) : Json(group.name)}, {"activated", group.counts.activated[s]}, {"verdicts", verdicts_json(group.counts, s)}, {"rate", rate_json(contrast.share)}};
  if (contrast.other)
    json["difference"] = {{"from", against_the_others(by) ? "the other known groups" : "the second group"}, {"other", {{"fired", contrast.other->part}, {"decided", contrast.other->whole}}},
                          {"value", contrast.difference ? Json(*contrast.difference) : Json(nullptr)}, {"interval", interval_json(contrast.of_difference)}};
  return json;
}

Json by_json(const Patterns& patterns, const PatternBy& by) {
  Json json = {{"by", by.grouping.words}}, groups = Json::array(), statements = Json::array();
  for (const PatternGroup& group : by.groups) groups.push_back({{"group", group.name.empty() ? Json(nullptr) : Json(group.name)}, {"cases", group.counts.cases()}});
  for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s) {
    Json list = Json::array();
    const std::vector<Contrast> all = contrasts(by, s);
    for (std::size_t g = 0; g < all.size(); ++g) list.push_back(contrast_json(by, by.groups[g], all[g], s));
    statements.push_back({{"id", patterns.theory.statements[s].label}, {"groups", std::move(list)}});
  }
  json["groups"] = std::move(groups);
  json["statements"] = std::move(statements);
  return json;
}

}  // namespace

std::string patterns_json(const Patterns& patterns) {
  Json json = {{"theory", theory_to_json(patterns.theory)}, {"as_of", models::to_string(patterns.as_of)}, {"cases", patterns.all.cases()},
               {"intervals", {{"level", 0.95}, {"rate", "Wilson 1927"}, {"difference", "Newcombe 1998, method 10"}}}};
  Json statements = Json::array(), propositions = Json::array();
  for (StatementIndex s = 0; s < patterns.theory.statements.size(); ++s) statements.push_back(statement_json(patterns.theory, patterns.all, s));
  for (PropositionIndex p = 0; p < patterns.theory.propositions.size(); ++p) propositions.push_back(proposition_json(patterns, p));
  json["statements"] = std::move(statements);
  json["propositions"] = std::move(propositions);
  json["coverage"] = coverage_json(patterns);
  if (!patterns.by.empty()) {
    json["by"] = Json::array();
    for (const PatternBy& by : patterns.by) json["by"].push_back(by_json(patterns, by));
  }
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli

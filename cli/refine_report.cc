#include "cli/refine_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/pattern_report.h"
#include "cli/plain_words.h"
#include "cli/result_json.h"
#include "cli/result_table.h"
#include "cli/result_words.h"
#include "cli/set_words.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using engine::ContextName;
using engine::FoundContext;
using engine::StatementContexts;
using Json = nlohmann::ordered_json;

constexpr std::size_t kColumns = 80, kMostNamed = 12;

const StatementContexts& table_of(const Refinement& r, const FoundContext& context) { return r.tables.statements[context.table]; }

const models::Statement& statement_of(const Refinement& r, const FoundContext& context) { return r.theory.statements[table_of(r, context).statement]; }

bool helps(const FoundContext& context) { return context.inside.value() >= context.outside.value(); }

// What a value has to be quoted for in a condition.
std::string condition_text(const ContextName& name) {
  const auto quoted = [](const std::string& word) { return word.find_first_of(" ,\"()") == std::string::npos ? word : "\"" + word + "\""; };
  const std::string path = quoted(name.path);
  switch (name.kind) {
    case ContextName::Kind::Is: return fmt::format("{} is {}", path, quoted(name.value));
    case ContextName::Kind::Contains: return fmt::format("{} contains {}", path, quoted(name.value));
    default: return fmt::format("{} at least {}", path, name.value);
  }
}

std::string part_words(const Refinement& r, const FoundContext& context, const engine::ContextPart& part) {
  return (part.so ? "" : "not ") + context_words(r.theory, table_of(r, context).columns[part.column].name);
}

std::string whole_words(const Refinement& r, const FoundContext& context) {
  std::vector<std::string> parts;
  for (const bool so : {true, false})
    for (const engine::ContextPart& part : context.parts)
      if (part.so == so) parts.push_back(part_words(r, context, part));
  return listed(parts);
}

std::string times_words(const Refinement& r, double chance) {
  const auto tries = static_cast<double>(r.choices.shuffles + 1);
  return fmt::format("{:.0f} of {:.0f} tries", chance * tries, tries);
}

// ---- text

void name_cases(Page& page, const std::string& what, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < std::min(kMostNamed, ids.size()); ++i) names += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > kMostNamed) names += fmt::format(" and {} more", ids.size() - kMostNamed);
  page.line(fmt::format("{}: {}", what, names), 5, 2);
}

// The same told by other columns: whoever reads has to choose which is meant.
std::string also_words(const Refinement& r, const FoundContext& context) {
  std::vector<std::string> others;
  for (const engine::ContextPart& part : context.parts) {
    const engine::ContextColumn& column = table_of(r, context).columns[part.column];
    for (const ContextName& same : column.same) others.push_back(context_words(r.theory, same));
  }
  return listed(others);
}

std::string suggestion(const FoundContext& context) {
  if (helps(context)) return "add it as a context?";
  return context.parts.size() == 1 ? "add its absence as a context, or it as an `unless`?" : "add it as an `unless`?";
}

void ask(Page& page, const Refinement& r, std::size_t number, const FoundContext& context) {
  const bool with_first = helps(context);
  const engine::Share& first = with_first ? context.inside : context.outside;
  const engine::Share& second = with_first ? context.outside : context.inside;
  page.blank();
  page.line(fmt::format("{:>2}. {}", number, clipped(statement_line(statement_of(r, context)), kColumns - 4)), 0, 4);
  const std::string what = whole_words(r, context);
  if (context.parts.size() == 1)
    page.line(fmt::format("Fires in {} of {} {} {}, in {} of {} {}: {}", first.part, first.whole, with_first ? "with" : "without", what, second.part, second.whole,
                          with_first ? "without it" : "with it", suggestion(context)), 5);
  else
    page.line(fmt::format("Fires in {} of {} with {}, in {} of {} elsewhere: {}", context.inside.part, context.inside.whole, what, context.outside.part, context.outside.whole,
                          suggestion(context)), 5);
  Contrast contrast;
  contrast.share = first;
  contrast.difference = first.value() - second.value();
  contrast.of_difference = engine::difference_interval(first, second);
  page.line(fmt::format("{} apart. A search as wide came upon as much in {}, the records as they are among them.", difference_words(contrast), times_words(r, context.chance)), 5);
  const ContextCases cases = cases_of(r, context);
  if (cases.undated > 0)
    page.line(fmt::format("Undated in {}: taken as it stands; whether it was so at the time is not recorded.", count_words(cases.undated, "case", "cases")), 5);
  if (const std::string also = also_words(r, context); !also.empty()) page.line(fmt::format("The same cases are told apart by {}: which of them is meant?", also), 5);
  name_cases(page, "with it, fired", cases.inside_fired);
  name_cases(page, "with it, stalled", cases.inside_stalled);
  name_cases(page, "without it, fired", cases.outside_fired);
  name_cases(page, "without it, stalled", cases.outside_stalled);
  name_cases(page, "not known whether", cases.unknown);
}

void put_not_searched(Page& page, const Refinement& r) {
  std::vector<std::string> labels;
  for (const models::StatementIndex s : too_few(r)) labels.push_back(r.theory.statements[s].label);
  if (!labels.empty())
    page.line(fmt::format("Too few cases fired or stalled to look at ({} of each are needed): {}.", r.choices.smallest, listed(labels)), 0, 2);
  if (!r.tables.too_varied.empty())
    page.line(fmt::format("Attributes not looked at, with more than {} different values or with dates: {}.", engine::kMostValues, listed(r.tables.too_varied)), 0, 2);
}

// ---- JSON

Json name_json(const models::Theory& theory, const ContextName& name) {
  if (name.kind == ContextName::Kind::Proposition) return {{"proposition", phrase_of(theory, name.proposition)}};
  return {{"condition", condition_text(name)}, {"attribute", name.path}, {"value", name.value}};
}

Json share_json(const engine::Share& share) { return {{"fired", share.part}, {"decided", share.whole}}; }

Json question_json(const Refinement& r, const FoundContext& context) {
  Json parts = Json::array();
  for (const engine::ContextPart& part : context.parts) {
    const engine::ContextColumn& column = table_of(r, context).columns[part.column];
    Json json = name_json(r.theory, column.name);
    json["so"] = part.so;
    for (const ContextName& same : column.same) json["same_cases_as"].push_back(name_json(r.theory, same));
    parts.push_back(std::move(json));
  }
  const auto interval = engine::difference_interval(context.inside, context.outside);
  const ContextCases cases = cases_of(r, context);
  return {{"statement", statement_of(r, context).label}, {"context", std::move(parts)}, {"with", share_json(context.inside)}, {"without", share_json(context.outside)},
          {"not_known", context.unknown}, {"undated", cases.undated},
          {"difference", {{"value", context.inside.value() - context.outside.value()}, {"low", interval->low}, {"high", interval->high}}}, {"chance", context.chance},
          {"cases", {{"with_fired", cases.inside_fired}, {"with_stalled", cases.inside_stalled}, {"without_fired", cases.outside_fired},
                     {"without_stalled", cases.outside_stalled}, {"not_known", cases.unknown}}}};
}

}  // namespace

std::string context_words(const models::Theory& theory, const ContextName& name) {
  return name.kind == ContextName::Kind::Proposition ? fmt::format("“{}”", phrase_of(theory, name.proposition)) : fmt::format("`{}`", condition_text(name));
}

ContextCases cases_of(const Refinement& r, const FoundContext& context) {
  const StatementContexts& contexts = table_of(r, context);
  const std::vector<std::int8_t> members = engine::members_of(contexts.table, context.parts);
  ContextCases out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool fired = contexts.table.fired[i] != 0;
    auto& list = members[i] < 0 ? out.unknown : members[i] > 0 ? (fired ? out.inside_fired : out.inside_stalled) : fired ? out.outside_fired : out.outside_stalled;
    list.push_back(r.cases[contexts.cases[i]].case_id);
    out.undated += members[i] >= 0 && std::any_of(context.parts.begin(), context.parts.end(), [&](const engine::ContextPart& part) { return contexts.columns[part.column].undated[i] != 0; });
  }
  return out;
}

std::vector<models::StatementIndex> too_few(const Refinement& r) {
  std::vector<models::StatementIndex> out;
  for (const StatementContexts& contexts : r.tables.statements) {
    const auto fired = static_cast<std::size_t>(std::count(contexts.table.fired.begin(), contexts.table.fired.end(), 1));
    if (fired < r.choices.smallest || contexts.table.fired.size() - fired < r.choices.smallest) out.push_back(contexts.statement);
  }
  return out;
}

std::string refine_text(const Refinement& r, PageStyle style) {
  Page page(style);
  page.line(fmt::format("Questions to {}{}{}, from {}, as of {}", r.theory.name, r.theory.version.empty() ? "" : " ", r.theory.version, count_words(r.all_cases, "case", "cases"),
                        models::to_string(r.as_of)));
  page.line(fmt::format("Looked at: {} in {} that fired in some cases and stalled in others, by what was so when they were activated. Where a `Whenever` was activated several "
                        "times, its first time counts.", count_words(r.search.contexts, "context", "contexts"), count_words(r.search.tables, "statement", "statements")));
  const std::size_t shown = std::min(r.most, r.search.found.size());
  for (std::size_t i = 0; i < shown; ++i) ask(page, r, i + 1, r.search.found[i]);
  page.blank();
  if (r.search.contexts == 0) page.line("There was nothing to look at: no question.");
  else if (shown == 0)
    page.line(fmt::format("No question: nothing tells fired from stalled more than chance would. A search as wide came upon as much as the most telling context in {}; "
                          "offered is what comes up in at most {:g}% (--chance).", times_words(r, r.search.least_chance), r.choices.chance * 100));
  else {
    if (r.search.found.size() > shown) page.line(fmt::format("{} more (--most).", r.search.found.size() - shown));
    page.line(fmt::format("These are questions, not findings. They come from these cases and cannot be tested by them: ask people who know, read the cases that deviate, and try it on "
                          "other cases. Chance: the whole search was made again {} times with the verdicts shuffled among the cases of each statement (seed {}).", r.choices.shuffles, r.choices.seed));
  }
  put_not_searched(page, r);
  return page.text();
}

std::string refine_json(const Refinement& r) {
  Json json = {{"theory", theory_to_json(r.theory)}, {"as_of", models::to_string(r.as_of)}, {"cases", r.all_cases},
               {"searched", {{"statements", r.search.tables}, {"contexts", r.search.contexts}, {"shuffles", r.choices.shuffles}, {"seed", r.choices.seed},
                             {"chance_at_most", r.choices.chance}, {"least_chance", r.search.contexts == 0 ? Json(nullptr) : Json(r.search.least_chance)}}}};
  json["questions"] = Json::array();
  for (std::size_t i = 0; i < std::min(r.most, r.search.found.size()); ++i) json["questions"].push_back(question_json(r, r.search.found[i]));
  json["more_questions"] = r.search.found.size() - json["questions"].size();
  json["too_few_cases"] = Json::array();
  for (const models::StatementIndex s : too_few(r)) json["too_few_cases"].push_back(r.theory.statements[s].label);
  json["attributes_not_looked_at"] = r.tables.too_varied;
  return dumped(json, 2) + "\n";
}

}  // namespace realist::cli

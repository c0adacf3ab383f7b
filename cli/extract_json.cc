#include "cli/extract_json.h"

#include <nlohmann/json.hpp>

#include "rules/characters.h"
#include "rules/prose/draft_text.h"

namespace realist::cli {
namespace {

using Json = nlohmann::ordered_json;
using namespace rules::prose;

Json place(const std::string& document, const Sentence& sentence) {
  Json json = {{"document", document}, {"line", sentence.line}};
  if (sentence.last_line != sentence.line) json["last_line"] = sentence.last_line;
  json["sentence"] = sentence.number;
  return json;
}

Json words(const Span& span, const std::string& text) { return {{"words", std::string(span.of(text))}, {"begin", span.begin}, {"end", span.end}}; }

Json clause(const Part& part, const std::string& phrase, const std::string& text) {
  Json json = {{"phrase", phrase}, {"begin", part.span.begin}, {"end", part.span.end}};
  if (part.negative) json["negative"] = true;
  for (const StrengthWord& word : part.strength) {
    Json one = words(word.span, text);
    one["strength"] = to_string(word.strength);
    json["strength"].push_back(one);
  }
  if (part.window) json["window"] = part.window->text;
  for (const Span& time : part.times) json["times"].push_back(words(time, text));
  return json;
}

Json tag(const TagUse& use, const std::string& text) {
  Json json = words(use.span, text);
  switch (use.where) {
    case TagUse::Where::Statement: json["of"] = "statement"; break;
    case TagUse::Where::Antecedent: json["of"] = "antecedent", json["clause"] = use.part + 1; break;
    case TagUse::Where::Step: json["of"] = "step", json["step"] = use.step + 1, json["clause"] = use.part + 1; break;
    case TagUse::Where::Outside: json["of"] = "another clause"; break;
  }
  return json;
}

void add_clauses(Json& json, const DraftStatement& found) {
  const std::string& text = found.sentence.text;
  const Phrases phrases = phrases_of(found.sentence, found.statement);
  json["antecedent"] = Json::array();
  for (std::size_t i = 0; i < phrases.antecedent.size(); ++i) json["antecedent"].push_back(clause(found.statement.antecedent[i], phrases.antecedent[i], text));
  json["steps"] = Json::array();
  for (std::size_t s = 0; s < phrases.steps.size(); ++s) {
    Json clauses = Json::array();
    for (std::size_t p = 0; p < phrases.steps[s].size(); ++p) clauses.push_back(clause(found.statement.steps[s].parts[p], phrases.steps[s][p], text));
    json["steps"].push_back({{"clauses", clauses}});
  }
}

Json statement(const DraftStatement& found) {
  Json json;
  if (!found.label.empty()) json["label"] = found.label;
  json["written"] = to_string(found.written);
  if (!found.label_of_first.empty()) json["same_as"] = found.label_of_first;
  json["at"] = place(found.document, found.sentence);
  json["text"] = found.sentence.text;
  json["marker"] = to_string(found.statement.marker);
  add_clauses(json, found);
  for (const TagUse& use : found.statement.tags) json["tags"].push_back(tag(use, found.sentence.text));
  if (!found.statement.attribution.empty()) json["attribution"] = words(found.statement.attribution, found.sentence.text);
  if (!found.statement.attributed_to.empty()) json["attributed_to"] = found.statement.attributed_to;
  if (!found.statement.population.empty()) json["said_of"] = found.statement.population;
  for (const Doubt doubt : found.statement.doubts) json["to_look_at"].push_back(to_string(doubt));
  return json;
}

}  // namespace

std::string extract_json(const Draft& draft) {
  Json json = {{"statements", Json::array()}, {"left_out", Json::array()}};
  for (const DraftStatement& found : draft.statements()) json["statements"].push_back(statement(found));
  for (const DraftLeftOut& one : draft.left_out())
    json["left_out"].push_back({{"at", place(one.document, one.sentence)}, {"word", std::string(one.left_out.span.of(one.sentence.text))}, {"why", to_string(one.left_out.why)}, {"text", std::string(rules::cut(one.sentence.text, kMostSentenceBytes))}});
  const DraftCounts& counts = draft.counts();
  json["counts"] = {{"sentences", counts.sentences}, {"statements", counts.statements}, {"marked", counts.marked}, {"comments", counts.comments}, {"again", counts.again}, {"left_out", draft.left_out().size()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace realist::cli

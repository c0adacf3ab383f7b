#include "cli/plain_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "cli/result_words.h"

namespace realist::cli {
namespace {

using engine::Addition;
using models::FactEvidence;
using models::MissingFact;
using models::Time;

constexpr std::array kMonths = {"January", "February", "March", "April", "May", "June",
                                "July", "August", "September", "October", "November", "December"};

std::string who_says(const FactEvidence& fact) {
  std::vector<std::string> parts;
  if (!fact.basis.empty()) parts.push_back(fact.basis);
  if (!fact.source.empty()) parts.push_back(fact.source);
  if (!fact.record.empty()) parts.push_back("record " + fact.record);
  const std::string by = fact.by.empty() ? "" : ", by " + fact.by;
  return by + (parts.empty() ? "" : " (" + joined(parts) + ")");
}

std::string value_words(const std::optional<models::Value>& value) { return value ? models::to_string(*value) : "unknown"; }

// "from" and "to" of the days that would do.
std::string day_words(const Addition& addition, const std::optional<Time>& at) {
  if (!at) return "";
  if (addition.from) return fmt::format(" on a day from {} to {}", date_words(*addition.from), date_words(*at));
  return on_date(at);
}

std::string field_words(const models::Event& event) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : event.fields) parts.push_back(name + " " + models::to_string(value));
  return parts.empty() ? "" : " (" + joined(parts, ", ") + ")";
}

std::string elsewhere(const Addition& addition) { return addition.record.empty() ? "" : ", in the record of " + addition.record; }

std::string wanted_value(const Addition& addition) {
  return addition.value_words.empty() ? models::to_string(addition.attribute.history.front().value) : addition.value_words;
}

std::string one_addition(const Addition& addition) {
  switch (addition.kind) {
    case Addition::Kind::Event:
      return "an event “" + addition.event.type + "”" + field_words(addition.event) + day_words(addition, addition.event.at) + elsewhere(addition);
    case Addition::Kind::Judgement: {
      const models::Judgement& j = addition.judgement;
      return fmt::format("“{}” judged {}{}{}{}", j.about, models::to_string(j.value), j.by.empty() ? "" : " by " + j.by, day_words(addition, j.at),
                         elsewhere(addition));
    }
    case Addition::Kind::Attribute:
      return fmt::format("{} recorded as {}{}{}", addition.attribute.path, wanted_value(addition),
                         day_words(addition, addition.attribute.history.front().at), elsewhere(addition));
    case Addition::Kind::Link:
      return fmt::format("a link to the {} {}{}", addition.link.kind, addition.link.history.front().id, elsewhere(addition));
  }
  return "";
}

bool alike(const Addition& a, const Addition& b) {
  return a.kind == Addition::Kind::Event && b.kind == a.kind && a.record == b.record && a.event.type == b.event.type && a.event.fields == b.event.fields;
}

std::string several(const std::vector<Addition>& alike_ones) {
  const Addition& one = alike_ones.front();
  std::vector<std::string> dates;
  for (const Addition& addition : alike_ones)
    if (addition.event.at) dates.push_back(date_words(*addition.event.at));
  const std::string noun = fmt::format("{} more events “{}”{}", alike_ones.size(), one.event.type, field_words(one.event));
  if (dates.empty()) return noun + elsewhere(one);
  constexpr std::size_t kMost = 4;
  if (dates.size() > kMost) return fmt::format("{}, for example from {} to {}{}", noun, dates.front(), dates.back(), elsewhere(one));
  return fmt::format("{}, for example on {}{}", noun, joined(dates, ", "), elsewhere(one));
}

bool is_short_name(const models::Theory& theory, const models::Clause& clause) {
  if (clause.kind != models::Clause::Kind::Proposition || clause.text.empty()) return false;
  const std::string& name = theory.propositions[clause.proposition].short_name;
  return !name.empty() && models::fold(name) == models::fold(clause.text);
}

// It stands there as a phrase that was declared as its opposite.
bool is_opposite(const models::Theory& theory, const models::Clause& clause) {
  if (clause.kind != models::Clause::Kind::Proposition || clause.text.empty()) return false;
  const auto& opposite = theory.propositions[clause.proposition].opposite;
  return std::any_of(opposite.begin(), opposite.end(), [&](const std::string& words) { return models::fold(words) == models::fold(clause.text); });
}

// Puts phrases in place of the short names of a clause, from the left.
void tell_in_full(const models::Theory& theory, const models::Clause& clause, std::string& text, std::size_t& from) {
  if (is_short_name(theory, clause)) {
    const std::size_t at = text.find(clause.text, from);
    if (at == std::string::npos) return;
    const std::string& phrase = phrase_of(theory, clause.proposition);
    text.replace(at, clause.text.size(), phrase);
    from = at + phrase.size();
  }
  for (const models::Clause& part : clause.parts) tell_in_full(theory, part, text, from);
}

std::string joined_clause(const models::Theory& theory, const models::Clause& clause, const std::string& between) {
  std::vector<std::string> parts;
  for (const models::Clause& part : clause.parts) {
    const bool nested = part.parts.size() > 1;
    parts.push_back(nested ? "(" + clause_words(theory, part) + ")" : clause_words(theory, part));
  }
  return joined(parts, between);
}

bool looks_at_attribute(const models::Condition& condition, const std::string& path) {
  if (condition.kind == models::Condition::Kind::Attribute && condition.field.path == path) return true;
  if (condition.kind == models::Condition::Kind::Number)
    for (const models::NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2})
      if (term->kind == models::NumberTerm::Kind::Attribute && term->path == path) return true;
  return std::any_of(condition.parts.begin(), condition.parts.end(), [&](const models::Condition& part) { return looks_at_attribute(part, path); });
}

bool speaks_of(const models::Statement& statement, models::PropositionIndex p) {
  const auto in_step = [&](const models::Step& step) { return cli::speaks_of(step.clause, p); };
  const auto in_block = [&](const models::Clause& block) { return cli::speaks_of(block, p); };
  return cli::speaks_of(statement.antecedent, p) || std::any_of(statement.steps.begin(), statement.steps.end(), in_step) ||
         std::any_of(statement.unless.begin(), statement.unless.end(), in_block);
}

// What an attribute is there to tell, in the author's words.
std::string told_by(const models::Theory& theory, const std::string& path, const models::Statement* about) {
  models::PropositionIndex first = models::kNone;
  bool asked_for = false;
  for (models::PropositionIndex p = 0; p < theory.propositions.size(); ++p) {
    const auto& indicator = theory.propositions[p].indicator;
    if (asked_for || !indicator || !looks_at_attribute(*indicator, path)) continue;
    asked_for = about != nullptr && speaks_of(*about, p);
    if (first == models::kNone || asked_for) first = p;
  }
  return first == models::kNone ? "" : ", which tells whether “" + phrase_of(theory, first) + "”";
}

void add_fields(const models::EventPattern& event, const std::string& type, std::vector<std::string>& fields) {
  if (models::fold(event.type) != type) return;
  for (const models::FieldTest& test : event.where)
    if (std::find(fields.begin(), fields.end(), test.path) == fields.end()) fields.push_back(test.path);
}

void gather_fields(const models::Theory& theory, const models::Condition& condition, const std::string& type, int depth, std::vector<std::string>& fields) {
  constexpr int kDeepest = 8;
  if (depth > kDeepest) return;
  for (const models::Condition& part : condition.parts) gather_fields(theory, part, type, depth + 1, fields);
  add_fields(condition.event, type, fields);
  if (condition.kind == models::Condition::Kind::ItsField && std::find(fields.begin(), fields.end(), condition.field.path) == fields.end())
    fields.push_back(condition.field.path);
  if (condition.kind == models::Condition::Kind::Proposition && condition.proposition != models::kNone) {
    const auto& inner = theory.propositions[condition.proposition].indicator;
    if (inner) gather_fields(theory, *inner, type, depth + 1, fields);
  }
}

}  // namespace

std::string date_words(const Time& time) {
  const std::string iso = models::date_string(time);
  const int month = std::stoi(iso.substr(5, 2)), day = std::stoi(iso.substr(8, 2));
  std::string words = fmt::format("{} {} {}", day, kMonths[static_cast<std::size_t>(month - 1)], std::stoi(iso.substr(0, 4)));
  const bool whole_day = time.day || models::compare(time, models::day_end(time)) == 0;  // a window's end counts to its day's end
  if (!whole_day) words += ", " + models::to_string(time).substr(11);
  return words;
}

std::string on_date(const std::optional<Time>& time) { return time ? " on " + date_words(*time) : ""; }

std::string count_words(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string fact_words(const FactEvidence& fact, bool quote) {
  std::string text;
  switch (fact.kind) {
    case FactEvidence::Kind::Event: text = fact.name + (fact.at ? on_date(fact.at) : ", date not recorded"); break;
    case FactEvidence::Kind::Judgement: text = "judged " + value_words(fact.value) + on_date(fact.at); break;
    case FactEvidence::Kind::Attribute:
      text = fact.name + " is " + value_words(fact.value) + (fact.at ? ", since " + date_words(*fact.at) : "");
      break;
    case FactEvidence::Kind::Link: text = fact.name + " is " + value_words(fact.value) + on_date(fact.at); break;
    case FactEvidence::Kind::Absence: text = "no " + fact.name + " recorded"; break;
  }
  text += who_says(fact);
  if (quote && !fact.quote.empty()) text += ": “" + fact.quote + "”";
  return text;
}

bool speaks_of(const models::Clause& clause, models::PropositionIndex proposition) {
  if (clause.kind == models::Clause::Kind::Proposition) return clause.proposition == proposition;
  return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const models::Clause& part) { return speaks_of(part, proposition); });
}

std::vector<std::string> fields_looked_at(const models::Theory& theory, models::PropositionIndex proposition, const std::string& type) {
  std::vector<std::string> fields;
  const auto& indicator = theory.propositions[proposition].indicator;
  if (indicator) gather_fields(theory, *indicator, models::fold(type), 0, fields);
  return fields;
}

std::string missing_words(const models::Theory& theory, const MissingFact& fact, const models::Statement* about) {
  const std::string where = fact.record.empty() ? "" : ", in the record of " + fact.record;
  switch (fact.kind) {
    case MissingFact::Kind::Attribute: return fact.name + told_by(theory, fact.name, about) + where;
    case MissingFact::Kind::Event: return "whether there was an event “" + fact.name + "”" + where;
    case MissingFact::Kind::Judgement: return "whether “" + fact.name + "”" + where;
    case MissingFact::Kind::Link: return "which " + fact.name + " it is linked to" + where;
    case MissingFact::Kind::DateOf: return "the date of “" + fact.name + "”" + where;
  }
  return "";
}

std::vector<std::string> addition_words(const std::vector<Addition>& additions) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < additions.size();) {
    std::vector<Addition> group = {additions[i]};
    while (i + group.size() < additions.size() && alike(additions[i], additions[i + group.size()])) group.push_back(additions[i + group.size()]);
    i += group.size();
    words.push_back(group.size() == 1 ? one_addition(group.front()) : several(group));
  }
  return words;
}

std::string answer_words(const Addition& addition) {
  switch (addition.kind) {
    case Addition::Kind::Event: return "recorded" + field_words(addition.event);
    case Addition::Kind::Judgement: return models::to_string(addition.judgement.value);
    case Addition::Kind::Attribute: return wanted_value(addition);
    case Addition::Kind::Link: return addition.link.history.front().id;
  }
  return "";
}

std::string written_words(const models::Theory& theory, const models::Step& step) {
  std::string text = step.text;
  std::size_t from = 0;
  tell_in_full(theory, step.clause, text, from);
  return text;
}

std::string clause_words(const models::Theory& theory, const models::Clause& clause) {
  using Kind = models::Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition:
      if (is_opposite(theory, clause)) return "not " + clause.text;  // a `not` before an opposite is gone from the clause
      return clause.text.empty() || is_short_name(theory, clause) ? phrase_of(theory, clause.proposition) : clause.text;
    case Kind::Not:
      if (is_opposite(theory, clause.parts.front())) return clause.parts.front().text;
      return "not " + joined_clause(theory, clause, "; ");
    case Kind::All: return joined_clause(theory, clause, " and ");
    case Kind::Any: return joined_clause(theory, clause, " or ");
    case Kind::None: return "none of: " + joined_clause(theory, clause, "; ");
    case Kind::AtLeast: return fmt::format("at least {} of: {}", clause.count, joined_clause(theory, clause, "; "));
  }
  return "";
}

std::string sentence_words(const models::Theory& theory, const models::Statement& statement) {
  if (statement.form == models::Form::OnlyIf)
    return fmt::format("Only if {} then {}", clause_words(theory, statement.steps.front().clause), clause_words(theory, statement.antecedent));
  const char* opening = statement.otherwise_of != models::kNone ? "Where it fails that" : statement.form == models::Form::Whenever ? "Whenever" : "If";
  std::string words = fmt::format("{} {}", opening, clause_words(theory, statement.antecedent));
  for (const models::Step& step : statement.steps)
    if (!step.from_because) words += " then " + written_words(theory, step);
  for (const models::Clause& clause : statement.unless) words += ", unless " + clause_words(theory, clause);
  return statement.because.empty() ? words : words + ", because " + statement.because;
}

}  // namespace realist::cli

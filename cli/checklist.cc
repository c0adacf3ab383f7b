#include "cli/checklist.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/csv_reader.h"
#include "cli/graph_text.h"
#include "cli/markdown_text.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "engine/recording.h"

namespace realist::cli {
namespace {

using engine::AskedValue;
using engine::RecordingItem;
using models::Theory;

// Nothing but the id of the case, or of what it is linked to, will do.
bool filled(const AskedValue& value) {
  return value.words.empty() && !value.number && !value.other && value.links.size() + (value.this_case ? 1 : 0) == 1;
}

std::string answer_words(const AskedValue& value, const char* otherwise) {
  std::vector<std::string> words = value.words;
  // yes is half of a question: the other half may be written as well.
  const auto has = [&words](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
  if (has("yes") != has("no")) words.insert(std::find(words.begin(), words.end(), has("yes") ? "yes" : "no") + (has("yes") ? 1 : 0), has("yes") ? "no" : "yes");
  if (value.number) words.emplace_back("a number");
  if (value.date) words.emplace_back("a date");
  if (value.this_case) words.emplace_back("this case");
  for (const std::string& link : value.links) words.push_back("this " + link);
  if (words.empty()) return otherwise;
  const bool plain = has("yes") && words.size() == 2;
  if (value.other || !(plain || value.number || value.date || filled(value))) words.emplace_back("or what else it is");
  return joined(words, ", ");
}

std::string judgement_words(const RecordingItem& item) {
  std::string words = item.value.number ? "a number, or yes, partly, no" : "yes, partly, no";
  return item.judges.empty() ? words : words + fmt::format("; judged by {}", joined(item.judges, ", "));
}

std::string filled_already(const AskedValue& value) {
  if (!filled(value)) return "";
  return value.this_case ? "this case" : "this " + value.links.front();
}

// "peer, other professional or practitioner": who may act, each once.
std::vector<std::string> people(const std::vector<std::string>& actors) {
  std::vector<std::string> found;
  for (std::string rest : actors) {
    for (const std::string_view between : {" or ", " and "})
      for (std::size_t at = rest.find(between); at != std::string::npos; at = rest.find(between)) rest.replace(at, between.size(), ",");
    for (std::size_t at = 0; at <= rest.size();) {
      const std::size_t end = std::min(rest.find(',', at), rest.size());
      const std::string one = on_one_line(rest.substr(at, end - at));
      const std::string plain = one.substr(std::min(one.find_first_not_of(' '), one.size()));
      if (!plain.empty() && std::find(found.begin(), found.end(), plain) == found.end()) found.push_back(plain);
      at = end + 1;
    }
  }
  return found;
}

std::string due_words(const Theory& theory, const RecordingItem::Due& due) {
  const models::Statement& statement = theory.statements[due.statement];
  const models::Step& step = statement.steps[due.step - 1];
  const std::string base = due.step == 1 ? clause_words(theory, statement.antecedent) : clause_words(theory, statement.steps[due.step - 2].clause);
  return fmt::format("{}, after: {} ({})", on_one_line(step.window.text), base, statement.label);
}

ChecklistItem item_of(const Theory& theory, const RecordingItem& item) {
  ChecklistItem row;
  row.kind = item.of;
  row.name = item.name;
  row.repeats = item.repeats;
  for (const RecordingItem::Due& due : item.dues)
    if (std::string words = due_words(theory, due); std::find(row.due.begin(), row.due.end(), words) == row.due.end()) row.due.push_back(std::move(words));
  if (item.kind != RecordingItem::Kind::Link)
    for (const models::PropositionIndex p : item.propositions) row.asked_for.push_back(phrase_of(theory, p));
  switch (item.kind) {
    case RecordingItem::Kind::Link:
      row.item = "link";
      row.answers = fmt::format("the id of the {}'s own record", item.name);
      break;
    case RecordingItem::Kind::Attribute:
      row.item = "attribute";
      row.answers = answer_words(item.value, "what it is");
      break;
    case RecordingItem::Kind::Judgement:
      row.item = "judgement";
      row.answers = judgement_words(item);
      break;
    case RecordingItem::Kind::Event:
      row.item = "event";
      row.answers = "yes, no";
      for (const engine::AskedField& field : item.fields) {
        if (models::fold(field.path) == "by") row.answers += "; by whom: " + answer_words(field.value, "who");
        else row.details.push_back({field.path, filled_already(field.value), answer_words(field.value, "what it is")});
      }
      break;
  }
  return row;
}

void add(ChecklistPart& part, const std::string& actor, ChecklistItem item) {
  auto group = std::find_if(part.groups.begin(), part.groups.end(), [&](const ChecklistGroup& g) { return g.actor == actor; });
  if (group == part.groups.end()) group = part.groups.insert(part.groups.end(), {actor, {}});
  group->items.push_back(std::move(item));
}

// When the case began and ended, and what stood still between.
ChecklistPart the_case(const Theory& theory) {
  ChecklistPart part{"The case", {}};
  add(part, "", {theory.case_kind, "opened", "", false, "the date", {}, {}, {}});
  add(part, "", {theory.case_kind, "closed", "", false, "the date, and the reason", {}, {}, {}});
  add(part, "", {theory.case_kind, "pause", "", true, "the date it began", {{"to", "", "the date it ended"}, {"reason", "", "in a few words"}}, {}, {}});
  return part;
}

std::string detail_words(const ChecklistItem& item) {
  std::vector<std::string> words;
  for (const ChecklistItem::Detail& detail : item.details) words.push_back(detail.name + "=" + detail.value);
  return joined(words);
}

std::string answers_in_one(const ChecklistItem& item) {
  std::string words = item.answers;
  for (const ChecklistItem::Detail& detail : item.details) words += fmt::format("; {}: {}", detail.name, detail.answers);
  return item.repeats ? words + "; one row for each time" : words;
}

std::string markdown_item(const ChecklistItem& item, const std::string& own_kind) {
  std::string text = fmt::format("- [ ] **{}**", markdown_text(item_title(item)));
  if (!item.kind.empty() && item.kind != own_kind) text += fmt::format(", in the record of the {}", markdown_text(item.kind));
  text += item.repeats ? " (each time)\n" : "\n";
  const auto line = [&](const std::string& words) { text += "  - " + words + "\n"; };
  line(fmt::format("{}: {}", item.item == "event" ? "Did it happen, and when" : item.item == "judgement" ? "Judge" : "Write", markdown_text(item.answers)));
  for (const ChecklistItem::Detail& detail : item.details) line(fmt::format("{}: {}", markdown_text(detail.name), markdown_text(detail.value.empty() ? detail.answers : detail.value)));
  if (!item.due.empty()) line("Due " + markdown_text(some_of(item.due, "; ")));
  if (!item.asked_for.empty() && item.item != "judgement") line("For: " + markdown_text(some_of(item.asked_for, "; ")));
  return text;
}

}  // namespace

std::string item_title(const ChecklistItem& item) {
  if (item.item == "opened") return "When the case was opened";
  if (item.item == "closed") return "When the case was closed, and why";
  if (item.item == "pause") return "Time in which the case stood still";
  if (item.item == "link") return "Which " + item.name;
  return item.name;
}

std::string some_of(const std::vector<std::string>& texts, const std::string& between) {
  constexpr std::size_t kMost = 4;
  if (texts.size() <= kMost) return joined(texts, between);
  const std::vector<std::string> first(texts.begin(), texts.begin() + kMost);
  return fmt::format("{}{}and {} more", joined(first, between), between, texts.size() - kMost);
}

std::vector<ChecklistPart> checklist_of(const Theory& theory) {
  std::vector<ChecklistPart> parts = {the_case(theory)};
  for (const engine::RecordingPart& part : engine::what_to_record(theory)) {
    const bool links = part.items.front().kind == RecordingItem::Kind::Link;
    if (!links) parts.push_back({part.phase == models::kNone ? (theory.phases.empty() ? "What to record" : "At any time") : "Phase: " + theory.phases[part.phase].name, {}});
    for (const RecordingItem& item : part.items) add(parts.back(), links ? "" : joined(people(item.actors), ", "), item_of(theory, item));
  }
  return parts;
}

std::string checklist_markdown(const Theory& theory, const std::string& case_id) {
  std::string page = fmt::format("# Checklist: {}\n\nCase: {}\n\n", markdown_text(theory.name), case_id.empty() ? "…………………………" : markdown_text(case_id));
  page += "What is left empty counts as not known, never as no. Made by `realist checklist`.\n";
  for (const ChecklistPart& part : checklist_of(theory)) {
    page += fmt::format("\n## {}\n", markdown_text(part.title));
    for (const ChecklistGroup& group : part.groups) {
      page += group.actor.empty() ? "\n" : fmt::format("\n### {}\n\n", markdown_text(group.actor));
      for (const ChecklistItem& item : group.items) page += markdown_item(item, theory.case_kind);
    }
  }
  return page;
}

std::string checklist_csv(const Theory& theory, const std::string& case_id) {
  std::string table = "case,phase,actor,kind,record,item,name,value,date,by,source,details,answers,due,for\n";
  for (const ChecklistPart& part : checklist_of(theory))
    for (const ChecklistGroup& group : part.groups)
      for (const ChecklistItem& item : group.items)
        table += spreadsheet_row({case_id, part.title, group.actor, item.kind, "", item.item, item.name, "", "", "", "", detail_words(item),
                                  answers_in_one(item), some_of(item.due, "; "), some_of(item.asked_for, "; ")});
  return table;
}

}  // namespace realist::cli

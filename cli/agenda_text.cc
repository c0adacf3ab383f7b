// The agenda as a page for the meeting: what several cases share on top, then section by section, the most urgent first.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/agenda_report.h"
#include "cli/agenda_words.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/text_width.h"

namespace realist::cli {
namespace {

using engine::Agenda;
using engine::AgendaItem;
using engine::AgendaSection;
using models::Theory;

constexpr std::size_t kItems = 12;        // of a section, where not in full
constexpr std::size_t kCauses = 5;
constexpr std::size_t kNames = 8;         // cases named in a list
constexpr std::size_t kQuestions = 8;
constexpr std::size_t kOutcomes = 5;

std::vector<std::size_t> cases_of_items(const std::vector<const AgendaItem*>& items) {
  std::vector<std::size_t> cases;
  for (const AgendaItem* item : items)
    if (std::find(cases.begin(), cases.end(), item->which) == cases.end()) cases.push_back(item->which);
  return cases;
}

class AgendaPage {
 public:
  explicit AgendaPage(const AgendaQuery& query) : q_(query), theory_(query.theory), agenda_(query.agenda), page_(query.style) {}

  std::string text() {
    title();
    causes();
    if (q_.by) groups();
    else sections(all_items(), true);
    held_back();
    ends();
    return page_.text();
  }

 private:
  std::size_t most(std::size_t few) const { return q_.full ? static_cast<std::size_t>(-1) : few; }

  std::vector<const AgendaItem*> all_items() const {
    std::vector<const AgendaItem*> items;
    for (const AgendaItem& item : agenda_.items) items.push_back(&item);
    return items;
  }

  static std::vector<const AgendaItem*> in_section(const std::vector<const AgendaItem*>& items, AgendaSection section) {
    std::vector<const AgendaItem*> list;
    for (const AgendaItem* item : items)
      if (item->section == section) list.push_back(item);
    return list;
  }

  void title() {
    const std::string name = theory_.name.empty() ? "" : ", " + theory_.name + (theory_.version.empty() ? "" : " " + theory_.version);
    page_.line(fmt::format("Caseload as of {}, last meeting {}{}", date_words(agenda_.as_of), date_words(agenda_.since), name), 0, 2);
    const auto left = static_cast<std::size_t>(std::count_if(agenda_.cases.begin(), agenda_.cases.end(), [](const auto& c) { return c.left; }));
    const std::string gone = left == 0 ? "" : fmt::format("; {} closed by the last meeting {} left out below", left, left == 1 ? "is" : "are");
    page_.line(count_words(agenda_.cases.size(), "case", "cases") + gone, 0, 2);
    const std::vector<const AgendaItem*> items = all_items();
    std::vector<std::string> counts;
    for (const AgendaSection section : engine::kAgendaSections) {
      if (section == AgendaSection::Question) continue;
      const std::size_t n = in_section(items, section).size();
      if (n != 0) counts.push_back(fmt::format("{} {}", n, engine::to_string(section)));
    }
    if (!agenda_.questions.empty()) counts.push_back(count_words(agenda_.questions.size(), "question", "questions") + " to ask");
    page_.line(counts.empty() ? "Nothing needs attention." : joined(counts, ", ") + ".", 0, 2);
  }

  // ---- what several share ----

  void causes() {
    if (agenda_.causes.empty()) return;
    page_.heading("What several stalls have in common");
    page_.line("Counted among the cases in which the step was expected in those days. It says what goes together, not what brought it about.", 2);
    for (std::size_t i = 0; i < std::min(most(kCauses), agenda_.causes.size()); ++i) cause(i);
    if (agenda_.causes.size() > most(kCauses)) page_.line(fmt::format("and {} more (--full)", agenda_.causes.size() - kCauses), 2);
  }

  void cause(std::size_t i) {
    const engine::SharedCause& cause = agenda_.causes[i];
    page_.blank();
    page_.line(fmt::format("{}. {}", i + 1, cause_words(cause)), 2, 3);
    for (std::size_t s = 0; s < std::min(most(kCauses), cause.steps.size()); ++s) page_.line(step_words(theory_, cause, cause.steps[s]), 5, 2);
    if (!cause.actor.empty()) page_.line("who acts: " + cause.actor, 5, 2);
    for (const engine::OwnFact& fact : cause.facts) page_.line(fmt::format("in the record of {}: {}", case_name(cause.record), own_fact_words(fact)), 5, 2);
    page_.line("cases: " + case_list(agenda_, cause.cases, most(kNames * 2)), 5, 2);
  }

  // ---- sections ----

  void groups() {
    const std::vector<std::string> values = group_values(q_);
    std::map<std::string, std::vector<const AgendaItem*>> by;
    for (const AgendaItem* item : all_items()) by[values[item->which]].push_back(item);
    for (const std::string& value : groups_by_urgency(agenda_, values)) {
      const std::string name = value.empty() ? q_.by->heading + " not recorded" : q_.by->heading + " " + case_name(value);
      page_.heading(fmt::format("== {}: {}", name, count_words(by[value].size(), "thing", "things")));
      sections(by[value], false);
    }
    questions();
  }

  void sections(const std::vector<const AgendaItem*>& items, bool with_questions) {
    for (const AgendaSection section : engine::kAgendaSections) {
      if (section == AgendaSection::Question) {
        if (with_questions) questions();
        continue;
      }
      const std::vector<const AgendaItem*> list = in_section(items, section);
      if (list.empty()) continue;
      page_.heading(fmt::format("{} ({})", section_title(section, agenda_), list.size()));
      if (section == AgendaSection::DueSoon || section == AgendaSection::NewlyStalled) one_by_one(list);
      else step_by_step(list, section);
    }
  }

  // Items that read alike are one, with their cases.
  void one_by_one(const std::vector<const AgendaItem*>& items) {
    std::vector<std::pair<std::vector<std::string>, std::vector<const AgendaItem*>>> told;
    std::map<std::uint32_t, std::size_t> shared;
    for (const AgendaItem* item : items) {
      if (item->cause && !q_.full) {
        ++shared[*item->cause];
        continue;
      }
      std::vector<std::string> lines = lines_of(*item);
      const auto same = std::find_if(told.begin(), told.end(), [&](const auto& one) { return one.first == lines; });
      if (same != told.end()) same->second.push_back(item);
      else told.push_back({std::move(lines), {item}});
    }
    for (const auto& [which, count] : shared)
      page_.line(fmt::format("{} told above, under {}", count == 1 ? "1 is" : fmt::format("{} are", count), which + 1), 2, 2);
    for (std::size_t i = 0; i < std::min(most(kItems), told.size()); ++i) {
      page_.line(case_list(agenda_, cases_of_items(told[i].second), most(kNames)) + told[i].first.front(), 2, 4);
      for (std::size_t k = 1; k < told[i].first.size(); ++k) page_.line(told[i].first[k], 4, 2);
    }
    if (told.size() > most(kItems)) page_.line(fmt::format("and {} more (--full)", told.size() - kItems), 2);
  }

  // The first stands after the cases.
  std::vector<std::string> lines_of(const AgendaItem& item) const {
    const std::string when = when_words(item);
    std::vector<std::string> lines = {when.empty() ? "" : ", " + when, label_words(theory_, item) + ": " + standing_words(theory_, agenda_, item)};
    const std::string actor = actor_words(item), act = act_words(agenda_, item);
    if (!actor.empty()) lines.push_back("who acts: " + actor);
    const bool due = item.section == AgendaSection::DueSoon;
    if (!act.empty()) lines.push_back((due ? "what would keep it going: " : "what would have moved it: ") + act + moved_too(item));
    const std::string held = held_back_words(theory_, item), route = route_words(theory_, agenda_, item);
    if (!held.empty()) lines.push_back(held);
    if (!route.empty() && (q_.full || item.route_stands < models::Verdict::Blocked)) lines.push_back(route);
    return lines;
  }

  std::string moved_too(const AgendaItem& item) const {
    const std::vector<std::string> labels = also_moved(theory_, agenda_, item);
    return labels.empty() ? "" : "; this moves " + joined(labels, ", ") + " as well";
  }

  // Older things: a step with all its cases.
  void step_by_step(const std::vector<const AgendaItem*>& items, AgendaSection section) {
    std::vector<std::vector<const AgendaItem*>> steps;
    for (const AgendaItem* item : items) {
      const auto same = [&](const auto& step) { return of_one_step(*step.front(), *item); };
      const auto found = std::find_if(steps.begin(), steps.end(), same);
      if (found == steps.end()) steps.push_back({item});
      else found->push_back(item);
    }
    std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (std::size_t i = 0; i < std::min(most(kItems), steps.size()); ++i) step(steps[i], section);
    if (steps.size() > most(kItems)) page_.line(fmt::format("and {} more (--full)", count_words(steps.size() - kItems, "step", "steps")), 2);
  }

  void step(const std::vector<const AgendaItem*>& items, AgendaSection section) {
    const AgendaItem& one = *items.front();
    const std::vector<std::size_t> cases = cases_of_items(items);
    page_.line(fmt::format("{}: {}", count_words(cases.size(), "case", "cases"), step_heading(theory_, one)), 2, 4);
    const std::string actor = actor_words(one);
    if (!actor.empty() && section == AgendaSection::StalledBefore) page_.line("who acts: " + actor, 4, 2);
    std::vector<std::string> named;
    for (std::size_t i = 0; i < std::min(most(kNames), items.size()); ++i) {
      const std::string when = when_words(*items[i]);
      const std::string fresh = items[i]->fresh ? ", new" : "";
      named.push_back(case_name(agenda_.cases[items[i]->which].id) + (when.empty() && fresh.empty() ? "" : " (" + when + (when.empty() && !fresh.empty() ? "new" : fresh) + ")"));
    }
    if (items.size() > named.size()) named.push_back(fmt::format("and {} more (--full)", items.size() - named.size()));
    page_.line(joined(named, ", "), 4, 2);
  }

  // ---- questions, outcomes, the end ----

  void questions() {
    if (agenda_.questions.empty()) return;
    page_.heading(fmt::format("{} ({})", section_title(AgendaSection::Question, agenda_), agenda_.questions.size()));
    page_.line(fmt::format("One answer each would settle {} of {} undetermined verdicts.", agenda_.settled_by_one, agenda_.undetermined), 2);
    for (std::size_t i = 0; i < std::min(most(kQuestions), agenda_.questions.size()); ++i) {
      const engine::AgendaQuestion& question = agenda_.questions[i];
      page_.line("- " + question_words(theory_, question), 2, 2);
      page_.line("ask about: " + case_list(agenda_, question.cases, most(kNames)), 4, 2);
    }
    if (agenda_.questions.size() > most(kQuestions)) page_.line(fmt::format("and {} more (--full)", agenda_.questions.size() - kQuestions), 2);
  }

  void held_back() {
    if (agenda_.held_back.empty()) return;
    page_.heading("Outcomes held back by a stall, and in how many cases");
    for (std::size_t i = 0; i < std::min(most(kOutcomes), agenda_.held_back.size()); ++i)
      page_.line(fmt::format("{}  {}", agenda_.held_back[i].cases, phrase_of(theory_, agenda_.held_back[i].outcome)), 2, 4);
    if (agenda_.held_back.size() > most(kOutcomes)) page_.line(fmt::format("and {} more (--full)", agenda_.held_back.size() - kOutcomes), 2);
  }

  void ends() {
    std::vector<std::string> lines;
    if (agenda_.due_later != 0)
      lines.push_back(fmt::format("{} more {} open, due after {} or with no date.", agenda_.due_later, agenda_.due_later == 1 ? "is" : "are", date_words(agenda_.ahead)));
    if (!agenda_.acts_complete) lines.push_back("What would move it was not looked for in all of them: there are too many. A smaller caseload has it for each.");
    if (!agenda_.questions_complete) lines.push_back("Not every question was tried: there are too many. A smaller caseload has them all.");
    if (!agenda_.items.empty())
      lines.push_back("What would have moved a stall was tried on a copy of the record: it says where to ask, not what to write down afterwards. In full for one case: realist why … --case ID.");
    if (!lines.empty()) page_.blank();
    for (const std::string& line : lines) page_.line(line);
  }

  const AgendaQuery& q_;
  const Theory& theory_;
  const Agenda& agenda_;
  Page page_;
};

}  // namespace

std::vector<std::string> group_values(const AgendaQuery& query) {
  std::vector<std::string> values;
  for (const engine::AgendaCase& one : query.agenda.cases) values.push_back(query.by ? with_value(*query.by, *one.record, query.agenda.as_of) : "");
  return values;
}

std::string agenda_text(const AgendaQuery& query) { return AgendaPage(query).text(); }

}  // namespace realist::cli

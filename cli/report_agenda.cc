// The agenda of a report's page: what several cases share on top, then section by section, the most urgent first.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "cli/agenda_words.h"
#include "cli/graph_text.h"
#include "cli/plain_words.h"
#include "cli/report_parts.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using engine::Agenda;
using engine::AgendaItem;
using engine::AgendaSection;

// Past these the page says how many more there are; the table of cases has them all.
constexpr std::size_t kRows = 150, kSteps = 60, kCases = 24, kQuestions = 40, kCauses = 12;

class AgendaPart {
 public:
  explicit AgendaPart(const Report& report) : report_(report), theory_(report.theory), agenda_(report.agenda) {}

  std::string html() {
    opening();
    causes();
    if (report_.choices.by.empty()) sections();
    else groups();
    held_back();
    ends();
    return std::move(html_);
  }

 private:
  using Items = std::vector<const AgendaItem*>;

  template <typename... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(html_), format, std::forward<T>(values)...);
  }

  void more(std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) put("<p class=\"small\">and {} more, in the table of cases below.</p>\n", count_words(count, one, many));
  }

  // Of the group that is being told, where there is one.
  Items in_section(AgendaSection section) const {
    Items list;
    for (const AgendaItem& item : agenda_.items)
      if (item.section == section && (!group_ || report_.cases[item.which].groups.front() == *group_)) list.push_back(&item);
    return list;
  }

  void sections() {
    for (const AgendaSection section : engine::kAgendaSections) {
      if (section == AgendaSection::Question) questions();
      else items(section);
    }
  }

  void groups() {
    std::vector<std::string> values;
    for (const ReportCase& row : report_.cases) values.push_back(row.groups.front());
    for (const std::string& value : groups_by_urgency(agenda_, values)) {
      group_ = value;
      put("<h3>{} {}</h3>\n", shown(report_.groups.front()), value.empty() ? "not recorded" : shown(case_name(value)));
      for (const AgendaSection section : engine::kAgendaSections)
        if (section != AgendaSection::Question) items(section);
    }
    group_.reset();
    questions();
  }

  void opening() {
    put("<p class=\"lead\">Last meeting {}.", date_words(agenda_.since));
    std::vector<std::string> counts;
    for (const AgendaSection section : engine::kAgendaSections) {
      const std::size_t n = section == AgendaSection::Question ? agenda_.questions.size() : in_section(section).size();
      if (n != 0) counts.push_back(section == AgendaSection::Question ? count_words(n, "question", "questions") + " to ask" : fmt::format("{} {}", n, engine::to_string(section)));
    }
    put(" {}.</p>\n", counts.empty() ? "Nothing needs attention" : joined(counts, ", "));
  }

  // ---- cases

  std::string linked_case(const AgendaItem& item) const {
    const std::string& id = agenda_.cases[item.which].id;
    return fmt::format("<span class=\"id\">{}</span>", case_link(id, theory_.statements[item.statement].label, case_name(id)));
  }

  std::string linked_cases(const std::vector<std::size_t>& cases) const {
    std::vector<std::string> links;
    for (std::size_t i = 0; i < std::min(kCases, cases.size()); ++i) links.push_back(case_link(agenda_.cases[cases[i]].id));
    if (cases.size() > kCases) links.push_back(fmt::format("and {} more", cases.size() - kCases));
    return joined(links, ", ");
  }

  // ---- what several share

  void causes() {
    if (agenda_.causes.empty()) return;
    put("<h3>What several stalls have in common</h3>\n<p class=\"small\">Counted among the cases in which the step was expected in those days. It says what goes together, not what "
        "brought it about.</p>\n<ol class=\"causes\">\n");
    for (std::size_t i = 0; i < std::min(kCauses, agenda_.causes.size()); ++i) cause(agenda_.causes[i]);
    put("</ol>\n");
    if (agenda_.causes.size() > kCauses) put("<p class=\"small\">and {} more.</p>\n", agenda_.causes.size() - kCauses);
  }

  void cause(const engine::SharedCause& cause) {
    put("<li><b>{}</b>\n<ul class=\"plain\">\n", shown(cause_words(cause)));
    for (std::size_t s = 0; s < std::min<std::size_t>(8, cause.steps.size()); ++s) put("<li>{}</li>\n", shown(step_words(theory_, cause, cause.steps[s])));
    if (!cause.actor.empty()) put("<li>who acts: {}</li>\n", shown(cause.actor));
    for (const engine::OwnFact& fact : cause.facts) put("<li>in the record of {}: {}</li>\n", shown(case_name(cause.record)), shown(own_fact_words(fact)));
    put("<li>cases: {}</li>\n</ul></li>\n", linked_cases(cause.cases));
  }

  // ---- sections

  void items(AgendaSection section) {
    const Items list = in_section(section);
    if (list.empty()) return;
    put("<{0}>{1} ({2})</{0}>\n", group_ ? "h4" : "h3", shown(section_title(section, agenda_)), list.size());
    if (section == AgendaSection::DueSoon || section == AgendaSection::NewlyStalled) one_by_one(list);
    else step_by_step(list, section);
  }

  // What belongs to a cause is told there.
  void one_by_one(const Items& items) {
    Items own;
    std::map<std::uint32_t, std::size_t> shared;
    for (const AgendaItem* item : items) {
      if (item->cause && *item->cause < kCauses) ++shared[*item->cause];
      else own.push_back(item);
    }
    for (const auto& [which, count] : shared) put("<p class=\"small\">{} told above, under {}.</p>\n", count == 1 ? "1 is" : fmt::format("{} are", count), which + 1);
    if (own.empty()) return;
    put("<table class=\"list folds agenda\">\n<thead><tr><th scope=\"col\">When</th><th scope=\"col\">Cases</th><th scope=\"col\" class=\"what\">What</th>"
        "<th scope=\"col\">Who acts</th></tr></thead>\n<tbody>\n");
    const std::vector<std::pair<std::string, Items>> rows = alike(own);
    for (std::size_t i = 0; i < std::min(kRows, rows.size()); ++i) row(rows[i].first, rows[i].second);
    put("</tbody>\n</table>\n");
    more(rows.size() - std::min(kRows, rows.size()), "line", "lines");
  }

  // Items that read alike are one row, with their cases.
  std::vector<std::pair<std::string, Items>> alike(const Items& items) const {
    std::vector<std::pair<std::string, Items>> rows;
    std::map<std::string, std::size_t> known;
    for (const AgendaItem* item : items) {
      std::string what = what_of(*item);
      const auto [entry, added] = known.try_emplace(when_words(*item) + what + actor_words(*item), rows.size());
      if (added) rows.push_back({std::move(what), {}});
      rows[entry->second].second.push_back(item);
    }
    return rows;
  }

  std::string groups_of(const AgendaItem& item) const {
    std::vector<std::string> words;
    const std::vector<std::string>& groups = report_.cases[item.which].groups;
    for (std::size_t i = group_ ? 1 : 0; i < groups.size(); ++i)  // the first is told above, where it is told by it
      if (!groups[i].empty()) words.push_back(shown(groups[i]));
    return words.empty() ? "" : "<br><span class=\"small\">" + joined(words, ", ") + "</span>";
  }

  void row(const std::string& what, const Items& items) {
    const std::string actor = actor_words(*items.front());
    put("<tr><td>{}</td><td>", shown(when_words(*items.front())));
    for (std::size_t i = 0; i < std::min(kCases, items.size()); ++i) put("{}{}", i == 0 ? "" : ", ", linked_case(*items[i]));
    if (items.size() > kCases) put(" and {} more", items.size() - kCases);
    if (items.size() == 1) put("{}", groups_of(*items.front()));
    put("</td><td>{}</td><td>{}</td></tr>\n", what, actor.empty() ? "<span class=\"small\">not said</span>" : shown(actor));
  }

  std::string what_of(const AgendaItem& item) const {
    std::string html = "<b>" + shown(label_words(theory_, item)) + "</b> " + shown(standing_words(theory_, agenda_, item));
    const std::string act = act_words(agenda_, item), held = held_back_words(theory_, item), route = route_words(theory_, agenda_, item);
    const char* moves = item.section == AgendaSection::DueSoon ? "What would keep it going" : "What would have moved it";
    if (!act.empty()) html += fmt::format("<br><span class=\"small\">{}: {}{}</span>", moves, shown(act), moved_too(item));
    if (!held.empty()) html += "<br><span class=\"small\">" + shown(held) + "</span>";
    if (!route.empty() && item.route_stands < models::Verdict::Blocked) html += "<br><span class=\"small\">" + shown(route) + "</span>";
    return html;
  }

  std::string moved_too(const AgendaItem& item) const {
    const std::vector<std::string> labels = also_moved(theory_, agenda_, item);
    return labels.empty() ? "" : "; this moves " + shown(joined(labels, ", ")) + " as well";
  }

  // Older things: a step with all its cases.
  void step_by_step(const Items& items, AgendaSection section) {
    std::vector<Items> steps;
    for (const AgendaItem* item : items) {
      const auto found = std::find_if(steps.begin(), steps.end(), [&](const Items& step) { return of_one_step(*step.front(), *item); });
      if (found == steps.end()) steps.push_back({item});
      else found->push_back(item);
    }
    std::stable_sort(steps.begin(), steps.end(), [](const Items& a, const Items& b) { return a.size() > b.size(); });
    put("<table class=\"list folds steps\">\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">Cases</th></tr></thead>\n<tbody>\n", section == AgendaSection::Blocked ? "What stands in the way" : "Step");
    for (std::size_t i = 0; i < std::min(kSteps, steps.size()); ++i) step(steps[i], section);
    put("</tbody>\n</table>\n");
    more(steps.size() - std::min(kSteps, steps.size()), "step", "steps");
  }

  void step(const Items& items, AgendaSection section) {
    const std::string actor = section == AgendaSection::StalledBefore ? actor_words(*items.front()) : "";
    put("<tr><td>{}{}</td><td>", shown(step_heading(theory_, *items.front())), actor.empty() ? "" : "<br><span class=\"small\">who acts: " + shown(actor) + "</span>");
    for (std::size_t i = 0; i < std::min(kCases, items.size()); ++i) {
      const std::string when = when_words(*items[i]);
      put("{}{}{}{}", i == 0 ? "" : ", ", linked_case(*items[i]), when.empty() ? "" : " " + shown(when), items[i]->fresh ? " (new)" : "");
    }
    if (items.size() > kCases) put(" and {} more", items.size() - kCases);
    put("</td></tr>\n");
  }

  // ---- questions, outcomes, the end

  void questions() {
    if (agenda_.questions.empty()) return;
    put("<h3>{} ({})</h3>\n<p class=\"small\">One answer each would settle {} of {} undetermined verdicts.</p>\n<ul>\n", shown(section_title(AgendaSection::Question, agenda_)),
        agenda_.questions.size(), agenda_.settled_by_one, agenda_.undetermined);
    for (std::size_t i = 0; i < std::min(kQuestions, agenda_.questions.size()); ++i)
      put("<li>{}<br><span class=\"small\">ask about: {}</span></li>\n", shown(question_words(theory_, agenda_.questions[i])), linked_cases(agenda_.questions[i].cases));
    put("</ul>\n");
    more(agenda_.questions.size() - std::min(kQuestions, agenda_.questions.size()), "question", "questions");
  }

  void held_back() {
    if (agenda_.held_back.empty()) return;
    put("<h3>Outcomes held back by a stall</h3>\n<ul>\n");
    for (const engine::HeldBackOutcome& one : agenda_.held_back) put("<li>{}: in {}</li>\n", shown(phrase_of(theory_, one.outcome)), count_words(one.cases, "case", "cases"));
    put("</ul>\n");
  }

  void ends() {
    if (agenda_.due_later != 0)
      put("<p class=\"small\">{} more {} open, due after {} or with no date.</p>\n", agenda_.due_later, agenda_.due_later == 1 ? "is" : "are", date_words(agenda_.ahead));
    if (!agenda_.acts_complete) put("<p class=\"small\">What would move it was not looked for in all of them: there are too many.</p>\n");
    if (!agenda_.questions_complete) put("<p class=\"small\">Not every question was tried: there are too many.</p>\n");
    if (!agenda_.items.empty()) put("<p class=\"small\">What would have moved a stall was tried on a copy of the record: it says where to ask, not what to write down afterwards.</p>\n");
  }

  const Report& report_;
  const models::Theory& theory_;
  const Agenda& agenda_;
  std::optional<std::string> group_;
  std::string html_;
};

}  // namespace

std::string agenda_section(const Report& report) {
  if (report.cases.empty()) return "";
  return "<section id=\"agenda\" aria-labelledby=\"agenda-title\">\n<h2 id=\"agenda-title\">The agenda</h2>\n" + AgendaPart(report).html() + "</section>\n";
}

}  // namespace realist::cli

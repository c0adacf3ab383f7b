#include "cli/agenda_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/stops.h"
#include "cli/text_width.h"
#include "cli/why_words.h"

namespace realist::cli {
namespace {

using engine::Agenda;
using engine::AgendaItem;
using engine::AgendaSection;
using engine::OwnFact;
using engine::SharedCause;
using engine::SharedStep;
using models::Theory;

constexpr std::size_t kNameColumns = 40;

std::string quoted(const std::string& text) { return "“" + text + "”"; }

std::string days_words(std::int64_t days) { return count_words(static_cast<std::size_t>(days), "day", "days"); }

std::string left_words(const AgendaItem& item) {
  if (!item.days_left) return "";
  if (*item.days_left == 0) return ": no day left";
  if (item.working_days_left == item.days_left) return fmt::format(": {} left", days_words(*item.days_left));
  const auto working = static_cast<std::size_t>(item.working_days_left.value_or(0));
  return fmt::format(": {} left ({})", days_words(*item.days_left), working == 0 ? "no working day" : count_words(working, "working day", "working days"));
}

// The words of the step, as the author wrote it, where it breaks at one.
std::string step_sentence(const Theory& theory, const AgendaItem& item) {
  const models::Statement& statement = theory.statements[item.statement];
  if (item.step == 0 || item.step > statement.steps.size()) return sentence_words(theory, statement);
  return written_words(theory, statement.steps[item.step - 1]);
}

std::string stretch_words(const SharedCause& cause) {
  if (!cause.from || !cause.until) return "";
  if (*cause.from == *cause.until) return " on " + date_words(*cause.from);
  return fmt::format(" between {} and {}", date_words(*cause.from), date_words(*cause.until));
}

}  // namespace

models::Time last_meeting(const std::optional<models::Time>& since, const models::Time& as_of) {
  if (!since) return models::shifted(as_of, {1, models::Unit::Week}, -1);
  if (models::compare(since->start(), as_of.end()) > 0) {
    throw UsageError(fmt::format("--since {} is after {}, the day the caseload is judged at: what has changed since then cannot be told",
                                 models::to_string(*since), models::to_string(as_of)));
  }
  return *since;
}

std::string section_title(AgendaSection section, const Agenda& agenda) {
  const std::string since = date_words(agenda.since);
  switch (section) {
    case AgendaSection::DueSoon: return "Due soon and still open, up to " + date_words(agenda.ahead);
    case AgendaSection::NewlyStalled: return "Newly stalled since " + since;
    case AgendaSection::StalledBefore: return "Stalled before " + since;
    case AgendaSection::Question: return "Not known, and what one question would settle";
    case AgendaSection::Blocked: return "Blocked, and by what";
    case AgendaSection::MovedOn: return "Moved on since " + since;
  }
  return "";
}

std::string case_name(std::string_view id) { return clipped(id, kNameColumns); }

std::string case_list(const Agenda& agenda, const std::vector<std::size_t>& cases, std::size_t most) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(most, cases.size()); ++i) names.push_back(case_name(agenda.cases[cases[i]].id));
  const std::string list = joined(names, ", ");
  return cases.size() > most ? fmt::format("{} and {} more", list, cases.size() - most) : list;
}

std::vector<std::string> groups_by_urgency(const Agenda& agenda, const std::vector<std::string>& values) {
  std::map<std::string, std::size_t> urgent;
  for (const AgendaItem& item : agenda.items) urgent[values[item.which]] += item.section <= AgendaSection::NewlyStalled;
  std::vector<std::string> order;
  for (const auto& [value, count] : urgent) order.push_back(value);
  std::stable_sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
    return a.empty() != b.empty() ? b.empty() : urgent[a] > urgent[b];
  });
  return order;
}

std::string when_words(const AgendaItem& item) {
  if (item.section == AgendaSection::DueSoon) return item.expected_by ? "by " + date_words(*item.expected_by) + left_words(item) : "";
  if (!item.since) return "";
  return (item.section == AgendaSection::MovedOn ? "on " : "since ") + date_words(*item.since);
}

std::string label_words(const Theory& theory, const AgendaItem& item) {
  std::vector<std::string> labels = {theory.statements[item.statement].label};
  for (const models::StatementIndex s : item.also) labels.push_back(theory.statements[s].label);
  return joined(labels, ", ");
}

std::string standing_words(const Theory& theory, const Agenda& agenda, const AgendaItem& item) {
  if (item.section == AgendaSection::DueSoon) {
    const std::string whose = item.record.empty() ? "" : ", in the record of " + case_name(item.record);
    return fmt::format("{}: still open{}.", quoted(step_sentence(theory, item)), whose);
  }
  if (item.section == AgendaSection::MovedOn) {
    const models::Statement& statement = theory.statements[item.statement];
    const std::string last = quoted(written_words(theory, statement.steps.back()));
    return item.times == 0 ? last + " came about." : fmt::format("{} came about {}.", last, count_words(item.times, "time", "times"));
  }
  models::CaseResult result;
  result.as_of = agenda.as_of;
  models::StatementResult statement;
  statement.statement = item.statement;
  statement.judging = item.judging;
  return verdict_sentence({theory, *agenda.cases[item.which].record, result}, statement, item.judging);
}

std::string step_heading(const Theory& theory, const AgendaItem& item) {
  const std::string labels = label_words(theory, item);
  if (item.section == AgendaSection::Blocked) {
    const std::string by = item.judging.blocked_by ? quoted(words_of(*item.judging.blocked_by, theory)) : quoted("");
    return item.judging.flags.has(models::Flag::NotApplicable) ? "not applicable any more: " + by : by + " stands in the way of " + labels;
  }
  if (item.section == AgendaSection::MovedOn) return quoted(written_words(theory, theory.statements[item.statement].steps.back())) + " (" + labels + ")";
  return quoted(step_sentence(theory, item)) + " (" + labels + ")";
}

bool of_one_step(const AgendaItem& a, const AgendaItem& b) {
  return a.proposition == b.proposition && (a.proposition != models::kNone || (a.statement == b.statement && a.step == b.step));
}

std::string actor_words(const AgendaItem& item) {
  switch (item.control) {
    case engine::Control::Unsaid: return "";
    case engine::Control::Ours: return item.actor;
    case engine::Control::Others: return item.actor + " (outside the programme)";
    case engine::Control::Nobody: return "nobody: it is in no one's hands";
  }
  return "";
}

std::string act_words(const Agenda& agenda, const AgendaItem& item) {
  if (!item.act) return "";
  return joined(addition_words(agenda.cases[item.which].acts[*item.act].additions), ", and ");
}

std::vector<std::string> also_moved(const Theory& theory, const Agenda& agenda, const AgendaItem& item) {
  std::vector<std::string> labels;
  if (!item.act) return labels;
  for (const models::StatementIndex s : agenda.cases[item.which].acts[*item.act].moves) {
    const bool here = s == item.statement || std::find(item.also.begin(), item.also.end(), s) != item.also.end();
    if (!here) labels.push_back(theory.statements[s].label);
  }
  return labels;
}

std::string held_back_words(const Theory& theory, const AgendaItem& item) {
  if (item.outcomes.empty()) {
    return item.held_back.empty() ? "" : "held back behind it: " + count_words(item.held_back.size(), "statement", "statements");
  }
  const std::string more = item.outcomes.size() > 1 ? " and " + count_words(item.outcomes.size() - 1, "outcome more", "outcomes more") : "";
  return "held back behind it: " + quoted(phrase_of(theory, item.outcomes.front())) + more;
}

std::string route_words(const Theory& theory, const Agenda&, const AgendaItem& item) {
  if (!item.route) return "";
  return fmt::format("another way to {}: {}, {}", quoted(phrase_of(theory, item.route->end)), theory.statements[item.route->statement].label,
                     models::to_string(item.route_stands));
}

std::string cause_words(const SharedCause& cause) {
  const auto blocking = std::count_if(cause.steps.begin(), cause.steps.end(), [](const SharedStep& step) { return step.blocking; });
  const std::string what = blocking == 0 ? "stalled" : static_cast<std::size_t>(blocking) == cause.steps.size() ? "blocked" : "stalled or blocked";
  return fmt::format("{} {}: {} of {} {}{}; of the other cases {} of {}", cause.link, case_name(cause.record), cause.cases.size(),
                     count_words(cause.of, "case", "cases"), what, cause.any_time ? "" : stretch_words(cause), cause.rest, cause.of_rest);
}

std::string step_words(const Theory& theory, const SharedCause& cause, const SharedStep& step) {
  const std::string phrase = quoted(phrase_of(theory, step.proposition));
  const std::string counts = cause.steps.size() == 1 ? "" : fmt::format(": {} of {}; of the others {} of {}", step.cases, step.of, step.rest, step.of_rest);
  return (step.blocking ? "blocked by " : "stalled at ") + phrase + counts;
}

std::string own_fact_words(const OwnFact& fact) {
  std::string text = fact.words;
  if (fact.kind == OwnFact::Kind::Attribute) text += " " + fact.value;
  if (fact.kind == OwnFact::Kind::Judgement) text = quoted(fact.words) + " judged " + fact.value;
  if (fact.from) text += fact.until ? fmt::format(" from {} to {}", date_words(*fact.from), date_words(*fact.until)) : fact.kind == OwnFact::Kind::Pause ? " since " + date_words(*fact.from) : on_date(fact.from);
  if ((fact.kind == OwnFact::Kind::Event || fact.kind == OwnFact::Kind::Pause) && !fact.value.empty()) text += ", " + fact.value;
  return fact.source.empty() ? text : text + " (" + fact.source + ")";
}

std::string question_words(const Theory& theory, const engine::AgendaQuestion& question) {
  const models::Statement* about = question.statements.empty() ? nullptr : &theory.statements[question.statements.front()];
  const std::string cases = count_words(question.cases.size(), "case", "cases");
  const std::string what = missing_words(theory, question.fact, about);
  if (question.settles != 0)
    return fmt::format("{}: the answer settles {} in {}", what, count_words(question.settles, "verdict", "verdicts"), cases);
  return fmt::format("{}: one of its answers settles {} in {}", what, count_words(question.may_settle, "verdict", "verdicts"), cases);
}

}  // namespace realist::cli

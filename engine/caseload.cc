#include "engine/caseload.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "engine/at_risk.h"
#include "engine/plan.h"
#include "engine/trials.h"

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::CaseResult;
using models::Judging;
using models::kNone;
using models::PropositionIndex;
using models::StatementIndex;
using models::StatementResult;
using models::StepState;
using models::Theory;
using models::Time;
using models::Verdict;

constexpr models::Duration kOneDay{1, models::Unit::Day};

bool later(const std::optional<Time>& t, const Time& than) { return t && models::compare(t->start(), than.end()) > 0; }

Time whole_day(const Time& t) {
  Time day = models::day_start(t);
  day.day = true;
  day.offset = Time::kNoOffset;
  return day;
}

std::size_t fired_times(const StatementResult& result) { return result.occurrences[static_cast<std::size_t>(Verdict::Fired)]; }

bool repeated(const StatementResult& result) {
  return std::any_of(result.occurrences.begin(), result.occurrences.end(), [](std::uint32_t n) { return n != 0; });
}

// The judgings that may need attention: an If's one, a Whenever's that did not fire.
template <typename See>
void each_judging(const StatementResult& result, See see) {
  if (!repeated(result)) return see(result.judging);
  for (const Judging& judging : result.not_fired) see(judging);
}

const Judging* same_judging(const StatementResult& result, const Judging& judging) {
  const Judging* found = nullptr;
  if (!repeated(result)) return &result.judging;
  for (const Judging& other : result.not_fired)
    if (other.activated == judging.activated && (!found || other.verdict == Verdict::Stalled)) found = &other;
  return found;
}

std::uint32_t deciding(const Judging& judging) {
  if (judging.stall) return judging.stall->step;
  for (const models::StepResult& step : judging.steps)
    if (step.state > StepState::Unobserved) return step.step;
  return 0;
}

PropositionIndex alone(const models::Clause& clause) { return clause.kind == models::Clause::Kind::Proposition ? clause.proposition : kNone; }

// The last day on which what stalled would have been in time: what has to be kept up breaks at the start of the day after.
std::optional<Time> last_day(const models::Stall& stall) {
  if (stall.reason != StepState::Refuted) return stall.due ? stall.due : stall.since;
  if (!stall.since) return stall.due;
  return stall.since->day ? models::shifted(*stall.since, kOneDay, -1) : stall.since;
}

bool closed_by(const CaseRecord& record, const Time& at) { return record.closed && models::compare(record.closed->start(), at.end()) <= 0; }

// What one break of a case is told by: breaks alike are one item.
using BreakKey = std::tuple<AgendaSection, PropositionIndex, StatementIndex, std::string, std::string>;

BreakKey key_of(const AgendaItem& item) {
  const std::string when = item.since ? models::to_string(*item.since) : "";
  const std::string due = item.expected_by ? models::to_string(*item.expected_by) : "";
  const bool named = item.proposition != kNone || (item.section == AgendaSection::Blocked && item.judging.flags.has(models::Flag::NotApplicable));
  return {item.section, item.proposition, named ? kNone : item.statement, item.section == AgendaSection::MovedOn ? "" : when, due};
}

}  // namespace

std::string_view to_string(AgendaSection section) {
  switch (section) {
    case AgendaSection::DueSoon: return "due soon";
    case AgendaSection::NewlyStalled: return "newly stalled";
    case AgendaSection::StalledBefore: return "stalled before";
    case AgendaSection::Question: return "question";
    case AgendaSection::Blocked: return "blocked";
    case AgendaSection::MovedOn: return "moved on";
  }
  return "";
}

std::string_view to_string(Control control) {
  switch (control) {
    case Control::Unsaid: return "";
    case Control::Ours: return "ours";
    case Control::Others: return "another service";
    case Control::Nobody: return "nobody";
  }
  return "";
}

Control control_of(std::string_view actor) {
  const std::string words = models::fold(actor);
  if (words.empty()) return Control::Unsaid;
  if (words == "none" || words == "nobody" || words == "no one") return Control::Nobody;
  std::string part, all = words + ",";
  for (const std::string_view between : {" or ", " and ", ";", "/"})
    for (std::size_t at; (at = all.find(between)) != std::string::npos;) all.replace(at, between.size(), ",");
  for (const char c : all) {
    if (c != ',') {
      part += c;
      continue;
    }
    const std::string padded = " " + part + " ";
    const bool others = padded.find(" another ") != std::string::npos || padded.find(" other ") != std::string::npos ||
                        padded.find(" service ") != std::string::npos || padded.find(" services ") != std::string::npos ||
                        padded.find(" agency ") != std::string::npos || padded.find(" agencies ") != std::string::npos;
    if (part.find_first_not_of(' ') != std::string::npos && !others) return Control::Ours;
    part.clear();
  }
  return Control::Others;
}

CaseRecord as_known(const CaseRecord& record, const Time& at) {
  CaseRecord known = record;
  const auto after = [&](const std::optional<Time>& t) { return later(t, at); };
  std::erase_if(known.events, [&](const models::Event& e) { return after(e.at); });
  std::erase_if(known.judgements, [&](const models::Judgement& j) { return after(j.at ? j.at : j.since); });
  std::erase_if(known.pauses, [&](const models::Pause& p) { return after(p.from); });
  for (models::Attribute& attribute : known.attributes) std::erase_if(attribute.history, [&](const models::DatedValue& v) { return after(v.at); });
  for (models::Link& link : known.links) std::erase_if(link.history, [&](const models::Link::Target& t) { return after(t.at); });
  std::erase_if(known.attributes, [](const models::Attribute& a) { return a.history.empty(); });
  std::erase_if(known.links, [](const models::Link& l) { return l.history.empty(); });
  if (after(known.closed)) {
    known.closed.reset();
    known.closed_reason.clear();
  }
  return known;
}

std::int64_t days_between_left(const CaseRecord& record, const Time& from, const Time& to, bool working) {
  constexpr std::int64_t kMost = 4'000;  // days looked at one by one
  std::int64_t left = 0;
  const std::int64_t days = std::min(kMost, models::days_between(from, to));
  for (std::int64_t i = 1; i <= days; ++i) {
    const Time day = whole_day(models::shifted(whole_day(from), {i, models::Unit::Day}));
    const std::int64_t since_epoch = day.local / models::kDay - (day.local % models::kDay < 0);
    const std::int64_t weekday = ((since_epoch + 3) % 7 + 7) % 7;  // 0: Monday
    if (working && weekday >= 5) continue;
    const bool paused = std::any_of(record.pauses.begin(), record.pauses.end(), [&](const models::Pause& p) {
      return models::compare(p.from.start(), day.end()) <= 0 && (!p.to || models::compare(p.to->end(), day.start()) >= 0);
    });
    if (!paused) ++left;
  }
  return left;
}

struct AgendaBuilder::State {
  State(const Plan& source, const LinkedRecords& by_id, const AgendaTimes& asked, const AgendaBounds& limits)
      : plan(source), theory(theory_of(source)), linked(by_id), times(asked), bounds(limits), judge(source) {
    agenda.as_of = times.as_of;
    agenda.since = models::compare(times.since.end(), times.as_of.end()) < 0 ? times.since : times.as_of;
    agenda.ahead = models::shifted(whole_day(times.as_of), {times.days_ahead, models::Unit::Day});
    knows_later = std::any_of(linked.begin(), linked.end(), [&](const auto& entry) { return later(models::newest_date(*entry.second), times.as_of); });
    if (knows_later) hide_later();
  }

  void hide_later() {
    for (const auto& [id, record] : linked) {
      known.push_back(as_known(*record, times.as_of));
      known_linked.emplace(id, &known.back());
    }
  }

  const CaseRecord& known_of(const CaseRecord& record, CaseRecord& room) const {
    const auto found = known_linked.find(record.id);
    if (found != known_linked.end()) return *found->second;
    if (!later(models::newest_date(record), times.as_of)) return record;
    return room = as_known(record, times.as_of);
  }
  const LinkedRecords& linked_ahead() const { return knows_later ? known_linked : linked; }

  void add(const CaseRecord& record, const CaseResult* given);
  void add_items(const CaseRecord& record, const CaseRecord& as_it_is, std::size_t which);
  void stalled(const StatementResult& result, const Judging& judging, std::size_t which);
  void pending(const CaseRecord& record, const StatementResult& result, const Judging& judging, std::size_t which);
  void blocked(const StatementResult& result, const Judging& judging, std::size_t which);
  void moved_on(const StatementResult& result, std::size_t which);
  void put(AgendaItem item);
  void behind(std::size_t first);
  void look_for_acts(const CaseRecord& record, const CaseRecord& as_it_is, std::size_t which, std::size_t first);
  std::vector<AskedStall> asked_of(const CaseResult& result, std::vector<std::size_t>& items);
  void acts_for(const CaseRecord& record, const LinkedRecords& by_id, const Time& at, const CaseResult& result, std::vector<std::size_t> items, std::size_t which);
  void from_today_on(AgendaAct& act, const CaseRecord& record, const LinkedRecords& by_id, const Time& at);
  void ask(const CaseRecord& record, std::size_t which);
  void note(const Settling& settling, std::size_t which);
  void sort_items();
  void tie_to_causes();

  const Plan& plan;
  const Theory& theory;
  const LinkedRecords& linked;
  AgendaTimes times;
  AgendaBounds bounds;
  Judge judge;
  CaseResult now, then, ahead, trial;
  bool knows_later = false;
  std::deque<CaseRecord> known;
  LinkedRecords known_linked;
  Agenda agenda;
  std::map<BreakKey, std::size_t> of_case;       // items of the case in hand
  std::map<models::MissingFact, AgendaQuestion> questions;
  std::map<PropositionIndex, std::size_t> held_back;
  std::vector<AtRisk> at_risk;
  std::vector<const CaseRecord*> records;
  std::size_t acts_left = 0, questions_left = 0;
};

void AgendaBuilder::State::add(const CaseRecord& record, const CaseResult* given) {
  const std::size_t which = agenda.cases.size();
  agenda.cases.emplace_back();
  agenda.cases.back().id = record.id;
  agenda.cases.back().record = &record;
  records.push_back(&record);
  if (given) now = *given;
  else judge.judge(record, linked, times.as_of, now);
  for (const StatementResult& result : now.statements) ++agenda.cases.back().verdicts[static_cast<std::size_t>(result.verdict())];
  collect_at_risk(theory, now, which, at_risk);
  CaseRecord room;
  const CaseRecord& as_it_is = known_of(record, room);
  add_items(record, as_it_is, which);
}

void AgendaBuilder::State::add_items(const CaseRecord& record, const CaseRecord& as_it_is, std::size_t which) {
  if (closed_by(record, agenda.since)) {
    agenda.cases[which].left = true;
    return;
  }
  judge.judge(record, linked, agenda.since, then);
  judge.judge(as_it_is, linked_ahead(), agenda.ahead, ahead);
  of_case.clear();
  const std::size_t first = agenda.items.size();
  for (const StatementResult& result : now.statements) {
    each_judging(result, [&](const Judging& judging) {
      if (judging.verdict == Verdict::Stalled && judging.stall) stalled(result, judging, which);
      if (judging.verdict == Verdict::Pending) pending(record, result, judging, which);
      if (judging.verdict == Verdict::Blocked) blocked(result, judging, which);
    });
    moved_on(result, which);
  }
  behind(first);
  look_for_acts(record, as_it_is, which, first);
  ask(record, which);
}

void AgendaBuilder::State::stalled(const StatementResult& result, const Judging& judging, std::size_t which) {
  const models::Stall& stall = *judging.stall;
  const Judging* before = same_judging(then.statements[result.statement], judging);
  AgendaItem item;
  item.section = before && before->verdict == Verdict::Stalled ? AgendaSection::StalledBefore : AgendaSection::NewlyStalled;
  item.which = which;
  item.statement = result.statement;
  item.step = stall.step;
  item.proposition = stall.proposition;
  item.judging = judging;
  item.expected_by = stall.due;
  item.since = stall.since ? stall.since : stall.due;
  item.record = stall.record;
  put(std::move(item));
}

void AgendaBuilder::State::pending(const CaseRecord& record, const StatementResult& result, const Judging& judging, std::size_t which) {
  const StatementResult& then_on = ahead.statements[result.statement];
  const Judging* to_be = same_judging(then_on, judging);
  if (to_be && !repeated(then_on) && to_be->verdict == Verdict::Fired) return;  // time alone brings it
  AgendaItem item;
  item.section = AgendaSection::DueSoon;
  item.which = which;
  item.statement = result.statement;
  item.step = deciding(judging);
  item.judging = judging;
  if (to_be && to_be->verdict == Verdict::Stalled && to_be->stall) {
    item.step = to_be->stall->step;
    item.proposition = to_be->stall->proposition;
    item.expected_by = last_day(*to_be->stall);
    item.record = to_be->stall->record;
  } else if (judging.due && models::compare(judging.due->start(), agenda.ahead.end()) <= 0 && item.step != 0) {
    item.proposition = alone(theory.statements[result.statement].steps[item.step - 1].clause);
    item.expected_by = judging.due;
  }
  if (!item.expected_by) {
    ++agenda.due_later;
    return;
  }
  item.days_left = days_between_left(record, times.as_of, *item.expected_by, false);
  item.working_days_left = days_between_left(record, times.as_of, *item.expected_by, true);
  put(std::move(item));
}

void AgendaBuilder::State::blocked(const StatementResult& result, const Judging& judging, std::size_t which) {
  if (!judging.blocked_by) return;
  const Judging* before = same_judging(then.statements[result.statement], judging);
  AgendaItem item;
  item.section = AgendaSection::Blocked;
  item.which = which;
  item.statement = result.statement;
  item.step = deciding(judging);
  item.proposition = judging.blocked_by->proposition;
  item.judging = judging;
  item.since = judging.blocked_by->since;
  item.fresh = !before || before->verdict != Verdict::Blocked;
  put(std::move(item));
}

void AgendaBuilder::State::moved_on(const StatementResult& result, std::size_t which) {
  const StatementResult& before = then.statements[result.statement];
  const bool many = repeated(result);
  const std::size_t more = many ? fired_times(result) - std::min(fired_times(result), fired_times(before)) : 0;
  if (many ? more == 0 : result.verdict() != Verdict::Fired || before.verdict() == Verdict::Fired) return;
  AgendaItem item;
  item.section = AgendaSection::MovedOn;
  item.which = which;
  item.statement = result.statement;
  item.times = static_cast<std::uint32_t>(more);
  item.proposition = alone(theory.statements[result.statement].steps.back().clause);
  if (!many) {
    item.judging = result.judging;
    for (const models::StepResult& step : result.judging.steps)
      if (step.at && (!item.since || models::compare(*item.since, *step.at) < 0)) item.since = step.at;
  }
  put(std::move(item));
}

void AgendaBuilder::State::put(AgendaItem item) {
  if (item.proposition != kNone && item.section != AgendaSection::Blocked) item.actor = theory.propositions[item.proposition].actor;
  item.control = control_of(item.actor);
  const auto [found, fresh] = of_case.emplace(key_of(item), agenda.items.size());
  if (fresh) {
    agenda.items.push_back(std::move(item));
    return;
  }
  AgendaItem& one = agenda.items[found->second];
  one.times += item.times;
  if (item.since && (!one.since || models::compare(*one.since, *item.since) < 0)) one.since = item.since;
  const bool told = item.statement == one.statement || std::find(one.also.begin(), one.also.end(), item.statement) != one.also.end();
  if (!told) one.also.push_back(item.statement);
}

// What each stall holds back, and the other ways there.
void AgendaBuilder::State::behind(std::size_t first) {
  std::set<PropositionIndex> outcomes;
  for (std::size_t i = first; i < agenda.items.size(); ++i) {
    AgendaItem& item = agenda.items[i];
    if (item.section == AgendaSection::MovedOn || item.section == AgendaSection::Question) continue;
    const bool stall = item.section != AgendaSection::DueSoon && item.section != AgendaSection::Blocked;
    std::vector<StatementIndex> all = item.also;
    all.insert(all.begin(), item.statement);
    for (const StatementIndex s : all) {
      for (const StatementIndex held : held_behind(now, s))
        if (std::find(item.held_back.begin(), item.held_back.end(), held) == item.held_back.end()) item.held_back.push_back(held);
      const std::uint32_t step = s == item.statement ? item.step : deciding(now.statements[s].judging);
      for (const PropositionIndex p : outcomes_behind(theory, now, s, step))
        if (std::find(item.outcomes.begin(), item.outcomes.end(), p) == item.outcomes.end()) item.outcomes.push_back(p);
    }
    item.route = nearest_route(theory, now, item.statement);
    if (item.route) item.route_stands = now.statements[item.route->statement].verdict();
    if (stall) outcomes.insert(item.outcomes.begin(), item.outcomes.end());
  }
  for (const PropositionIndex p : outcomes) ++held_back[p];
}

void AgendaBuilder::State::look_for_acts(const CaseRecord& record, const CaseRecord& as_it_is, std::size_t which, std::size_t first) {
  std::vector<std::size_t> stalls;
  std::map<std::int64_t, std::pair<Time, std::vector<std::size_t>>> due;
  for (std::size_t i = first; i < agenda.items.size(); ++i) {
    const AgendaItem& item = agenda.items[i];
    if (item.section == AgendaSection::NewlyStalled || item.section == AgendaSection::StalledBefore) stalls.push_back(i);
    if (item.section != AgendaSection::DueSoon) continue;
    const Time after_it = models::shifted(whole_day(*item.expected_by), {2, models::Unit::Day});
    due.try_emplace(after_it.local, after_it, std::vector<std::size_t>{}).first->second.second.push_back(i);
  }
  acts_for(record, linked, times.as_of, now, stalls, which);
  // What is due is looked at when it would have stalled with nothing more recorded: what is kept up breaks on the day after, and
  // is seen to be broken on the next.
  for (const auto& [key, entry] : due) {
    judge.judge(as_it_is, linked_ahead(), entry.first, ahead);
    acts_for(as_it_is, linked_ahead(), entry.first, ahead, entry.second, which);
  }
}

std::vector<AskedStall> AgendaBuilder::State::asked_of(const CaseResult& result, std::vector<std::size_t>& items) {
  std::vector<AskedStall> asked;
  std::vector<std::size_t> kept;
  for (const std::size_t i : items) {
    const AgendaItem& item = agenda.items[i];
    const Judging* judging = same_judging(result.statements[item.statement], item.judging);
    if (!judging || judging->verdict != Verdict::Stalled || !judging->stall) continue;
    if (acts_left == 0) {
      agenda.acts_complete = agenda.acts_complete && bounds.acts == 0;
      break;
    }
    --acts_left;
    asked.push_back({&result.statements[item.statement], judging});
    kept.push_back(i);
  }
  items = std::move(kept);
  return asked;
}

// What is still to come can be done from today on: an addition dated before is tried today, one dated later is tried today as
// well, to tell from when. What does not do from today on is no act: its additions are taken away.
void AgendaBuilder::State::from_today_on(AgendaAct& act, const CaseRecord& record, const LinkedRecords& by_id, const Time& at) {
  const Time today = whole_day(times.as_of);
  const auto keeps = [&](const std::vector<Addition>& additions) {
    const CaseRecord tried = with_additions(record, additions, record.id);
    judge.judge(tried, by_id, at, trial);
    return std::all_of(act.moves.begin(), act.moves.end(), [&](StatementIndex s) { return trial.statements[s].verdict() != Verdict::Stalled; });
  };
  const bool own = std::all_of(act.additions.begin(), act.additions.end(), [](const Addition& a) { return a.record.empty() && date_of(a); });
  if (!own) return;
  std::vector<Addition> now_on = act.additions;
  bool past = false;
  for (Addition& addition : now_on) {
    past |= models::compare(date_of(addition)->start(), today.start()) < 0;
    set_date(addition, today);
    addition.from.reset();
  }
  const bool does = keeps(now_on);
  if (past) act.additions = does ? now_on : std::vector<Addition>{};
  else if (does && act.additions.size() == 1 && models::compare(today.start(), date_of(act.additions.front())->start()) < 0) act.additions.front().from = today;
  else if (!does) for (Addition& addition : act.additions) addition.from.reset();
}

void AgendaBuilder::State::acts_for(const CaseRecord& record, const LinkedRecords& by_id, const Time& at, const CaseResult& result,
                                    std::vector<std::size_t> items, std::size_t which) {
  const std::vector<AskedStall> asked = asked_of(result, items);
  if (asked.empty()) return;
  const bool due = &result == &ahead;
  const NeedsTogether found = needs_together(plan, record, by_id, at, asked, {.tries = bounds.tries, .additions = 2, .alternatives = 1});
  AgendaCase& own = agenda.cases[which];
  const auto base = static_cast<std::uint32_t>(own.acts.size());
  for (const Act& act : found.acts) {
    std::set<StatementIndex> moves;
    for (const std::uint32_t i : act.moves) moves.insert(asked[i].statement->statement);
    own.acts.push_back({act.additions, {moves.begin(), moves.end()}, due});
    if (due) from_today_on(own.acts.back(), record, by_id, at);
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    if (found.act_of[i] && !own.acts[base + *found.act_of[i]].additions.empty()) agenda.items[items[i]].act = base + *found.act_of[i];
  if (due) return;
  own.fewest = found.fewest;
  own.fewest_exact = found.exact;
}

// ---- questions ----

void AgendaBuilder::State::ask(const CaseRecord& record, std::size_t which) {
  std::map<models::MissingFact, std::size_t> lacking;
  StatementIndex first = kNone;
  for (const StatementResult& result : now.statements) {
    if (result.verdict() != Verdict::Undetermined) continue;
    ++agenda.undetermined;
    if (first == kNone) first = result.statement;
    for (const models::MissingFact& fact : result.judging.missing) ++lacking[fact];
  }
  if (first == kNone || bounds.questions == 0) return;
  std::vector<models::MissingFact> facts;
  for (const auto& [fact, count] : lacking) {
    if (questions_left == 0) {
      agenda.questions_complete = false;
      break;
    }
    --questions_left;
    facts.push_back(fact);
  }
  const std::vector<Settling> list =
      settling(plan, record, linked, times.as_of, now, first, facts, {.tries = bounds.tries * facts.size(), .work = 150'000 * (1 + facts.size() / 8), .dates = 2});
  std::set<StatementIndex> settled;
  for (const Settling& one : list) {
    note(one, which);
    settled.insert(one.may_decide.begin(), one.may_decide.end());
  }
  agenda.settled_by_one += settled.size();
}

void AgendaBuilder::State::note(const Settling& settling, std::size_t which) {
  if (settling.may_settle == 0) return;
  AgendaQuestion& question = questions[settling.fact];
  question.fact = settling.fact;
  question.cases.push_back(which);
  question.settles += settling.settles;
  question.may_settle += settling.may_settle;
  for (const StatementIndex s : settling.may_decide) {
    const auto at = std::lower_bound(question.statements.begin(), question.statements.end(), s);
    if (at == question.statements.end() || *at != s) question.statements.insert(at, s);
  }
}

// ---- the whole ----

void AgendaBuilder::State::sort_items() {
  const auto date = [](const std::optional<Time>& t) { return t ? t->start().local : models::kMinLocal; };
  std::stable_sort(agenda.items.begin(), agenda.items.end(), [&](const AgendaItem& a, const AgendaItem& b) {
    if (a.section != b.section) return a.section < b.section;
    if (a.fresh != b.fresh) return a.fresh;
    if (a.section == AgendaSection::DueSoon && date(a.expected_by) != date(b.expected_by)) return date(a.expected_by) < date(b.expected_by);
    if (a.section != AgendaSection::DueSoon && date(a.since) != date(b.since)) return date(a.since) > date(b.since);
    return a.held_back.size() > b.held_back.size();
  });
}

void AgendaBuilder::State::tie_to_causes() {
  for (AgendaItem& item : agenda.items) {
    if (item.section == AgendaSection::MovedOn || item.section == AgendaSection::DueSoon || !item.since) continue;
    for (std::uint32_t c = 0; c < agenda.causes.size() && !item.cause; ++c) {
      const SharedCause& cause = agenda.causes[c];
      const bool its = std::binary_search(cause.cases.begin(), cause.cases.end(), item.which);
      const bool step = std::any_of(cause.steps.begin(), cause.steps.end(), [&](const SharedStep& s) {
        return s.proposition == item.proposition && s.blocking == (item.section == AgendaSection::Blocked);
      });
      const bool inside = cause.any_time || (cause.from && cause.until && models::compare(item.since->end(), cause.from->start()) >= 0 &&
                                             models::compare(item.since->start(), cause.until->end()) <= 0);
      if (its && step && inside) item.cause = c;
    }
  }
}

AgendaBuilder::AgendaBuilder(const Plan& plan, const LinkedRecords& linked, const AgendaTimes& times, const AgendaBounds& bounds)
    : state_(std::make_unique<State>(plan, linked, times, bounds)) {
  state_->acts_left = bounds.acts;
  state_->questions_left = bounds.questions;
}
AgendaBuilder::~AgendaBuilder() = default;
AgendaBuilder::AgendaBuilder(AgendaBuilder&&) noexcept = default;

void AgendaBuilder::add(const CaseRecord& record, const CaseResult* now) { state_->add(record, now); }

Agenda AgendaBuilder::finish() {
  State& s = *state_;
  for (auto& [fact, question] : s.questions) s.agenda.questions.push_back(std::move(question));
  std::stable_sort(s.agenda.questions.begin(), s.agenda.questions.end(), [](const AgendaQuestion& a, const AgendaQuestion& b) {
    return a.settles != b.settles ? a.settles > b.settles : a.may_settle > b.may_settle;
  });
  for (const auto& [outcome, cases] : s.held_back) s.agenda.held_back.push_back({outcome, cases});
  std::stable_sort(s.agenda.held_back.begin(), s.agenda.held_back.end(), [](const auto& a, const auto& b) { return a.cases > b.cases; });
  s.agenda.causes = shared_causes(s.theory, s.at_risk, s.records, s.linked, s.times.as_of);
  const auto lasting = [&](const SharedCause& cause) { return cause.any_time || (cause.until && models::compare(cause.until->start(), s.agenda.since.end()) > 0); };
  std::stable_partition(s.agenda.causes.begin(), s.agenda.causes.end(), lasting);
  s.sort_items();
  s.tie_to_causes();
  return std::move(s.agenda);
}

Agenda agenda(const Plan& plan, const std::vector<const CaseRecord*>& cases, const LinkedRecords& linked, const AgendaTimes& times,
              const AgendaBounds& bounds) {
  AgendaBuilder builder(plan, linked, times, bounds);
  for (const CaseRecord* record : cases) builder.add(*record);
  return builder.finish();
}

}  // namespace realist::engine

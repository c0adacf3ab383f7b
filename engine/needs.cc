#include "engine/needs.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/trials.h"
#include "engine/ways.h"

namespace realist::engine {
namespace {

using models::CaseRecord;
using models::CaseResult;
using models::Judging;
using models::MissingFact;
using models::StatementResult;
using models::StepResult;
using models::StepState;
using models::Time;
using models::Verdict;

constexpr std::size_t kMostDatings = 48;   // ways of dating the facts of one way
constexpr std::size_t kMostGaps = 60;      // events that close the gaps of one cadence

bool stalls_by(const Judging& judging, std::uint32_t step) {
  return judging.verdict == Verdict::Stalled && judging.stall && judging.stall->step <= step;
}

std::uint32_t deciding(const Judging& judging) {
  if (judging.stall) return judging.stall->step;
  if (judging.verdict == Verdict::Fired) return 0;
  for (const StepResult& step : judging.steps)
    if (step.state > StepState::Unobserved) return step.step;
  return 0;
}

std::size_t stalled_at(const StatementResult& statement, const std::optional<Time>& activated) {
  std::size_t count = 0;
  for (const Judging& judging : statement.not_fired) count += judging.verdict == Verdict::Stalled && judging.activated == activated;
  return count;
}

class NeedSearch {
 public:
  NeedSearch(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of, const StatementResult& statement,
             const Judging& judging, const Effort& effort, Trials& trials)
      : plan_(plan), statement_(theory_of(plan).statements[statement.statement]), before_(statement), judging_(judging), effort_(effort),
        trials_(trials) {
    occasion_.record = &record;
    occasion_.linked = &linked;
    occasion_.as_of = as_of;
    occasion_.additions = effort.additions;
    occasion_.its = trigger(record);
    set_dates(record);
  }

  Needs run() {
    tried_before_ = trials_.tried();
    const models::Step& step = statement_.steps[judging_.stall->step - 1];
    for (const Way& way : ways(plan_, step.clause, !step.negated, occasion_)) {
      if (trials_.spent() || found_.alternatives.size() >= effort_.alternatives) break;
      if (!offers_more(way)) continue;
      try_way(way);
    }
    if (found_.alternatives.empty())
      found_.without = trials_.spent()                                       ? Needs::Without::GivenUp
                       : judging_.stall->kind == models::StallKind::HappenedAllTheSame ? Needs::Without::Happened
                                                                              : Needs::Without::NotFound;
    found_.tried = trials_.tried() - tried_before_;
    return std::move(found_);
  }

 private:
  // The occurrence that is judged: the event among the antecedent's evidence that lies where the judging begins.
  const models::Event* trigger(const CaseRecord& record) const {
    for (const models::FactEvidence& fact : judging_.antecedent_evidence)
      if (fact.kind == models::FactEvidence::Kind::Event && fact.record.empty() && fact.at == judging_.activated && fact.index < record.events.size())
        return &record.events[fact.index];
    if (statement_.form != models::Form::Whenever || !judging_.activated) return nullptr;
    for (const models::FactEvidence& fact : judging_.antecedent_evidence)
      for (const models::Event& event : record.events)
        if (event.at == judging_.activated && models::fold(event.type) == models::fold(fact.name)) return &event;
    return nullptr;
  }

  void set_dates(const CaseRecord& record) {
    const models::Stall& stall = *judging_.stall;
    const Time& as_of = occasion_.as_of;
    auto offer = [&](std::optional<Time> date) {
      if (!date) return;
      if (models::compare(date->start(), as_of.end()) > 0) date = as_of;
      if (record.closed && models::compare(date->start(), record.closed->end()) > 0) date = record.closed;
      if (std::find(occasion_.dates.begin(), occasion_.dates.end(), date) == occasion_.dates.end()) occasion_.dates.push_back(date);
    };
    const StepResult* step = judging_.steps.size() >= stall.step ? &judging_.steps[stall.step - 1] : nullptr;
    if (step && step->due) offer(step->due);
    offer(stall.due);
    if (!stall.due) offer(record.closed ? record.closed : as_of);
    if (step) offer(step->earliest);
    for (std::uint32_t i = stall.step; i-- > 1;)
      if (judging_.steps.size() >= i) offer(judging_.steps[i - 1].at);
    offer(judging_.activated);
    if (stall.since) offer(models::shifted(*stall.since, {1, models::Unit::Day}, -1));
    offer(stall.since);
    offer(as_of);
    if (judging_.activated) offer(models::shifted(*judging_.activated, {1, models::Unit::Day}, -1));
    offer(record.opened);
    if (step && step->due && step->due->day) offer(models::shifted(*step->due, {1, models::Unit::Day}, -1));
  }

  static std::string name_of(const Addition& addition) {
    switch (addition.kind) {
      case Addition::Kind::Event: return "event " + addition.event.type;
      case Addition::Kind::Judgement: return "judgement " + addition.judgement.about;
      case Addition::Kind::Attribute: return "attribute " + addition.attribute.path;
      case Addition::Kind::Link: return "link " + addition.link.kind;
    }
    return "";
  }

  static std::set<std::string> signature(const Way& way) {
    std::set<std::string> names;
    for (const Wanted& fact : way) names.insert(fact.addition.record + "\n" + name_of(fact.addition));
    return names;
  }

  // A way that holds all of one already found says nothing new.
  bool offers_more(const Way& way) const {
    const std::set<std::string> names = signature(way);
    return std::none_of(signatures_.begin(), signatures_.end(), [&](const std::set<std::string>& found) {
      return std::includes(names.begin(), names.end(), found.begin(), found.end());
    });
  }

  void try_way(const Way& way) {
    if (way.size() == 1 && way.front().cadence) return close_gaps(way);
    std::vector<std::size_t> choice(way.size(), 0);
    for (std::size_t n = 0; n < kMostDatings && !trials_.spent(); ++n) {
      std::vector<Addition> additions;
      for (std::size_t i = 0; i < way.size(); ++i) place(way[i], choice[i], additions);
      if (accept(way, additions)) return;
      std::size_t i = 0;
      while (i < way.size() && ++choice[i] >= std::max<std::size_t>(1, way[i].dates.size())) choice[i++] = 0;
      if (i == way.size()) return;
    }
  }

  // Copies of an event stand on days of their own, evenly up to the date, where there are days enough.
  void place(const Wanted& fact, std::size_t choice, std::vector<Addition>& additions) const {
    const std::optional<Time> date = choice < fact.dates.size() ? fact.dates[choice] : std::nullopt;
    const std::optional<Time>& begin = judging_.activated;
    const std::int64_t days = date && begin ? models::days_between(*begin, *date) : 0;
    for (std::uint32_t i = 0; i < fact.copies; ++i) {
      Addition addition = fact.addition;
      std::optional<Time> at = date;
      if (at && i + 1 < fact.copies && days >= fact.copies)
        at = models::shifted(*at, {days - days * (i + 1) / fact.copies, models::Unit::Day}, -1);
      set_date(addition, at);
      additions.push_back(std::move(addition));
    }
  }

  // Whether the verdicts alone leave hope that the stall is gone.
  bool may_do(const std::vector<Addition>& additions) {
    const std::vector<Outline>* outlines = trials_.outlined(additions);
    if (!outlines) return false;
    const Outline& outline = (*outlines)[before_.statement];
    if (statement_.form != models::Form::Whenever) return outline.verdict != Verdict::Stalled || outline.step > judging_.stall->step;
    const auto stalled = static_cast<std::size_t>(Verdict::Stalled);
    return outline.occurrences[stalled] <= before_.occurrences[stalled];
  }

  const Judging* after(const std::vector<Addition>& additions) {
    if (!may_do(additions)) return nullptr;
    const StatementResult* statement = trials_.judged(additions, before_.statement);
    if (!statement) return nullptr;
    if (statement_.form != models::Form::Whenever) return moved_on(statement->judging, judging_.stall->step) ? &statement->judging : nullptr;
    return occurrence_after(*statement);
  }

  const Judging* occurrence_after(const StatementResult& statement) {
    static const Judging fired = [] { Judging j; j.verdict = Verdict::Fired; return j; }();
    using models::Verdict;
    const auto stalled = static_cast<std::size_t>(Verdict::Stalled);
    std::uint32_t before = 0, now = 0;
    for (std::size_t i = 0; i < before_.occurrences.size(); ++i) before += before_.occurrences[i], now += statement.occurrences[i];
    if (now < before) return nullptr;
    const Judging* other = nullptr;
    for (const Judging& judging : statement.not_fired) {
      if (judging.activated != judging_.activated) continue;
      if (judging.verdict == Verdict::Stalled && judging.stall && judging.stall->step > judging_.stall->step) return &judging;
      if (judging.verdict != Verdict::Stalled) other = &judging;
    }
    if (statement.occurrences[stalled] >= before_.occurrences[stalled]) return nullptr;
    if (stalled_at(statement, judging_.activated) >= stalled_at(before_, judging_.activated)) return nullptr;
    if (other) return moved_on(*other, judging_.stall->step) ? other : nullptr;
    return &fired;
  }

  // A fact against another one is no way out: it only makes them disagree.
  bool contradicts(const Judging& judging) const {
    return judging.flags.has(models::Flag::Conflict) && !judging_.flags.has(models::Flag::Conflict);
  }

  bool accept(const Way& way, const std::vector<Addition>& additions) {
    const Judging* judging = after(additions);
    if (!judging || contradicts(*judging)) return false;
    Need need{additions, judging->verdict, deciding(*judging)};
    if (additions.size() == 1) widen(way.front(), need);
    found_.alternatives.push_back(std::move(need));
    signatures_.push_back(signature(way));
    return true;
  }

  // The earliest of the step's own dates that does as well.
  void widen(const Wanted& fact, Need& need) {
    Addition& addition = need.additions.front();
    const std::optional<Time> date = date_of(addition);
    if (!date) return;
    const StepResult& step = judging_.steps[judging_.stall->step - 1];
    std::optional<Time> from = step.earliest;
    for (std::uint32_t i = judging_.stall->step; !from && i-- > 1;) from = judging_.steps[i - 1].at;
    if (!from) from = judging_.activated;
    if (!from || models::compare(*from, *date) >= 0) return;
    std::vector<Addition> earlier = {fact.addition};
    set_date(earlier.front(), from);
    const Judging* judging = after(earlier);
    if (judging && judging->verdict == need.verdict) addition.from = from;
  }

  // Adds events one gap after the other, each the day before the gap would break the step.
  void close_gaps(const Way& way) {
    std::vector<Addition> additions;
    std::optional<Time> broke = judging_.stall->since;
    while (broke && additions.size() < kMostGaps && !trials_.spent()) {
      Time date = models::shifted(models::day_start(*broke), {1, models::Unit::Day}, -1);
      date.day = true;
      for (std::uint32_t i = 0; i < way.front().copies; ++i) {
        additions.push_back(way.front().addition);
        set_date(additions.back(), date);
      }
      if (accept(way, additions)) return;
      if (accept_unstalled(way, additions)) return;
      const std::optional<Time> next = next_break(additions);
      if (!next || models::compare(*next, *broke) <= 0) return;
      broke = next;
    }
  }

  // Gaps closed up to where something came in the way, or to where the record cannot tell: no stall either.
  bool accept_unstalled(const Way& way, const std::vector<Addition>& additions) {
    if (statement_.form == models::Form::Whenever) return false;
    const StatementResult* statement = trials_.judged(additions, before_.statement);
    if (!statement) return false;
    const Verdict verdict = statement->verdict();
    if (verdict != Verdict::Blocked && verdict != Verdict::Undetermined) return false;
    found_.alternatives.push_back({additions, verdict, judging_.stall->step});
    signatures_.push_back(signature(way));
    return true;
  }

  std::optional<Time> next_break(const std::vector<Addition>& additions) {
    const StatementResult* statement = trials_.judged(additions, before_.statement);
    if (!statement) return std::nullopt;
    if (statement_.form != models::Form::Whenever) return statement->judging.stall ? statement->judging.stall->since : std::nullopt;
    for (const Judging& judging : statement->not_fired)
      if (judging.activated == judging_.activated && judging.stall) return judging.stall->since;
    return std::nullopt;
  }

  const Plan& plan_;
  const models::Statement& statement_;
  const StatementResult& before_;
  const Judging& judging_;
  const Effort& effort_;
  Trials& trials_;
  Occasion occasion_;
  Needs found_;
  std::size_t tried_before_ = 0;
  std::vector<std::set<std::string>> signatures_;
};

// ---- what would settle the unknown ----

std::size_t undecided(const CaseResult& result, std::vector<std::uint8_t>& which) {
  which.assign(result.statements.size(), 0);
  std::size_t count = 0;
  for (std::size_t i = 0; i < result.statements.size(); ++i)
    if (result.statements[i].verdict() == Verdict::Undetermined) which[i] = 1, ++count;
  return count;
}

// What one answer decides, over the dates it could have: a statement counts where one of them decides it.
struct Decided {
  std::vector<std::uint8_t> statements;
  std::optional<Verdict> verdict;
  Addition addition;
};

// Whether everything in `wanted` is in `found`: then no other date can say more.
bool holds_all(const std::vector<std::uint8_t>& found, const std::vector<models::StatementIndex>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](models::StatementIndex s) { return found[s] != 0; });
}

// The undetermined statements that lack the fact; where there are none, the one that is asked about.
std::vector<models::StatementIndex> lacking(const CaseResult& result, const MissingFact& fact, models::StatementIndex asked) {
  std::vector<models::StatementIndex> found;
  for (const StatementResult& statement : result.statements) {
    const std::vector<MissingFact>& missing = statement.judging.missing;
    if (statement.verdict() != Verdict::Undetermined) continue;
    if (std::find(missing.begin(), missing.end(), fact) != missing.end()) found.push_back(statement.statement);
  }
  if (found.empty()) found.push_back(asked);
  return found;
}

std::optional<Decided> try_answer(Trials& trials, const Addition& answer, const std::vector<std::optional<Time>>& dates,
                                  const std::vector<std::uint8_t>& open, models::StatementIndex statement,
                                  const std::vector<models::StatementIndex>& lacking) {
  std::optional<Decided> best;
  for (const std::optional<Time>& date : dates) {
    Addition dated = answer;
    set_date(dated, date);
    const std::vector<Outline>* outlines = trials.outlined({dated});
    if (!outlines) return best;
    if (!best) best = Decided{std::vector<std::uint8_t>(open.size(), 0), std::nullopt, dated};
    for (std::size_t i = 0; i < open.size(); ++i)
      if (open[i] && (*outlines)[i].verdict != Verdict::Undetermined) best->statements[i] = 1;
    const Verdict verdict = (*outlines)[statement].verdict;
    if (!best->verdict || (*best->verdict == Verdict::Undetermined && verdict != Verdict::Undetermined)) {
      best->verdict = verdict;
      best->addition = dated;
    }
    if (holds_all(best->statements, lacking)) break;
  }
  return best;
}

}  // namespace

bool moved_on(const Judging& judging, std::uint32_t step) {
  if (judging.verdict == Verdict::Fired) return true;
  if (stalls_by(judging, step) || judging.steps.size() < step) return false;
  const StepState state = judging.steps[step - 1].state;
  return state == StepState::Holds || state == StepState::Presumed || state == StepState::Open;
}

Needs needs(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of, const StatementResult& statement,
            const Judging& judging, const Effort& effort) {
  Trials trials(plan, record, linked, as_of, effort);
  return needs_within(trials, plan, record, linked, as_of, statement, judging, effort);
}

Needs needs_within(Trials& trials, const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of,
                   const StatementResult& statement, const Judging& judging, const Effort& effort) {
  if (!judging.stall || judging.verdict != Verdict::Stalled) return {};
  return NeedSearch(plan, record, linked, as_of, statement, judging, effort, trials).run();
}

std::vector<Settling> settling(const Plan& plan, const CaseRecord& record, const LinkedRecords& linked, const Time& as_of,
                               const CaseResult& result, models::StatementIndex statement, const std::vector<MissingFact>& facts,
                               const Effort& effort) {
  Trials trials(plan, record, linked, as_of, effort);
  std::vector<std::uint8_t> open;
  undecided(result, open);
  Occasion occasion;
  occasion.record = &record;
  occasion.linked = &linked;
  occasion.as_of = as_of;
  const Judging& judging = result.statements[statement].judging;
  std::vector<std::optional<Time>> dates;
  for (const std::optional<Time>& date : {judging.activated, record.opened, std::optional<Time>(as_of), std::optional<Time>()})
    if (std::find(dates.begin(), dates.end(), date) == dates.end()) dates.push_back(date);
  if (dates.size() > effort.dates) dates.resize(effort.dates);
  std::vector<Settling> list;
  for (const MissingFact& fact : facts) {
    Settling settling;
    settling.fact = fact;
    std::vector<std::uint8_t> any(open.size(), 0), every = open;
    const auto tried = trials.spent() ? std::vector<Addition>{} : answers(plan, fact, occasion);
    const auto wanted = tried.empty() ? std::vector<models::StatementIndex>{} : lacking(result, fact, statement);
    for (const Addition& answer : tried) {
      const std::optional<Decided> decided = try_answer(trials, answer, dates, open, statement, wanted);
      if (!decided) continue;
      for (std::size_t i = 0; i < open.size(); ++i) any[i] |= decided->statements[i], every[i] &= decided->statements[i];
      settling.answers.push_back({decided->addition, decided->verdict.value_or(Verdict::Undetermined)});
    }
    const bool both_ways = fact.kind != MissingFact::Kind::Event && !settling.answers.empty();
    settling.may_settle = static_cast<std::uint32_t>(std::count(any.begin(), any.end(), 1));
    settling.settles = both_ways ? static_cast<std::uint32_t>(std::count(every.begin(), every.end(), 1)) : 0;
    for (models::StatementIndex s = 0; s < open.size(); ++s) {
      if (both_ways && every[s]) settling.decides.push_back(s);
      if (any[s]) settling.may_decide.push_back(s);
    }
    list.push_back(std::move(settling));
  }
  std::stable_sort(list.begin(), list.end(), [](const Settling& a, const Settling& b) {
    return a.settles != b.settles ? a.settles > b.settles : a.may_settle > b.may_settle;
  });
  return list;
}

}  // namespace realist::engine

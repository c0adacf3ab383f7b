// A caseload's agenda: what can still be saved, what stalled, what one question would settle, and what several cases have in
// common. Plain values, found by judging each case at two dates (as-of and the last meeting) and, to see what is about to
// stall, once more some days ahead with nothing added. Nothing is stored between meetings.
//
//   engine::Agenda agenda = engine::agenda(plan, cases, linked, {as_of, since});
//
// An item is one break of one case: a step at which a statement stalls, is about to, or is blocked. Statements of the case
// that break at the same step are one item (`also`); what is held back behind it is counted in it, not listed beside it.
//
// A fact counts from its own date: what was written down late looks as if it had been known at the earlier date.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/judge.h"
#include "engine/needs.h"
#include "engine/routes.h"
#include "engine/shared_cause.h"
#include "models/case_record.h"
#include "models/verdict.h"

namespace realist::engine {

enum class AgendaSection : std::uint8_t { DueSoon, NewlyStalled, StalledBefore, Question, Blocked, MovedOn };
inline constexpr std::array kAgendaSections = {AgendaSection::DueSoon,  AgendaSection::NewlyStalled, AgendaSection::StalledBefore,
                                               AgendaSection::Question, AgendaSection::Blocked,      AgendaSection::MovedOn};
std::string_view to_string(AgendaSection section);  // "due soon", "newly stalled", "stalled before", "question", "blocked", "moved on"

// Whether a step lies in the programme's hands, by its proposition's `actor:`.
enum class Control : std::uint8_t {
  Unsaid,   // no `actor:`
  Ours,
  Others,   // another service: every one of its actors is "another …", "other …", or some "service", "services" or "agency"
  Nobody,   // "none", "nobody", "no one"
};
Control control_of(std::string_view actor);
std::string_view to_string(Control control);  // "", "ours", "another service", "nobody"

struct AgendaItem {
  AgendaSection section = AgendaSection::StalledBefore;
  std::size_t which = 0;                         // the case: a position in Agenda::cases
  models::StatementIndex statement = models::kNone;
  std::vector<models::StatementIndex> also;      // other statements of the case that break at the same
  std::uint32_t step = 0;                        // of `statement`, from 1; MovedOn, Blocked before any step: 0
  models::PropositionIndex proposition = models::kNone;  // at which it breaks; Blocked: by which; kNone: a step or a condition of several
  // The judging it is about, taken over: what the words for it are made of. DueSoon: as it stands at the as-of date.
  models::Judging judging;
  std::optional<models::Time> expected_by;       // the last day on which it would still be in time
  std::optional<std::int64_t> days_left;         // DueSoon: days after the as-of day up to it, pauses left out; 0: today
  std::optional<std::int64_t> working_days_left; // … Saturdays and Sundays left out as well
  std::optional<models::Time> since;             // since when it is stalled, blocked, or has fired
  std::string actor;                             // who acts, as written
  Control control = Control::Unsaid;
  std::string record;                            // the linked record it is about
  bool fresh = false;                            // Blocked: it was not, at the last meeting
  std::uint32_t times = 0;                       // MovedOn: occurrences of a Whenever that fired since; an If: 0
  std::vector<models::StatementIndex> held_back;       // behind this and `also`
  std::vector<models::PropositionIndex> outcomes;      // … which these would lead to
  std::optional<Route> route;                    // another way to where it leads
  models::Verdict route_stands = models::Verdict::Dormant;  // … and what has become of that
  std::optional<std::uint32_t> act;              // what would move it: a position in its case's `acts`; none found, or none looked for
  std::optional<std::uint32_t> cause;            // the one it shares with others: a position in Agenda::causes
};

// An addition to one record, or a few together, that were tried: the breaks of the case that they remove.
struct AgendaAct {
  std::vector<Addition> additions;
  std::vector<models::StatementIndex> moves;     // statements, ascending
  bool ahead = false;                            // of what is due soon: added, it keeps them from stalling
};

struct AgendaCase {
  std::string id;
  const models::CaseRecord* record = nullptr;
  std::array<std::uint32_t, models::kVerdicts.size()> verdicts{};  // statements, by Verdict
  bool left = false;                             // closed by the last meeting: not on the agenda, yet counted in `causes`
  std::vector<AgendaAct> acts;                   // for what stalled, then for what is due soon; in each the one that moves the most first
  std::vector<std::uint32_t> fewest;             // of those for what stalled the fewest that together move all that any of them moves
  bool fewest_exact = true;                      // false: there were too many to try every choice; a small choice, maybe not the smallest
};

// A fact that would settle undetermined statements, here one question; over all cases that lack it.
struct AgendaQuestion {
  models::MissingFact fact;                      // with `record`: one question to one record, for all these cases
  std::vector<std::size_t> cases;                // ascending
  std::uint32_t settles = 0;                     // verdicts that would be decided whatever the answer, over all cases
  std::uint32_t may_settle = 0;                  // … or by one of the answers
  std::vector<models::StatementIndex> statements;  // that it settles, or may settle, in some case; ascending
};

struct HeldBackOutcome {
  models::PropositionIndex outcome = models::kNone;
  std::size_t cases = 0;                         // in which something stalled stands before it
};

struct Agenda {
  models::Time as_of, since, ahead;
  std::vector<AgendaCase> cases;                 // in the order given
  std::vector<AgendaItem> items;                 // by section, in each the most urgent first (see below)
  std::vector<AgendaQuestion> questions;         // what settles the most first
  std::vector<SharedCause> causes;               // those that went on after the last meeting first, then what explains the most
  std::vector<HeldBackOutcome> held_back;        // the most cases first
  std::size_t due_later = 0;                     // open items that are due after `ahead`, or have no date
  std::size_t undetermined = 0;                  // undetermined verdicts
  std::size_t settled_by_one = 0;                // … of them those that some one question would settle
  bool acts_complete = true;                     // false: AgendaBounds left some without a search
  bool questions_complete = true;
};
// Order in the sections: DueSoon by date; NewlyStalled and StalledBefore the latest first, for what has just stalled can be
// put right soonest; Blocked: fresh ones first, then likewise; MovedOn the latest first. Equals: the more held back first, then the case's place, then the
// statement's.

struct AgendaTimes {
  models::Time as_of;
  models::Time since;                            // the last meeting, at or before `as_of`
  std::int64_t days_ahead = 14;                  // how far DueSoon looks
};

// Searches cost judgings; past these bounds items and questions stand without them, and the agenda says so. 0: no search.
struct AgendaBounds {
  std::size_t acts = 4'000;                      // breaks for which what would move them is looked for
  std::size_t questions = 8'000;                 // missing facts tried
  std::size_t tries = 32;                        // judgings for one of either
};

// Takes cases one at a time, so that who has judged them already need not have it done twice.
class AgendaBuilder {
 public:
  AgendaBuilder(const Plan& plan, const LinkedRecords& linked, const AgendaTimes& times, const AgendaBounds& bounds = {});
  ~AgendaBuilder();
  AgendaBuilder(AgendaBuilder&&) noexcept;

  // The record has to stay where it is as long as the agenda is used. `now`: its result at the as-of date, where it is there already.
  void add(const models::CaseRecord& record, const models::CaseResult* now = nullptr);
  Agenda finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Agenda agenda(const Plan& plan, const std::vector<const models::CaseRecord*>& cases, const LinkedRecords& linked, const AgendaTimes& times,
              const AgendaBounds& bounds = {});

// A record without what is dated after an instant: judged at a later one it tells what would come of it if nothing more happened.
models::CaseRecord as_known(const models::CaseRecord& record, const models::Time& at);

// Days after `from` up to and with `to`, pauses of the record left out; `working`: Saturdays and Sundays as well. 0 where `to` is not later.
std::int64_t days_between_left(const models::CaseRecord& record, const models::Time& from, const models::Time& to, bool working);

}  // namespace realist::engine

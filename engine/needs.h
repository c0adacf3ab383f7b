// What would move a statement: the smallest additions to a record that would remove a stall, and the facts that would
// settle what is not known. Both are found by trying: nothing is offered that was not added to a copy and judged.
//
//   engine::Needs needs = engine::needs(plan, record, linked, as_of, result.statements[s], judging);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/verdict.h"

namespace realist::engine {

// One thing more in a record.
struct Addition {
  enum class Kind : std::uint8_t { Event, Judgement, Attribute, Link };
  Kind kind = Kind::Event;
  std::string record;           // id of the record it belongs in, where it is not the case's own
  models::Event event;          // with the fields that are asked for
  models::Judgement judgement;  // `about` is the proposition's phrase
  models::Attribute attribute;  // its history holds the one new value
  models::Link link;            // likewise
  std::string value_words;      // where another value would do as well: "something other than hostel", "3 or more"
  std::optional<models::Time> from;  // on any day from here to the addition's own date: both ends were tried
};

// When what it adds happened, was judged or began; none: it has no date.
std::optional<models::Time> date_of(const Addition& addition);

// The record with those of the additions that belong in it. `own`: the id of the case (additions without `record`).
models::CaseRecord with_additions(models::CaseRecord record, const std::vector<Addition>& additions, const std::string& own);

// One way out of a stall.
struct Need {
  std::vector<Addition> additions;   // all of them together; no part of them does it alone
  models::Verdict verdict = models::Verdict::Fired;  // what the statement (or that occurrence) would come to then
  std::uint32_t step = 0;            // the step, from 1, that would decide it then; 0: none
};

struct Needs {
  std::vector<Need> alternatives;    // the fewest additions first; at most `Effort::alternatives`
  // None found: why, as far as it is known.
  enum class Without : std::uint8_t {
    None,            // there are some
    Happened,        // what the theory said would not happen did: nothing that is added undoes it
    NotFound,        // every way of up to `Effort::additions` additions was tried
    GivenUp,         // there was more to try than `Effort` allows
  };
  Without without = Without::None;
  std::size_t tried = 0;             // how often the case was judged again
};

// Bounds of the search. The record is judged again at most `tries` times, fewer for large records and theories.
struct Effort {
  std::size_t tries = 400;
  std::size_t additions = 3;         // different facts in one way; several events of one kind count once
  std::size_t alternatives = 5;
  std::size_t work = 150'000;        // facts and statements looked at, over all tries
  std::size_t dates = 4;             // `settling`: dates tried for an answer, beginning with when the statement began to count
};

// Ways to remove the stall of `judging`, which is `statement`'s own or one of its occurrences not fired. Removed: that
// judging stalls no more at that step nor before it, the step holds or is open (or, its gaps closed so far, something came in
// its way or the record cannot tell), and nothing else of the statement stalls for it. Gives nothing where it is not stalled. Cost: `tries` judgings.
Needs needs(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
            const models::StatementResult& statement, const models::Judging& judging, const Effort& effort = {});

// A stall to be moved together with others of the same case.
struct AskedStall {
  const models::StatementResult* statement = nullptr;
  const models::Judging* judging = nullptr;  // stalled
};

// What was tried against several stalls at once.
struct Act {
  std::vector<Addition> additions;     // all of them together
  std::vector<std::uint32_t> moves;    // positions in what was asked, ascending: the stalls it removes
};

struct NeedsTogether {
  std::vector<Act> acts;               // the one that moves the most for what it adds first (stalls less additions), then as asked
  std::vector<std::optional<std::uint32_t>> act_of;  // per stall asked about: of the acts that move it the one with the fewest
                                       // additions, of those the one that moves the most
  // Of the acts the fewest that together move every stall that one of them moves: added all together and judged. Empty where
  // none was found, or where together they get in each other's way.
  std::vector<std::uint32_t> fewest;
  bool exact = true;                   // every choice among the acts was compared; false: more than `kMostActsCompared`, chosen one by one
  bool complete = true;                // no search was given up
  std::size_t tried = 0;
};
inline constexpr std::size_t kMostActsCompared = 16;

// The acts that move several stalls of one case at once. `effort` holds for each stall. Cost: for each stall what `needs`
// costs, and one judging for each act.
NeedsTogether needs_together(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
                             const std::vector<AskedStall>& asked, const Effort& effort = {});

// What one missing fact would settle.
struct Settling {
  models::MissingFact fact;
  std::uint32_t settles = 0;         // statements undetermined now that would be decided whatever it says
  std::uint32_t may_settle = 0;      // … and those that one of its answers would decide, the former included
  struct Answer {
    Addition addition;               // the fact as it was tried
    models::Verdict verdict;         // what the statement asked about would come to
  };
  std::vector<Answer> answers;       // none where it cannot be tried: a date, an event that may not have happened
  std::vector<models::StatementIndex> decides, may_decide;  // which these are, ascending
};

// The facts missing from a statement (its own and its blocks'), those that would settle the most first: by `settles`, by
// `may_settle`, then as they stand. Cost: at most `tries` judgings; facts beyond that keep their place with nothing tried.
std::vector<Settling> settling(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked,
                               const models::Time& as_of, const models::CaseResult& result, models::StatementIndex statement,
                               const std::vector<models::MissingFact>& facts, const Effort& effort = {});

}  // namespace realist::engine

// What stalls have in common: the same step, the same linked record, the same weeks; counted beside the cases that
// did not stall. It says what goes together and how often; never that one brought about the other.
//
// A case is at risk of breaking at a proposition from when it is expected until it has come about, has broken, or is no longer
// looked for. For every linked record and every stretch of at most four weeks in which its cases broke (and for all time), the
// cases of that record that broke, of those at risk in that stretch, are compared with the other cases at risk in it. Kept is
// what at least `least` cases share, what is at least twice as frequent as among the others, and what would come about by
// chance less often than `chance`, after allowing for the number of comparisons made. Of what overlaps the unlikeliest is kept.
// Other steps that broke with the same record in the same stretch, in two cases or more and twice as often as among the others, are told
// with it and counted in; the test is of the one step alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/judge.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::engine {

// One case at risk at one proposition.
struct AtRisk {
  std::size_t which = 0;                   // the case
  models::PropositionIndex proposition = models::kNone;
  bool blocking = false;                   // breaks where the proposition stands in the way, not where it does not come about
  std::optional<models::Time> from;        // none: no date; never at risk in a stretch
  std::optional<models::Time> to;          // when it broke, came about or was last looked for
  bool broke = false;
};

// A dated fact in the linked record's own record.
struct OwnFact {
  std::string words;                       // event type, "pause" with its reason, attribute and value, judged phrase and value
  enum class Kind : std::uint8_t { Event, Pause, Attribute, Judgement };
  Kind kind = Kind::Event;
  std::string value;                       // Attribute, Judgement: the value; Pause: its reason; Event: its `reason`
  std::string source;
  std::optional<models::Time> from, until; // one day: no `until`
  friend bool operator==(const OwnFact&, const OwnFact&) = default;
};

struct SharedStep {
  models::PropositionIndex proposition = models::kNone;
  bool blocking = false;
  std::size_t cases = 0, of = 0;           // of the record: broke, of those at risk
  std::size_t rest = 0, of_rest = 0;       // of all other cases
};

struct SharedCause {
  std::string link;                        // kind of link: "practitioner"
  std::string record;                      // what it leads to: "P-03"
  std::string actor;                       // of all its steps, where they have one in common
  std::optional<models::Time> from, until; // first and last day on which they broke; none: at any time
  bool any_time = false;                   // the comparison is over all time
  std::vector<SharedStep> steps;           // most cases first
  std::vector<std::size_t> cases;          // that broke at one of the steps in the stretch, ascending
  std::size_t of = 0, rest = 0, of_rest = 0;  // over all the steps, by case
  double chance = 1;                       // how often chance alone would bring as much together, all comparisons allowed for; at most 1
  std::vector<OwnFact> facts;              // of the record itself, in or shortly before the stretch, by date
};

struct SharedCauseBounds {
  std::size_t least = 3;                   // cases
  double times = 2;                        // as frequent as among the others
  double chance = 0.05;
  std::int64_t longest_days = 28;          // of a stretch
  std::size_t most = 20;                   // kept
};

// `record_of(which)`: the record of a case. Cost: for each linked record and step, the pairs of days on which its cases broke,
// times the logarithm of the number of cases.
std::vector<SharedCause> shared_causes(const models::Theory& theory, const std::vector<AtRisk>& at_risk,
                                       const std::vector<const models::CaseRecord*>& cases, const LinkedRecords& linked,
                                       const models::Time& as_of, const SharedCauseBounds& bounds = {});

// The chance of `k` or more marked among `n` drawn from `all`, of which `marked` are marked.
double chance_of_at_least(std::size_t k, std::size_t n, std::size_t marked, std::size_t all);

// What the record's own facts say of a stretch of days: events, pauses, attributes and judgements that begin in it or in the two
// weeks before it, or last into it. By date.
std::vector<OwnFact> own_facts(const models::CaseRecord& record, const models::Time& from, const models::Time& until);

}  // namespace realist::engine

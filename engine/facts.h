// A record as a plan asks for it: its events sorted and matched, its values tested, its judgements read. Bound once per
// record and as-of instant; judging then works on numbers and times alone.
//
// For many cases keep one `Facts` a thread and one plan with it: it reuses its memory from case to case.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/excerpt.h"
#include "engine/plan.h"
#include "engine/signal.h"
#include "models/case_record.h"

namespace realist::engine {

// A visible event of a type that is asked for. Without a date: it happened, at an unknown time.
struct EventFact {
  std::int64_t key = 0;
  std::optional<Time> at;
  std::uint32_t index = 0;  // position in the record's list
  EventTypeId type = 0;
  const models::Event* event = nullptr;
};

// An event that fits a pattern for sure (True) or perhaps (Unknown: a field it asks for is not recorded).
struct Match {
  std::uint32_t event = 0;  // index into Facts::events
  Tri fits = Tri::True;
};

// A judgement as one test sees it.
struct JudgementFact {
  std::int64_t key = 0;     // of `from`
  std::optional<Time> from; // `since`, else `at`; none: undated, the earliest
  std::optional<Time> at;   // when it was made: the latest counts
  bool since = false;
  Tri passes = Tri::Unknown;
  std::uint32_t index = 0;  // position in the record's list
  const models::Value* value = nullptr;
};

struct Stop {  // a pause, as local microseconds [from, to)
  std::int64_t from = 0, to = 0;
  bool whole_days = false;
};

struct Facts {
  Excerpt excerpt;                 // of the record: filled before binding
  Time asked;                      // the as-of time as given
  Time as_of;                      // an instant: the end of the day asked for
  Timeline timeline;
  std::optional<Time> begin;       // the record's `opened`, else its earliest dated fact
  std::optional<Time> closed;      // where closed at or before as_of
  std::vector<EventFact> events;   // undated first, then by time; of one instant in the record's order
  std::vector<Match> matches;      // of all patterns: those without fields share their type's
  struct Stretch { std::uint32_t first = 0, end = 0; };
  std::vector<Stretch> matched;    // per pattern: in `matches`
  // Per proposition: whether what it comes to in this case can be looked up, with no signal to be built.
  struct Plain {
    enum class Kind : std::uint8_t {
      No,
      Event,     // one event, of which every match is dated and sure, none can be missing, and nobody judged it
      Constant,  // one attribute without a date, or what nobody judged: `value` at all times
    };
    Kind kind = Kind::No;
    Tri value = Tri::Unknown;
    std::uint32_t first = 0, end = 0;  // Event: its matches
  };
  std::vector<Plain> plain;
  bool plain_event(PropositionIndex p) const { return plain[p].kind == Plain::Kind::Event; }
  std::span<const Match> matches_of(PropositionIndex p) const {  // of a plain event
    return {matches.data() + plain[p].first, matches.data() + plain[p].end};
  }
  std::vector<Signal> attribute_tests;                // per attribute test
  struct Recorded {
    bool undated = false;          // a value without a date
    std::optional<Time> first;     // its earliest dated value
  };
  std::vector<Recorded> recorded;  // per attribute test
  std::vector<std::vector<JudgementFact>> judgement_tests;  // per judgement test: those about it, by anyone it asks for
  std::vector<Signal> judged;      // per proposition: by a judgement of yes or no; NotYet where none decides
  std::vector<std::optional<Time>> last_judged;  // per proposition: the latest dated judgement about it
  std::vector<std::uint8_t> tied;  // per proposition: equally late judgements differ
  std::vector<std::uint8_t> test_tied;                // per attribute test: equally late values differ
  std::vector<Stop> pauses;        // merged, ascending
  bool may_conflict = false;       // equally late facts differ somewhere, or a judgement stands beside an indicator
  std::vector<models::Problem> problems;

  // What binding itself needs, kept from case to case.
  struct Workplace {
    const Plan* plan = nullptr;                       // that `judged` and its like are laid out for
    std::vector<std::uint32_t> type_first;            // in Facts::matches, with an end
    std::vector<std::uint8_t> undated;                // per event type: one is without a date
    struct Answer {
      std::string text;
      Tri passes = Tri::NotYet;                       // NotYet: none kept
    };
    std::vector<Answer> answers;                      // per field test of the plan, of texts it was last tried on
    struct About {
      PropositionIndex proposition = kNone;
      bool opposite = false;
      JudgementFact fact;
    };
    std::vector<About> about;                         // visible judgements by proposition
    std::vector<JudgementFact> of_one;
    std::vector<PropositionIndex> judged;             // those that are not as they were laid out
  };
  Workplace workplace;

  std::span<const Match> of(PatternId pattern) const {
    return {matches.data() + matched[pattern].first, matches.data() + matched[pattern].end};
  }
  bool visible(const std::optional<Time>& at) const;
};

// Does a field pass? `value` null or absent: Unknown. A value of the wrong type: Unknown, and `wrong_type` is set.
struct Whose {                     // what `its`, `this case` and `this practitioner` mean here
  const models::Event* its = nullptr;
  std::string_view case_id;
  std::optional<std::string_view> (*link)(const void* context, std::string_view kind) = nullptr;
  const void* context = nullptr;
};
Tri passes(const FieldPlan& field, const models::Value* value, const Whose& whose, bool& wrong_type);

// Kleene and over a pattern's fields; type and visibility are the caller's business.
Tri fits(const PatternPlan& pattern, const models::Event& event, const Whose& whose);

const models::Value* find_field(const models::Event& event, std::string_view path);
const models::Attribute* find_attribute(const models::CaseRecord& record, std::string_view path);

// The latest of some judgements as a function of time: latest as made, in force from `since` where that is known. `none`
// before the first; Unknown, and `tied` set, where equally late ones differ.
Signal latest_judgement(std::span<const JudgementFact> facts, Tri none, bool& tied);

// When the latest dated one of some judgements was made.
std::optional<Time> last_of(std::span<const JudgementFact> facts);

// Overwrites all of `facts` but the excerpt. `as_of`: a date counts to its end. Cost: what the excerpt holds plus what the
// plan asks of it; no memory is asked for where cases before were as large.
// `timeline`: of the case whose record this is linked to; none: the record's own.
void bind(const Plan& plan, const Time& as_of, Facts& facts, const std::optional<Timeline>& timeline = std::nullopt);

// A record that was read whole: its excerpt, bound.
Facts bind(const Plan& plan, const models::CaseRecord& record, const Time& as_of,
           const std::optional<Timeline>& timeline = std::nullopt);

}  // namespace realist::engine

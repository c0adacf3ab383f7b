// What judging a case gives: verdicts with their reasons (semantics.md, interfaces.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/case_record.h"
#include "models/theory.h"
#include "models/time.h"

namespace realist::models {

enum class Verdict : std::uint8_t { Fired, Stalled, Pending, Blocked, Undetermined, Dormant };
inline constexpr std::array kVerdicts = {Verdict::Fired, Verdict::Stalled, Verdict::Pending,
                                         Verdict::Blocked, Verdict::Undetermined, Verdict::Dormant};
std::string_view to_string(Verdict verdict);  // "fired", …

enum class StepState : std::uint8_t {
  Holds, Presumed, Unobserved,                       // passed
  Refuted, Late, TooFew, Early, Closed, Overdue,     // stalled there: these words are also the stall's reason
  Open, Unknown, NotReached,
};
std::string_view to_string(StepState state);  // "holds", "too few", "not reached", …

enum class StallKind : std::uint8_t {
  ContextNotMet, NotDelivered, NoResponse, NotTriggered, NoOutcome, HappenedAllTheSame, Without,
};
std::string_view to_string(StallKind kind);  // "not delivered", …

enum class Flag : std::uint8_t {
  Presumed, Conflict, Despite, MaybeBlocked, NotApplicable, Bypassed, Opposed, ByDateOnly,
};
inline constexpr std::size_t kFlagCount = 8;
std::string_view to_string(Flag flag);  // "maybe blocked", …

struct Flags {
  std::uint8_t bits = 0;
  void set(Flag f) { bits |= std::uint8_t(1u << static_cast<unsigned>(f)); }
  bool has(Flag f) const { return bits >> static_cast<unsigned>(f) & 1u; }
  friend bool operator==(const Flags&, const Flags&) = default;
};

// Observed value of a proposition: true, false, unknown. Predicted: what supports it and what speaks against it.
enum class Truth : std::uint8_t { False, Unknown, True, Both };
std::string_view to_string(Truth truth);  // "false", "unknown", "true", "both"

enum class Reading : std::uint8_t {
  None, Expected, Late, Missing, Unexplained, Contradicted, Opposed, Open, Unknown,
};
std::string_view to_string(Reading reading);

// A mechanism proposition's own verdict (semantics.md, "Propositions in a case").
enum class PropositionVerdict : std::uint8_t { None, Fired, Stalled, Presumed, Pending, Blocked, Undetermined, Dormant };
std::string_view to_string(PropositionVerdict verdict);

// A fact of a record that decided something.
struct FactEvidence {
  enum class Kind : std::uint8_t { Event, Judgement, Attribute, Link, Absence };
  Kind kind = Kind::Event;
  std::size_t index = 0;               // Event, Judgement: position in the record's list, from 0
  std::string name;                    // event type, attribute path, judged phrase, link kind; Absence: the event type
  std::optional<Value> value;          // Judgement, Attribute
  std::optional<Time> at;
  std::string by, basis, source, quote;
  std::string record;                  // id, where it is another record's
  friend bool operator==(const FactEvidence&, const FactEvidence&) = default;
};

// A fact whose recording would settle something.
struct MissingFact {
  enum class Kind : std::uint8_t { Attribute, Event, Judgement, Link, DateOf };
  Kind kind = Kind::Attribute;
  std::string name;                    // path, event type, phrase, link kind; DateOf: what has no date
  std::string record;                  // id, where it is another record's
  friend auto operator<=>(const MissingFact&, const MissingFact&) = default;
};

struct StepResult {
  std::uint32_t step = 0;              // from 1
  StepState state = StepState::NotReached;
  std::optional<Time> at;              // Holds: since when
  std::optional<Time> due;             // the end of its window, where it has one
  std::optional<Time> earliest;        // the begin of its window, where one is written
  std::vector<FactEvidence> evidence;
  std::vector<MissingFact> missing;
};

struct Stall {
  std::uint32_t step = 0;              // from 1
  PropositionIndex proposition = kNone;  // the first of the step's propositions that did not hold
  StallKind kind = StallKind::NoOutcome;
  StepState reason = StepState::Overdue; // Refuted … Overdue
  std::optional<Time> since;           // since when it is stalled
  std::optional<Time> due;
  std::string amount;                  // late, early, overdue: ISO 8601 duration, "P5D"; too few: "1 of 2"
  std::optional<Time> seen_earlier;    // overdue: it was seen before its base, on …
  std::string record;                  // the linked record it is about
  std::vector<std::uint32_t> may_lie_at;  // unobserved steps just before, from 1
};

struct Block {
  PropositionIndex proposition = kNone;  // kNone: a file-level condition (`text`)
  std::string text;                    // the author's words
  std::optional<Time> since;
  std::optional<std::int64_t> days;    // for how long, whole days up to its end or the as-of instant
  std::vector<FactEvidence> evidence;
};

// One judging of a statement: an If has one, a Whenever one an occurrence.
struct Judging {
  Verdict verdict = Verdict::Dormant;
  std::optional<Time> activated;
  std::vector<StepResult> steps;       // empty where dormant or undetermined in the antecedent
  std::optional<Stall> stall;
  std::optional<Block> blocked_by;     // blocked; also with `despite`
  std::optional<Time> due;             // pending: the open step's due date
  std::vector<MissingFact> missing;
  std::vector<FactEvidence> antecedent_evidence;
  Flags flags;
};

struct StatementResult {
  StatementIndex statement = 0;
  Judging judging;                     // an If's, or the worst occurrence's (the earliest of them)
  std::vector<PropositionIndex> failed;        // dormant: parts of the antecedent that failed
  std::vector<FactEvidence> failed_evidence;   // dormant: the facts that say so
  std::vector<StatementIndex> held_back_by;    // dormant because of a step at which these are stalled
  std::vector<StatementIndex> waits_on;        // unknown because of an unobserved proposition that these lead to
  std::array<std::uint32_t, 6> occurrences{};  // Whenever: by Verdict
  std::vector<Judging> not_fired;              // Whenever: the occurrences that did not fire, by date
  Verdict verdict() const { return judging.verdict; }
};

struct PropositionResult {
  PropositionIndex proposition = 0;
  Truth observed = Truth::Unknown;
  Truth predicted = Truth::Unknown;
  PropositionVerdict verdict = PropositionVerdict::None;  // mechanisms only
  std::vector<StatementIndex> also_stalled;    // fired, and stalled in these as well
  Reading reading = Reading::None;             // outcomes only
  std::vector<StatementIndex> statements;      // the statements in which it is a step
  bool conflict = false;                       // facts about it disagree: what the flag of a statement is about
};

struct CaseResult {
  std::string case_id;
  Time as_of;
  std::vector<StatementResult> statements;     // one each, in the theory's order
  std::vector<PropositionResult> propositions; // one each, in the theory's order
  std::vector<Problem> problems;
};

}  // namespace realist::models

// A programme theory: propositions, statements over them, phases, and the theory's own examples.
//
// This is the resolved form: every phrase has become an index, includes are merged, roles are worked out. It is made by
// `rules::read_theory` (or by hand in tests) and never changed afterwards. All texts are the author's own, shown as written.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/case_record.h"
#include "models/condition.h"
#include "models/place.h"
#include "models/time.h"

namespace realist::models {

using StatementIndex = std::uint32_t;

enum class Role : std::uint8_t { Context, Resource, Reasoning, Mechanism, Outcome };
inline constexpr std::array kRoles = {Role::Context, Role::Resource, Role::Reasoning, Role::Mechanism, Role::Outcome};
std::string_view to_string(Role role);  // "context", …

enum class Level : std::uint8_t { None, Individual, Interpersonal, Institutional, Infrastructural };
std::string_view to_string(Level level);

// "evidence: realist review, 2 case studies" → {"realist review", 1}, {"case study", 2} (the source as written: "case studies").
struct Evidence {
  std::string source;
  std::uint32_t count = 1;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// (source: "002", line 88)
struct SourceReference {
  std::string document;
  std::uint32_t line = 0;      // 0: none given
  std::uint32_t last_line = 0; // "lines 88-90"; equal to `line` for one
  friend bool operator==(const SourceReference&, const SourceReference&) = default;
};

// A stretch of a record's time: from the first `from` until the first `until` at or after it (none: as long as the case).
struct Phase {
  std::string name;
  Anchor from;
  std::optional<Anchor> until;
  Place place;
};

// What turns a proposition's number into a degree of membership in the set of cases of which it is so: the values at which a
// case is fully out, at the crossover and fully in, rising or falling. Which number that is: models/membership.h.
struct Membership {
  double out = 0, crossover = 0, in = 0;
  std::string text;                     // as written
  Place place;
};

struct Proposition {
  std::string id;                       // the short name, else a slug of the phrase that is unique in the theory
  std::string phrase;                   // as declared, else as first written
  std::string short_name;               // empty: none
  std::vector<std::string> also;
  std::vector<std::string> opposite;    // phrases that name its negation
  std::optional<Role> declared_role;
  std::vector<Role> roles;              // every role it has by declaration, `(role)` tags or place; sorted, no repeats
  Level level = Level::None;
  std::string of;                       // kind of record it is about; empty: the theory's case kind
  std::string actor;
  std::vector<std::string> notes;
  std::vector<Evidence> evidence;
  std::vector<SourceReference> sources;
  Boxed<Condition> indicator;           // most have none, and a condition is large
  std::string observed_when;            // the indicator as written, on one line
  Boxed<Membership> membership;         // none: it is so or not so
  bool declared = false;
  Place place;
};

// The logic of an antecedent, a step or a block: propositions joined.
struct Clause {
  enum class Kind : std::uint8_t { Proposition, Not, All, Any, None, AtLeast };
  Kind kind = Kind::Proposition;
  PropositionIndex proposition = kNone;
  std::uint32_t count = 0;              // AtLeast
  std::vector<Clause> parts;            // Not: one
  std::string text;                     // a Proposition's words as written here ("" elsewhere)
  std::vector<Evidence> evidence;       // tags standing after this clause
  Place place;
};

// When a step is expected, counted from what came before it. Parts may stand together; all of them bind.
struct StepWindow {
  std::optional<Duration> earliest;     // after D, between D and …
  std::optional<Duration> latest;       // within D, between … and D
  bool same_day = false;                // on the same day
  enum class Bound : std::uint8_t { None, BeforeEvent, BeforeAttribute, BeforeProposition, DuringPhase };
  Bound bound = Bound::None;
  EventPattern event;                   // BeforeEvent
  std::string path;                     // BeforeAttribute
  PropositionIndex proposition = kNone; // BeforeProposition
  PhaseIndex phase = kNone;             // DuringPhase, throughout PHASE
  std::optional<Duration> throughout;   // throughout 12 weeks
  bool throughout_phase = false;        // throughout PHASE (`phase`)
  std::string text;                     // as written
  Place place;

  bool written() const { return place.known(); }
  bool is_throughout() const { return throughout.has_value() || throughout_phase; }
};

struct Step {
  Clause clause;                        // without the step's own `not`: that is `negated`
  bool negated = false;                 // then not B (also: an opposite phrase alone)
  bool previously = false;
  bool at_any_time = false;
  bool from_because = false;            // the M of "If C then O because M"
  Role role = Role::Outcome;            // declared, tagged or by place (of its first proposition)
  StepWindow window;                    // `written()` false: none of its own
  std::vector<Evidence> evidence;
  std::string text;                     // the author's words of the whole step on one line, without `then`
  Place place;
};

enum class Form : std::uint8_t { If, Whenever, OnlyIf };
std::string_view to_string(Form form);  // "if", "whenever", "only if"

struct Statement {
  std::string label;                    // written, or made from the statement's own words
  bool label_written = false;
  Form form = Form::If;
  // OnlyIf: "Only if A then B" is kept turned round: `antecedent` is B, the one step is `previously A`. Roles as written:
  // A context, B outcome.
  Clause antecedent;
  std::vector<Step> steps;              // at least one; numbered from 1 in every output
  std::vector<Clause> unless;
  std::string because;                  // the words; "" none. With one `then` also a step (from_because)
  std::vector<Evidence> evidence;
  std::vector<SourceReference> sources;
  std::vector<std::string> notes;
  StatementIndex otherwise_of = kNone;  // "ID/otherwise": the statement whose failed antecedent activates this one
  std::string text;                     // the statement as written, line breaks kept
  Place place;
};

// What an example expects of one statement or proposition.
struct Expectation {
  bool about_statement = true;
  std::uint32_t subject = 0;            // StatementIndex or PropositionIndex
  std::string verdict;                  // "fired", "stalled", … as in verdict.h; for propositions also a reading
  std::optional<PropositionIndex> at;   // stalled at "…"
  std::string subject_text;
  Place place;
};

struct Example {
  std::string title;
  std::vector<CaseRecord> records;      // the case first, then records it is linked to
  std::optional<Time> as_of;            // none: the newest date in it
  std::vector<Expectation> expectations;
  Place place;
};

// `Events: may be missing` (all) or `Events session, contact: may be missing`.
struct EventsPolicy {
  bool all_may_be_missing = false;
  std::vector<std::string> may_be_missing;
};

struct Theory {
  std::string name;                     // from `Theory:`, else the first file's name without its ending
  std::string version;
  std::string case_kind;                // from `Case:`; empty: any record without a kind, or the only kind
  std::vector<std::string> authors;
  std::vector<SourceFile> files;        // [0] is the one asked for
  std::string sha256;                   // over the files' hashes in reading order: names this exact theory
  std::vector<Proposition> propositions;
  std::vector<Statement> statements;    // in reading order, `otherwise` right after its statement
  std::vector<Phase> phases;
  std::vector<PhaseIndex> default_phases;  // from `Default phase:`, by file, kNone: none; empty where no file has one
  std::vector<Clause> not_applicable_phrases;     // Not applicable when: PHRASE
  std::vector<Condition> not_applicable;          // Not applicable when: CONDITION
  std::vector<std::string> not_applicable_texts;  // as written: conditions first, then phrases
  std::optional<Duration> default_window;
  EventsPolicy events;
  bool strict_vocabulary = false;
  std::vector<Example> examples;
};

// Folds a phrase for comparison: case (ASCII and Latin letters), white space of every kind to one blank, typographic
// quotes, dashes and ellipses to plain ones, a final full stop and surrounding blanks dropped.
std::string fold(std::string_view text);

// The proposition a phrase, an alias or a short name stands for; second: it is an `opposite`. Linear; for tools and tests
// (the reader keeps a table).
struct FoundProposition { PropositionIndex index = kNone; bool opposite = false; };
FoundProposition find_proposition(const Theory& theory, std::string_view words);
StatementIndex find_statement(const Theory& theory, std::string_view label);

// Canonical one-line dumps, what tests compare: "If C1 & (C2 | !C3) -> resource:GATE [<= 14 days] -> !outcome:X ; unless U".
std::string dump(const Theory& theory, const Clause& clause);
std::string dump(const Theory& theory, const Statement& statement);
std::string dump(const Theory& theory, const Condition& condition);

}  // namespace realist::models

// A theory compiled once into flat tables: what is asked of a record, what each proposition rests on, and the order in
// which statements lead to one another. Internal to the engine; callers hold it behind `engine::compile`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/condition.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

using models::kNone;
using models::PropositionIndex;
using models::StatementIndex;

using EventTypeId = std::uint32_t;
using PatternId = std::uint32_t;
using TestId = std::uint32_t;
using AttributeId = std::uint32_t;
using NodeId = std::uint32_t;

// One field test with its texts folded for comparison.
struct FieldPlan {
  const models::FieldTest* test = nullptr;
  std::vector<std::string> folded;  // the operands' texts
  std::uint32_t number = kNone;     // among those tried when a record is bound
  bool dynamic = false;             // looks at the occurrence or at whose case it is: not decided when a record is bound
};

// An event type and what its fields must be. Equal patterns are one.
struct PatternPlan {
  const models::EventPattern* pattern = nullptr;
  EventTypeId type = 0;
  std::vector<FieldPlan> where;
  bool dynamic = false;
};

struct AnchorPlan {
  const models::Anchor* anchor = nullptr;
  PatternId pattern = kNone;
  AttributeId attribute = kNone;
};

struct WindowPlan {
  const models::TestWindow* window = nullptr;
  AnchorPlan anchor;
};

struct TermPlan {
  const models::NumberTerm* term = nullptr;
  PatternId pattern = kNone;
  AttributeId attribute = kNone;
  WindowPlan window;
  AnchorPlan from, to;
};

// A part of a condition.
struct Node {
  models::Condition::Kind kind = models::Condition::Kind::All;
  const models::Condition* condition = nullptr;
  std::vector<NodeId> parts;
  PatternId pattern = kNone;    // Event, Cadence
  WindowPlan window;            // Event, Judgement
  TestId test = kNone;          // Attribute, Judgement: bound per record
  FieldPlan field;              // ItsField
  TermPlan terms[3];            // Number
};

// What a proposition's value rests on.
struct PropositionPlan {
  NodeId indicator = kNone;
  PatternId one_event = kNone;  // it is one event of the case's own record: no count, no window, nothing asked of the occurrence
  PatternId some_events = kNone;  // the same, or several events: so many are `needed`
  std::uint32_t needed = 0;
  bool elsewhere = false;       // `of:` another kind of record than the case's
  bool judged_only = false;     // no indicator, or one made of judgements alone: can be unobserved
  bool has_judged = false;      // the indicator contains a `judged` test: it decides
  bool scoped = false;          // contains an event test without a window of its own, a cadence or `its`
  bool breakable = false;       // contains a cadence, or such an event test under `not`: time can only break it
  bool negative_event = false;  // the second of these alone
  bool positive_event = false;  // such an event test not under `not`: time can only break its negation
  bool leads_on = false;        // stands in an antecedent: statements that reach it hand their clock on
};

struct PhasePlan {
  AnchorPlan from, until;
};

struct AttributeTest {
  FieldPlan field;
  AttributeId attribute = kNone;
};

struct JudgementTest {
  const models::Condition* condition = nullptr;
  PropositionIndex proposition = kNone;
  std::vector<std::string> folded;
  std::string by;               // folded
};

// An event test that an antecedent rests on, not under `not`.
struct EventTest {
  NodeId node = kNone;
  PropositionIndex proposition = kNone;      // in whose indicator it stands
  std::vector<PropositionIndex> path;        // from the antecedent's own, which may name that one in braces, to it
};

// What the walk asks of every step, close together: most steps need no more.
struct StepPlan {
  PropositionIndex alone = kNone;            // its clause is this proposition
  bool negated = false, previously = false, at_any_time = false, throughout = false;
  bool windowed = false;                     // it has a window: its own, or the theory's default
  bool written = false;                      // its own
  bool same_day = false, bounded = false, in_hours = false;
  std::optional<models::Duration> earliest, latest;  // `latest` also by default
  PatternId bound_pattern = kNone;           // of `before event`
  AttributeId bound_attribute = kNone;       // of `before` an attribute
  models::StallKind stall_kind = models::StallKind::NoOutcome;  // what a stall at it is called
};

struct StatementPlan {
  models::Form form = models::Form::If;
  bool otherwise = false;
  bool can_be_bypassed = false;              // its last step is an expectation that another route may meet
  std::vector<StepPlan> steps;
  PropositionIndex alone = kNone;            // the antecedent is this proposition
  std::vector<PropositionIndex> positive;    // the antecedent's propositions that do not stand under a `not`
  std::uint32_t blocks = 0;                  // its own `unless` and the theory's `Not applicable when`
  std::vector<EventTest> events;             // of the antecedent
  bool looks_at_its = false;                 // the antecedent does
  bool repeats = false;                      // a proposition stands in several steps
  std::vector<PropositionIndex> needed;      // the antecedent cannot be true without these, and they can be unobserved
  std::vector<PropositionIndex> mentioned;   // every proposition of the antecedent, steps and blocks
  bool leads = true;                         // false: Only if
};

class Plan {
 public:
  explicit Plan(models::Theory theory);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  models::Theory theory;
  std::vector<Node> nodes;
  std::vector<PatternPlan> patterns;
  std::uint32_t field_count = 0;                        // FieldPlan::number is below
  std::vector<AttributeTest> attribute_tests;
  std::vector<JudgementTest> judgement_tests;
  std::vector<std::vector<TestId>> judgement_tests_of;  // per proposition: those that ask for judgements about it
  std::vector<PropositionPlan> propositions;
  std::vector<std::pair<PropositionIndex, PatternId>> event_alone;    // propositions that are one event of the case's own
  std::vector<std::pair<PropositionIndex, TestId>> attribute_alone;   // those that compare one attribute of the case's own
  std::vector<PropositionIndex> attributes_joined;                    // those that join several such comparisons
  std::vector<PhasePlan> phases;
  std::vector<StatementPlan> statements;
  std::vector<StatementIndex> presuming;                // those that need something that can be unobserved
  std::vector<std::vector<StatementIndex>> components;  // in the order of leading; loops together
  std::vector<std::uint8_t> component_loops;            // whether the component leads back to itself
  std::vector<std::uint8_t> on_loop;                    // per proposition: it leads back to itself, or others are seen through it
  std::vector<std::vector<PropositionIndex>> seen_through;  // per proposition: those its indicator refers to, and so on
  std::vector<std::vector<std::pair<StatementIndex, std::uint32_t>>> countered_by;  // per proposition: negated steps on it
  std::vector<std::vector<StatementIndex>> led_to_by;   // per proposition: statements with a plain step on it
  std::vector<NodeId> not_applicable;                   // file-level conditions

  EventTypeId type_of(std::string_view folded) const;   // kNone: no condition asks for it
  std::size_t type_count() const { return types_.size(); }
  std::vector<std::string> attribute_paths;             // those asked of a record, as written, by AttributeId
  std::span<const AttributeId> attributes_named(const std::string& folded) const;  // a path's, whatever its capitals
  // Per event type whether a field of it is asked for, by its path; empty: of no type.
  std::span<const std::uint8_t> fields_named(const std::string& folded) const;
  std::vector<std::uint8_t> may_be_missing;             // per event type: as the theory says
  struct Named { PropositionIndex proposition = kNone; bool opposite = false; };
  Named named(const std::string& folded) const;         // what a judgement's `about` means

 private:
  NodeId compile(const models::Condition& condition, PropositionIndex owner);
  PatternId compile(const models::EventPattern& pattern);
  StepPlan compile(const models::Step& step);
  AnchorPlan compile(const models::Anchor& anchor);
  WindowPlan compile(const models::TestWindow& window);
  TermPlan compile(const models::NumberTerm& term);
  PatternId some_events(const Node& node) const;
  void compile_propositions();
  void compile_statements();
  void collect_events(NodeId node, const std::vector<PropositionIndex>& path, bool positive, StatementPlan& plan) const;
  void order_statements();
  void find_plain();
  bool compares_attributes(const Node& node) const;
  void find_seen_through();
  void find_loops();
  EventTypeId intern(std::string_view type);
  AttributeId intern_attribute(const std::string& path);
  void ask_field(const std::string& path, EventTypeId type);  // kNone: of whatever event is the occurrence
  void spread_fields();
  void ask_operands(const FieldPlan& field);

  std::unordered_map<std::string, EventTypeId> types_;
  std::unordered_map<std::string, std::vector<AttributeId>> attributes_;  // by folded path
  std::unordered_map<std::string, std::vector<std::uint8_t>> fields_;     // by folded path: per event type
  std::unordered_map<std::string, PatternId> pattern_ids_;
  std::unordered_map<std::string, Named> names_;
};

FieldPlan plan_field(const models::FieldTest& test);

// Calls `see(proposition, positive)` for every proposition of a clause; `positive` false under an odd number of nots.
template <typename See>
void each_proposition(const models::Clause& clause, bool positive, See&& see) {
  using Kind = models::Clause::Kind;
  if (clause.kind == Kind::Proposition) {
    see(clause.proposition, positive);
    return;
  }
  const bool flips = clause.kind == Kind::Not || clause.kind == Kind::None;
  for (const models::Clause& part : clause.parts) each_proposition(part, positive != flips, see);
}

}  // namespace realist::engine

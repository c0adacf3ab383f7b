#include "engine/plan.h"

#include <algorithm>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace realist::engine {
namespace {

using models::Clause;
using models::Condition;

bool is_dynamic(const models::FieldTest& test) {
  return std::any_of(test.operands.begin(), test.operands.end(),
                     [](const models::Operand& o) { return o.kind != models::Operand::Kind::Literal; });
}

// A text that two equal patterns share and no others do.
std::string signature(const models::EventPattern& pattern) {
  std::string text = models::fold(pattern.type);
  for (const models::FieldTest& test : pattern.where) {
    text += '\x1f' + test.path + '\x1e' + std::to_string(static_cast<int>(test.compare)) + (test.negated ? '!' : '=');
    for (const models::Operand& operand : test.operands)
      text += '\x1d' + std::to_string(static_cast<int>(operand.kind)) + (operand.truth ? 't' : 'w') + operand.text;
  }
  return text;
}

// The propositions a clause cannot be true without.
std::set<PropositionIndex> needed(const Clause& clause) {
  switch (clause.kind) {
    case Clause::Kind::Proposition: return {clause.proposition};
    case Clause::Kind::Not:
    case Clause::Kind::None: return {};
    case Clause::Kind::All: break;
    case Clause::Kind::Any: {
      if (clause.parts.empty()) return {};
      std::set<PropositionIndex> common = needed(clause.parts[0]);
      for (const Clause& part : clause.parts) {
        const std::set<PropositionIndex> other = needed(part);
        std::erase_if(common, [&](PropositionIndex p) { return !other.contains(p); });
      }
      return common;
    }
    case Clause::Kind::AtLeast:
      if (clause.count < clause.parts.size()) return {};
      break;
  }
  std::set<PropositionIndex> all;
  for (const Clause& part : clause.parts) all.merge(needed(part));
  return all;
}

}  // namespace

FieldPlan plan_field(const models::FieldTest& test) {
  FieldPlan plan;
  plan.test = &test;
  plan.dynamic = is_dynamic(test);
  for (const models::Operand& operand : test.operands) plan.folded.push_back(models::fold(operand.text));
  return plan;
}

Plan::Plan(models::Theory source) : theory(std::move(source)) {
  compile_propositions();
  for (const models::Phase& phase : theory.phases)
    phases.push_back({compile(phase.from), phase.until ? compile(*phase.until) : AnchorPlan{}});
  for (const Condition& condition : theory.not_applicable) not_applicable.push_back(compile(condition, kNone));
  compile_statements();
  spread_fields();
  may_be_missing.assign(types_.size(), theory.events.all_may_be_missing);
  for (const std::string& type : theory.events.may_be_missing)
    if (const EventTypeId id = type_of(models::fold(type)); id != kNone) may_be_missing[id] = 1;
  find_plain();
  order_statements();
  find_seen_through();
  find_loops();
}

EventTypeId Plan::intern(std::string_view type) {
  return types_.emplace(models::fold(type), static_cast<EventTypeId>(types_.size())).first->second;
}

EventTypeId Plan::type_of(std::string_view folded) const {
  const auto found = types_.find(std::string(folded));
  return found == types_.end() ? kNone : found->second;
}

AttributeId Plan::intern_attribute(const std::string& path) {
  std::vector<AttributeId>& ids = attributes_[models::fold(path)];
  for (const AttributeId id : ids)
    if (attribute_paths[id] == path) return id;
  ids.push_back(static_cast<AttributeId>(attribute_paths.size()));
  attribute_paths.push_back(path);
  return ids.back();
}

std::span<const AttributeId> Plan::attributes_named(const std::string& folded) const {
  const auto found = attributes_.find(folded);
  return found == attributes_.end() ? std::span<const AttributeId>() : found->second;
}

void Plan::ask_field(const std::string& path, EventTypeId type) {
  std::vector<std::uint8_t>& asked = fields_[models::fold(path)];
  const std::size_t place = type == kNone ? 0 : type + 1;  // the first stands for all types, until they are known
  if (asked.size() <= place) asked.resize(place + 1);
  asked[place] = 1;
}

void Plan::spread_fields() {
  for (auto& [path, asked] : fields_) {
    const bool all = asked[0] != 0;
    asked.erase(asked.begin());
    asked.resize(types_.size());
    if (all) asked.assign(types_.size(), 1);
  }
}

std::span<const std::uint8_t> Plan::fields_named(const std::string& folded) const {
  const auto found = fields_.find(folded);
  return found == fields_.end() ? std::span<const std::uint8_t>() : found->second;
}

void Plan::ask_operands(const FieldPlan& field) {
  for (const models::Operand& operand : field.test->operands)
    if (operand.kind == models::Operand::Kind::ItsField) ask_field(operand.text, kNone);
}

Plan::Named Plan::named(const std::string& folded) const {
  const auto found = names_.find(folded);
  return found == names_.end() ? Named{} : found->second;
}

PatternId Plan::compile(const models::EventPattern& pattern) {
  const auto [found, fresh] = pattern_ids_.emplace(signature(pattern), static_cast<PatternId>(patterns.size()));
  if (!fresh) return found->second;
  PatternPlan plan;
  plan.pattern = &pattern;
  plan.type = intern(pattern.type);
  for (const models::FieldTest& test : pattern.where) {
    plan.where.push_back(plan_field(test));
    plan.where.back().number = field_count++;
    ask_field(test.path, plan.type);
    ask_operands(plan.where.back());
    plan.dynamic |= plan.where.back().dynamic;
  }
  patterns.push_back(std::move(plan));
  return found->second;
}

AnchorPlan Plan::compile(const models::Anchor& anchor) {
  const bool event = anchor.kind != models::Anchor::Kind::Attribute;
  if (event) return {&anchor, compile(anchor.event), kNone};
  return {&anchor, kNone, intern_attribute(anchor.path)};
}

WindowPlan Plan::compile(const models::TestWindow& window) {
  using Kind = models::TestWindow::Kind;
  const bool anchored = window.kind >= Kind::WithinOf && window.kind <= Kind::BetweenAfter;
  return {&window, anchored ? compile(window.anchor) : AnchorPlan{}};
}

TermPlan Plan::compile(const models::NumberTerm& term) {
  using Kind = models::NumberTerm::Kind;
  TermPlan plan;
  plan.term = &term;
  if (term.kind >= Kind::First && term.kind <= Kind::Count) {
    plan.pattern = compile(term.event);
    plan.window = compile(term.window);
    if (term.kind != Kind::Count) ask_field(term.path, patterns[plan.pattern].type);
  }
  if (term.kind == Kind::Attribute) plan.attribute = intern_attribute(term.path);
  if (term.kind == Kind::Distance) {
    plan.from = compile(term.from);
    plan.to = compile(term.to);
  }
  return plan;
}

NodeId Plan::compile(const Condition& condition, PropositionIndex owner) {
  using Kind = Condition::Kind;
  Node node;
  node.kind = condition.kind;
  node.condition = &condition;
  for (const Condition& part : condition.parts) node.parts.push_back(compile(part, owner));
  switch (condition.kind) {
    case Kind::Event:
      node.window = compile(condition.window);
      [[fallthrough]];
    case Kind::Cadence: node.pattern = compile(condition.event); break;
    case Kind::Attribute:
      node.test = static_cast<TestId>(attribute_tests.size());
      attribute_tests.push_back({plan_field(condition.field), intern_attribute(condition.field.path)});
      attribute_tests.back().field.number = field_count++;
      break;
    case Kind::ItsField:
      node.field = plan_field(condition.field);
      ask_field(condition.field.path, kNone);
      ask_operands(node.field);
      break;
    case Kind::Judgement: {
      node.window = compile(condition.window);
      node.test = static_cast<TestId>(judgement_tests.size());
      const PropositionIndex about = condition.proposition != kNone ? condition.proposition : owner;
      judgement_tests.push_back({&condition, about, plan_field(condition.field).folded, models::fold(condition.by)});
      break;
    }
    case Kind::Number:
      node.terms[0] = compile(condition.left);
      node.terms[1] = compile(condition.right);
      if (condition.compare == models::Compare::Between) node.terms[2] = compile(condition.right2);
      break;
    default: break;
  }
  nodes.push_back(std::move(node));
  return static_cast<NodeId>(nodes.size() - 1);
}

namespace {

// What kinds of test an indicator is made of, through the propositions it refers to.
struct Makeup {
  bool judged = false, other = false, scoped = false, cadence = false;
  bool negative_event = false, positive_event = false;
};

void look(const models::Theory& theory, const Condition& condition, bool positive, int depth, Makeup& makeup) {
  using Kind = Condition::Kind;
  switch (condition.kind) {
    case Kind::All:
    case Kind::Any:
    case Kind::AtLeast:
    case Kind::Not:
      for (const Condition& part : condition.parts)
        look(theory, part, positive != (condition.kind == Kind::Not), depth, makeup);
      return;
    case Kind::Judgement: makeup.judged = true; return;
    case Kind::Event:
      if (condition.window.kind == models::TestWindow::Kind::None) {
        makeup.scoped = true;
        (positive ? makeup.positive_event : makeup.negative_event) = true;
      }
      break;
    case Kind::Cadence: makeup.scoped = makeup.cadence = true; break;
    case Kind::ItsField: makeup.scoped = true; break;
    case Kind::Proposition: {
      const models::Proposition& p = theory.propositions[condition.proposition];
      Makeup inner;
      if (p.indicator && depth < 64) look(theory, *p.indicator, positive, depth + 1, inner);
      makeup.scoped |= inner.scoped;
      makeup.cadence |= inner.cadence;
      makeup.negative_event |= inner.negative_event;
      makeup.positive_event |= inner.positive_event;
      makeup.other |= inner.other;  // what it refers to may rest on judgements alone
      return;
    }
    default: break;
  }
  makeup.other = true;
}

}  // namespace

PatternId Plan::some_events(const Node& node) const {
  const bool some = node.kind == Condition::Kind::Event && node.condition->count > 0 &&
                    node.window.window->kind == models::TestWindow::Kind::None && !patterns[node.pattern].dynamic;
  return some ? node.pattern : kNone;
}

void Plan::compile_propositions() {
  for (PropositionIndex i = 0; i < theory.propositions.size(); ++i) {
    const models::Proposition& p = theory.propositions[i];
    PropositionPlan plan;
    Makeup makeup;
    if (p.indicator) {
      plan.indicator = compile(*p.indicator, i);
      look(theory, *p.indicator, true, 0, makeup);
    }
    plan.elsewhere = !p.of.empty() && models::fold(p.of) != models::fold(theory.case_kind);
    plan.has_judged = makeup.judged;
    plan.judged_only = !makeup.other;
    plan.scoped = makeup.scoped;
    plan.negative_event = makeup.negative_event;
    plan.positive_event = makeup.positive_event;
    plan.breakable = makeup.cadence || makeup.negative_event;
    if (plan.indicator != kNone && !plan.elsewhere) plan.some_events = some_events(nodes[plan.indicator]);
    if (plan.some_events != kNone) plan.needed = nodes[plan.indicator].condition->count;
    if (plan.needed == 1) plan.one_event = plan.some_events;
    propositions.push_back(plan);
    names_.emplace(models::fold(p.phrase), Named{i, false});
    if (!p.short_name.empty()) names_.emplace(models::fold(p.short_name), Named{i, false});
    for (const std::string& name : p.also) names_.emplace(models::fold(name), Named{i, false});
    for (const std::string& name : p.opposite) names_.emplace(models::fold(name), Named{i, true});
  }
}

void Plan::collect_events(NodeId id, const std::vector<PropositionIndex>& path, bool positive, StatementPlan& plan) const {
  using Kind = Condition::Kind;
  const Node& node = nodes[id];
  if (node.kind == Kind::Event && positive) plan.events.push_back({id, path.back(), path});
  plan.looks_at_its |= node.kind == Kind::ItsField || (node.pattern != kNone && patterns[node.pattern].dynamic);
  if (node.kind == Kind::Proposition) {
    const NodeId inner = propositions[node.condition->proposition].indicator;
    std::vector<PropositionIndex> longer = path;
    longer.push_back(node.condition->proposition);
    // An event is looked for on the record of the proposition whose indicator asks for it.
    if (inner != kNone) collect_events(inner, longer, positive, plan);
  }
  for (const NodeId part : node.parts) collect_events(part, path, positive != (node.kind == Kind::Not), plan);
}

namespace {

models::StallKind kind_of(const models::Step& step) {
  if (step.previously) return models::StallKind::Without;
  if (step.negated) return models::StallKind::HappenedAllTheSame;
  switch (step.role) {
    case models::Role::Context: return models::StallKind::ContextNotMet;
    case models::Role::Resource: return models::StallKind::NotDelivered;
    case models::Role::Reasoning: return models::StallKind::NoResponse;
    case models::Role::Mechanism: return models::StallKind::NotTriggered;
    case models::Role::Outcome: return models::StallKind::NoOutcome;
  }
  return models::StallKind::NoOutcome;
}

}  // namespace

StepPlan Plan::compile(const models::Step& step) {
  const models::StepWindow& own = step.window;
  StepPlan plan;
  if (step.clause.kind == models::Clause::Kind::Proposition) plan.alone = step.clause.proposition;
  plan.negated = step.negated;
  plan.stall_kind = kind_of(step);
  plan.previously = step.previously;
  plan.at_any_time = step.at_any_time;
  plan.throughout = own.is_throughout();
  plan.written = own.written();
  const bool by_default = !plan.written && theory.default_window && !step.previously && !step.at_any_time;
  plan.windowed = plan.written || by_default;
  plan.earliest = own.earliest;
  plan.latest = by_default ? theory.default_window : own.latest;
  plan.same_day = own.same_day;
  plan.bounded = own.bound != models::StepWindow::Bound::None;
  plan.in_hours = (plan.latest && plan.latest->elapsed()) || (plan.earliest && plan.earliest->elapsed());
  if (own.bound == models::StepWindow::Bound::BeforeEvent) plan.bound_pattern = compile(own.event);
  if (own.bound == models::StepWindow::Bound::BeforeAttribute) plan.bound_attribute = intern_attribute(own.path);
  return plan;
}

void Plan::compile_statements() {
  led_to_by.resize(theory.propositions.size());
  countered_by.resize(theory.propositions.size());
  for (StatementIndex i = 0; i < theory.statements.size(); ++i) {
    const models::Statement& statement = theory.statements[i];
    StatementPlan plan;
    plan.form = statement.form;
    plan.otherwise = statement.otherwise_of != kNone;
    const std::set<PropositionIndex> need = needed(statement.antecedent);
    std::copy_if(need.begin(), need.end(), std::back_inserter(plan.needed), [&](PropositionIndex p) { return propositions[p].judged_only; });
    plan.leads = statement.form != models::Form::OnlyIf;
    if (statement.antecedent.kind == models::Clause::Kind::Proposition) plan.alone = statement.antecedent.proposition;
    each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool positive) {
      if (positive) plan.positive.push_back(p);
    });
    plan.blocks = static_cast<std::uint32_t>(statement.unless.size() + theory.not_applicable.size() + theory.not_applicable_phrases.size());
    each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool positive) {
      if (propositions[p].indicator != kNone) collect_events(propositions[p].indicator, {p}, positive, plan);
    });
    std::set<PropositionIndex> stepped, mentioned;
    auto mention = [&](PropositionIndex p, bool) { mentioned.insert(p); };
    each_proposition(statement.antecedent, true, mention);
    each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool) { propositions[p].leads_on = true; });
    for (const models::Step& step : statement.steps) {
      each_proposition(step.clause, true, mention);
      std::set<PropositionIndex> here;
      each_proposition(step.clause, true, [&](PropositionIndex p, bool) { here.insert(p); });
      for (const PropositionIndex p : here) plan.repeats |= !stepped.insert(p).second;
      plan.steps.push_back(compile(step));
      if (step.negated)
        each_proposition(step.clause, true, [&](PropositionIndex p, bool) {
          countered_by[p].emplace_back(i, static_cast<std::uint32_t>(plan.steps.size() - 1));
        });
      if (!plan.leads || step.negated || step.previously) continue;
      each_proposition(step.clause, true, [&](PropositionIndex p, bool positive) {
        if (positive && (led_to_by[p].empty() || led_to_by[p].back() != i)) led_to_by[p].push_back(i);
      });
    }
    const StepPlan& last = plan.steps.back();
    plan.can_be_bypassed = !last.negated && !last.previously && !last.throughout;
    for (const Clause& block : statement.unless) each_proposition(block, true, mention);
    plan.mentioned.assign(mentioned.begin(), mentioned.end());
    if (!plan.needed.empty() && plan.leads && !plan.otherwise) presuming.push_back(i);
    statements.push_back(std::move(plan));
  }
}

// Statements in the order of leading: one whose step another's antecedent rests on comes first.
void Plan::order_statements() {
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> leads(theory.statements.size());
  std::vector<std::uint8_t> self(theory.statements.size(), 0);
  for (StatementIndex i = 0; i < theory.statements.size(); ++i) {
    std::set<PropositionIndex> seen;
    each_proposition(theory.statements[i].antecedent, true, [&](PropositionIndex p, bool) {
      if (!seen.insert(p).second) return;
      for (const StatementIndex from : led_to_by[p]) {
        add_edge(from, i, leads);
        self[i] |= from == i;
      }
    });
  }
  std::vector<int> component(theory.statements.size());
  const int count = boost::strong_components(
      leads, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, leads)));
  // The algorithm numbers components from the last led to backwards.
  components.resize(count);
  component_loops.assign(count, 0);
  for (StatementIndex i = 0; i < theory.statements.size(); ++i) {
    const int place = count - 1 - component[i];
    components[place].push_back(i);
    component_loops[place] |= self[i] || components[place].size() > 1;
  }
}

// What can be looked up in a record, with no signal to be built.
void Plan::find_plain() {
  for (PropositionIndex p = 0; p < propositions.size(); ++p) {
    const PropositionPlan& plan = propositions[p];
    if (plan.elsewhere || plan.indicator == kNone) continue;
    const Node& node = nodes[plan.indicator];
    if (plan.one_event != kNone) event_alone.emplace_back(p, plan.one_event);
    else if (node.kind == Condition::Kind::Attribute && node.condition->field.compare != models::Compare::Known)
      attribute_alone.emplace_back(p, node.test);
    else if (node.kind != Condition::Kind::Attribute && compares_attributes(node))
      attributes_joined.push_back(p);
  }
  judgement_tests_of.resize(propositions.size());
  for (TestId test = 0; test < judgement_tests.size(); ++test)
    if (const PropositionIndex p = judgement_tests[test].proposition; p != kNone) judgement_tests_of[p].push_back(test);
}

bool Plan::compares_attributes(const Node& node) const {
  using Kind = Condition::Kind;
  if (node.kind == Kind::Attribute) return node.condition->field.compare != models::Compare::Known;
  const bool join = node.kind == Kind::All || node.kind == Kind::Any || node.kind == Kind::Not;
  return join && std::all_of(node.parts.begin(), node.parts.end(), [this](NodeId part) { return compares_attributes(nodes[part]); });
}

void Plan::find_seen_through() {
  seen_through.resize(theory.propositions.size());
  for (PropositionIndex p = 0; p < theory.propositions.size(); ++p) {
    std::set<PropositionIndex> found;
    std::vector<PropositionIndex> next{p};
    while (!next.empty()) {
      const NodeId indicator = propositions[next.back()].indicator;
      next.pop_back();
      std::vector<NodeId> look;
      if (indicator != kNone) look.push_back(indicator);
      while (!look.empty()) {
        const Node& node = nodes[look.back()];
        look.pop_back();
        if (node.kind == Condition::Kind::Proposition && found.insert(node.condition->proposition).second)
          next.push_back(node.condition->proposition);
        look.insert(look.end(), node.parts.begin(), node.parts.end());
      }
    }
    seen_through[p].assign(found.begin(), found.end());
  }
}

// A proposition lies on a loop where following antecedents to steps, and steps to later ones, comes back to it. Chains
// are followed through one node a statement and step, so that the graph stays as small as the theory.
void Plan::find_loops() {
  const std::size_t count = theory.propositions.size();
  boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> leads(count);
  for (const models::Statement& statement : theory.statements) {
    if (statement.form == models::Form::OnlyIf) continue;
    auto before = add_vertex(leads);
    each_proposition(statement.antecedent, true, [&](PropositionIndex p, bool) { add_edge(p, before, leads); });
    for (const models::Step& step : statement.steps) {
      const auto after = add_vertex(leads);
      add_edge(before, after, leads);
      each_proposition(step.clause, true, [&](PropositionIndex p, bool) {
        add_edge(before, p, leads);
        add_edge(p, after, leads);
      });
      before = after;
    }
  }
  std::vector<int> component(num_vertices(leads));
  const int found = boost::strong_components(
      leads, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, leads)));
  std::vector<std::uint32_t> members(found, 0);
  for (const int c : component) ++members[c];
  on_loop.assign(count, 0);
  for (PropositionIndex p = 0; p < count; ++p) on_loop[p] = members[component[p]] > 1;
  for (const auto& through : seen_through)
    for (const PropositionIndex p : through) on_loop[p] = 1;
}

}  // namespace realist::engine

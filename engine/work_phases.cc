#include "engine/work_phases.h"

#include <algorithm>

#include "models/proposition_uses.h"
#include "models/theory_graph.h"

namespace realist::engine {
namespace {

using models::Anchor;
using models::Condition;
using models::fold;
using models::kNone;
using models::PhaseIndex;
using models::PropositionIndex;
using models::TestWindow;
using models::Theory;

bool is_event(const Anchor& anchor, std::string_view type) {
  return anchor.kind != Anchor::Kind::Attribute && fold(anchor.event.type) == fold(type);
}

PhaseIndex begun_by(const Theory& theory, std::string_view type) {
  for (PhaseIndex p = 0; p < theory.phases.size(); ++p)
    if (is_event(theory.phases[p].from, type)) return p;
  return kNone;
}

PhaseIndex ended_by(const Theory& theory, std::string_view type) {
  for (PhaseIndex p = 0; p < theory.phases.size(); ++p)
    if (theory.phases[p].until && is_event(*theory.phases[p].until, type)) return p;
  return kNone;
}

class Phases {
 public:
  explicit Phases(const Theory& theory) : theory_(theory), phases_(theory.propositions.size()) {}

  std::vector<std::set<PhaseIndex>> work_out() {
    if (theory_.phases.empty()) return std::move(phases_);
    for (PropositionIndex p = 0; p < theory_.propositions.size(); ++p)
      if (theory_.propositions[p].indicator) look_at(*theory_.propositions[p].indicator, phases_[p]);
    for (const models::Statement& statement : theory_.statements)
      for (const models::Step& step : statement.steps) look_at(step);
    place_by_file();
    named_ = phases_;
    follow_links();
    follow_neighbours();
    return std::move(phases_);
  }

 private:
  static void add(std::set<PhaseIndex>& phases, PhaseIndex phase) {
    if (phase != kNone) phases.insert(phase);
  }

  void look_at(const Condition& condition, std::set<PhaseIndex>& phases) const {
    for (const Condition& part : condition.parts) look_at(part, phases);
    if (condition.kind == Condition::Kind::Event || condition.kind == Condition::Kind::Cadence) {
      if (condition.event.where.empty()) add(phases, phase_of_event(theory_, condition.event.type));
      look_at(condition.event, phases);
    }
    look_at(condition.window, phases);
    for (const models::NumberTerm* term : {&*condition.left, &*condition.right, &*condition.right2}) {
      look_at(term->event, phases);
      look_at(term->window, phases);
    }
  }

  void look_at(const models::EventPattern& pattern, std::set<PhaseIndex>& phases) const {
    for (const models::FieldTest& test : pattern.where)
      for (const models::Operand& operand : test.operands)
        if (!test.negated && operand.kind == models::Operand::Kind::Literal) add(phases, phase_named(operand.text));
  }

  void look_at(const TestWindow& window, std::set<PhaseIndex>& phases) const {
    using Kind = TestWindow::Kind;
    if (window.kind == Kind::During) return add(phases, window.phase);
    if (window.anchor->kind == Anchor::Kind::Attribute || window.anchor->event.type.empty()) return;
    const bool back = window.kind == Kind::WithinBefore || window.kind == Kind::Before || window.kind == Kind::BetweenBefore;
    add(phases, back ? ended_by(theory_, window.anchor->event.type) : begun_by(theory_, window.anchor->event.type));
  }

  void look_at(const models::Step& step) {
    const models::StepWindow& window = step.window;
    PhaseIndex phase = window.phase;
    if (window.bound == models::StepWindow::Bound::BeforeEvent) phase = ended_by(theory_, window.event.type);
    for (const PropositionIndex p : models::propositions_of(step.clause)) add(phases_[p], phase);
  }

  // By the default phase of the files that speak of it: the latest of those in which something leads to it, else the earliest.
  void place_by_file() {
    if (theory_.default_phases.empty()) return;
    std::vector<PhaseIndex> led_to(phases_.size(), kNone), begun(phases_.size(), kNone);
    for (const models::Statement& statement : theory_.statements) {
      const PhaseIndex phase = theory_.default_phases[statement.place.file];
      if (phase == kNone) continue;
      const auto first = [&](const models::Clause& clause) {
        for (const PropositionIndex p : models::propositions_of(clause)) begun[p] = std::min(begun[p], phase);
      };
      first(statement.antecedent);
      for (const models::Clause& clause : statement.unless) first(clause);
      for (const models::Step& step : statement.steps)
        for (const PropositionIndex p : models::propositions_of(step.clause)) led_to[p] = led_to[p] == kNone ? phase : std::max(led_to[p], phase);
    }
    for (PropositionIndex p = 0; p < phases_.size(); ++p)
      if (phases_[p].empty()) add(phases_[p], led_to[p] != kNone ? led_to[p] : begun[p]);
  }

  PhaseIndex phase_named(std::string_view word) const {
    for (PhaseIndex p = 0; p < theory_.phases.size(); ++p)
      if (fold(theory_.phases[p].name) == fold(word)) return p;
    return kNone;
  }

  PhaseIndex latest_of(const std::vector<models::LinkEnd>& ends) const {
    PhaseIndex latest = kNone;
    for (const models::LinkEnd& end : ends)
      for (const PhaseIndex phase : phases_[end.proposition]) latest = latest == kNone ? phase : std::max(latest, phase);
    return latest;
  }

  // What leads to it says when: causes before effects.
  void follow_links() {
    const models::TheoryGraph graph = models::theory_graph(theory_, {0, 0});
    links_ = graph.links;
    for (const PropositionIndex p : graph.order) {
      if (!named_[p].empty()) continue;
      for (const std::uint32_t link : graph.arriving[p])
        if (links_[link].kind == models::LinkKind::LeadsTo) add(phases_[p], latest_of(links_[link].from));
    }
  }

  // What nothing leads to is looked for when that is which it stands beside, or which it leads to or blocks.
  void follow_neighbours() {
    std::vector<std::set<PhaseIndex>> found(phases_.size());
    for (const models::TheoryLink& link : links_) {
      const PhaseIndex beside = latest_of(link.from);
      const PhaseIndex phase = beside == kNone || link.kind == models::LinkKind::Blocks ? latest_of(link.to) : beside;
      for (const models::LinkEnd& end : link.from)
        if (phases_[end.proposition].empty()) add(found[end.proposition], phase);
    }
    for (PropositionIndex p = 0; p < phases_.size(); ++p)
      if (phases_[p].empty()) phases_[p] = std::move(found[p]);
  }

  const Theory& theory_;
  std::vector<std::set<PhaseIndex>> phases_, named_;
  std::vector<models::TheoryLink> links_;
};

}  // namespace

std::vector<std::set<PhaseIndex>> work_phases(const Theory& theory) { return Phases(theory).work_out(); }

PhaseIndex phase_of_event(const Theory& theory, std::string_view type) {
  const PhaseIndex begun = begun_by(theory, type);
  return begun != kNone ? begun : ended_by(theory, type);
}

}  // namespace realist::engine

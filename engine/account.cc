// What decided a value, and what is missing where it is unknown: the same evaluation, walked leaf by leaf.
#include <algorithm>

#include "engine/evaluation.h"

namespace realist::engine {
namespace {

using models::Condition;
using models::FactEvidence;
using models::MissingFact;
using models::TestWindow;

// NotYet is no answer yet: asked why something is not so, what has not come counts as not being there.
bool answers(Tri value, Tri wanted) { return value == wanted || (wanted == Tri::False && value == Tri::NotYet); }

Tri turned(Tri wanted) { return models::negate(wanted); }

std::string text_of(const models::Event& event, std::string_view field) {
  const models::Value* value = find_field(event, field);
  return value && !value->is_null() ? models::to_string(*value) : "";
}

}  // namespace

void add_once(std::vector<FactEvidence>& list, FactEvidence fact) {
  if (std::find(list.begin(), list.end(), fact) == list.end()) list.push_back(std::move(fact));
}

void add_once(std::vector<MissingFact>& list, MissingFact fact) {
  if (std::find(list.begin(), list.end(), fact) == list.end()) list.push_back(std::move(fact));
}

std::string Evaluation::record_name(const Facts& facts) const {
  return &facts == facts_ ? std::string() : std::string(facts.excerpt.id);
}

FactEvidence Evaluation::evidence_of(const Facts& facts, const EventFact& fact) const {
  FactEvidence evidence;
  evidence.kind = FactEvidence::Kind::Event;
  evidence.index = fact.index;
  evidence.name = fact.event->type;
  evidence.at = fact.at;
  evidence.by = text_of(*fact.event, "by");
  evidence.source = text_of(*fact.event, "source");
  evidence.record = record_name(facts);
  return evidence;
}

FactEvidence Evaluation::evidence_of(const Facts& facts, const Excerpt::Judged& judged) const {
  const models::Judgement& judgement = *judged.judgement;
  FactEvidence evidence;
  evidence.kind = FactEvidence::Kind::Judgement;
  evidence.index = judged.index;
  evidence.name = judgement.about;
  evidence.value = judgement.value;
  evidence.at = judgement.at ? judgement.at : judgement.since;
  evidence.by = judgement.by;
  evidence.basis = judgement.basis;
  evidence.source = judgement.source;
  evidence.quote = judgement.quote;
  evidence.record = record_name(facts);
  return evidence;
}

// The judgements that are in force at an instant; false where none is.
bool Evaluation::account_judged(PropositionIndex p, const Facts& facts, std::int64_t at, Tri wanted, Account& out) {
  std::vector<const Excerpt::Judged*> latest;
  std::optional<Time> made;
  for (const Excerpt::Judged& judged : facts.excerpt.judgements) {
    if (judged.proposition != p) continue;
    const models::Judgement& judgement = *judged.judgement;
    const std::optional<Time> when = judgement.at ? judgement.at : judgement.since;
    const std::optional<Time> from = judgement.since ? judgement.since : judgement.at;
    if (!facts.visible(when) || (from && key(*from) > std::max(at, facts_->begin ? key(*facts_->begin) : at))) continue;
    const bool later = latest.empty() || (when && (!made || !models::at_or_before(*when, *made)));
    const bool equal = !latest.empty() && when.has_value() == made.has_value() &&
                       (!when || (models::at_or_before(*when, *made) && models::at_or_before(*made, *when)));
    if (later && !equal) latest.clear();
    if (later || equal) {
      latest.push_back(&judged);
      made = when;
    }
  }
  if (wanted == Tri::Unknown) {
    out.missing.reserve(out.missing.size() + 1);
    add_once(out.missing, {MissingFact::Kind::Judgement, plan_.theory.propositions[p].phrase, record_name(facts)});
  }
  for (const Excerpt::Judged* judged : latest) add_once(out.evidence, evidence_of(facts, *judged));
  return !latest.empty();
}

void Evaluation::account_event(const Node& node, const Facts& facts, const Scope& scope, std::int64_t at, Tri wanted,
                               Account& out) {
  const TestWindow& window = *node.window.window;
  const bool free = window.kind == TestWindow::Kind::None;
  const std::string& type = plan_.patterns[node.pattern].pattern->type;
  std::optional<Time> from, until;
  if (free && scope.mode == Scope::Mode::Step) from = scope.from, until = scope.until;
  if (free && (scope.mode == Scope::Mode::Stretch || (scope.mode == Scope::Mode::Blocking && !scope.negative))) from = scope.from;
  Scope every = scope;
  if (!free) every.spent = nullptr;
  if (!free && window.kind != TestWindow::Kind::InTheLast) {
    const std::vector<Version> list = versions(node.window, facts, scope);
    if (list.empty() || list.back().unknown) {
      const models::Anchor* anchor = node.window.anchor.anchor;
      if (wanted == Tri::Unknown && anchor && anchor->kind == models::Anchor::Kind::Attribute)
        add_once(out.missing, {MissingFact::Kind::Attribute, anchor->path, record_name(facts)});
      else if (wanted == Tri::Unknown && anchor)
        add_once(out.missing, {MissingFact::Kind::Event, anchor->event.type, record_name(facts)});
      if (wanted == Tri::Unknown) return;
    } else {
      from = list.back().from;
      until = list.back().until;
    }
  }
  if (wanted == Tri::Unknown) {
    const CountedEvents known = counted(node.pattern, facts, every, std::nullopt, std::nullopt);
    const bool undated = !free && std::any_of(known.begin(), known.end(), [](const Counted& e) { return !e.fact->at; });
    const auto kind = undated ? MissingFact::Kind::DateOf : MissingFact::Kind::Event;
    add_once(out.missing, {kind, type, record_name(facts)});
    return;
  }
  const CountedEvents events = counted(node.pattern, facts, every, from, until);
  std::uint32_t used = 0;
  const bool latest_first = window.kind == TestWindow::Kind::InTheLast;
  for (std::size_t i = 0; i < events.size() && used < node.condition->count; ++i) {
    const Counted& e = latest_first ? events[events.size() - 1 - i] : events[i];
    if (e.fact->key > at) continue;
    add_once(out.evidence, evidence_of(facts, *e.fact));
    ++used;
  }
  if (used == 0) {
    FactEvidence absence;
    absence.kind = FactEvidence::Kind::Absence;
    absence.name = type;
    absence.record = record_name(facts);
    add_once(out.evidence, std::move(absence));
  }
}

void Evaluation::account(NodeId id, const Facts& facts, const Scope& scope, std::int64_t at, Tri wanted, Account& out) {
  using Kind = Condition::Kind;
  const Node& node = plan_.nodes[id];
  if (!answers(condition(id, facts, scope).at(at), wanted)) return;
  switch (node.kind) {
    case Kind::Not: {
      Scope inner = scope;
      inner.negative = !scope.negative;
      return account(node.parts[0], facts, inner, at, turned(wanted), out);
    }
    case Kind::All:
    case Kind::Any:
    case Kind::AtLeast:
      for (const NodeId part : node.parts) account(part, facts, scope, at, wanted, out);
      return;
    case Kind::Proposition: return account(node.condition->proposition, scope, at, wanted, out);
    case Kind::Judgement: account_judged(plan_.judgement_tests[node.test].proposition, facts, at, wanted, out); return;
    case Kind::Attribute: {
      const std::string& path = node.condition->field.path;
      if (wanted == Tri::Unknown) return add_once(out.missing, {MissingFact::Kind::Attribute, path, record_name(facts)});
      const models::Attribute* attribute = facts.excerpt.attributes[plan_.attribute_tests[node.test].attribute];
      if (!attribute) return;
      const models::DatedValue* latest = nullptr;
      for (const models::DatedValue& value : attribute->history) {
        if (!facts.visible(value.at) || (value.at && key(*value.at) > at && !(facts_->begin && at <= key(*facts_->begin)))) continue;
        if (!latest || !latest->at || (value.at && key(*value.at) >= key(*latest->at))) latest = &value;
      }
      if (!latest) return;
      FactEvidence evidence;
      evidence.kind = FactEvidence::Kind::Attribute;
      evidence.name = path;
      evidence.value = latest->value;
      evidence.at = latest->at;
      evidence.source = latest->source;
      evidence.record = record_name(facts);
      return add_once(out.evidence, std::move(evidence));
    }
    case Kind::ItsField:
      if (wanted == Tri::Unknown) return add_once(out.missing, {MissingFact::Kind::Attribute, "its " + node.condition->field.path, ""});
      if (scope.its)
        for (const EventFact& fact : facts_->events)
          if (fact.event == scope.its) add_once(out.evidence, evidence_of(*facts_, fact));
      return;
    case Kind::Event: return account_event(node, facts, scope, at, wanted, out);
    case Kind::Cadence: {
      const std::string& type = plan_.patterns[node.pattern].pattern->type;
      if (wanted == Tri::Unknown) return add_once(out.missing, {MissingFact::Kind::Event, type, record_name(facts)});
      const EventFact* latest = nullptr;
      for (const Counted& e : counted(node.pattern, facts, {}, std::nullopt, std::nullopt))
        if (e.fact->at && e.fact->key <= at) latest = e.fact;
      if (latest) return add_once(out.evidence, evidence_of(facts, *latest));
      FactEvidence absence;
      absence.kind = FactEvidence::Kind::Absence;
      absence.name = type;
      absence.record = record_name(facts);
      return add_once(out.evidence, std::move(absence));
    }
    case Kind::Number:
      for (const TermPlan& term : node.terms) {
        if (!term.term) continue;
        for (const PatternId pattern : {term.pattern, term.from.pattern, term.to.pattern}) {
          if (pattern == kNone) continue;
          const auto matches = facts.of(pattern);
          if (wanted == Tri::Unknown && matches.empty()) {
            add_once(out.missing, {MissingFact::Kind::Event, plan_.patterns[pattern].pattern->type, record_name(facts)});
          }
          for (const Match& match : matches)
            if (facts.events[match.event].key <= at) add_once(out.evidence, evidence_of(facts, facts.events[match.event]));
        }
        if (wanted == Tri::Unknown && term.term->kind == models::NumberTerm::Kind::Attribute)
          add_once(out.missing, {MissingFact::Kind::Attribute, term.term->path, record_name(facts)});
      }
      if (wanted == Tri::Unknown && out.missing.empty())
        for (const TermPlan& term : node.terms)
          if (term.term && term.pattern != kNone)
            add_once(out.missing, {MissingFact::Kind::Event, plan_.patterns[term.pattern].pattern->type, record_name(facts)});
      return;
  }
}

void Evaluation::account(PropositionIndex p, const Scope& asked, std::int64_t at, Tri wanted, Account& out) {
  const PropositionPlan& plan = plan_.propositions[p];
  if (!answers(proposition(p, asked).at(at), wanted)) return;
  Scope scope = asked;
  scope.proposition = p;
  const models::Proposition& named = plan_.theory.propositions[p];
  const Facts* facts = facts_;
  if (plan.elsewhere) {
    const bool own = facts_->judged[p].at(at) == wanted || (plan.judged_only && plan.indicator != kNone &&
                                                             condition(plan.indicator, *facts_, scope).at(at) == wanted);
    if (own && wanted != Tri::Unknown && account_judged(p, *facts_, at, wanted, out)) return;
    facts = link_changes().empty() ? facts_of(p) : facts_of(p, at);
    if (!facts) {
      if (wanted == Tri::Unknown) add_once(out.missing, {MissingFact::Kind::Link, named.of, ""});
      return;
    }
  }
  if (plan.indicator != kNone && plan.has_judged) return account(plan.indicator, *facts, scope, at, wanted, out);
  const Tri judged = facts->judged[p].at(std::max(at, facts_->begin ? key(*facts_->begin) : at));
  if (judged != Tri::NotYet || plan.indicator == kNone) {
    account_judged(p, *facts, at, wanted, out);
    return;
  }
  account(plan.indicator, *facts, scope, at, wanted, out);
}

void Evaluation::account(const models::Clause& clause, const Scope& scope, std::int64_t at, Tri wanted, bool presuming,
                         Account& out) {
  using Kind = models::Clause::Kind;
  if (!answers(this->clause(clause, scope, presuming).at(at), wanted)) return;
  if (clause.kind == Kind::Proposition) return account(clause.proposition, scope, at, wanted, out);
  const bool flips = clause.kind == Kind::Not || clause.kind == Kind::None;
  Scope inner = scope;
  inner.negative = scope.negative != flips;
  for (const models::Clause& part : clause.parts) account(part, inner, at, flips ? turned(wanted) : wanted, presuming, out);
}

}  // namespace realist::engine

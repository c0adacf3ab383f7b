#include "engine/evaluation.h"

#include <algorithm>
#include <set>

#include "engine/spans.h"

namespace realist::engine {
namespace {

using models::Clause;
using models::Condition;
using models::TestWindow;

// Where `first` decides nothing (NotYet, or Unknown where `unknown_yields`), `second` does.
Signal overlay(const Signal& first, const Signal& second, bool unknown_yields) {
  auto decides = [&](Tri v) { return v != Tri::NotYet && !(unknown_yields && v == Tri::Unknown); };
  if (first.constant() && !decides(first.initial())) return second;
  Tri a = first.initial(), b = second.initial();
  std::int64_t told = kBeforeAll;  // when the second last changed
  auto value = [&] { return decides(a) ? a : b; };
  Signal out(value());
  const auto &p = first.points(), &q = second.points();
  for (std::size_t i = 0, j = 0; i < p.size() || j < q.size();) {
    const bool from_p = j == q.size() || (i < p.size() && p[i].key <= q[j].key);
    const Point& point = from_p ? p[i++] : q[j++];
    (from_p ? a : b) = point.value;
    if (!from_p) told = point.key;
    if (!from_p && decides(a)) continue;
    const bool given_back = from_p && !decides(a) && told != point.key;  // what it leaves to the second began earlier
    out.add(point.key, point.at, value(), given_back ? Cause::Passing : point.cause);
  }
  return out;
}

}  // namespace

void Evaluation::reset(const Facts& facts, const LinkedRecords& linked) {
  if (linked_ != &linked || !(linked_as_of_ == facts.as_of)) linked_facts_.clear();
  facts_ = &facts;
  linked_ = &linked;
  linked_as_of_ = facts.as_of;
  const std::size_t count = plan_.propositions.size();
  if (++stamp_ == 0 || plain_.size() != count) {
    stamp_ = 1;
    for (Series& one : series_) one.stamp = 0;
    link_changes_stamp_ = 0;
    plain_.resize(count);
    brief_.resize(count);
    plain_stamp_.assign(count, 0);
    conflict_.resize(count);
    conflict_stamp_.assign(count, 0);
  }
  may_conflict_ = facts.may_conflict || !linked.empty();
  moments.resize(count);
  for (auto& list : moments) list.clear();
  reached = 0;
  reached_last.assign(count, 0);
  this_round_.clear();
  in_rounds = false;
}

// What speaks as evidence from the step's base on: the latest, where it is dated at or after the base or undated.
Signal Evaluation::as_evidence(const Signal& signal, const Scope& scope, const std::optional<Time>& latest) const {
  if (scope.mode != Scope::Mode::Refuting || !begin_counts_) return signal;
  if (signal.constant() && !latest) return signal;
  Signal out(Tri::Unknown);
  const Point* last = signal.constant() ? nullptr : &signal.points().back();
  const Time at = latest ? *latest : last->at;
  if (!scope.from || models::at_or_before(*scope.from, at)) out.add(key(at), at, signal.last(), last ? last->cause : Cause::Judged);
  return out;
}

Signal Evaluation::attribute(const Node& node, const Facts& facts, const Scope& scope) {
  const Signal& signal = facts.attribute_tests[node.test];
  const models::Attribute* attribute = facts.excerpt.attributes[plan_.attribute_tests[node.test].attribute];
  auto is_recorded = [&] {
    return attribute && std::any_of(attribute->history.begin(), attribute->history.end(),
                                    [&](const models::DatedValue& value) { return facts.visible(value.at); });
  };
  if (scope.mode == Scope::Mode::Hopeful) {
    // What is not recorded at all may be recorded, but no passing of time brings it.
    const bool known = node.condition->field.compare == models::Compare::Known;
    const Tri hoped = scope.negative ? Tri::False : Tri::True;
    const bool recorded = is_recorded();
    if (!known && !recorded) return Signal(Tri::Unknown);
    if (!recorded && scope.settled && !no_more_can_come()) return Signal(hoped);
    if ((signal.constant() && !facts.recorded[node.test].first) || !scope.settled || no_more_can_come()) return Signal(signal.last());
    return Signal(hoped);
  }
  if (scope.mode != Scope::Mode::Refuting) {
    const Facts::Recorded& known = facts.recorded[node.test];
    // That nothing is recorded is so from the begin on; an undated value counts where no dated one has taken its place by then.
    const bool absence = node.condition->field.compare == models::Compare::Known && !known.undated;
    const bool replaced = known.undated && by_begin(known.first);
    return facts_->begin && (absence || replaced) ? cut_before_begin(signal, absence ? Cause::Passing : Cause::Dated) : from_begin(signal);
  }
  if (!is_recorded()) return Signal(Tri::Unknown);  // that nothing is recorded is no evidence
  std::optional<Time> latest;
  for (const models::DatedValue& value : attribute->history)
    if (value.at && facts.visible(value.at) && (!latest || key(*value.at) >= key(*latest))) latest = value.at;
  return as_evidence(from_begin(signal), scope, latest);
}

Signal Evaluation::judgement(const Node& node, const Facts& facts, const Scope& scope) {
  const std::vector<JudgementFact>& all = facts.judgement_tests[node.test];
  bool tied = false;
  if (scope.mode == Scope::Mode::Hopeful) {
    const bool undated = !all.empty() && std::none_of(all.begin(), all.end(), [](auto& f) { return f.from.has_value(); });
    if (undated) return latest_judgement(all, Tri::Unknown, tied);
    return Signal(no_more_can_come() || scope.negative ? Tri::False : Tri::True);
  }
  const TestWindow& window = *node.window.window;
  if (all.empty()) return Signal(Tri::Unknown);
  if (window.kind == TestWindow::Kind::None && scope.mode != Scope::Mode::Refuting)
    return from_begin(latest_judgement(all, Tri::Unknown, tied), all);
  if (window.kind == TestWindow::Kind::None)
    return as_evidence(from_begin(latest_judgement(all, Tri::Unknown, tied)), scope, last_of(all));
  std::vector<JudgementFact> some;
  if (window.kind == TestWindow::Kind::InTheLast) {
    Signal out(Tri::Unknown);
    for (JudgementFact fact : all) {  // it tells from when it was made
      if (!fact.at) continue;
      fact.from = fact.at;
      fact.key = key(*fact.at);
      fact.since = false;
      some.push_back(fact);
    }
    std::stable_sort(some.begin(), some.end(), [](auto& a, auto& b) { return a.key < b.key; });
    const Signal latest = latest_judgement(some, Tri::Unknown, tied);
    // Each judgement stands until its time is over or a later one is made.
    for (std::size_t i = 0; i < some.size(); ++i) {
      out.add(some[i].key, *some[i].from, latest.at(some[i].key), Cause::Judged);
      const Time gone = after(moved(*some[i].at, window.high, 1, true));
      const std::int64_t next = i + 1 < some.size() ? some[i + 1].key : kAfterAll;
      if (key(gone) < next && key(gone) <= key(horizon())) out.add(key(gone), gone, Tri::Unknown, Cause::Passing);
    }
    return as_evidence(from_begin(out), scope, std::nullopt);
  }
  const std::vector<Version> list = versions(node.window, facts, scope);
  if (list.empty() || list.back().unknown) return Signal(Tri::Unknown);
  const Version& version = list.back();
  for (const JudgementFact& fact : all) {
    if (!fact.at) continue;
    const bool in = (!version.from || models::at_or_before(*version.from, *fact.at)) &&
                    (!version.until || models::at_or_before(*fact.at, *version.until));
    if (in) some.push_back(fact);
  }
  return as_evidence(from_begin(latest_judgement(some, Tri::Unknown, tied)), scope, last_of(some));
}

Signal Evaluation::condition(NodeId id, const Facts& facts, const Scope& scope) {
  using Kind = Condition::Kind;
  const Node& node = plan_.nodes[id];
  switch (node.kind) {
    case Kind::All:
    case Kind::Any: {
      if (scope.breaking) return breaking_parts(node, facts, scope);
      Signal result = condition(node.parts[0], facts, scope);
      for (std::size_t i = 1; i < node.parts.size(); ++i) {
        const Signal part = condition(node.parts[i], facts, scope);
        result = node.kind == Kind::All ? both(result, part) : either(result, part);
      }
      return result;
    }
    case Kind::Not: {
      Scope inner = scope;
      inner.negative = !scope.negative;
      inner.under_not = !scope.under_not;
      return !condition(node.parts[0], facts, inner);
    }
    case Kind::AtLeast: {
      if (scope.breaking) return breaking_parts(node, facts, scope);
      boost::container::small_vector<Signal, 4> parts;
      for (const NodeId part : node.parts) parts.push_back(condition(part, facts, scope));
      return at_least(node.condition->count, parts);
    }
    case Kind::Attribute: return attribute(node, facts, scope);
    case Kind::ItsField: {
      bool wrong_type = false;
      if (!scope.its) return Signal(Tri::Unknown);
      return Signal(passes(node.field, find_field(*scope.its, node.condition->field.path), whose(scope), wrong_type));
    }
    case Kind::Judgement: return judgement(node, facts, scope);
    case Kind::Proposition: {
      const PropositionIndex p = node.condition->proposition;
      return proposition(p, scope);
    }
    case Kind::Event: return event(node, facts, scope);
    case Kind::Cadence: return cadence(node, facts, scope);
    case Kind::Number: return number(node, facts, scope);
  }
  return Signal(Tri::Unknown);
}

// Of a join that is an `and` where it stands, what time can only break; any other join as a whole.
Signal Evaluation::breaking_parts(const Node& join, const Facts& facts, const Scope& scope) {
  Scope inner = scope;
  if (!breaks(join, scope.negative)) {
    inner.breaking = false;
    return condition(static_cast<NodeId>(&join - plan_.nodes.data()), facts, inner);
  }
  Signal result(scope.negative ? Tri::False : Tri::True);
  for (const NodeId part : join.parts) {
    if (!breaks(plan_.nodes[part], scope.negative)) continue;
    const Signal value = condition(part, facts, inner);
    result = scope.negative ? either(result, value) : both(result, value);
  }
  return result;
}

Signal Evaluation::breaking_parts(const Clause& join, const Scope& scope, bool presuming) {
  const bool none = join.kind == Clause::Kind::None;
  Scope inner = scope;
  if (!breaks(join, scope.negative)) {
    inner.breaking = false;
    return clause(join, inner, presuming);
  }
  inner.negative = scope.negative != none;
  Signal result(inner.negative ? Tri::False : Tri::True);
  for (const Clause& part : join.parts) {
    if (!breaks(part, inner.negative)) continue;
    const Signal value = clause(part, inner, presuming);
    result = inner.negative ? either(result, value) : both(result, value);
  }
  return none ? !result : result;
}

bool Evaluation::breaks(const Node& node, bool negative) const {
  using Kind = Condition::Kind;
  auto any = [&](bool side) {
    return std::any_of(node.parts.begin(), node.parts.end(), [&](NodeId n) { return breaks(plan_.nodes[n], side); });
  };
  const bool one = node.parts.size() == 1;
  switch (node.kind) {
    case Kind::Event: return negative && node.window.window->kind == TestWindow::Kind::None;
    case Kind::Proposition: {
      const NodeId inner = plan_.propositions[node.condition->proposition].indicator;
      return inner != kNone && breaks(plan_.nodes[inner], negative);
    }
    case Kind::Not: return breaks(plan_.nodes[node.parts[0]], !negative);
    case Kind::All: return (one || !negative) && any(negative);
    case Kind::Any: return (one || negative) && any(negative);
    case Kind::AtLeast: return (one || node.condition->count == (negative ? 1 : node.parts.size())) && any(negative);
    default: return false;
  }
}

bool Evaluation::breaks(const Clause& clause, bool negative) const {
  using Kind = Clause::Kind;
  auto any = [&](bool side) { return std::any_of(clause.parts.begin(), clause.parts.end(), [&](const Clause& c) { return breaks(c, side); }); };
  const bool one = clause.parts.size() == 1;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionPlan& plan = plan_.propositions[clause.proposition];
      return (negative ? plan.positive_event : plan.negative_event) && breaks(plan_.nodes[plan.indicator], negative);
    }
    case Kind::Not: return breaks(clause.parts[0], !negative);
    case Kind::None: return (one || !negative) && any(!negative);
    case Kind::All: return (one || !negative) && any(negative);
    case Kind::Any: return (one || negative) && any(negative);
    case Kind::AtLeast: return (one || clause.count == (negative ? 1 : clause.parts.size())) && any(negative);
  }
  return false;
}

Signal Evaluation::judged_here(PropositionIndex p, const Facts& facts, const Scope& scope) {
  const Signal& judged = facts.judged[p];
  if (judged.constant() && judged.initial() == Tri::NotYet) return judged;
  if (scope.mode == Scope::Mode::Hopeful) {
    const Tri against = scope.negative ? Tri::True : Tri::False;
    const bool may_turn = judged.last() == Tri::Unknown || (judged.last() == against && facts.last_judged[p]);
    if (!may_turn) return Signal(judged.last());
    return no_more_can_come() || scope.settled ? Signal(Tri::NotYet) : !Signal(against);  // a later one may say otherwise
  }
  if (scope.mode == Scope::Mode::Refuting) return as_evidence(from_begin(judged), scope, facts.last_judged[p]);
  const bool mixed = judged.initial() != Tri::NotYet && facts.last_judged[p];  // an undated judgement, and a dated one
  return mixed ? from_begin(judged, judgements_about(p, facts)) : from_begin(judged);
}

// The judgements of yes or no about a proposition, and when they were made.
std::vector<JudgementFact> Evaluation::judgements_about(PropositionIndex p, const Facts& facts) const {
  std::vector<JudgementFact> about;
  for (const Excerpt::Judged& judged : facts.excerpt.judgements) {
    if (judged.proposition != p) continue;
    const models::Judgement& judgement = *judged.judgement;
    JudgementFact fact;
    fact.at = judgement.at ? judgement.at : judgement.since;
    fact.from = judgement.since ? judgement.since : judgement.at;
    fact.since = judgement.since.has_value();
    if (facts.visible(fact.at)) about.push_back(fact);
  }
  return about;
}

// A proposition on one record: an indicator that asks for judgements decides; else a judgement of yes or no decides over
// the indicator; else the indicator.
Signal Evaluation::here(PropositionIndex p, const Facts& facts, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  Scope inner = scope;
  inner.proposition = p;
  inner.under_not = false;
  if (plan.has_judged) return condition(plan.indicator, facts, inner);
  const Signal judged = judged_here(p, facts, inner);
  if (plan.indicator == kNone) {
    const bool hopeful = scope.mode == Scope::Mode::Hopeful && !no_more_can_come();
    return overlay(judged, Signal(!hopeful ? Tri::Unknown : scope.negative ? Tri::False : Tri::True), false);
  }
  if (judged.constant() && judged.initial() == Tri::NotYet) return condition(plan.indicator, facts, inner);
  if (judged.constant() && scope.mode != Scope::Mode::Refuting && scope.mode != Scope::Mode::Hopeful) return judged;
  const bool may_turn = scope.mode == Scope::Mode::Hopeful && !scope.settled && judged.constant() && !no_more_can_come() &&
                        facts.judged[p].last() == (scope.negative ? Tri::True : Tri::False) && facts.last_judged[p];
  if (may_turn) {  // another judgement may say otherwise, but no window that has run out opens again
    const Signal hoped = condition(plan.indicator, facts, inner);
    return !hoped.constant() && hoped.last() == facts.judged[p].last() ? hoped : judged;
  }
  if (scope.mode == Scope::Mode::Refuting && facts.judged[p].last() == Tri::Unknown) return Signal(Tri::Unknown);  // in conflict
  const Signal both_told = overlay(judged, condition(plan.indicator, facts, inner), scope.mode == Scope::Mode::Refuting);
  const bool judged_by_begin = facts_->begin && judged.initial() == Tri::NotYet && judged.at(key(*facts_->begin)) != Tri::NotYet;
  return judged_by_begin && scope.mode != Scope::Mode::Refuting ? cut_before_begin(both_told, cause_at_begin(judged)) : both_told;
}

Signal Evaluation::elsewhere(PropositionIndex p, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  Scope inner = scope;
  inner.proposition = p;
  inner.under_not = false;
  Signal own(Tri::NotYet);
  if (!plan.has_judged) own = judged_here(p, *facts_, inner);
  else if (plan.judged_only) own = condition(plan.indicator, *facts_, inner);
  if (scope.mode == Scope::Mode::Hopeful && plan.has_judged && !facts_of(p)) {  // it is the link that is missing
    const bool told = plan.judged_only && condition(plan.indicator, *facts_, {.proposition = p}).last() != Tri::Unknown;
    if (!told) return Signal(Tri::Unknown);
  }
  if (scope.mode == Scope::Mode::Hopeful && !plan.has_judged && scope.settled && !no_more_can_come() && facts_->last_judged[p]) {
    const Tri against = scope.negative ? Tri::True : Tri::False;
    const Facts* facts = facts_of(p);
    if (facts_->judged[p].last() == against) {  // a later one may say otherwise, but no window that has run out opens again
      const Signal hoped = facts && plan.indicator != kNone ? condition(plan.indicator, *facts, inner) : !Signal(against);
      return hoped.last() == against ? hoped : !Signal(against);
    }
  }
  Signal linked(Tri::Unknown);
  if (link_changes().empty()) {
    if (const Facts* facts = facts_of(p)) linked = here(p, *facts, scope);
  } else {
    linked = along_links(p, scope);
  }
  const bool special = scope.mode == Scope::Mode::Refuting || scope.mode == Scope::Mode::Hopeful;
  const Signal told = overlay(own, linked, plan.has_judged || scope.mode == Scope::Mode::Refuting);
  const bool judged_by_begin = !special && facts_->begin && own.initial() == Tri::NotYet && own.at(key(*facts_->begin)) != Tri::NotYet;
  return judged_by_begin ? cut_before_begin(told, cause_at_begin(own)) : told;
}

// Each stretch between two changes of a link on the record that the links lead to in it.
Signal Evaluation::along_links(PropositionIndex p, const Scope& scope) {
  const std::string& kind = plan_.theory.propositions[p].of;
  const std::vector<Time>& changes = link_changes();
  auto value_on = [&](const std::optional<std::string>& id) {
    const Facts* facts = id ? linked_facts(*id) : nullptr;
    return facts ? here(p, *facts, scope) : Signal(Tri::Unknown);
  };
  std::optional<std::string> id = linked_id(kind, kBeforeAll);
  Signal value = value_on(id);
  Signal out(value.initial());
  auto copy = [&](std::int64_t from, std::int64_t to) {
    for (const Point& point : value.points())
      if (point.key > from && point.key < to) out.add(point.key, point.at, point.value, point.cause);
  };
  std::int64_t from = kBeforeAll;
  for (const Time& change : changes) {
    const std::int64_t at = key(change);
    const std::optional<std::string> next = linked_id(kind, at);
    if (next == id) continue;
    copy(from, at);
    id = next;
    value = value_on(id);
    Cause cause = Cause::Dated;  // so since the link leads there, but for what only a judgement tells
    for (const Point& point : value.points())
      if (point.key <= at) cause = point.cause == Cause::Judged ? Cause::Judged : Cause::Dated;
    out.add(at, change, value.at(at), cause);
    from = at;
  }
  copy(from, kAfterAll);
  return out;
}

Signal Evaluation::proposition(PropositionIndex p, const Scope& scope) {
  const PropositionPlan& plan = plan_.propositions[p];
  const bool special = scope.mode == Scope::Mode::Refuting || scope.mode == Scope::Mode::Hopeful;
  if (scope.unjudged_is_false && plan.judged_only) {
    const std::optional<Time> since = linked_since(p);  // before that it is the link that is missing
    const Tri no_help = scope.negative ? Tri::True : Tri::False;
    Signal unjudged(since || !facts_of(p) ? Tri::Unknown : no_help);
    if (since) unjudged.add(key(*since), *since, no_help, Cause::Dated);
    return overlay(plain(p), unjudged, true);
  }
  const bool plainly = scope.mode == Scope::Mode::Plain && !scope.spent && !scope.its;
  if (begin_counts_ && !scope.doubts && (plainly || (!special && !plan.scoped))) return plain(p);
  Scope inner = scope;
  inner.unjudged_is_false = false;  // what it refers to in braces is not the step's own
  return plan.elsewhere ? elsewhere(p, inner) : here(p, *facts_, inner);
}

const Signal& Evaluation::plain(PropositionIndex p) {
  if (plain_stamp_[p] == stamp_) return plain_[p];
  if (facts_->plain_event(p)) {
    see_plain_event(p, plain_[p]);
  } else if (facts_->plain[p].kind == Facts::Plain::Kind::Constant) {
    plain_[p].begin_anew(facts_->plain[p].value);
  } else {
    Signal value = plan_.propositions[p].elsewhere ? elsewhere(p, {}) : here(p, *facts_, {});
    plain_[p] = std::move(value);
  }
  brief_[p] = {plain_[p].ever(Tri::True), plain_[p].last()};
  plain_stamp_[p] = stamp_;
  return plain_[p];
}

const Signal* Evaluation::plain_alone(const Clause& clause, bool presuming) {
  if (clause.kind != Clause::Kind::Proposition) return nullptr;
  const PropositionIndex p = clause.proposition;
  return presuming && !moments[p].empty() && unobserved(p) ? nullptr : &plain(p);
}

Signal Evaluation::clause(const Clause& clause, const Scope& scope, bool presuming) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      if (!presuming || scope.negative || moments[p].empty() || !unobserved(p)) {
        if (!scope.spent) return proposition(p, scope);
        Scope own = scope;
        own.within = p;
        return proposition(p, own);
      }
      const Moment* first = nullptr;
      for (const Moment& moment : moments[p])
        if (!first || !moment.at || (first->at && key(*moment.at) < key(*first->at))) first = &moment;
      const std::optional<Time> linked = linked_since(p);  // before that it is the link that is missing
      const std::optional<Time>& from = linked && (!first->at || key(*first->at) < key(*linked)) ? linked : first->at;
      Signal presumed(from ? Tri::Unknown : Tri::True);
      if (from) presumed.add(key(*from), *from, Tri::True, Cause::Presumed);
      const Signal told = overlay(plain(p), presumed, true);
      const bool told_by_begin = !from && facts_->begin && plain(p).initial() != Tri::True && plain(p).initial() != Tri::False &&
                                 (plain(p).at(key(*facts_->begin)) == Tri::True || plain(p).at(key(*facts_->begin)) == Tri::False);
      return told_by_begin ? cut_before_begin(told, cause_at_begin(plain(p))) : told;
    }
    case Kind::Not:
    case Kind::None: {
      if (scope.breaking && clause.kind == Kind::None) return breaking_parts(clause, scope, presuming);
      Scope inner = scope;
      inner.negative = !scope.negative;
      Signal result = this->clause(clause.parts[0], inner, presuming);
      for (std::size_t i = 1; i < clause.parts.size(); ++i)
        result = either(result, this->clause(clause.parts[i], inner, presuming));
      return !result;
    }
    case Kind::All:
    case Kind::Any: {
      if (scope.breaking) return breaking_parts(clause, scope, presuming);
      const bool plainly = scope.mode == Scope::Mode::Plain && !scope.spent && !scope.its && !scope.unjudged_is_false && !scope.doubts;
      Signal result = this->clause(clause.parts[0], scope, presuming);
      for (std::size_t i = 1; i < clause.parts.size(); ++i) {
        const Signal* known = plainly ? plain_alone(clause.parts[i], presuming && !scope.negative) : nullptr;
        const Signal part = known ? Signal() : this->clause(clause.parts[i], scope, presuming);
        if (!known) known = &part;
        result = clause.kind == Kind::All ? both(result, *known) : either(result, *known);
      }
      return result;
    }
    case Kind::AtLeast: {
      if (scope.breaking) return breaking_parts(clause, scope, presuming);
      boost::container::small_vector<Signal, 4> parts;
      for (const Clause& part : clause.parts) parts.push_back(this->clause(part, scope, presuming));
      return at_least(clause.count, parts);
    }
  }
  return Signal(Tri::Unknown);
}

void Evaluation::end_round() {
  in_rounds = false;
  for (auto& [p, moment] : this_round_) reach(p, std::move(moment));
  this_round_.clear();
}

void Evaluation::reach(PropositionIndex p, Moment moment) {
  if (in_rounds) return this_round_.emplace_back(p, std::move(moment)), void();
  std::size_t clocks = 0;
  for (const Moment& known : moments[p]) {
    const bool same = known.from == moment.from && known.at.has_value() == moment.at.has_value() &&
                      (!known.at || key(*known.at) == key(*moment.at));
    if (same && (known.clock == moment.clock || ++clocks == kClocks)) return;
  }
  moments[p].push_back(std::move(moment));
  reached_last[p] = ++reached;
}

std::optional<Time> Evaluation::runs_out(PropositionIndex p) {
  const NodeId id = plan_.propositions[p].indicator;
  const Facts* facts = facts_of(p);
  if (id == kNone || !facts) return std::nullopt;
  const Node& node = plan_.nodes[id];
  const bool own = node.kind == Condition::Kind::Event && node.window.window->kind != TestWindow::Kind::None &&
                   node.window.window->kind != TestWindow::Kind::InTheLast;
  if (!own) return std::nullopt;
  const std::vector<Version> list = versions(node.window, *facts, {});
  return list.empty() || list.back().unknown ? std::nullopt : list.back().until;
}

Evaluation::Brief Evaluation::brief(const Clause& clause) {
  using Kind = Clause::Kind;
  switch (clause.kind) {
    case Kind::Proposition: {
      const PropositionIndex p = clause.proposition;
      if (facts_->plain_event(p)) return first_event(p) ? Brief{true, Tri::True} : Brief{false, Tri::False};
      plain(p);
      const bool presumed = !moments[p].empty() && unobserved(p);
      return {brief_[p].may_be_true || presumed, presumed ? Tri::True : brief_[p].last};
    }
    case Kind::All:
    case Kind::Any: {
      Brief all = brief(clause.parts[0]);
      for (std::size_t i = 1; i < clause.parts.size(); ++i) {
        const Brief part = brief(clause.parts[i]);
        const bool every = clause.kind == Kind::All;
        all.may_be_true = every ? all.may_be_true && part.may_be_true : all.may_be_true || part.may_be_true;
        all.last = every ? models::both(all.last, part.last) : models::either(all.last, part.last);
      }
      return all;
    }
    default: {
      const Signal signal = this->clause(clause, {}, true);
      return {signal.ever(Tri::True), signal.last()};
    }
  }
}

bool Evaluation::unobserved(PropositionIndex p) {
  const PropositionPlan& plan = plan_.propositions[p];
  if (!plan.judged_only) return false;
  if (facts_->plain[p].kind == Facts::Plain::Kind::Constant) return true;  // nobody judged it
  plain(p);
  if (brief_[p].last == Tri::True || brief_[p].last == Tri::False) return false;
  return facts_of(p) != nullptr;  // where there is no link, it is the link that is missing
}

bool Evaluation::conflicting(PropositionIndex p) {
  if (!may_conflict_) return false;
  if (conflict_stamp_[p] == stamp_) return conflict_[p] != 0;
  const PropositionPlan& plan = plan_.propositions[p];
  auto differs = [&](const Facts& facts) {
    if (facts.tied[p]) return true;
    if (plan.indicator == kNone) return false;
    boost::container::small_vector<NodeId, 16> nodes{plan.indicator};
    while (!nodes.empty()) {
      const Node& node = plan_.nodes[nodes.back()];
      nodes.pop_back();
      if (node.kind == Condition::Kind::Attribute && facts.test_tied[node.test]) return true;
      nodes.insert(nodes.end(), node.parts.begin(), node.parts.end());
    }
    if (plan.has_judged || (facts.judged[p].constant() && facts.judged[p].initial() == Tri::NotYet)) return false;
    const Signal judged = from_begin(facts.judged[p]);
    Scope scope;
    scope.proposition = p;
    const Signal indicated = condition(plan.indicator, facts, scope);
    auto differ = [](Tri a, Tri b) { return (a == Tri::True && b == Tri::False) || (a == Tri::False && b == Tri::True); };
    if (differ(judged.initial(), indicated.initial())) return true;
    for (const Signal* signal : {&judged, &indicated})
      for (const Point& point : signal->points())
        if (differ(judged.at(point.key), indicated.at(point.key))) return true;
    return false;
  };
  bool found = differs(*facts_);
  if (plan.elsewhere && !found)
    if (const Facts* facts = facts_of(p)) found = differs(*facts);
  conflict_[p] = found;
  conflict_stamp_[p] = stamp_;
  return found;
}

// ---- links ----------------------------------------------------------------------------------------------------------

const Facts* Evaluation::linked_facts(const std::string& id) {
  const auto found = linked_->find(id);
  if (found == linked_->end()) return nullptr;
  // After its closing a case is not looked at, nor what it is linked to.
  const Time until = facts_->closed ? facts_->closed->end() : facts_->as_of;
  const std::tuple place{found->second, timeline().reference, until.local};
  auto known = linked_facts_.find(place);
  if (known == linked_facts_.end())
    known = linked_facts_.emplace(place, bind(plan_, *found->second, until, timeline())).first;
  return &known->second;
}

const std::vector<Time>& Evaluation::link_changes() {
  if (link_changes_stamp_ == stamp_) return link_changes_;
  link_changes_stamp_ = stamp_;
  link_changes_.clear();
  std::vector<const models::CaseRecord*> met{facts_->excerpt.record};
  for (std::size_t i = 0; i < met.size() && met.size() < 64; ++i) {
    for (const models::Link& link : i == 0 ? facts_->excerpt.links : std::span(met[i]->links)) {
      for (const auto& target : link.history) {
        if (!facts_->visible(target.at)) continue;
        if (target.at) link_changes_.push_back(*target.at);
        const auto found = linked_->find(target.id);
        if (found != linked_->end() && std::find(met.begin(), met.end(), found->second) == met.end())
          met.push_back(found->second);
      }
    }
  }
  std::stable_sort(link_changes_.begin(), link_changes_.end(), [this](const Time& a, const Time& b) { return key(a) < key(b); });
  return link_changes_;
}

std::optional<std::string> Evaluation::linked_id(const std::string& kind) { return linked_id(kind, now()); }

std::optional<std::string> Evaluation::linked_id(const std::string& kind, std::int64_t until) {
  const std::string wanted = models::fold(kind);
  // Equally late targets that differ are no answer.
  auto latest = [&](const models::Link& link) -> const std::string* {
    const models::Link::Target* best = nullptr;
    bool tied = false;
    for (const auto& target : link.history) {
      if (!facts_->visible(target.at) || (target.at && key(*target.at) > until)) continue;
      const bool later = !best || (target.at && (!best->at || key(*target.at) > key(*best->at)));
      const bool equal = best && target.at.has_value() == best->at.has_value() && (!target.at || key(*target.at) == key(*best->at));
      if (later) tied = false, best = &target;
      else if (equal) tied |= target.id != best->id;
    }
    return best && !tied ? &best->id : nullptr;
  };
  // Breadth first: the case's own links, then those of the records they lead to. Two answers at one depth are none.
  const models::CaseRecord* own = facts_->excerpt.record;
  std::vector<const models::CaseRecord*> level{own}, seen = level;
  while (!level.empty() && seen.size() < 64) {
    std::set<std::string> answers;
    std::vector<const models::CaseRecord*> next;
    for (const models::CaseRecord* record : level) {
      for (const models::Link& link : record == own ? facts_->excerpt.links : std::span(record->links)) {
        const std::string* id = latest(link);
        if (id && models::fold(link.kind) == wanted) answers.insert(*id);
        const auto found = id ? linked_->find(*id) : linked_->end();
        if (found == linked_->end() || std::find(seen.begin(), seen.end(), found->second) != seen.end()) continue;
        next.push_back(found->second);
        seen.push_back(found->second);
      }
    }
    if (!answers.empty()) return answers.size() == 1 ? std::optional(*answers.begin()) : std::nullopt;
    level = std::move(next);
  }
  return std::nullopt;
}

std::optional<Time> Evaluation::linked_since(PropositionIndex p) {
  if (!plan_.propositions[p].elsewhere || link_changes().empty() || facts_of(p, kBeforeAll)) return std::nullopt;
  for (const Time& change : link_changes())
    if (facts_of(p, key(change))) return change;
  return std::nullopt;
}

const Facts* Evaluation::facts_of(PropositionIndex p) { return facts_of(p, now()); }

const Facts* Evaluation::facts_of(PropositionIndex p, std::int64_t at) {
  if (!plan_.propositions[p].elsewhere) return facts_;
  const std::optional<std::string> id = linked_id(plan_.theory.propositions[p].of, at);
  return id ? linked_facts(*id) : nullptr;
}

}  // namespace realist::engine

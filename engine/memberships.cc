#include "engine/memberships.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/plan.h"
#include "models/membership.h"

namespace realist::engine {
namespace {

using models::MembershipNumber;
using NumberKind = models::MembershipNumber::Kind;

// Where a proposition's degree comes from.
struct Source {
  NumberKind number = NumberKind::None;
  NodeId node = kNone;       // Attribute, Term, Judged with an indicator: the test that looks at the number
  bool through = false;      // made of others in braces alone, some with degrees
};

bool braces_alone(const models::Condition& c) {
  using Kind = models::Condition::Kind;
  if (c.kind == Kind::Proposition) return true;
  const bool join = c.kind == Kind::All || c.kind == Kind::Any || c.kind == Kind::Not || c.kind == Kind::AtLeast;
  return join && !c.parts.empty() && std::all_of(c.parts.begin(), c.parts.end(), braces_alone);
}

template <typename See>
void each_in_braces(const models::Condition& c, See&& see) {
  if (c.kind == models::Condition::Kind::Proposition) see(c.proposition);
  for (const models::Condition& part : c.parts) each_in_braces(part, see);
}

bool equally_late(const std::optional<Time>& a, const std::optional<Time>& b) {
  return a && b ? models::at_or_before(*a, *b) && models::at_or_before(*b, *a) : !a && !b;
}

// The latest of values with dates; an undated one is the earliest. Nothing where equally late ones differ.
class Latest {
 public:
  void add(const std::optional<Time>& at, const models::Value& value) {
    if (value_ && equally_late(at, at_)) {
      differ_ |= !(*value_ == value);
      return;
    }
    if (value_ && !(at && (!at_ || models::at_or_before(*at_, *at)))) return;
    at_ = at;
    value_ = &value;
    differ_ = false;
  }
  const models::Value* value() const { return differ_ ? nullptr : value_; }

 private:
  std::optional<Time> at_;
  const models::Value* value_ = nullptr;
  bool differ_ = false;
};

std::optional<double> finite(const models::Value& value) {
  const double* number = std::get_if<double>(&value.data);
  return number && std::isfinite(*number) ? std::optional<double>(*number) : std::nullopt;
}

Degree degree_of(models::Truth truth) {
  if (truth == models::Truth::True) return Degree::exactly(1);
  return truth == models::Truth::False ? Degree::exactly(0) : Degree{};
}

}  // namespace

struct Memberships::State {
  State(const Plan& of, LogOdds odds) : plan(of), log_odds(odds), evaluation(of), sources(of.propositions.size()) {
    for (PropositionIndex p = 0; p < sources.size(); ++p) find_number(p);
    for (bool found = true; found;) {  // as deep as braces go
      found = false;
      for (PropositionIndex p = 0; p < sources.size(); ++p) found |= find_through(p);
    }
  }

  void find_number(PropositionIndex p) {
    const models::Proposition& proposition = plan.theory.propositions[p];
    if (!proposition.membership) return;
    const MembershipNumber number = models::membership_number(proposition);
    sources[p].number = number.kind;
    const auto at = std::find_if(plan.nodes.begin(), plan.nodes.end(), [&](const Node& node) { return number.condition && node.condition == number.condition; });
    if (at != plan.nodes.end()) sources[p].node = static_cast<NodeId>(at - plan.nodes.begin());
  }

  bool graded(PropositionIndex p) const { return sources[p].number != NumberKind::None || sources[p].through; }

  bool find_through(PropositionIndex p) {
    const models::Proposition& proposition = plan.theory.propositions[p];
    if (graded(p) || !proposition.indicator || !braces_alone(*proposition.indicator)) return false;
    bool any = false;
    each_in_braces(*proposition.indicator, [&](PropositionIndex q) { any |= q < sources.size() && graded(q); });
    return sources[p].through = any;
  }

  bool rests_on(PropositionIndex p, PropositionIndex on, std::vector<std::uint8_t>& seen) const {
    if (p == on) return true;
    if (!sources[p].through || std::exchange(seen[p], 1) != 0) return false;
    bool any = false;
    each_in_braces(*plan.theory.propositions[p].indicator, [&](PropositionIndex q) { any |= q < sources.size() && rests_on(q, on, seen); });
    return any;
  }

  // ---- one case

  std::optional<double> attribute_now(TestId test, const Facts& facts) const {
    const models::Attribute* attribute = facts.excerpt.attributes[plan.attribute_tests[test].attribute];
    Latest latest;
    if (attribute)
      for (const models::DatedValue& value : attribute->history)
        if (facts.visible(value.at)) latest.add(value.at, value.value);
    if (!latest.value()) return std::nullopt;
    if (const auto number = finite(*latest.value())) return number;
    return evaluation.number_in(*latest.value());
  }

  // The latest judgement about `p` in a record, by anyone the test asks for.
  const models::Value* judged_now(PropositionIndex p, NodeId node, const Facts& facts) {
    Latest latest;
    const auto add = [&](const Excerpt::Judged& judged) {
      static const models::Value kOfTheOpposite;  // a number of the opposite is none of this
      const models::Judgement& judgement = *judged.judgement;
      const std::optional<Time>& at = judgement.at ? judgement.at : judgement.since;
      if (facts.visible(at)) latest.add(at, judged.opposite ? kOfTheOpposite : judgement.value);
    };
    if (node == kNone) {
      for (const Excerpt::Judged& judged : facts.excerpt.judgements)
        if (judged.proposition == p) add(judged);
      return latest.value();
    }
    const Node& test = plan.nodes[node];
    // Outside its window nothing tells: what counts in it counts in all.
    if (test.window.window->kind != models::TestWindow::Kind::None && evaluation.condition(node, facts, {}).last() == Tri::Unknown) return nullptr;
    for (const JudgementFact& fact : facts.judgement_tests[test.test]) add(facts.excerpt.judgements[fact.index]);
    return latest.value();
  }

  std::optional<double> number_now(PropositionIndex p, const Facts& facts) {
    const Source& source = sources[p];
    switch (source.number) {
      case NumberKind::Attribute: return attribute_now(plan.nodes[source.node].test, facts);
      case NumberKind::Term: return evaluation.number_now(plan.nodes[source.node].terms[0], facts);
      case NumberKind::Judged: {
        const models::Value* value = judged_now(p, source.node, facts);
        return value ? finite(*value) : std::nullopt;
      }
      default: return std::nullopt;
    }
  }

  // A judgement of yes or no where the number is not known.
  Degree said_now(PropositionIndex p, const Facts& facts) {
    if (sources[p].number == NumberKind::Judged) {
      const models::Value* value = judged_now(p, sources[p].node, facts);
      const bool* truth = value ? std::get_if<bool>(&value->data) : nullptr;
      return truth ? Degree::exactly(*truth ? 1 : 0) : Degree{};
    }
    const Tri judged = facts.judged[p].last();
    return judged == Tri::True ? Degree::exactly(1) : judged == Tri::False ? Degree::exactly(0) : Degree{};
  }

  Degree by_number(PropositionIndex p) {
    const models::Membership& m = *plan.theory.propositions[p].membership;
    const Facts* elsewhere = plan.propositions[p].elsewhere ? evaluation.facts_of(p) : nullptr;
    for (const Facts* facts : {&evaluation.facts(), elsewhere}) {
      const bool own_number = !plan.propositions[p].elsewhere || facts == elsewhere || sources[p].number == NumberKind::Judged;
      if (!facts || !own_number) continue;
      if (const auto number = number_now(p, *facts)) {
        numbers[p] = number;
        return Degree::exactly(calibrated(*number, {m.out, m.crossover, m.in}, log_odds));
      }
      if (const Degree said = said_now(p, *facts); said.known()) return said;
    }
    return {};
  }

  Degree join(const models::Condition& c) {
    using Kind = models::Condition::Kind;
    if (c.kind == Kind::Proposition) return degree(c.proposition);
    if (c.kind == Kind::Not) return negated(join(c.parts.front()));
    std::vector<Degree> parts;
    for (const models::Condition& part : c.parts) parts.push_back(join(part));
    return at_least(c.kind == Kind::All ? parts.size() : c.kind == Kind::Any ? 1 : c.count, parts);
  }

  // Braces lead in no circle: such a theory is not read without errors.
  Degree degree(PropositionIndex p) {
    if (done[p]) return (*degrees)[p];
    done[p] = 1;
    Degree& out = (*degrees)[p];
    if (sources[p].number != NumberKind::None) return out = by_number(p);
    const bool judged = evaluation.facts().judged[p].last() != Tri::NotYet;
    if (sources[p].through && !judged) return out = join(*plan.theory.propositions[p].indicator);
    return out = degree_of(result->propositions[p].observed);
  }

  void read(const models::CaseRecord& record, const LinkedRecords& linked, const Time& as_of, const models::CaseResult& of, std::vector<Degree>& out) {
    own = bind(plan, record, as_of);
    evaluation.reset(own, linked);
    result = &of;
    degrees = &out;
    out.assign(sources.size(), {});
    done.assign(sources.size(), 0);
    numbers.assign(sources.size(), std::nullopt);
    for (PropositionIndex p = 0; p < sources.size(); ++p) degree(p);
  }

  const Plan& plan;
  LogOdds log_odds;
  Evaluation evaluation;
  std::vector<Source> sources;
  Facts own;
  const models::CaseResult* result = nullptr;
  std::vector<Degree>* degrees = nullptr;
  std::vector<std::uint8_t> done;
  std::vector<std::optional<double>> numbers;
};

Memberships::Memberships(const Plan& plan, LogOdds log_odds) : state_(std::make_unique<State>(plan, log_odds)) {}
Memberships::~Memberships() = default;
Memberships::Memberships(Memberships&&) noexcept = default;

bool Memberships::graded(models::PropositionIndex p) const { return state_->graded(p); }

bool Memberships::rests_on(models::PropositionIndex p, models::PropositionIndex on) const {
  std::vector<std::uint8_t> seen(state_->sources.size(), 0);
  return state_->rests_on(p, on, seen);
}

void Memberships::read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of, const models::CaseResult& result,
                       std::vector<Degree>& degrees) {
  state_->read(record, linked, as_of, result, degrees);
}

std::optional<double> Memberships::number(models::PropositionIndex p) const {
  return p < state_->numbers.size() ? state_->numbers[p] : std::nullopt;
}

}  // namespace realist::engine

#include "engine/observed.h"

#include "engine/spans.h"

namespace realist::engine {

using models::Truth;

namespace {

// Not true, and not to come any more: what a window left open until the case closed did not bring, did not come.
bool never_came(const Evaluation& e, const Signal& signal) {
  return signal.last() == Tri::False || (signal.last() == Tri::NotYet && e.facts().closed);
}

Truth as_judged(Evaluation& e, PropositionIndex p) {
  const Facts* facts = e.facts_of(p);
  for (const Facts* record : {&e.facts(), facts}) {
    if (!record) continue;
    const Tri judged = record->judged[p].last();
    if (judged == Tri::True || record->judged[p].ever(Tri::True)) return Truth::True;
    if (judged == Tri::False) return Truth::False;
  }
  return Truth::Unknown;
}

}  // namespace

bool only_events(const Evaluation& e, PropositionIndex p) {
  const Signal& judged = e.facts().judged[p];
  return e.plan().propositions[p].some_events != kNone && judged.constant() && judged.initial() == Tri::NotYet;
}

Tri met_at_last(const Evaluation& e, PropositionIndex p) {
  const PropositionPlan& plan = e.plan().propositions[p];
  std::uint32_t sure = 0, possible = 0;
  for (const Match& match : e.facts().of(plan.some_events)) ++(match.fits == Tri::True ? sure : possible);
  const bool may_miss = e.facts().excerpt.may_be_missing[e.plan().patterns[plan.some_events].type] != 0;
  return counted_value(plan.needed, sure, possible, may_miss, Tri::False);
}

Truth observed_alone(Evaluation& e, PropositionIndex p) {
  if (e.plan().propositions[p].breakable) return as_judged(e, p);
  using Kind = Facts::Plain::Kind;
  const Facts::Plain& plain = e.facts().plain[p];
  if (plain.kind == Kind::Event) return plain.first != plain.end ? Truth::True : Truth::False;
  if (plain.kind == Kind::Constant) return plain.value == Tri::True ? Truth::True : plain.value == Tri::False ? Truth::False : Truth::Unknown;
  if (only_events(e, p)) {
    const Tri met = met_at_last(e, p);
    return met == Tri::True ? Truth::True : met == Tri::False ? Truth::False : Truth::Unknown;
  }
  const Signal& signal = e.plain(p);
  if (signal.ever(Tri::True)) return Truth::True;
  return never_came(e, signal) ? Truth::False : Truth::Unknown;
}

bool settled_no(Evaluation& e, PropositionIndex p) {
  const Signal& signal = e.plain(p);
  if (signal.last() != Tri::False || e.facts().closed) return never_came(e, signal);
  models::Clause alone;
  alone.proposition = p;
  return signal.constant() && e.hopeful_while_open(alone).last() == Tri::False;
}

}  // namespace realist::engine

#include "engine/states.h"

#include <algorithm>

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/plan.h"

namespace realist::engine {
namespace {

State state_at(const Signal& signal, std::int64_t now) {
  State state{signal.initial(), true};
  for (const Point& point : signal.points()) {
    if (point.key > now) break;
    state = {point.value, point.cause == Cause::Undated};
  }
  return state;
}

// For sure no later than `at`: before it, or of the same instant.
bool was_before(const models::Time& time, const models::Time& at) { return models::compare(time.end(), at.start()) <= 0; }

}  // namespace

struct StateReader::Held {
  explicit Held(const Plan& source) : plan(source), evaluation(source) {}
  const Plan& plan;
  Evaluation evaluation;
};

StateReader::StateReader(const Plan& plan) : held_(std::make_unique<Held>(plan)) {}
StateReader::~StateReader() = default;

void StateReader::read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at, std::vector<State>& states) {
  const Facts facts = bind(held_->plan, record, at);
  held_->evaluation.reset(facts, linked);
  states.resize(held_->plan.theory.propositions.size());
  for (PropositionIndex p = 0; p < states.size(); ++p) states[p] = state_at(held_->evaluation.plain(p), held_->evaluation.now());
}

State StateReader::read(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& at, PropositionIndex proposition) {
  const Facts facts = bind(held_->plan, record, at);
  held_->evaluation.reset(facts, linked);
  return state_at(held_->evaluation.plain(proposition), held_->evaluation.now());
}

std::optional<models::Time> beginning_of(const Plan& plan, const models::CaseRecord& record, const models::Time& as_of) {
  return bind(plan, record, as_of).begin;
}

models::CaseRecord record_at(const models::CaseRecord& record, const models::Time& at, const std::vector<models::FactEvidence>& activating) {
  using Kind = models::FactEvidence::Kind;
  const auto activates = [&](Kind kind, std::size_t index) {
    return std::any_of(activating.begin(), activating.end(),
                       [&](const models::FactEvidence& fact) { return fact.kind == kind && fact.index == index && fact.record.empty(); });
  };
  models::CaseRecord then = record;
  then.events.clear();
  then.judgements.clear();
  for (std::size_t i = 0; i < record.events.size(); ++i)
    if (!record.events[i].at || was_before(*record.events[i].at, at) || activates(Kind::Event, i)) then.events.push_back(record.events[i]);
  for (std::size_t i = 0; i < record.judgements.size(); ++i)
    if (!record.judgements[i].at || was_before(*record.judgements[i].at, at) || activates(Kind::Judgement, i))
      then.judgements.push_back(record.judgements[i]);
  return then;
}

}  // namespace realist::engine

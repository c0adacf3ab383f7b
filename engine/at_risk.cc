#include "engine/at_risk.h"

#include <map>

#include "engine/plan.h"

namespace realist::engine {
namespace {

using models::CaseResult;
using models::Judging;
using models::PropositionIndex;
using models::StepState;
using models::Time;
using models::Verdict;

class Collecting {
 public:
  Collecting(const models::Theory& theory, const CaseResult& result, std::size_t which) : theory_(theory), result_(result), which_(which) {}

  void statement(const models::StatementResult& result) {
    const models::Statement& written = theory_.statements[result.statement];
    if (written.form == models::Form::Whenever) return;
    const Judging& judging = result.judging;
    if (judging.verdict == Verdict::Dormant || !judging.activated) return;
    steps(written, judging);
    blocks(written, judging);
  }

  void give(std::vector<AtRisk>& out) {
    for (auto& [key, entry] : entries_) out.push_back(entry);
  }

 private:
  void steps(const models::Statement& written, const Judging& judging) {
    std::optional<Time> base = judging.activated;
    for (const models::StepResult& step : judging.steps) {
      const models::Clause& clause = written.steps[step.step - 1].clause;
      const bool stalled = judging.verdict == Verdict::Stalled && judging.stall && judging.stall->step == step.step;
      if (stalled && judging.stall->proposition != models::kNone) add(judging.stall->proposition, false, base, broke_at(*judging.stall), true);
      else if (step.state == StepState::Holds) each(clause, base, step.at ? step.at : base);
      else if (step.state == StepState::Open) each(clause, base, result_.as_of);
      if (step.state == StepState::Holds && step.at) base = step.at;
      if (step.state > StepState::Unobserved) return;
    }
  }

  static std::optional<Time> broke_at(const models::Stall& stall) { return stall.since ? stall.since : stall.due; }

  void each(const models::Clause& clause, const std::optional<Time>& from, const std::optional<Time>& to) {
    each_proposition(clause, true, [&](PropositionIndex p, bool) { add(p, false, from, to, false); });
  }

  // When it was decided: what comes in the way later no longer matters to it.
  std::optional<Time> decided_at(const Judging& judging) const {
    if (judging.stall) return broke_at(*judging.stall);
    if (judging.verdict != Verdict::Fired) return result_.as_of;
    std::optional<Time> last = judging.activated;
    for (const models::StepResult& step : judging.steps)
      if (step.at && (!last || models::compare(*last, *step.at) < 0)) last = step.at;
    return last;
  }

  void blocks(const models::Statement& written, const Judging& judging) {
    const bool blocked = judging.verdict == Verdict::Blocked && judging.blocked_by && judging.blocked_by->proposition != models::kNone;
    if (blocked) return add(judging.blocked_by->proposition, true, judging.activated, judging.blocked_by->since, judging.blocked_by->since.has_value());
    if (judging.verdict == Verdict::Blocked || judging.verdict == Verdict::Undetermined) return;
    for (const models::Clause& block : written.unless)
      each_proposition(block, true, [&](PropositionIndex p, bool) {
        if (result_.propositions[p].observed != models::Truth::Unknown) add(p, true, judging.activated, decided_at(judging), false);
      });
  }

  void add(PropositionIndex p, bool blocking, const std::optional<Time>& from, const std::optional<Time>& to, bool broke) {
    const auto [found, fresh] = entries_.try_emplace({p, blocking}, AtRisk{which_, p, blocking, from, to, broke});
    if (fresh) return;
    AtRisk& entry = found->second;
    if (from && (!entry.from || models::compare(*from, *entry.from) < 0)) entry.from = from;
    const bool earlier = to && entry.to && models::compare(*to, *entry.to) < 0;
    if (broke && (!entry.broke || earlier)) entry.to = to;
    else if (!broke && !entry.broke && to && !earlier) entry.to = to;
    entry.broke = entry.broke || broke;
  }

  const models::Theory& theory_;
  const CaseResult& result_;
  std::size_t which_;
  std::map<std::pair<PropositionIndex, bool>, AtRisk> entries_;
};

}  // namespace

void collect_at_risk(const models::Theory& theory, const CaseResult& result, std::size_t which, std::vector<AtRisk>& out) {
  Collecting collecting(theory, result, which);
  for (const models::StatementResult& statement : result.statements) collecting.statement(statement);
  collecting.give(out);
}

}  // namespace realist::engine

#include "engine/judge.h"

#include <algorithm>

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/judging.h"
#include "engine/plan.h"
#include "engine/presuming.h"
#include "engine/telling.h"

namespace realist::engine {

struct Judge::State {
  explicit State(const Plan& source) : plan(source), evaluation(source) {}

  const Plan& plan;
  Evaluation evaluation;
  std::vector<StatementRuns> runs;

  void run(const Facts& facts, const LinkedRecords& linked);
};

namespace {

// Statements in the order of leading. Those that lead back to themselves are judged again until nothing new is reached:
// as often as they are many, at most, for by then each has been reached by every other; and never more than kRounds times,
// which bounds what a hostile theory can ask for.
constexpr std::size_t kRounds = 256;

// Whether a statement could be judged otherwise than in the round before: it looks at what has been reached through its
// antecedent alone.
bool reached_since(const StatementPlan& statement, std::size_t before, const Evaluation& e) {
  return std::any_of(statement.positive.begin(), statement.positive.end(),
                     [&](PropositionIndex p) { return e.reached_last[p] > before; });
}

void judge_all(const Plan& plan, Evaluation& e, std::vector<StatementRuns>& runs) {
  runs.resize(plan.theory.statements.size());
  for (std::size_t c = 0; c < plan.components.size(); ++c) {
    const std::vector<StatementIndex>& component = plan.components[c];
    if (!plan.component_loops[c]) {
      for (const StatementIndex s : component) judge_statement(s, e, runs[s]);
      continue;
    }
    std::size_t last = 0;  // what had been reached when the round before began
    for (std::size_t round = 0; round <= std::min(component.size(), kRounds); ++round) {
      const std::size_t before = e.reached;
      e.in_rounds = true;
      for (const StatementIndex s : component)
        if (round == 0 || reached_since(plan.statements[s], last, e)) judge_statement(s, e, runs[s]);
      e.end_round();
      last = before;
      if (e.reached == before) break;
    }
  }
}

}  // namespace

void Judge::State::run(const Facts& facts, const LinkedRecords& linked) {
  evaluation.reset(facts, linked);
  judge_all(plan, evaluation, runs);
  presume(evaluation, runs);
}

Judge::Judge(const Plan& plan) : state_(std::make_unique<State>(plan)) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;

void Judge::judge(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
                  models::CaseResult& result) {
  const Facts facts = bind(state_->plan, record, as_of);
  state_->run(facts, linked);
  tell(state_->evaluation, state_->runs, result);
}

void Judge::judge_one(const Facts& facts, const LinkedRecords& linked, models::StatementIndex statement,
                      models::StatementResult& result) {
  state_->run(facts, linked);
  tell_one(state_->evaluation, state_->runs, statement, result);
}

void Judge::forget_linked() { state_->evaluation.forget_linked(); }

void Judge::outline(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>& outlines) {
  state_->run(facts, linked);
  engine::outline(state_->evaluation, state_->runs, outlines);
}

std::shared_ptr<const Plan> compile(const models::Theory& theory) { return std::make_shared<const Plan>(theory); }

const models::Theory& theory_of(const Plan& plan) { return plan.theory; }

models::CaseResult judge(const Plan& plan, const models::CaseRecord& record, const LinkedRecords& linked,
                         const models::Time& as_of) {
  models::CaseResult result;
  Judge(plan).judge(record, linked, as_of, result);
  return result;
}

}  // namespace realist::engine

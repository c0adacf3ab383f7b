#include "engine/judge.h"

#include <algorithm>

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/judging.h"
#include "engine/plain_statement.h"
#include "engine/plan.h"
#include "engine/presuming.h"
#include "engine/telling.h"

namespace realist::engine {

struct Judge::State {
  explicit State(const Plan& source) : plan(source), evaluation(source) {}

  const Plan& plan;
  Evaluation evaluation;
  std::vector<StatementRuns> runs;
  std::vector<std::uint8_t> told;  // per statement: outlined already, so not to be walked
  std::vector<StatementIndex> left;  // those of one component that are to be

  void run(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>* outlines = nullptr);
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

void judge_all(const Plan& plan, Evaluation& e, const std::vector<std::uint8_t>& told, std::vector<StatementRuns>& runs,
               std::vector<StatementIndex>& left) {
  for (std::size_t c = 0; c < plan.components.size(); ++c) {
    if (const StatementIndex s = plan.components[c].front(); !plan.component_loops[c] && plan.components[c].size() == 1) {
      if (!told[s]) judge_statement(s, e, runs[s]);
      continue;
    }
    left.clear();
    for (const StatementIndex s : plan.components[c])
      if (!told[s]) left.push_back(s);
    std::size_t last = 0;  // what had been reached when the round before began
    for (std::size_t round = 0; round <= std::min(plan.components[c].size(), kRounds); ++round) {
      const std::size_t before = e.reached;
      e.in_rounds = true;
      for (const StatementIndex s : left)
        if (round == 0 || reached_since(plan.statements[s], last, e)) judge_statement(s, e, runs[s]);
      e.end_round();
      last = before;
      if (e.reached == before) break;
    }
  }
}

}  // namespace

void Judge::State::run(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>* outlines) {
  const std::size_t count = plan.theory.statements.size();
  evaluation.reset(facts, linked);
  runs.resize(count);
  told.assign(count, 0);
  if (outlines) {
    outlines->assign(count, Outline{});
    for (StatementIndex s = 0; s < count; ++s) {
      told[s] = outline_plainly(s, evaluation, (*outlines)[s]);
      if (told[s] && !runs[s].runs.empty()) runs[s].runs.clear();
      if (told[s]) runs[s].unobserved = false;
    }
  }
  judge_all(plan, evaluation, told, runs, left);
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
  state_->run(facts, linked, &outlines);
  for (StatementIndex s = 0; s < outlines.size(); ++s)
    if (!state_->told[s]) engine::outline(state_->evaluation, state_->runs, s, outlines[s]);
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

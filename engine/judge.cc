#include "engine/judge.h"

#include <algorithm>
#include <utility>

#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/judging.h"
#include "engine/plain_statement.h"
#include "engine/plan.h"
#include "engine/presuming.h"
#include "engine/tally_counts.h"
#include "engine/telling.h"

namespace realist::engine {

struct Judge::State {
  explicit State(const Plan& source) : plan(source), evaluation(source) {}

  const Plan& plan;
  Evaluation evaluation;
  std::vector<StatementRuns> runs;
  std::vector<std::uint8_t> told;  // per statement: outlined already, so not to be walked

  void run(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>* outlines = nullptr);
  void judge_all(std::vector<Outline>* outlines);
  void judge_first(StatementIndex s, std::vector<Outline>* outlines);
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

}  // namespace

// Judges one statement for the first time in this case.
void Judge::State::judge_first(StatementIndex s, std::vector<Outline>* outlines) {
  told[s] = outlines && outline_plainly(s, evaluation, (*outlines)[s]);
  if (told[s]) runs[s].forget();
  else judge_statement(s, evaluation, runs[s]);
}

void Judge::State::judge_all(std::vector<Outline>* outlines) {
  for (std::size_t c = 0; c < plan.components.size(); ++c) {
    const std::vector<StatementIndex>& component = plan.components[c];
    std::size_t before = evaluation.reached;  // when the last round began
    evaluation.in_rounds = plan.component_loops[c] != 0;
    for (const StatementIndex s : component) judge_first(s, outlines);
    if (!evaluation.in_rounds) continue;
    evaluation.end_round();
    for (std::size_t round = 1; evaluation.reached != before && round <= std::min(component.size(), kRounds); ++round) {
      const std::size_t last = std::exchange(before, evaluation.reached);
      evaluation.in_rounds = true;
      for (const StatementIndex s : component)
        if (!told[s] && reached_since(plan.statements[s], last, evaluation)) judge_statement(s, evaluation, runs[s]);
      evaluation.end_round();
    }
  }
}

void Judge::State::run(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>* outlines) {
  const std::size_t count = plan.theory.statements.size();
  evaluation.reset(facts, linked);
  runs.resize(count);
  told.resize(count);
  if (outlines) outlines->assign(count, Outline{});
  judge_all(outlines);
  presume(evaluation, runs);
  for (const auto& [s, p] : evaluation.passed_over)
    if (evaluation.is_presumed[p]) (*outlines)[s].flags.set(models::Flag::Presumed);
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

void Judge::count(const Facts& facts, const LinkedRecords& linked, Tally& tally) {
  models::CaseResult result;
  state_->run(facts, linked);
  tell(state_->evaluation, state_->runs, result);
  tally.counts_->rest.add(result);
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

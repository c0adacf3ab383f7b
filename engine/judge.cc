#include "engine/judge.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/counting.h"
#include "engine/evaluation.h"
#include "engine/facts.h"
#include "engine/judging.h"
#include "engine/plain_plan.h"
#include "engine/plain_statement.h"
#include "engine/plan.h"
#include "engine/presuming.h"
#include "engine/standing.h"
#include "engine/tally_counts.h"
#include "engine/telling.h"

namespace realist::engine {

struct Judge::State {
  explicit State(const Plan& source)
      : plan(source), rows(source), places(source), evaluation(source), plain(source, rows), presuming(source), standing(source, places),
        counting(source, rows, evaluation, plain) {}

  const Plan& plan;
  const PlainPlan rows;
  const StandingPlan places;
  Evaluation evaluation;
  PlainJudging plain;
  Presuming presuming;
  Standing standing;
  Counting counting;
  Judgings judgings;
  Rows dormant;     // told without a trace: a part of the antecedent is false
  Rows waiting;     // still to be judged
  Work work;

  // Everything is walked, which keeps the reasons; or, `briefly`, what can be told without is.
  void run(const Facts& facts, const LinkedRecords& linked, bool briefly);
  void run_briefly();
  void count(const Facts& facts, const LinkedRecords& linked, TallyCounts& counts);
  void judge_all(bool briefly);
  void judge_row(std::uint32_t row, bool briefly);
  void judge_rounds(std::uint32_t first, std::uint32_t end, bool briefly);
  void skip_dormant();
};

namespace {

// Statements in the order of leading. Those that lead back to themselves are judged again until nothing new is reached, and
// never more than kRounds times, which bounds what a hostile theory can ask for.
constexpr std::size_t kRounds = 256;

// Whether a statement could be judged otherwise than in the round before: it looks at what has been reached through its
// antecedent alone.
bool reached_since(const StatementPlan& statement, std::size_t before, const Evaluation& e) {
  return std::any_of(statement.positive.begin(), statement.positive.end(),
                     [&](PropositionIndex p) { return e.reached_last[p] > before; });
}

void take_out(Rows& rows, std::uint32_t row) { rows[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }
void put_in(Rows& rows, std::uint32_t row) { rows[row / 64] |= std::uint64_t{1} << (row % 64); }

}  // namespace

void Judge::State::judge_row(std::uint32_t row, bool briefly) {
  using Told = PlainJudging::Told;
  const StatementIndex s = rows.rows[row].statement;
  if (judgings.how[s] == Judgings::How::Plain)  // in the round before
    for (std::uint32_t t = judgings.plain_at[s], end = judgings.plain.end_of(t); t < end; ++t) judgings.plain.all[t].statement = kNone;
  const auto first = static_cast<std::uint32_t>(judgings.plain.all.size());
  const Told told = briefly ? plain.judge(rows.rows[row], judgings.plain) : Told::Walk;
  if (told == Told::Dormant) {
    judgings.how[s] = Judgings::How::Dormant;
    return put_in(dormant, row);
  }
  take_out(dormant, row);
  if (told == Told::Traced) {
    judgings.list(s, Judgings::How::Plain);
    judgings.plain_at[s] = first;
    return;
  }
  judgings.list(s, Judgings::How::Walked);
  judge_statement(s, evaluation, judgings.runs[s]);
}

void Judge::State::judge_rounds(std::uint32_t first, std::uint32_t end, bool briefly) {
  std::size_t before = evaluation.reached;  // when the last round began
  evaluation.in_rounds = true;
  each_row(waiting, first, end, [&](std::uint32_t row) { judge_row(row, briefly); });
  evaluation.end_round();
  for (std::size_t round = 1; evaluation.reached != before && round <= kRounds; ++round) {
    const std::size_t last = std::exchange(before, evaluation.reached);
    evaluation.in_rounds = true;
    each_row(waiting, first, end, [&](std::uint32_t row) {
      if (reached_since(plan.statements[rows.rows[row].statement], last, evaluation)) judge_row(row, briefly);
    });
    evaluation.end_round();
  }
}

// What a false part leaves dormant is not looked at again: no round and no presuming makes that part true.
void Judge::State::skip_dormant() {
  for (const PlainPlan::Need& need : rows.needs) {
    if (!plain.is_false(need.proposition)) continue;
    for (std::size_t word = 0; word < waiting.size(); ++word) waiting[word] &= ~need.rows[word];
  }
  dormant.resize(waiting.size());
  for (std::size_t word = 0; word < waiting.size(); ++word) dormant[word] = rows.every[word] & ~waiting[word];
}

void Judge::State::judge_all(bool briefly) {
  for (std::size_t word = 0; word < waiting.size(); ++word) {
    for (std::uint64_t left = waiting[word]; left != 0;) {
      const auto row = static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      left &= left - 1;
      if (!rows.rows[row].leads_to_itself) {
        judge_row(row, briefly);
        continue;
      }
      const std::uint32_t end = rows.round_end[row];
      judge_rounds(row, end, briefly);
      word = end / 64;
      if (word >= waiting.size()) return;
      left = waiting[word] & (~std::uint64_t{0} << (end % 64));
    }
  }
}

void Judge::State::run(const Facts& facts, const LinkedRecords& linked, bool briefly) {
  evaluation.reset(facts, linked);
  judgings.reset(plan.theory.statements.size());
  waiting = rows.every;
  dormant.assign(waiting.size(), 0);
  if (briefly) return run_briefly();
  judge_all(false);
  presuming.settle(evaluation, judgings);
}

// Judges what waits.
void Judge::State::run_briefly() {
  plain.take(evaluation);
  skip_dormant();
  judge_all(true);
  presuming.settle(evaluation, judgings);
  work.plain += judgings.told.size();
  work.walked += judgings.walked.size();
  work.dormant += rows.rows.size() - judgings.told.size() - judgings.walked.size();
}

void Judge::State::count(const Facts& facts, const LinkedRecords& linked, TallyCounts& counts) {
  evaluation.reset(facts, linked);
  judgings.reset(plan.theory.statements.size());
  const Rows& elsewhere = counting.begin(counts);
  waiting = rows.every;
  for (std::size_t word = 0; word < waiting.size(); ++word) waiting[word] &= ~elsewhere[word];
  run_briefly();
  for (std::size_t word = 0; word < waiting.size(); ++word) {
    dormant[word] &= ~elsewhere[word];
    const auto together = static_cast<std::uint64_t>(std::popcount(elsewhere[word]));  // dormant or plain
    work.plain += together, work.dormant -= together;
  }
  counting.count(judgings, dormant);
}

Judge::Judge(const Plan& plan) : state_(std::make_unique<State>(plan)) {}
Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;

void Judge::judge(const models::CaseRecord& record, const LinkedRecords& linked, const models::Time& as_of,
                  models::CaseResult& result) {
  const Facts facts = bind(state_->plan, record, as_of);
  state_->run(facts, linked, false);
  tell(state_->evaluation, state_->judgings.runs, state_->standing, result);
}

void Judge::judge_one(const Facts& facts, const LinkedRecords& linked, models::StatementIndex statement,
                      models::StatementResult& result) {
  state_->run(facts, linked, false);
  tell_one(state_->evaluation, state_->judgings.runs, statement, result);
}

Judge::Work Judge::work() const { return state_->work; }

void Judge::forget_linked() { state_->evaluation.forget_linked(); }

namespace {

void outline_plainly(const Plan& plan, const Traces& traces, std::uint32_t first, Outline& out) {
  const Trace& trace = traces.worst_of(first);
  if (plan.statements[trace.statement].form != models::Form::If)
    for (std::uint32_t t = first, end = traces.end_of(first); t < end; ++t) ++out.occurrences[static_cast<std::size_t>(traces.all[t].verdict)];
  out.verdict = trace.verdict;
  out.flags = trace.flags;
  if (trace.verdict != models::Verdict::Stalled) return;
  out.step = trace.deciding + 1;
  out.kind = plan.statements[trace.statement].steps[trace.deciding].stall_kind;
  out.reason = traces.states_of(trace)[trace.deciding];
}

}  // namespace

void Judge::outline(const Facts& facts, const LinkedRecords& linked, std::vector<Outline>& outlines) {
  State& state = *state_;
  state.run(facts, linked, true);
  outlines.assign(state.plan.theory.statements.size(), Outline{});
  const Judgings& judgings = state.judgings;
  for (const StatementIndex s : judgings.told)
    if (judgings.how[s] == Judgings::How::Plain) outline_plainly(state.plan, judgings.plain, judgings.plain_at[s], outlines[s]);
  for (const StatementIndex s : judgings.walked)
    if (judgings.how[s] == Judgings::How::Walked) {
      outlines[s] = Outline{};
      engine::outline(state.evaluation, judgings.runs, s, outlines[s]);
    }
  each_bypassed(state.plan, state.rows, state.dormant, state.plain, [&](std::uint32_t row) { outlines[state.rows.rows[row].statement].flags.set(models::Flag::Bypassed); });
}

void Judge::count(const Facts& facts, const LinkedRecords& linked, Tally& tally) {
  state_->count(facts, linked, *tally.counts_);
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

#include "engine/case_diff.h"

#include <algorithm>

#include "engine/plan.h"

namespace realist::engine {
namespace {

using models::CaseResult;
using models::Judging;
using models::kNone;
using models::PropositionIndex;
using models::StatementIndex;
using models::StatementResult;
using models::StepResult;
using models::StepState;
using models::Theory;
using models::Time;
using models::Verdict;
using At = Difference::At;

bool begun(const Judging& judging) { return !judging.steps.empty(); }

bool names(const models::Clause& clause, PropositionIndex wanted) {
  bool found = false;
  each_proposition(clause, true, [&](PropositionIndex p, bool) { found |= p == wanted; });
  return found;
}

PropositionIndex blocked_by(const Judging& judging) {
  return judging.verdict == Verdict::Blocked && judging.blocked_by ? judging.blocked_by->proposition : kNone;
}

class Comparing {
 public:
  Comparing(const Theory& theory, const CaseResult& a, const CaseResult& b, const Beginnings& beginnings)
      : theory_(theory), a_(a), b_(b), beginnings_(beginnings) {}

  std::vector<Difference> run() {
    for (StatementIndex s = 0; s < theory_.statements.size(); ++s) compare(s);
    for (Difference& difference : found_) find_causes(difference);
    order();
    return std::move(found_);
  }

 private:
  void compare(StatementIndex s) {
    const StatementResult &a = a_.statements[s], &b = b_.statements[s];
    const std::uint32_t parting = parting_step(a.judging, b.judging);
    const bool other_stall = a.verdict() == Verdict::Stalled && parting != 0;
    const bool other_times = a.occurrences != b.occurrences && (a.verdict() == b.verdict());
    if (a.verdict() == b.verdict() && !other_stall && !other_times) return;
    Difference difference;
    difference.statement = s;
    if (a.verdict() == b.verdict() && !other_stall) difference.at = At::Times;
    else if (begun(a.judging) != begun(b.judging) || !begun(a.judging)) opening(difference, a, b);
    else if ((a.verdict() == Verdict::Blocked) != (b.verdict() == Verdict::Blocked)) block(difference, a.judging, b.judging);
    else step(difference, parting, a.judging, b.judging);
    found_.push_back(std::move(difference));
  }

  // The first step that stands otherwise; 0: none does.
  static std::uint32_t parting_step(const Judging& a, const Judging& b) {
    for (std::size_t i = 0; i < std::min(a.steps.size(), b.steps.size()); ++i)
      if (a.steps[i].state != b.steps[i].state) return a.steps[i].step;
    return 0;
  }

  // The part of the antecedent that is so in one and not in the other.
  void opening(Difference& difference, const StatementResult& a, const StatementResult& b) {
    difference.at = At::Opening;
    const models::Statement& statement = theory_.statements[difference.statement];
    const StatementIndex base = statement.otherwise_of == kNone ? difference.statement : statement.otherwise_of;
    each_proposition(theory_.statements[base].antecedent, true, [&](PropositionIndex p, bool) {
      const bool failed = std::find(a.failed.begin(), a.failed.end(), p) != a.failed.end() || std::find(b.failed.begin(), b.failed.end(), p) != b.failed.end();
      const bool differs = a_.propositions[p].observed != b_.propositions[p].observed;
      if (difference.proposition == kNone && (differs || failed)) difference.proposition = p;
    });
    note_day(difference, a.judging.activated, b.judging.activated);
  }

  void block(Difference& difference, const Judging& a, const Judging& b) {
    difference.at = At::Block;
    const Judging& blocked = a.verdict == Verdict::Blocked ? a : b;
    difference.proposition = blocked_by(blocked);
    if (!blocked.blocked_by) return;
    if (&blocked == &a) note_day(difference, blocked.blocked_by->since, std::nullopt);
    else note_day(difference, std::nullopt, blocked.blocked_by->since);
  }

  void step(Difference& difference, std::uint32_t parting, const Judging& a, const Judging& b) {
    difference.at = At::Step;
    difference.step = parting == 0 ? 1 : parting;
    const models::Clause& clause = theory_.statements[difference.statement].steps[difference.step - 1].clause;
    if (clause.kind == models::Clause::Kind::Proposition) difference.proposition = clause.proposition;
    else if (a.stall) difference.proposition = a.stall->proposition;
    else if (b.stall) difference.proposition = b.stall->proposition;
    note_day(difference, day_of(a, difference.step), day_of(b, difference.step));
  }

  static std::optional<Time> day_of(const Judging& judging, std::uint32_t step) {
    if (judging.stall && judging.stall->step == step) return judging.stall->since ? judging.stall->since : judging.stall->due;
    if (step == 0 || step > judging.steps.size()) return std::nullopt;
    const StepResult& result = judging.steps[step - 1];
    return result.at ? result.at : result.due;
  }

  void note_day(Difference& difference, const std::optional<Time>& a, const std::optional<Time>& b) const {
    const auto count = [&](const std::optional<Time>& at, const std::optional<Time>& from) {
      if (!at || !from) return;
      const std::int64_t day = models::days_between(*from, *at);
      difference.day = difference.day ? std::min(*difference.day, day) : day;
    };
    count(a, beginnings_.a);
    count(b, beginnings_.b);
  }

  // The statements that differ and lead to what this one opens with; of those that part at the same step, the first.
  void find_causes(Difference& difference) {
    for (const Difference& other : found_) {
      if (other.statement == difference.statement || other.at == At::Times) continue;
      if (leads_to(other, difference) || (same_place(other, difference) && other.statement < difference.statement)) difference.follows.push_back(other.statement);
    }
  }

  bool leads_to(const Difference& other, const Difference& difference) const {
    const auto held = [&](const StatementResult& result) {
      return std::find(result.held_back_by.begin(), result.held_back_by.end(), other.statement) != result.held_back_by.end() ||
             std::find(result.waits_on.begin(), result.waits_on.end(), other.statement) != result.waits_on.end();
    };
    if (held(a_.statements[difference.statement]) || held(b_.statements[difference.statement])) return true;
    if (difference.at != At::Opening || difference.proposition == kNone || other.at == At::Opening) return false;
    const models::Statement& statement = theory_.statements[other.statement];
    return std::any_of(statement.steps.begin() + (other.step == 0 ? 0 : other.step - 1), statement.steps.end(),
                       [&](const models::Step& step) { return !step.previously && names(step.clause, difference.proposition); });
  }

  static bool same_place(const Difference& a, const Difference& b) { return a.at == b.at && a.proposition == b.proposition && a.proposition != kNone && a.day == b.day; }

  void order() {
    const auto following = [&](const Difference& difference) {
      return std::count_if(found_.begin(), found_.end(), [&](const Difference& other) {
        return std::find(other.follows.begin(), other.follows.end(), difference.statement) != other.follows.end();
      });
    };
    std::vector<std::pair<std::ptrdiff_t, Difference>> list;
    for (const Difference& difference : found_) list.emplace_back(following(difference), difference);
    std::stable_sort(list.begin(), list.end(), [](const auto& x, const auto& y) {
      const Difference &a = x.second, &b = y.second;
      if (a.follows.empty() != b.follows.empty()) return a.follows.empty();
      if (!a.follows.empty()) return false;
      if (a.day.has_value() != b.day.has_value()) return a.day.has_value();
      if (a.day != b.day) return *a.day < *b.day;
      return x.first > y.first;
    });
    for (std::size_t i = 0; i < list.size(); ++i) found_[i] = std::move(list[i].second);
  }

  const Theory& theory_;
  const CaseResult &a_, &b_;
  const Beginnings& beginnings_;
  std::vector<Difference> found_;
};

}  // namespace

std::vector<Difference> differences(const Theory& theory, const CaseResult& a, const CaseResult& b, const Beginnings& beginnings) {
  return Comparing(theory, a, b, beginnings).run();
}

}  // namespace realist::engine

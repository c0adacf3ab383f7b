#include "cli/theory_fit.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "cli/fit_words.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/why_words.h"

namespace realist::cli {
namespace {

using engine::CaseKind;
using engine::TheoryClaim;

bool is_deviant(CaseKind kind) { return kind == CaseKind::DeviantConsistency || kind == CaseKind::DeviantCoverage; }

bool crisp(engine::Degree d) { return d.low == 0 || d.low == 1; }

void stop_here() {
  stop_if_interrupted([] { return std::string(); });
}

// The verdict and its reason, of the statement that has to give it; before it the degrees, where the verdict does not say them.
std::string reason_of(const Told& told, const ClaimFit& c, const FitWords& words, std::size_t i) {
  const CaseKind kind = words.kind(i);
  const bool of_next = c.claim.kind == TheoryClaim::Kind::Ripple && kind == CaseKind::DeviantConsistency;
  const models::StatementIndex statement = of_next ? c.claim.next : c.claim.statement;
  const std::string verdict = fmt::format("{} {}", told.theory.statements[statement].label, brief(told, told.result.statements[statement]));
  const bool by_verdict = kind == CaseKind::DeviantConsistency && crisp(c.fit.cases[i].x) && crisp(c.fit.cases[i].y);
  return by_verdict ? verdict : fmt::format("{}. {}", words.why(i), verdict);
}

}  // namespace

TheoryFit::TheoryFit(const JudgedCases& judged)
    : judged_(judged), claims_(judged.plan, judged.log_odds), verdicts_(judged.theory.statements.size()) {
  engine::Judge judge(judged.plan);
  models::CaseResult result;
  Progress progress("judging", "cases", judged.cases.size());
  std::size_t done = 0;
  for (const models::CaseRecord* record : judged.cases) {
    stop_here();
    judge.judge(*record, judged.linked, judged.as_of, result);
    claims_.add(*record, judged.linked, judged.as_of, result);
    for (const models::StatementResult& r : result.statements) verdicts_[r.statement].push_back(r.verdict());
    progress.advance_to(++done);
  }
}

std::vector<StatementFit> TheoryFit::of(const std::vector<models::StatementIndex>& statements) const {
  std::vector<StatementFit> fits;
  for (const models::StatementIndex statement : statements) {
    fits.push_back({statement, {}, verdicts_[statement]});
    for (TheoryClaim& claim : claims_.of(statement)) {
      engine::SetFit fit = engine::fit_of(claim.table, claim.claim.left, claim.claim.outcome);
      fits.back().claims.push_back({std::move(claim), std::move(fit), {}});
    }
  }
  tell_deviant(fits);
  return fits;
}

// Case by case, so that one that deviates from many claims is judged once more and not as often.
void TheoryFit::tell_deviant(std::vector<StatementFit>& fits) const {
  std::vector<std::pair<ClaimFit*, FitWords>> claims;
  for (StatementFit& statement : fits)
    for (ClaimFit& c : statement.claims) {
      c.reasons.resize(judged_.cases.size());
      claims.emplace_back(&c, FitWords(c.claim.table, c.claim.claim, c.fit));
    }
  engine::Judge judge(judged_.plan);
  models::CaseResult result;
  for (std::size_t i = 0; i < judged_.cases.size(); ++i) {
    const auto deviates = [&](const auto& claim) { return is_deviant(claim.second.kind(i)); };
    if (std::none_of(claims.begin(), claims.end(), deviates)) continue;
    stop_here();
    judge.judge(*judged_.cases[i], judged_.linked, judged_.as_of, result);
    result.as_of = judged_.as_of;
    const Told told{judged_.theory, *judged_.cases[i], result};
    for (auto& [claim, words] : claims)
      if (is_deviant(words.kind(i))) claim->reasons[i] = reason_of(told, *claim, words, i);
  }
}

}  // namespace realist::cli

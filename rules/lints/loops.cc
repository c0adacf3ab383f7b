#include <algorithm>

#include "rules/lints/lints.h"

namespace realist::rules {
namespace {

std::string step_by_step(const models::Theory& theory, const models::Loop& loop) {
  std::string out;
  for (const models::PropositionIndex p : loop.propositions) out += theory.propositions[p].phrase + "\n→ ";
  return out + theory.propositions[loop.propositions.front()].phrase;
}

// `then previously B` and `Only if` say what has to have been so, not what comes of it: no way round leads over them.
bool leads(const LintInput& input, models::PropositionIndex from, models::PropositionIndex to) {
  const auto& leaving = input.graph.leaving[from];
  return std::any_of(leaving.begin(), leaving.end(), [&](std::uint32_t index) {
    const models::TheoryLink& link = input.graph.links[index];
    return link.kind != models::LinkKind::NeededBefore &&
           std::any_of(link.to.begin(), link.to.end(), [&](const models::LinkEnd& end) { return end.proposition == to; });
  });
}

bool leads_round(const LintInput& input, const models::Loop& loop) {
  const auto& all = loop.propositions;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!leads(input, all[i], all[(i + 1) % all.size()])) return false;
  return !all.empty() && !loop.statements.empty();
}

}  // namespace

void lint_loops(const LintInput& input, LintReport& report) {
  for (const models::Loop& loop : input.graph.loops) {
    if (!leads_round(input, loop)) continue;
    const models::Statement& first = input.theory.statements[loop.statements.front()];
    const bool positive = loop.sign == models::LoopSign::Positive;
    auto& message = report.tell(positive ? "lint/loop" : "lint/negative-loop", first.place,
                                positive                                     ? "a loop that keeps itself going begins here"
                                : loop.sign == models::LoopSign::Negative ? "a loop that holds itself back begins here"
                                                                          : "a loop begins here that keeps itself going by one statement and holds itself back by another",
                                positive ? "where it is meant, allow it with the reason; else one of its statements leads back by mistake"
                                         : "look whether each statement says what is meant: what it brings about is what undoes it");
    message.notes.push_back(step_by_step(input.theory, loop));
  }
}

}  // namespace realist::rules

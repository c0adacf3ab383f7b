// What stands behind a stall, and what else leads where it led: one case's statements looked at together.
#pragma once

#include <optional>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::engine {

// The statements that are dormant because of `statement`'s stall, and because of those in turn: nearest first. Cost: the
// number of statements, times the length of the longest such chain.
std::vector<models::StatementIndex> held_behind(const models::CaseResult& result, models::StatementIndex statement);

// The outcomes that a stall keeps from coming about: those of the statement's steps after it, and of the steps of what is
// held behind it; each once, in that order. Propositions that came about all the same are left out.
std::vector<models::PropositionIndex> outcomes_behind(const models::Theory& theory, const models::CaseResult& result,
                                                      models::StatementIndex statement, std::uint32_t step);

// Another statement that ends where a statement does, and is not held back with it.
struct Route {
  models::StatementIndex statement = models::kNone;
  models::PropositionIndex end = models::kNone;  // what both lead to
};

// Of the other routes the one that is furthest on: fired, pending, undetermined, dormant, blocked, stalled; the first of
// equals in the theory's order. None for a statement that fired, or that ends in what is not to happen or `previously`.
std::optional<Route> nearest_route(const models::Theory& theory, const models::CaseResult& result, models::StatementIndex statement);

}  // namespace realist::engine

// From runs to results: what the judged statements of a case have to say. Internal to the engine.
#pragma once

#include <vector>

#include "engine/judge.h"
#include "engine/judging.h"

namespace realist::engine {

class Standing;  // standing.h

// Everything: steps, evidence, what is missing, flags, propositions. `runs` has one entry a statement.
void tell(Evaluation& evaluation, const std::vector<StatementRuns>& runs, Standing& standing, models::CaseResult& result);

// One statement, without what the others have to say of it (`held_back_by`).
void tell_one(Evaluation& evaluation, const std::vector<StatementRuns>& runs, models::StatementIndex statement, models::StatementResult& result);

// What a summary counts of one statement, but for `opposed` and `held_back_by`: no evidence, no dates.
void tell_for_counting(Evaluation& evaluation, const std::vector<StatementRuns>& runs, StatementIndex statement, models::StatementResult& result);

// What would settle an antecedent that is unknown.
std::vector<models::MissingFact> missing_of_antecedent(Evaluation& evaluation, StatementIndex statement);

// The verdict of one statement alone.
void outline(Evaluation& evaluation, const std::vector<StatementRuns>& runs, StatementIndex s, Outline& out);

}  // namespace realist::engine

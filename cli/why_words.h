// Verdicts as sentences, for `realist why`: what came about, what was not recorded by when, what is not known. They say what
// the record says and blame nobody.
#pragma once

#include <string>
#include <vector>

#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// What the sentences are about.
struct Told {
  const models::Theory& theory;
  const models::CaseRecord& record;
  const models::CaseResult& result;
};

// "GATE-2 stalled at step 2 of 3 (no response)", "CALL-1: fired 19 times of 20, stalled once".
std::string headline(const Told& told, const models::StatementResult& statement);

// The sentence under it; "" where the headline says it all. `judging` is the statement's own or one of its occurrences.
std::string verdict_sentence(const Told& told, const models::StatementResult& statement, const models::Judging& judging);

// What became of a step, opening in lower case: "not recorded by 29 May 2016, 3 days over on 1 June 2016".
std::string step_words(const Told& told, const models::Step& step, const models::StepResult& result, const models::Judging& judging);

// For how long something has stood in the way: "14 days"; up to the case's closing at most; "" where no date tells, or less
// than a day.
std::string block_days(const Told& told, const models::Block& block);

// A step that was not yet expected when something came in the way.
bool not_yet_due(const models::StepResult& result, const models::Judging& judging);

// "stalled at step 2 (no response): …" on one line, for lists.
std::string brief(const Told& told, const models::StatementResult& statement);
std::string brief(const Told& told, const models::StatementResult& statement, const models::Judging& judging);

// One sentence a flag, but for `presumed` where a step says it already.
std::vector<std::string> flag_sentences(const Told& told, const models::StatementResult& statement, const models::Judging& judging);

}  // namespace realist::cli

// The author's words for the parts of a result: shared by every format a result is written in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

const std::string& phrase_of(const models::Theory& theory, models::PropositionIndex proposition);

// What a step says: the phrase of its one proposition, else its words as written.
const std::string& words_of(const models::Theory& theory, const models::Step& step);

// The step (from 1) that decided a verdict: the stalled one, the open one of a pending, the unknown one of an undetermined
// verdict. 0: none did (fired, dormant, an undetermined antecedent).
std::uint32_t deciding_step(const models::Judging& judging);

// "attribute peer.wanted", "event gate meeting", "judgement on the participant feels listened to", … of record P-03.
std::string words_of(const models::MissingFact& fact);

std::string words_of(const models::Block& block, const models::Theory& theory);

std::vector<std::string> flag_words(const models::Flags& flags);

bool has_occurrences(const models::StatementResult& result);  // a Whenever that came to hold at least once

std::string joined(const std::vector<std::string>& parts, const std::string& between = "; ");

}  // namespace realist::cli

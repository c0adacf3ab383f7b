// Dates, facts and conditions as a sentence has them: "2 May 2016", "judged no on 9 May 2016, by practitioner (observed)".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/needs.h"
#include "models/theory.h"
#include "models/time.h"
#include "models/verdict.h"

namespace realist::cli {

std::string date_words(const models::Time& time);      // "2 May 2016", "2 May 2016, 10:00"
std::string on_date(const std::optional<models::Time>& time);  // " on 2 May 2016"; "" without

std::string count_words(std::size_t count, std::string_view one, std::string_view many);  // "1 step", "3 steps"

// What a record says, with its date, who says so, how they know, and where it stands. `quote`: with the words themselves.
std::string fact_words(const models::FactEvidence& fact, bool quote);

// "whether …", "isolated, which tells whether “the participant is isolated”", "whether there was an event …": what is not
// recorded. Of the propositions that look at an attribute, one that `about` speaks of comes first.
std::string missing_words(const models::Theory& theory, const models::MissingFact& fact, const models::Statement* about = nullptr);

// Whether a clause speaks of a proposition.
bool speaks_of(const models::Clause& clause, models::PropositionIndex proposition);

// The fields of an event of type `type` that a proposition's indicator looks at.
std::vector<std::string> fields_looked_at(const models::Theory& theory, models::PropositionIndex proposition, const std::string& type);

// What could be added: "a gate meeting on a day from 1 May 2016 to 3 May 2016". Several alike are told as one.
std::vector<std::string> addition_words(const std::vector<engine::Addition>& additions);

// The same without dates: the answer to a question, "yes", "hostel", "recorded".
std::string answer_words(const engine::Addition& addition);

// What a step says, as written, but for a short name standing for its phrase: that is told in full.
std::string written_words(const models::Theory& theory, const models::Step& step);

// A clause in one line: "A and B", "at least 2 of: A; B; C". Short names are told in full.
std::string clause_words(const models::Theory& theory, const models::Clause& clause);

// A whole statement on one line, without its label, tags and notes: "If A then B within 2 days, unless C". Short names are
// told in full.
std::string sentence_words(const models::Theory& theory, const models::Statement& statement);

}  // namespace realist::cli

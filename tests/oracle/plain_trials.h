// Trials of what outlines and tallies have a short way for, and of what lies just beside it.
#pragma once

#include "tests/oracle/generate.h"

namespace realist::oracle {

// Statements of single events, attributes and judgements with windows of days; facts that are there or not, cases that
// closed, pauses, now and then an event without a date.
Trial draw_plain(Random& random);

// Another record for such a theory.
models::CaseRecord draw_plain_record(Random& random);

}  // namespace realist::oracle

// The patterns of a cohort (cli/pattern_counts.h) in the formats of `realist patterns`, and what they share of words.
#pragma once

#include <string>

#include "cli/page.h"
#include "cli/pattern_counts.h"

namespace realist::cli {

std::string patterns_text(const Patterns& patterns, PageStyle style);  // 80 columns
std::string patterns_json(const Patterns& patterns);
std::string patterns_csv(const Patterns& patterns);                    // tidy: one row a group and statement, step, stall, proposition

std::string percent_words(double share);                               // "81%"
// "fired in 109 of 135: 81% (73% to 87%)", "fired in 3 of 10: 30% (11% to 60%), few cases", "rate not defined: no case decided it".
std::string rate_with_interval(engine::Share share);
std::string points_words(double difference);                           // "+21", "-4", "0": percentage points
std::string range_words(const engine::Interval& interval);             // "73% to 87%"
std::string difference_words(const Contrast& contrast);                // "+21 points (12 to 30)"; "not defined"

// One sentence each, for under any format that a person reads.
inline constexpr const char* kIntervalNote =
    "Rates are of the decided, fired of fired and stalled, by case, in brackets the 95% interval (Wilson 1927). Few cases: fewer than 20 decided; "
    "read the cases, not the rate.";
inline constexpr const char* kDifferenceNote = "Differences are in percentage points, with 95% intervals (Newcombe 1998, method 10).";
std::string chance_note(const PatternBy& by);  // how many intervals leave out 0, and how many would by chance

}  // namespace realist::cli

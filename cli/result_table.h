// Results for a person at a terminal of 80 columns: what needs attention, then the counts; and a cohort as text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/summary.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

// Widths that suit the whole run.
struct TableLayout {
  std::size_t case_columns = 8;
  std::size_t label_columns = 8;
  bool colour = false;
};

TableLayout table_layout(const std::vector<const models::Theory*>& theories, std::size_t longest_case_id, bool colour);

std::string table_header(const TableLayout& layout);

// One line for every statement of the case that is stalled, blocked, undetermined or pending; none: "".
std::string table_lines(const models::Theory& theory, const models::CaseResult& result, const TableLayout& layout);

// Every statement's six counts, under the theory's name.
std::string table_counts(const models::Theory& theory, const engine::CohortSummary& summary, const TableLayout& layout);

// The cohort: per statement the six counts, the rates by case and by occurrence, those fired with presumed steps apart,
// and where and why the stalled stalled.
std::string summary_text(const models::Theory& theory, const engine::CohortSummary& summary, const models::Time& as_of);

// The label once, then the author's words, on one line.
std::string statement_line(const models::Statement& statement);

// Where and why cases stalled, what blocked them, what is missing, what holds them back; each with how many.
std::string reasons_text(const models::Theory& theory, const engine::StatementSummary& summary);

// Why a statement has its verdict, in a few words, the most telling first: "no response, refuted since 2016-05-09: the …".
std::string short_reason(const models::Theory& theory, const models::StatementResult& result);

// "P5D" → "5 days", "PT1H30M" → "1 hour 30 minutes"; anything else as it is ("1 of 2").
std::string amount_in_words(const std::string& amount);

}  // namespace realist::cli

// `realist rivals`: who explains which case, which cases tell the theories apart, and what to find out next (docs/rivals.md).
#pragma once

#include <string>
#include <vector>

#include "cli/page.h"
#include "engine/rivals.h"
#include "models/case_record.h"

namespace realist::cli {

struct RivalsQuery {
  const std::vector<models::Theory>& theories;
  const std::vector<engine::Rival>& rivals;
  std::string outcome;                                   // the phrase, as the first theory has it
  const std::vector<const models::CaseRecord*>& cases;
  const std::vector<engine::RivalCase>& found;           // by case
  const std::vector<std::vector<std::string>>& why;      // by case, by theory: a sentence; "" where nothing leads there
  const engine::RivalScores& scores;
  const std::vector<engine::Separating>& separating;     // in the order in which they part the theories
  bool searched_all = true;                              // false: there were more cases to look for such facts in
  models::Time as_of;
  bool full = false;
  PageStyle style = {};
};

std::string rivals_text(const RivalsQuery& query);
std::string rivals_json(const RivalsQuery& query);
std::string rivals_csv(const RivalsQuery& query);   // a row for each case and theory
std::string rivals_svg(const RivalsQuery& query);   // the table: cases by theories

// "with it", "without it", "without it so far", "not known", "disputed".
const char* seen_word(engine::OutcomeSeen seen);
const char* stance_word(engine::Stance stance);     // "explains", "counts against", "unexplained", "does not apply", "not known"
std::string theory_name(const models::Theory& theory);

}  // namespace realist::cli

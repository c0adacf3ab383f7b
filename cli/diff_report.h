// `realist diff`: where two cases part, or one case at two dates, as a page of text and as JSON (docs/caseload.md).
#pragma once

#include <string>
#include <vector>

#include "cli/page.h"
#include "engine/case_diff.h"
#include "models/case_record.h"
#include "models/theory.h"
#include "models/verdict.h"

namespace realist::cli {

struct DiffSide {
  const models::CaseRecord& record;
  const models::CaseResult& result;
};

struct DiffQuery {
  const models::Theory& theory;
  DiffSide a, b;
  std::vector<engine::Difference> differences;
  PageStyle style = {};
};

std::string diff_text(const DiffQuery& query);
std::string diff_json(const DiffQuery& query);

}  // namespace realist::cli

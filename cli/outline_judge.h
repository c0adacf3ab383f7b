// A theory's verdicts of one held record at a time, without their reasons.
#pragma once

#include <vector>

#include "engine/facts.h"
#include "engine/judge.h"
#include "models/case_record.h"

namespace realist::cli {

class OutlineJudge {
 public:
  explicit OutlineJudge(const engine::Plan& plan) : plan_(plan), judge_(plan) {}

  // One for each statement; stands until the next call.
  const std::vector<engine::Outline>& outlines_of(const models::CaseRecord& record, const engine::LinkedRecords& linked, const models::Time& as_of) {
    engine::excerpt_of(plan_, record, facts_.excerpt);
    engine::bind(plan_, as_of, facts_);
    judge_.outline(facts_, linked, outlines_);
    return outlines_;
  }

 private:
  const engine::Plan& plan_;
  engine::Judge judge_;
  engine::Facts facts_;
  std::vector<engine::Outline> outlines_;
};

}  // namespace realist::cli

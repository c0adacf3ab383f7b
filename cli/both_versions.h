// One case judged whole against both versions of a theory, for the reasons of what changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "cli/why_words.h"
#include "engine/judge.h"
#include "models/case_record.h"
#include "models/verdict.h"

namespace realist::cli {

class BothVersions {
 public:
  struct Results {
    models::CaseResult before, after;
  };

  BothVersions(const engine::Plan& before, const engine::Plan& after, const engine::LinkedRecords& linked, const models::Time& as_of)
      : before_(before), after_(after), linked_(linked), as_of_(as_of) {}

  // Judged when first asked for; the last kMost cases asked for are remembered. Stands until the next call.
  const Results& of(std::uint32_t which, const models::CaseRecord& record) {
    if (const auto found = results_.find(which); found != results_.end()) return found->second;
    if (results_.size() == kMost) results_.clear();
    Results& results = results_[which];
    before_.judge(record, linked_, as_of_, results.before);
    after_.judge(record, linked_, as_of_, results.after);
    results.before.as_of = results.after.as_of = as_of_;
    return results;
  }

 private:
  static constexpr std::size_t kMost = 64;
  engine::Judge before_, after_;
  const engine::LinkedRecords& linked_;
  models::Time as_of_;
  std::unordered_map<std::uint32_t, Results> results_;
};

}  // namespace realist::cli

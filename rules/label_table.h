// Which statement a label stands for.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "models/theory.h"

namespace realist::rules {

class LabelTable {
 public:
  // Cost: linear in the statements. Of two with one label, the first.
  explicit LabelTable(const models::Theory& theory) {
    for (models::StatementIndex i = 0; i < theory.statements.size(); ++i) labels_.try_emplace(models::fold(theory.statements[i].label), i);
  }
  // kNone where no statement has it. Letters of any case.
  models::StatementIndex find(std::string_view label) const {
    const auto found = labels_.find(models::fold(label));
    return found == labels_.end() ? models::kNone : found->second;
  }

 private:
  std::unordered_map<std::string, models::StatementIndex> labels_;  // folded
};

}  // namespace realist::rules

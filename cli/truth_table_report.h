// What `realist truth-table` and `realist minimise` print.
#pragma once

#include <string>
#include <vector>

#include "cli/page.h"
#include "cli/set_words.h"
#include "engine/truth_table.h"

namespace realist::cli {

struct TruthTableReport {
  const MatrixOptions& options;
  const engine::SetTable& table;
  const engine::TruthTable& truth_table;
  const engine::TruthTableChoices& choices;
  engine::SetExpression outcome;
  bool complete = false;  // remainders too

  std::string text(PageStyle style) const;
  std::string json() const;
  std::string csv() const;  // one row a row of the table
};

struct SolutionPart {
  engine::SolutionKind kind;
  std::variant<engine::Solution, engine::Unsolved> solved;
};

struct SolutionReport {
  const MatrixOptions& options;
  const engine::SetTable& table;
  const engine::TruthTable& truth_table;
  const engine::TruthTableChoices& choices;
  engine::SetExpression outcome;
  engine::Which which = engine::Which::Fewest;
  std::vector<engine::Expectation> expectations;  // empty: none were given
  std::vector<SolutionPart> parts;

  std::string text(PageStyle style) const;
  std::string json() const;
  std::string csv() const;  // one row a product of a model
};

}  // namespace realist::cli

// What `realist fit` prints: the measures, what to beware of, and every case by its kind, the deviant ones with a sentence
// why; as a picture, its XY plot.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/page.h"
#include "cli/set_words.h"
#include "engine/set_expression.h"
#include "engine/set_fit.h"

namespace realist::cli {

struct FitReport {
  const MatrixOptions& options;
  const engine::SetTable& table;
  engine::SetClaim claim;        // as evaluated (multiplied out, if asked for)
  bool multiplied_out = false;
  engine::SetFit fit;
  bool adjusted = false;         // print the measures as well that make up for how common each set is
  const std::vector<std::string>* reasons = nullptr;  // as in FitWords

  std::string text(PageStyle style) const;
  std::string json() const;
  nlohmann::ordered_json value() const;  // what json() has, without the matrix it is about
  std::string csv() const;       // one row a case
  std::string svg() const;       // the XY plot
};

}  // namespace realist::cli

// An XY plot as SVG: each case at its degree in the expression (across) and in the outcome (up), with the regions that say
// which kind of case it is, the diagonal and the crossover lines. Follows the reader's light or dark setting.
//
// Names of cases stand beside their points, deviant ones first, and never on top of each other; those there is no room for are
// listed under the plot, so that none is without its name. Cases at one point share a label.
#pragma once

#include <string>
#include <vector>

#include "engine/set_fit.h"

namespace realist::cli {

struct XyPoint {
  std::string name;
  double x = 0, y = 0;      // 0 to 1
  engine::CaseKind kind = engine::CaseKind::Typical;
  std::string why;          // shown where a pointer rests on it
};

// What a kind of case is called.
struct XyKind {
  engine::CaseKind kind = engine::CaseKind::Typical;
  std::string name, meaning;
};

struct XyPlot {
  std::string title;                  // the claim
  std::vector<std::string> subtitle;  // its figures
  std::string x_name, y_name;
  bool needed = false;                // `<-`: typical cases lie on or under the diagonal
  std::vector<XyKind> kinds;          // those of the legend, in order
  std::vector<XyPoint> points;
  std::vector<std::string> notes;     // under the plot: what is not drawn

  // Time: points × labels, of which there are at most kMostLabels.
  std::string svg() const;
};

constexpr std::size_t kMostLabels = 250;

}  // namespace realist::cli

// What every piece of the SVG picture is drawn with: a sheet to write on, the looks of roles and signs.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/graph_view.h"

namespace realist::cli {

// Role bands grow darker from context to outcome, so that they read in grey; each role has a shape and a word as well.
struct RoleLook {
  const char* band;
  const char* ink;
  const char* meaning;  // for the legend
};
const RoleLook& look(models::Role role);

const char* ink(MarkSign sign);

inline double line_height(double font) { return std::round(font * 1.27); }

// SVG text being written. Every text is escaped.
class SvgSheet {
 public:
  template <typename... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
  }
  void add(std::string_view more) { out_ += more; }
  void text(double x, double y, double size, std::string_view words, std::string_view attributes = "");
  // Lines under each other, the first one's top at `y`; gives the height used.
  double lines(const std::vector<std::string>& lines, double x, double y, double size, std::string_view attributes);
  // What a pointer resting on the group shows.
  void detail(std::string_view words);
  // A sign of 12 by 12 pixels around a point, each of its own shape.
  void sign(MarkSign sign, double x, double y);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// The outline of a box, by role: square, rounded, round-ended, cut corners; an element left open for its attributes.
std::string role_outline(models::Role role, double width, double height);

}  // namespace realist::cli

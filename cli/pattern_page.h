// The sheet that pictures of patterns are drawn on: a title, lines under it, rows, notes; light or dark as the reader has set it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/svg_sheet.h"

namespace realist::cli {

class PatternPage {
 public:
  static constexpr double kWidth = 980, kMargin = 26;

  PatternPage(const std::string& title, const std::vector<std::string>& subtitle);

  double y() const { return y_; }                  // where the next row begins
  void down(double by) { y_ += by; }
  SvgSheet& sheet() { return sheet_; }
  // Words on one line, cut to a width, their baseline at the row's `y` + `below`; `look`: "ink", "soft", …
  void words(double x, double width, double below, double size, std::string_view text, std::string_view look, std::string_view more = "");
  void line(double x1, double y1, double x2, double y2, std::string_view look);
  void notes(const std::vector<std::string>& notes);  // small, wrapped, at the end
  // The whole picture. `description`: for a reader who does not see it.
  std::string whole(const std::string& description);

 private:
  std::string title_;
  SvgSheet sheet_;
  double y_ = 0;
};

}  // namespace realist::cli

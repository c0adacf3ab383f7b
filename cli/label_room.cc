#include "cli/label_room.h"

#include <algorithm>

namespace realist::cli {

bool LabelRoom::free(const Box& box) const {
  return box.within(bounds_) && std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return box.meets(other); });
}

std::optional<Box> LabelRoom::place(double x, double y, double width, double height) {
  // Right of it, left, above, below, then askew.
  constexpr struct { double across, up; } kSides[] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
  for (const double away : {8.0, 11.0, 16.0, 26.0, 42.0, 64.0})
    for (const auto& [across, up] : kSides) {
      const double left = across > 0 ? x + away : across < 0 ? x - away - width : x - width / 2;
      const double top = up > 0 ? y - away - height : up < 0 ? y + away : y - height / 2;
      const Box box{left, top, left + width, top + height};
      if (!free(box)) continue;
      taken_.push_back(box);
      return box;
    }
  return std::nullopt;
}

}  // namespace realist::cli

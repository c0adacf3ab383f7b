// Places for labels beside points, none on top of another: the first free one of several tried around each point.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace realist::cli {

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  bool meets(const Box& other) const { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
  bool within(const Box& other) const { return left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom; }
};

class LabelRoom {
 public:
  explicit LabelRoom(const Box& bounds) : bounds_(bounds) {}

  // Nothing is placed on it from then on.
  void keep_free(const Box& box) { taken_.push_back(box); }
  // Room for a label of that size near a point, close by or further off; it is then taken. None: there is no room.
  std::optional<Box> place(double x, double y, double width, double height);

 private:
  bool free(const Box& box) const;

  Box bounds_;
  std::vector<Box> taken_;
};

}  // namespace realist::cli

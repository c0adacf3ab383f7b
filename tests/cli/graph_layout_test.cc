#include "cli/graph_layout.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace realist::cli;

namespace {

bool apart(const LayoutBox& a, const LayoutBox& b) {
  return std::abs(a.centre.x - b.centre.x) >= (a.width + b.width) / 2 - 0.1 ||
         std::abs(a.centre.y - b.centre.y) >= (a.height + b.height) / 2 - 0.1;
}

void check_layout(const std::vector<LayoutBox>& boxes, const std::vector<LayoutEdge>& edges, const LayoutSize& size) {
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CHECK(boxes[i].centre.x - boxes[i].width / 2 >= -1);
    CHECK(boxes[i].centre.x + boxes[i].width / 2 <= size.width + 1);
    CHECK(boxes[i].centre.y - boxes[i].height / 2 >= -1);
    CHECK(boxes[i].centre.y + boxes[i].height / 2 <= size.height + 1);
    for (std::size_t j = 0; j < i; ++j) CHECK(apart(boxes[i], boxes[j]));
  }
  for (const LayoutEdge& edge : edges) {
    REQUIRE(edge.curve.size() >= 4);
    CHECK(edge.curve.size() % 3 == 1);
  }
}

// Two pieces: a triangle with a way back, and a pair; and a box alone.
std::vector<LayoutBox> some_boxes() { return {{100, 40}, {120, 60}, {80, 30}, {100, 40}, {90, 90}, {50, 20}}; }
std::vector<LayoutEdge> some_edges() { return {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {3, 4}, {2, 2}}; }

}  // namespace

TEST_CASE("no two boxes overlap, everything is inside, and every edge has a curve") {
  auto boxes = some_boxes();
  auto edges = some_edges();
  const LayoutSize size = lay_out(boxes, edges);
  check_layout(boxes, edges, size);
  CHECK(boxes[0].centre.x < boxes[1].centre.x);
  CHECK(boxes[3].centre.x < boxes[4].centre.x);
}

TEST_CASE("plain columns keep the same promises") {
  auto boxes = some_boxes();
  auto edges = some_edges();
  LayoutSettings settings;
  settings.dot_limit = 0;
  const LayoutSize size = lay_out(boxes, edges, settings);
  check_layout(boxes, edges, size);
  CHECK(boxes[0].centre.x < boxes[1].centre.x);
}

TEST_CASE("nothing to lay out has no size") {
  std::vector<LayoutBox> boxes;
  std::vector<LayoutEdge> edges;
  CHECK(lay_out(boxes, edges).width == 0);
}

TEST_CASE("packed rectangles do not overlap and fill the gaps beside tall ones") {
  const std::vector<LayoutSize> sizes = {{100, 300}, {90, 60}, {90, 60}, {90, 60}, {90, 60}, {90, 60}, {400, 20}};
  std::vector<LayoutPoint> corners;
  const LayoutSize whole = pack(sizes, 10, 1.5, corners);
  std::vector<LayoutBox> boxes;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    boxes.push_back({sizes[i].width, sizes[i].height,
                     {corners[i].x + sizes[i].width / 2, corners[i].y + sizes[i].height / 2}});
  check_layout(boxes, {}, whole);
  CHECK(whole.width == 400);
  CHECK(whole.height == 330);
  CHECK(corners[3].y == 0);    // three fit beside the tall one,
  CHECK(corners[4].y == 70);   // the others under those,
  CHECK(corners[4].x == 110);
  CHECK(corners[6].y == 310);  // and the wide one under them all
}

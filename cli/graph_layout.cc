#include "cli/graph_layout.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>

#if defined(__SANITIZE_ADDRESS__)  // as GCC says it
#define REALIST_ADDRESS_SANITIZER
#elif defined(__has_feature)       // as Clang does
#if __has_feature(address_sanitizer)
#define REALIST_ADDRESS_SANITIZER
#endif
#endif

#if defined(REALIST_ADDRESS_SANITIZER)
// Graphviz keeps some of what it allocates for a layout; that is not ours to free.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_suppressions() { return "leak:libgvc.so\nleak:libcgraph.so\nleak:libgvplugin\n"; }
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace realist::cli {
namespace {

using Boxes = std::vector<LayoutBox>;
using Edges = std::vector<LayoutEdge>;

// A connected part: indices into the boxes and edges of the whole.
struct Part {
  std::vector<std::size_t> boxes, edges;
  LayoutSize size;
};

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

std::vector<Part> parts_of(const Boxes& boxes, const Edges& edges) {
  std::vector<std::size_t> parent(boxes.size());
  std::iota(parent.begin(), parent.end(), 0u);
  for (const LayoutEdge& edge : edges) {
    const std::size_t a = root_of(parent, edge.from), b = root_of(parent, edge.to);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::vector<Part> parts;
  std::vector<std::size_t> number(boxes.size(), 0);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const std::size_t root = root_of(parent, i);
    if (root == i) {
      number[i] = parts.size();
      parts.emplace_back();
    }
    parts[number[root]].boxes.push_back(i);
  }
  for (std::size_t i = 0; i < edges.size(); ++i) parts[number[root_of(parent, edges[i].from)]].edges.push_back(i);
  return parts;
}

// ---- Graphviz

struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};

struct CloseGraph {
  GVC_t* context;
  void operator()(Agraph_t* graph) const {
    gvFreeLayout(context, graph);
    agclose(graph);
  }
};

void set(void* object, const char* name, const std::string& value) {
  std::string key(name), text(value), empty;
  agsafeset(object, key.data(), text.data(), empty.data());
}

std::string inches(double pixels) { return std::to_string(static_cast<int>(std::lround(pixels))) + "e-2"; }

// One hundred pixels are an inch here: whole numbers, which no locale writes differently.
constexpr double kPointsToPixels = 100.0 / 72.0;

void set_defaults(Agraph_t* graph, const LayoutSettings& settings, std::size_t boxes) {
  set(graph, "rankdir", "LR");
  set(graph, "ranksep", inches(settings.rank_gap));
  set(graph, "nodesep", inches(settings.node_gap));
  set(graph, "splines", "spline");
  set(graph, "pad", "0");
  set(graph, "margin", "0");
  if (boxes > 250) {
    set(graph, "nslimit", "4");
    set(graph, "nslimit1", "4");
    set(graph, "mclimit", "1");
  }
}

LayoutPoint pixel(const pointf& p, double height) { return {p.x * kPointsToPixels, height - p.y * kPointsToPixels}; }

bool read_curve(Agedge_t* edge, double height, LayoutEdge& out) {
  const splines* spline = ED_spl(edge);
  if (spline == nullptr || spline->size < 1) return false;
  const bezier& curve = spline->list[0];
  out.curve.clear();
  for (int i = 0; i < curve.size; ++i) out.curve.push_back(pixel(curve.list[i], height));
  return out.curve.size() >= 4;
}

bool dot_layout(GVC_t* context, const LayoutSettings& settings, Boxes& boxes, Edges& edges, Part& part) {
  std::string name = "g";
  std::unique_ptr<Agraph_t, CloseGraph> graph(agopen(name.data(), Agdirected, nullptr), CloseGraph{context});
  set_defaults(graph.get(), settings, part.boxes.size());
  std::vector<Agnode_t*> nodes(part.boxes.size());
  std::vector<std::size_t> place(boxes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    std::string id = std::to_string(i);
    const LayoutBox& box = boxes[part.boxes[i]];
    nodes[i] = agnode(graph.get(), id.data(), 1);
    place[part.boxes[i]] = i;
    set(nodes[i], "shape", "box");
    set(nodes[i], "fixedsize", "true");
    set(nodes[i], "label", "");
    set(nodes[i], "width", inches(box.width));
    set(nodes[i], "height", inches(box.height));
  }
  std::vector<Agedge_t*> drawn;
  for (std::size_t index : part.edges) {
    const LayoutEdge& edge = edges[index];
    std::string id = std::to_string(index);
    drawn.push_back(agedge(graph.get(), nodes[place[edge.from]], nodes[place[edge.to]], id.data(), 1));
    set(drawn.back(), "arrowhead", "none");
    set(drawn.back(), "weight", std::to_string(edge.weight));
  }
  if (gvLayout(context, graph.get(), "dot") != 0) return false;
  const boxf bounds = GD_bb(graph.get());
  part.size = {bounds.UR.x * kPointsToPixels, bounds.UR.y * kPointsToPixels};
  for (std::size_t i = 0; i < nodes.size(); ++i)
    boxes[part.boxes[i]].centre = pixel(ND_coord(nodes[i]), part.size.height);
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (!read_curve(drawn[i], part.size.height, edges[part.edges[i]])) return false;
  return true;
}

// ---- Columns, where Graphviz would take too long

// The column of each box: one further than what leads to it; an edge that closes a loop does not count.
std::vector<std::size_t> columns_of(std::size_t count, const std::vector<std::vector<std::size_t>>& next) {
  enum : char { kNew, kOpen, kDone };
  std::vector<char> state(count, kNew);
  std::vector<std::size_t> finished;
  std::vector<std::vector<std::size_t>> forward(count);
  for (std::size_t start = 0; start < count; ++start) {
    if (state[start] != kNew) continue;
    std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};
    state[start] = kOpen;
    while (!path.empty()) {
      auto& [box, at] = path.back();
      if (at == next[box].size()) {
        state[box] = kDone;
        finished.push_back(box);
        path.pop_back();
        continue;
      }
      const std::size_t to = next[box][at++];
      if (state[to] != kOpen) forward[box].push_back(to);
      if (state[to] == kNew) {
        state[to] = kOpen;
        path.emplace_back(to, 0);
      }
    }
  }
  std::vector<std::size_t> column(count, 0);
  for (auto box = finished.rbegin(); box != finished.rend(); ++box)
    for (std::size_t to : forward[*box]) column[to] = std::max(column[to], column[*box] + 1);
  return column;
}

void straight(const Boxes& boxes, LayoutEdge& edge) {
  const LayoutBox &from = boxes[edge.from], &to = boxes[edge.to];
  const LayoutPoint start{from.centre.x + from.width / 2, from.centre.y};
  const LayoutPoint end{to.centre.x - to.width / 2, to.centre.y};
  const double bend = std::max(20.0, std::abs(end.x - start.x) / 2);
  edge.curve = {start, {start.x + bend, start.y}, {end.x - bend, end.y}, end};
}

void column_layout(const LayoutSettings& settings, Boxes& boxes, Edges& edges, Part& part) {
  std::vector<std::size_t> place(boxes.size());
  for (std::size_t i = 0; i < part.boxes.size(); ++i) place[part.boxes[i]] = i;
  std::vector<std::vector<std::size_t>> next(part.boxes.size());
  for (std::size_t index : part.edges) next[place[edges[index].from]].push_back(place[edges[index].to]);
  const std::vector<std::size_t> column = columns_of(part.boxes.size(), next);

  std::vector<double> width, height;
  for (std::size_t i = 0; i < part.boxes.size(); ++i) {
    width.resize(std::max(width.size(), column[i] + 1), 0);
    height.resize(width.size(), 0);
    LayoutBox& box = boxes[part.boxes[i]];
    width[column[i]] = std::max(width[column[i]], box.width);
    box.centre.y = height[column[i]] + box.height / 2;
    height[column[i]] += box.height + settings.node_gap;
  }
  std::vector<double> left(width.size(), 0);
  for (std::size_t c = 1; c < width.size(); ++c) left[c] = left[c - 1] + width[c - 1] + 3 * settings.rank_gap;
  part.size.width = left.back() + width.back();
  part.size.height = *std::max_element(height.begin(), height.end());
  for (std::size_t i = 0; i < part.boxes.size(); ++i) {
    LayoutBox& box = boxes[part.boxes[i]];
    box.centre.x = left[column[i]] + width[column[i]] / 2;
    box.centre.y += (part.size.height - height[column[i]]) / 2;
  }
  for (std::size_t index : part.edges) straight(boxes, edges[index]);
}

// ---- The whole

// The spline of a box at the rim may swing out of the part: the part is as large as everything in it.
void fit(Boxes& boxes, Edges& edges, Part& part) {
  LayoutPoint least{0, 0}, most{part.size.width, part.size.height};
  for (std::size_t index : part.edges)
    for (const LayoutPoint& p : edges[index].curve) {
      least = {std::min(least.x, p.x), std::min(least.y, p.y)};
      most = {std::max(most.x, p.x), std::max(most.y, p.y)};
    }
  part.size = {most.x - least.x, most.y - least.y};
  for (std::size_t index : part.boxes) boxes[index].centre = {boxes[index].centre.x - least.x, boxes[index].centre.y - least.y};
  for (std::size_t index : part.edges)
    for (LayoutPoint& p : edges[index].curve) p = {p.x - least.x, p.y - least.y};
}

void move(Boxes& boxes, Edges& edges, const Part& part, double x, double y) {
  for (std::size_t index : part.boxes) {
    boxes[index].centre.x += x;
    boxes[index].centre.y += y;
  }
  for (std::size_t index : part.edges)
    for (LayoutPoint& p : edges[index].curve) p = {p.x + x, p.y + y};
}

// What has been filled from the top down: stretches of one depth, left to right.
class Skyline {
 public:
  explicit Skyline(double width) : stretches_{{0, width, 0}} {}

  // The highest place, the leftmost of equals, that a rectangle no wider than the whole fits in.
  LayoutPoint place(double width, double height) {
    std::size_t best = 0;
    double best_y = kNowhere;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      const double y = depth_from(i, width);
      if (y < best_y) best = i, best_y = y;
    }
    const LayoutPoint corner{stretches_[best].x, best_y};
    fill(best, width, best_y + height);
    return corner;
  }

 private:
  struct Stretch {
    double x, width, depth;
  };
  static constexpr double kNowhere = 1e300, kSlack = 1e-6;

  double depth_from(std::size_t i, double width) const {
    double depth = 0;
    for (; i < stretches_.size() && width > kSlack; ++i) {
      depth = std::max(depth, stretches_[i].depth);
      width -= stretches_[i].width;
    }
    return width > kSlack ? kNowhere : depth;
  }

  void fill(std::size_t at, double width, double depth) {
    const double left = stretches_[at].x, right = left + width;
    std::size_t end = at;
    while (end < stretches_.size() && stretches_[end].x + stretches_[end].width <= right + kSlack) ++end;
    if (end < stretches_.size() && stretches_[end].x < right) {
      stretches_[end].width -= right - stretches_[end].x;
      stretches_[end].x = right;
    }
    const auto first = stretches_.begin() + static_cast<std::ptrdiff_t>(at);
    stretches_.insert(stretches_.erase(first, first + static_cast<std::ptrdiff_t>(end - at)), {left, width, depth});
  }

  std::vector<Stretch> stretches_;
};

}  // namespace

LayoutSize lay_out(Boxes& boxes, Edges& edges, const LayoutSettings& settings) {
  if (boxes.empty()) return {};
  std::unique_ptr<GVC_t, FreeContext> context;  // made when it is first needed: it looks for its plugins on disk
  std::vector<Part> parts = parts_of(boxes, edges);
  std::size_t left = settings.dot_total;
  for (Part& part : parts) {
    const std::size_t size = part.boxes.size() + part.edges.size();
    const bool small = size <= settings.dot_limit && size <= left;
    left -= small ? size : 0;
    if (small && !context) {
      agseterr(AGMAX);  // what Graphviz would say on standard error is nothing a reader could act on
      context.reset(gvContext());
    }
    if (!small || !dot_layout(context.get(), settings, boxes, edges, part)) column_layout(settings, boxes, edges, part);
    fit(boxes, edges, part);
  }
  std::vector<LayoutSize> sizes;
  for (const Part& part : parts) sizes.push_back(part.size);
  std::vector<LayoutPoint> corners;
  const LayoutSize whole = pack(sizes, settings.part_gap, settings.aspect, corners);
  for (std::size_t i = 0; i < parts.size(); ++i) move(boxes, edges, parts[i], corners[i].x, corners[i].y);
  return whole;
}

LayoutSize pack(const std::vector<LayoutSize>& sizes, double gap, double aspect, std::vector<LayoutPoint>& corners) {
  double widest = 0, area = 0;
  for (const LayoutSize& size : sizes) {
    widest = std::max(widest, size.width);
    area += (size.width + gap) * (size.height + gap);
  }
  Skyline skyline(std::max(widest, std::sqrt(area * aspect)) + gap);
  LayoutSize whole;
  for (const LayoutSize& size : sizes) {
    corners.push_back(skyline.place(size.width + gap, size.height + gap));
    whole.width = std::max(whole.width, corners.back().x + size.width);
    whole.height = std::max(whole.height, corners.back().y + size.height);
  }
  return whole;
}

}  // namespace realist::cli

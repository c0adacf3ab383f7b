#include "cli/xy_plot.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/graph_text.h"
#include "cli/label_room.h"
#include "cli/set_words.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using engine::CaseKind;

constexpr double kSide = 620, kLeft = 84, kRight = 56, kMargin = 28;
constexpr double kWidth = kLeft + kSide + kRight;
constexpr double kLabelSize = 12, kSmallSize = 12;
constexpr std::size_t kNamesAtOnePoint = 12, kMostListed = 200;

// Light first, then what a dark page changes.
constexpr const char* kStyle = R"(<style>
.page { fill: #ffffff } .ink { fill: #0f172a } .soft { fill: #475569 } .region { fill: #5b6678 }
.frame { fill: none; stroke: #475569 } .grid { stroke: #64748b; stroke-dasharray: 5 4 } .diagonal { stroke: #334155 } .lead { stroke: #94a3b8 }
.label { fill: #0f172a; stroke: #ffffff; stroke-width: 3; stroke-linejoin: round; paint-order: stroke }
.in-line { fill: #e8f3ec } .in-degree { fill: #fdf1dc } .against { fill: #fbe6e1 } .beside { fill: #ece8f7 } .neither { fill: #f3f5f8 }
.typical { fill: #1b6e3c; stroke: #ffffff } .degree { fill: #9a6200; stroke: #ffffff } .deviant { fill: #a8200d; stroke: #ffffff }
.coverage { fill: #4b3a8f; stroke: #ffffff } .irrelevant { fill: #ffffff; stroke: #475569; stroke-width: 1.6 } .crossover { fill: none; stroke: #0f172a; stroke-width: 1.6 }
@media (prefers-color-scheme: dark) {
.page { fill: #10151d } .ink { fill: #eef2f7 } .soft { fill: #b6c0cd } .region { fill: #aab6c5 }
.frame { stroke: #93a1b3 } .grid { stroke: #8593a6 } .diagonal { stroke: #c3ccd8 } .lead { stroke: #6b7889 }
.label { fill: #f5f7fa; stroke: #10151d }
.in-line { fill: #15271d } .in-degree { fill: #2b2413 } .against { fill: #2f1a17 } .beside { fill: #211d33 } .neither { fill: #171d26 }
.typical { fill: #57c785; stroke: #10151d } .degree { fill: #e5ab45; stroke: #10151d } .deviant { fill: #ff8a73; stroke: #10151d }
.coverage { fill: #b3a1ff; stroke: #10151d } .irrelevant { fill: #10151d; stroke: #b6c0cd } .crossover { stroke: #eef2f7 }
}
</style>
)";

const char* look_of(CaseKind kind) {
  switch (kind) {
    case CaseKind::Typical: return "typical";
    case CaseKind::DeviantInDegree: return "degree";
    case CaseKind::DeviantConsistency: return "deviant";
    case CaseKind::DeviantCoverage: return "coverage";
    case CaseKind::Irrelevant: return "irrelevant";
    default: return "crossover";
  }
}

// Each kind has a shape of its own, so that it reads without colour.
std::string mark_of(CaseKind kind) {
  const std::string look = fmt::format(" class=\"{}\"", look_of(kind));
  switch (kind) {
    case CaseKind::Typical: return "<circle r=\"5.5\"" + look + "/>";
    case CaseKind::DeviantInDegree: return "<path d=\"M0 -6.5 L6.3 5 L-6.3 5 Z\"" + look + "/>";
    case CaseKind::DeviantConsistency: return "<rect x=\"-5.2\" y=\"-5.2\" width=\"10.4\" height=\"10.4\"" + look + "/>";
    case CaseKind::DeviantCoverage: return "<path d=\"M0 -7 L7 0 L0 7 L-7 0 Z\"" + look + "/>";
    case CaseKind::Irrelevant: return "<circle r=\"4.6\"" + look + "/>";
    default: return "<path d=\"M-5 0 L5 0 M0 -5 L0 5\"" + look + "/>";
  }
}

// Deviant cases are what a reader looks for.
int rank(CaseKind kind) {
  switch (kind) {
    case CaseKind::DeviantConsistency: return 0;
    case CaseKind::DeviantCoverage: return 1;
    case CaseKind::DeviantInDegree: return 2;
    case CaseKind::AtCrossover: return 3;
    case CaseKind::Typical: return 4;
    default: return 5;
  }
}

// Cases that lie on one spot.
struct Spot {
  double x = 0, y = 0;
  std::vector<const XyPoint*> cases;  // all of one kind
};

class Drawing {
 public:
  explicit Drawing(const XyPlot& plot) : plot_(plot) { find_spots(); }

  std::string draw() {
    double y = put_head(kMargin);
    top_ = y + 14;
    put_regions();
    put_axes();
    place_labels();
    put_marks();
    y = put_legend(top_ + kSide + 68);
    y = put_notes(y + 6);
    return whole(y + kMargin);
  }

 private:
  double across(double degree) const { return kLeft + degree * kSide; }
  double up(double degree) const { return top_ + (1 - degree) * kSide; }

  void find_spots() {
    std::map<std::pair<long, long>, std::size_t> at;
    for (const XyPoint& point : plot_.points) {
      const auto place = std::make_pair(std::lround(point.x * kSide), std::lround(point.y * kSide));
      // Two kinds on one spot differ by less than a pixel: they are two spots.
      const auto [known, fresh] = at.emplace(place, spots_.size());
      if (fresh || spots_[known->second].cases.front()->kind != point.kind) {
        known->second = spots_.size();
        spots_.push_back({point.x, point.y, {}});
      }
      spots_[known->second].cases.push_back(&point);
    }
    std::stable_sort(spots_.begin(), spots_.end(), [](const Spot& a, const Spot& b) { return rank(a.cases.front()->kind) < rank(b.cases.front()->kind); });
  }

  double put_head(double y) {
    y += sheet_.lines(wrap_text(plot_.title, kWidth - 2 * kMargin, 19, 3, true), kMargin, y - 8, 19, "font-weight=\"bold\" class=\"ink\"");
    for (const std::string& line : plot_.subtitle) y += sheet_.lines(wrap_text(line, kWidth - 2 * kMargin, 13, 2), kMargin, y - 6, 13, "class=\"soft\"");
    return y;
  }

  void put_regions() {
    const double x0 = across(0), x1 = across(0.5), x2 = across(1), y0 = up(0), y1 = up(0.5), y2 = up(1);
    const auto quarter = [&](const char* look, double left, double top) {
      sheet_.put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n", left, top, kSide / 2, kSide / 2, look);
    };
    const bool needed = plot_.needed;
    quarter(needed ? "against" : "beside", x0, y2);
    quarter("neither", x0, y1);
    quarter(needed ? "beside" : "against", x1, y1);
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{2:.1f} {3:.1f} L{0:.1f} {3:.1f} Z\" class=\"{4}\"/>\n", x1, y1, x2, y2, needed ? "in-degree" : "in-line");
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{2:.1f} {3:.1f} L{2:.1f} {1:.1f} Z\" class=\"{4}\"/>\n", x1, y1, x2, y2, needed ? "in-line" : "in-degree");
    sheet_.put("<path d=\"M{0:.1f} {3:.1f} L{1:.1f} {3:.1f} M{2:.1f} {4:.1f} L{2:.1f} {5:.1f}\" class=\"grid\"/>\n", x0, x2, x1, y1, y0, y2);
    sheet_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" class=\"diagonal\"/>\n", x0, y0, x2, y2);
    sheet_.put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"frame\"/>\n", x0, y2, kSide, kSide);
  }

  std::string region_name(CaseKind kind) const {
    const auto named = std::find_if(plot_.kinds.begin(), plot_.kinds.end(), [&](const XyKind& k) { return k.kind == kind; });
    return named == plot_.kinds.end() ? "" : named->name;
  }

  // A region's name, in its corner by the crossover lines, where few cases lie; labels keep off it.
  void caption(CaseKind kind, double x, double baseline, const char* anchor) {
    const std::string words = region_name(kind);
    const double wide = text_width(words, kSmallSize);
    sheet_.text(x, baseline, kSmallSize, words, fmt::format("text-anchor=\"{}\" font-style=\"italic\" class=\"region\"", anchor));
    const double left = *anchor == 'm' ? x - wide / 2 : *anchor == 'e' ? x - wide : x;
    room().keep_free({left, baseline - kSmallSize, left + wide, baseline + 4});
  }

  void put_captions() {
    const bool needed = plot_.needed;
    caption(needed ? CaseKind::DeviantConsistency : CaseKind::DeviantCoverage, across(0.25), up(0.5) - 8, "middle");
    caption(needed ? CaseKind::DeviantCoverage : CaseKind::DeviantConsistency, across(0.75), up(0.5) + 18, "middle");
    caption(CaseKind::Irrelevant, across(0.25), up(0.5) + 18, "middle");
    caption(needed ? CaseKind::DeviantInDegree : CaseKind::Typical, across(0.5) + 8, up(1) + 18, "start");
    caption(needed ? CaseKind::Typical : CaseKind::DeviantInDegree, across(1) - 8, up(0.5) - 8, "end");
  }

  void put_axes() {
    for (const double degree : {0.0, 0.25, 0.5, 0.75, 1.0}) {
      sheet_.put("<path d=\"M{0:.1f} {1:.1f} l0 6 M{2:.1f} {3:.1f} l-6 0\" class=\"diagonal\"/>\n", across(degree), up(0), across(0), up(degree));
      sheet_.text(across(degree), up(0) + 20, kSmallSize, fmt::format("{:g}", degree), "text-anchor=\"middle\" class=\"soft\"");
      sheet_.text(across(0) - 10, up(degree) + 4, kSmallSize, fmt::format("{:g}", degree), "text-anchor=\"end\" class=\"soft\"");
    }
    const auto name = [](const std::string& words) { return wrap_text(words, kSide, 14, 1, true).empty() ? "" : wrap_text(words, kSide, 14, 1, true).front(); };
    sheet_.text(across(0.5), up(0) + 44, 14, name(plot_.x_name), "text-anchor=\"middle\" font-weight=\"bold\" class=\"ink\"");
    sheet_.put("<g transform=\"translate({:.1f} {:.1f}) rotate(-90)\">", across(0) - 48, up(0.5));
    sheet_.text(0, 0, 14, name(plot_.y_name), "text-anchor=\"middle\" font-weight=\"bold\" class=\"ink\"");
    sheet_.add("</g>\n");
  }

  LabelRoom& room() {
    if (!room_) {
      room_.emplace(Box{kLeft - 6, top_ - 4, kWidth - 6, top_ + kSide + 4});
      for (const Spot& spot : spots_) {
        const double half = spot.cases.size() > 1 ? 9.5 : 7;
        room_->keep_free({across(spot.x) - half, up(spot.y) - half, across(spot.x) + half, up(spot.y) + half});
      }
    }
    return *room_;
  }

  // The names at one spot on few lines, the last saying how many more there are.
  static std::vector<std::string> label_lines(const Spot& spot) {
    std::string names;
    const std::size_t shown = std::min(kNamesAtOnePoint, spot.cases.size());
    for (std::size_t i = 0; i < shown; ++i) names += (i == 0 ? "" : ", ") + cut_text(spot.cases[i]->name, 24);
    const std::size_t more = spot.cases.size() - shown;
    std::vector<std::string> lines = wrap_text(names, spot.cases.size() > 2 ? 150 : 260, kLabelSize, kNamesAtOnePoint);
    if (more > 0) lines.push_back(fmt::format("and {} more", more));
    return lines;
  }

  void place_labels() {
    put_captions();
    std::size_t tried = 0;
    for (const Spot& spot : spots_) {
      const std::vector<std::string> lines = label_lines(spot);
      if (lines.empty()) continue;
      double width = 0;
      for (const std::string& line : lines) width = std::max(width, text_width(line, kLabelSize));
      const double height = line_height(kLabelSize) * static_cast<double>(lines.size());
      const auto box = ++tried <= kMostLabels ? room().place(across(spot.x), up(spot.y), width, height) : std::nullopt;
      if (!box || spot.cases.size() > kNamesAtOnePoint) unlabelled_.push_back(&spot);
      if (!box) continue;
      put_label(spot, *box, lines);
    }
  }

  void put_label(const Spot& spot, const Box& box, const std::vector<std::string>& lines) {
    const double x = across(spot.x), y = up(spot.y);
    const double near_x = std::clamp(x, box.left, box.right), near_y = std::clamp(y, box.top, box.bottom);
    if (std::hypot(near_x - x, near_y - y) > 12) leads_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" class=\"lead\"/>\n", x, y, near_x, near_y);
    const bool ends_here = box.right < x;
    labels_.lines(lines, ends_here ? box.right : box.left, box.top - 3, kLabelSize, ends_here ? "text-anchor=\"end\" class=\"label\"" : "class=\"label\"");
  }

  static std::string detail_of(const Spot& spot) {
    std::string words;
    for (std::size_t i = 0; i < std::min(spot.cases.size(), kMostListed); ++i) {
      const XyPoint& point = *spot.cases[i];
      words += fmt::format("{}{} ({:.3g}, {:.3g}){}", i == 0 ? "" : "\n", point.name, point.x, point.y, point.why.empty() ? "" : ": " + point.why);
    }
    return words;
  }

  // Deviant cases come last, so that nothing hides them.
  void put_marks() {
    sheet_.add(leads_.take());
    for (auto spot = spots_.rbegin(); spot != spots_.rend(); ++spot) {
      sheet_.put("<g transform=\"translate({:.1f} {:.1f})\">", across(spot->x), up(spot->y));
      sheet_.detail(detail_of(*spot));
      sheet_.add(mark_of(spot->cases.front()->kind));
      if (spot->cases.size() > 1) sheet_.put("<circle r=\"8.5\" class=\"crossover\" stroke-width=\"1\"/>");
      sheet_.add("</g>\n");
    }
    sheet_.add(labels_.take());
  }

  std::size_t count_of(CaseKind kind) const {
    return static_cast<std::size_t>(std::count_if(plot_.points.begin(), plot_.points.end(), [&](const XyPoint& p) { return p.kind == kind; }));
  }

  double put_legend(double y) {
    for (const XyKind& kind : plot_.kinds) {
      const std::size_t count = count_of(kind.kind);
      if (count == 0) continue;
      sheet_.put("<g transform=\"translate({:.1f} {:.1f})\">{}</g>\n", kLeft + 8, y - 4, mark_of(kind.kind));
      sheet_.text(kLeft + 24, y, 13, fmt::format("{}, {}: {}", kind.name, count == 1 ? "1 case" : fmt::format("{} cases", count), kind.meaning), "class=\"ink\"");
      y += 22;
    }
    const bool shared = std::any_of(spots_.begin(), spots_.end(), [](const Spot& s) { return s.cases.size() > 1; });
    if (!shared) return y;
    sheet_.put("<g transform=\"translate({:.1f} {:.1f})\"><circle r=\"8.5\" class=\"crossover\"/></g>\n", kLeft + 8, y - 4);
    sheet_.text(kLeft + 24, y, 13, "several cases at one point", "class=\"ink\"");
    return y + 22;
  }

  double put_notes(double y) {
    for (const std::string& note : plot_.notes) y += put_note(note, y);
    if (unlabelled_.empty()) return y;
    std::vector<std::string> names;
    std::size_t count = 0;
    for (const Spot* spot : unlabelled_)
      for (const XyPoint* point : spot->cases)
        if (++count <= kMostListed) names.push_back(fmt::format("{} ({:.3g}, {:.3g})", cut_text(point->name, 40), point->x, point->y));
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : "; ") + name;
    if (count > kMostListed) all += fmt::format("; and {} more", count - kMostListed);
    return y + put_note("No room for every name beside its point: " + all, y);
  }

  double put_note(const std::string& note, double y) {
    return 6 + sheet_.lines(wrap_text(note, kWidth - kLeft - kMargin, 12, 60), kLeft, y, 12, "class=\"soft\"");
  }

  std::string whole(double height) {
    SvgSheet page;
    page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
             "role=\"img\" aria-labelledby=\"title desc\" font-family=\"'Segoe UI', 'Helvetica Neue', Arial, "
             "'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", kWidth, height);
    page.put("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", xml_text(plot_.title), xml_text(description()));
    page.add(kStyle);
    page.put("<rect width=\"100%\" height=\"100%\" class=\"page\"/>\n");
    page.add(sheet_.take());
    page.put("</svg>\n");
    return page.take();
  }

  // For a reader who does not see the picture.
  std::string description() const {
    std::string words = fmt::format("XY plot of {} cases: the degree of {} across, of {} up.", plot_.points.size(), plot_.x_name, plot_.y_name);
    for (const XyKind& kind : plot_.kinds) {
      std::vector<std::string> names;
      for (const XyPoint& p : plot_.points)
        if (p.kind == kind.kind && names.size() < kMostListed) names.push_back(p.name);
      if (!names.empty()) words += fmt::format(" {}: {}.", kind.name, listed(names));
    }
    return words;
  }

  const XyPlot& plot_;
  std::vector<Spot> spots_;
  std::vector<const Spot*> unlabelled_;
  SvgSheet sheet_, leads_, labels_;
  std::optional<LabelRoom> room_;
  double top_ = 0;
};

}  // namespace

std::string XyPlot::svg() const { return Drawing(*this).draw(); }

}  // namespace realist::cli

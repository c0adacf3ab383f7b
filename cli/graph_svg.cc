#include "cli/graph_svg.h"

#include <algorithm>
#include <array>

#include "cli/graph_diagram.h"
#include "cli/graph_layout.h"
#include "cli/graph_parts.h"
#include "cli/graph_text.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using models::Role;

constexpr double kMargin = 30;
constexpr double kLeastWidth = 760;
constexpr std::size_t kRoomyPlates = 70;      // beyond these, the smaller type
constexpr std::size_t kReasonPlates = 700;    // beyond these, no reasons on the plates
constexpr std::size_t kPlacedPlates = 4'000;  // beyond these, plain columns: Graphviz would take minutes
constexpr std::size_t kDetailPlates = 5'000;  // beyond these, no texts for a resting pointer: the file would not open
constexpr double kZoomedFrom = 1'700, kMostZoom = 2.6;  // title and legend grow with a wide picture
constexpr double kFrame = 16, kFrameTitle = 38;  // around and above each part, where there are several

class Page {
 public:
  explicit Page(const GraphView& view) : view_(view) {}

  // A diagram that is drawn already stands alone on the page.
  void take(Diagram diagram) {
    size_ = {diagram.width, diagram.height};
    corners_ = {{0, 0}};
    sizes_ = {size_};
    parts_.resize(1);
    diagrams_.push_back(std::move(diagram));
  }

  std::string draw() {
    if (diagrams_.empty()) draw_parts();
    const double whole = std::max(kLeastWidth, size_.width) + 2 * kMargin;
    const double zoom = std::clamp(whole / kZoomedFrom, 1.0, kMostZoom);
    width_ = whole / zoom;
    SvgSheet body;
    const auto zoomed = [&](double top) { body.put("<g transform=\"translate(0 {:.1f}) scale({:.3f})\">\n", top, zoom); };
    zoomed(0);
    double y = put_header(body, kMargin);
    if (view_.nodes.empty()) y = put_nothing(body, y);
    body.add("</g>\n");
    y = put_parts(body, whole, y * zoom) + 26;
    zoomed(y);
    y += zoom * put_footer(body, put_legend(body, put_loops(body, 0)));
    body.add("</g>\n");
    SvgSheet page;
    page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
             "role=\"img\" aria-labelledby=\"title desc\" font-family=\"'Segoe UI', 'Helvetica Neue', Arial, "
             "'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", whole, y);
    page.put("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", xml_text(view_.title), xml_text(view_.description));
    put_markers(page);
    page.put("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    page.add(body.take());
    page.put("</svg>\n");
    return page.take();
  }

 private:
  // ---- The parts

  DiagramStyle style(std::size_t part, std::size_t parts) const {
    DiagramStyle out;
    if (view_.plates.size() > kRoomyPlates) out.wide = kClose, out.narrow = kCloseNarrow;
    out.reasons = view_.plates.size() <= kReasonPlates;
    out.details = view_.plates.size() <= kDetailPlates;
    out.columns = view_.plates.size() > kPlacedPlates;
    if (parts > 1) out.prefix = std::to_string(part + 1) + "-";
    return out;
  }

  void draw_parts() {
    if (view_.nodes.empty()) return;
    parts_ = graph_parts(view_);
    std::vector<LayoutSize> sizes;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      diagrams_.push_back(draw_diagram(parts_[i], style(i, parts_.size())));
      sizes.push_back({diagrams_[i].width, diagrams_[i].height});
      if (parts_.size() == 1) continue;
      sizes.back() = {std::max(sizes[i].width, 220.0) + 2 * kFrame, sizes[i].height + kFrameTitle + kFrame};
    }
    size_ = pack(sizes, 24, 1.5, corners_);
    sizes_ = std::move(sizes);
  }

  // "Part 3 of 14 · S-25, S-26, S-30"
  std::string part_title(std::size_t i) const {
    std::string title = "Part " + std::to_string(i + 1) + " of " + std::to_string(parts_.size());
    models::StatementIndex last = models::kNone;
    for (const GraphPlate& plate : parts_[i].plates) {
      if (plate.statement == last || plate.kind == models::LinkKind::Blocks) continue;
      title += (last == models::kNone ? " · " : ", ") + cut_text(plate.label, 24);
      last = plate.statement;
    }
    return parts_[i].plates.empty() ? title + " · in no statement" : title;
  }

  double put_parts(SvgSheet& sheet, double width, double top) const {
    const double left = (width - size_.width) / 2;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const bool framed = parts_.size() > 1;
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", left + corners_[i].x, top + corners_[i].y);
      if (framed) {
        sheet.put("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"6\" fill=\"none\" stroke=\"#cbd5e1\"/>\n", sizes_[i].width,
                  sizes_[i].height);
        sheet.lines(wrap_text(part_title(i), sizes_[i].width - 2 * kFrame, 15, 1, true), kFrame, 6, 15,
                    "font-weight=\"bold\" fill=\"#334155\"");
        sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", (sizes_[i].width - diagrams_[i].width) / 2, kFrameTitle);
      }
      sheet.add(diagrams_[i].svg);
      sheet.add(framed ? "</g>\n</g>\n" : "</g>\n");
    }
    return top + size_.height;
  }

  // ---- Around them

  static void put_markers(SvgSheet& sheet) {
    constexpr std::array<std::array<const char*, 3>, 3> kMarkers = {
        {{"plain", "#475569", "#a8200d"}, {"strong", "#1e293b", "#8c1a0a"}, {"faint", "#a9b4c2", "#d9a59c"}}};
    sheet.put("<defs>\n");
    for (const auto& [name, arrow, bar] : kMarkers) {
      sheet.put("<marker id=\"arrow-{}\" markerUnits=\"userSpaceOnUse\" markerWidth=\"12\" markerHeight=\"12\" refX=\"9\" "
                "refY=\"5\" orient=\"auto\"><path d=\"M0 0.8 L10 5 L0 9.2 L2.4 5 Z\" fill=\"{}\"/></marker>\n", name, arrow);
      sheet.put("<marker id=\"bar-{}\" markerUnits=\"userSpaceOnUse\" markerWidth=\"6\" markerHeight=\"16\" refX=\"4\" "
                "refY=\"8\" orient=\"auto\"><path d=\"M2.5 0 L2.5 16\" stroke=\"{}\" stroke-width=\"3\"/></marker>\n", name, bar);
    }
    sheet.put("</defs>\n");
  }

  double put_wrapped(SvgSheet& sheet, const std::string& text, double y, double size, std::size_t most, bool bold,
                     std::string_view attributes) const {
    return sheet.lines(wrap_text(text, width_ - 2 * kMargin, size, most, bold), kMargin, y, size, attributes);
  }

  double put_header(SvgSheet& sheet, double y) const {
    y += put_wrapped(sheet, view_.title, y - 8, 22, 3, true, "font-weight=\"bold\" fill=\"#0f172a\"");
    y += put_wrapped(sheet, view_.subtitle, y - 6, 13, 3, false, "fill=\"#334155\"");
    for (const std::string& fact : view_.facts)
      y += put_wrapped(sheet, fact, y - 4, 12, 2, false, "font-style=\"italic\" fill=\"#334155\"");
    return y + 18;
  }

  double put_nothing(SvgSheet& sheet, double y) const {
    sheet.text(width_ / 2, y + 60, 15, "There are no statements to draw yet.", "text-anchor=\"middle\" fill=\"#334155\"");
    sheet.text(width_ / 2, y + 84, 13, "A first one: If someone offers help, then the person takes part.",
               "text-anchor=\"middle\" fill=\"#475569\"");
    return y + 120;
  }

  double put_loops(SvgSheet& sheet, double y) const {
    if (view_.loops.empty()) return y;
    for (const std::string& loop : view_.loops) y += put_wrapped(sheet, loop, y, 12, 4, false, "fill=\"#5b2a86\"") + 3;
    return y + 14;
  }

  // ---- Legend: entries in rows as wide as the page

  struct Entry {
    double sample;  // width of the drawing
    std::string drawing, words;
  };

  double put_legend(SvgSheet& sheet, double y) const {
    if (view_.nodes.empty()) return y;
    const double right = width_ - kMargin;
    sheet.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"#cbd5e1\"/>\n", kMargin, y, right, y);
    double x = kMargin;
    y += 10;
    for (const Entry& entry : legend()) {
      const double needed = entry.sample + 7 + text_width(entry.words, 11);
      if (x > kMargin && x + needed > right) {
        x = kMargin;
        y += 26;
      }
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">{}</g>\n", x, y + 11, entry.drawing);
      sheet.text(x + entry.sample + 7, y + 15, 11, entry.words, "fill=\"#1e293b\"");
      x += needed + 22;
    }
    return y + 38;
  }

  std::vector<Entry> legend() const {
    std::vector<Entry> entries;
    std::array<bool, 5> roles{};
    for (const GraphNode& node : view_.nodes)
      for (Role role : node.roles) roles[static_cast<std::size_t>(role)] = true;
    for (Role role : models::kRoles)
      if (roles[static_cast<std::size_t>(role)]) entries.push_back(role_entry(role));
    if (std::any_of(view_.nodes.begin(), view_.nodes.end(), [](const GraphNode& n) { return n.joint && n.roles.size() > 1; }))
      entries.push_back({34, "<rect y=\"-7\" width=\"17\" height=\"14\" fill=\"#e4e9f0\"/><rect x=\"17\" y=\"-7\" width=\"17\" "
                             "height=\"14\" fill=\"#1f5c63\"/><rect y=\"-7\" width=\"34\" height=\"14\" fill=\"none\" "
                             "stroke=\"#334155\"/>", "two roles: where one statement leads into another"});
    add_line_entries(entries);
    for (MarkSign sign : view_.signs) entries.push_back(sign_entry(sign));
    if (view_.has_shares)
      entries.push_back({30, "<rect y=\"-4\" width=\"30\" height=\"8\" fill=\"#fff\" stroke=\"#334155\"/><rect y=\"-4\" "
                             "width=\"18\" height=\"8\" fill=\"#334155\"/>", "share of the cases that are decided or known"});
    return entries;
  }

  static Entry role_entry(Role role) {
    std::string word(models::to_string(role));
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    std::string drawing = "<g transform=\"translate(2 -9) scale(0.62)\">" + role_outline(role, 44, 30);
    drawing += fmt::format(" fill=\"{}\" stroke=\"#334155\" stroke-width=\"2\"/>", look(role).band);
    if (role == Role::Outcome)
      drawing += "<rect x=\"-4\" y=\"-4\" width=\"52\" height=\"38\" fill=\"none\" stroke=\"#334155\" stroke-width=\"2\"/>";
    return {32, drawing + "</g>", word + ": " + look(role).meaning};
  }

  static Entry sign_entry(MarkSign sign) {
    SvgSheet sheet;
    sheet.sign(sign, 7, 0);
    return {14, sheet.take(), std::string(mark_meaning(sign))};
  }

  void add_line_entries(std::vector<Entry>& entries) const {
    const auto any = [&](bool Diagram::*kind) {
      return std::any_of(diagrams_.begin(), diagrams_.end(), [&](const Diagram& d) { return d.*kind; });
    };
    const auto line = [](const char* colour, const char* dash, const char* end) {
      return fmt::format("<path d=\"M0 0 L40 0\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"{} marker-end=\"url(#{})\"/>", colour, dash, end);
    };
    if (any(&Diagram::leads)) entries.push_back({42, line("#475569", "", "arrow-plain"), "leads to"});
    if (any(&Diagram::negative))
      entries.push_back({42, line("#a8200d", " stroke-dasharray=\"6 4\"", "bar-plain"), "not: where it is not so, or will not happen"});
    if (any(&Diagram::blocks))
      entries.push_back({42, line("#a8200d", " stroke-dasharray=\"9 3 2 3\"", "bar-plain"), "unless: blocks the statement"});
    if (any(&Diagram::ties))
      entries.push_back({40, "<path d=\"M0 0 L40 0\" stroke=\"#475569\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 3.5\"/>",
                         "helps to tell whether the other is so"});
    if (any(&Diagram::folds))
      entries.push_back({34, "<rect x=\"4\" y=\"-5\" width=\"28\" height=\"14\" rx=\"3\" fill=\"#eef2f7\" stroke=\"#334155\"/><rect y=\"-9\" "
                             "width=\"28\" height=\"14\" rx=\"3\" fill=\"#eef2f7\" stroke=\"#334155\"/>", "several statements folded into one"});
    if (any(&Diagram::plates))
      entries.push_back({30, "<rect x=\"0\" y=\"-8\" width=\"30\" height=\"16\" rx=\"4\" fill=\"#f8fafc\" stroke=\"#94a3b8\"/>",
                         "a statement: its label, its step, when"});
  }

  double put_footer(SvgSheet& sheet, double y) const {
    y += put_wrapped(sheet, view_.footer, y, 10, 4, false, "fill=\"#475569\"");
    return y + kMargin * 0.7;
  }

  const GraphView& view_;
  std::vector<GraphView> parts_;
  std::vector<Diagram> diagrams_;
  std::vector<LayoutSize> sizes_;
  std::vector<LayoutPoint> corners_;
  LayoutSize size_;
  double width_ = kLeastWidth;  // in which title, loops and legend are set, before they are zoomed
};

}  // namespace

std::string graph_svg(const GraphView& view) { return Page(view).draw(); }

std::string graph_svg_page(const GraphView& view, Diagram diagram) {
  Page page(view);
  if (!view.nodes.empty()) page.take(std::move(diagram));
  return page.draw();
}

}  // namespace realist::cli

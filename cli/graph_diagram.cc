#include "cli/graph_diagram.h"

#include <algorithm>
#include <cmath>

#include "cli/graph_layout.h"
#include "cli/graph_text.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using models::Role;

constexpr double kTooWide = 2.3;  // width to height from which the narrow scale is tried

struct Drawn {
  double width = 0, height = 0;
  std::string inside;  // drawn relative to its top left corner
};

class Painter {
 public:
  Painter(const GraphView& view, const DiagramStyle& style, const DiagramScale& scale)
      : view_(view), style_(style), scale_(scale) {
    for (const GraphNode& node : view_.nodes) boxes_.push_back(node_box(node));
    for (const GraphGate& gate : view_.gates) boxes_.push_back(gate_box(gate));
    for (const GraphPlate& plate : view_.plates) boxes_.push_back(plate_box(plate));
    connect();
    for (const Drawn& box : boxes_) places_.push_back({box.width, box.height});
    LayoutSettings settings;
    settings.rank_gap = scale.rank_gap;
    settings.node_gap = scale.node_gap;
    settings.aspect = style.aspect;
    if (style.columns) settings.dot_limit = 0;
    size_ = lay_out(places_, edges_, settings);
  }

  const LayoutSize& size() const { return size_; }

  Diagram draw() const {
    SvgSheet sheet;
    for (Strength strength : {Strength::Faint, Strength::Plain, Strength::Strong})
      for (std::size_t i = 0; i < edges_.size(); ++i)
        if (lines_[i].strength == strength) draw_edge(sheet, edges_[i], lines_[i]);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", places_[i].centre.x - boxes_[i].width / 2,
                places_[i].centre.y - boxes_[i].height / 2);
      sheet.add(boxes_[i].inside);
      sheet.put("</g>\n");
    }
    const auto any = [&](auto has) { return std::any_of(lines_.begin(), lines_.end(), has); };
    return {size_.width, size_.height, sheet.take(), any([](const Line& l) { return l.arrow && !l.negative; }),
            any([](const Line& l) { return l.negative && !l.block; }), any([](const Line& l) { return l.block; }),
            any([](const Line& l) { return l.tie; })};
  }

 private:
  std::size_t gate_number(std::size_t i) const { return view_.nodes.size() + i; }
  std::size_t plate_number(std::size_t i) const { return view_.nodes.size() + view_.gates.size() + i; }

  double put_mark(SvgSheet& sheet, const GraphMark& mark, double x, double y, double width) const {
    const auto lines = wrap_text(mark.words, width - 17, scale_.small, 6, true);
    const std::string style = fmt::format("font-weight=\"bold\" fill=\"{}\"", ink(mark.sign));
    sheet.sign(mark.sign, x + 6, y + line_height(scale_.small) - scale_.small * 0.36);
    return std::max(14.0, sheet.lines(lines, x + 17, y, scale_.small, style));
  }

  double put_share(SvgSheet& sheet, const GraphShare& share, double x, double y, double width) const {
    double used = 6;
    if (share.whole != 0) {
      const double part = width * share.part / share.whole;
      sheet.put("<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{2:.1f}\" height=\"8\" fill=\"#fff\" stroke=\"#334155\"/>"
                "<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{3:.1f}\" height=\"8\" fill=\"#334155\"/>\n",
                x, y + used, width, part);
      used += 9;
    }
    used += sheet.lines(wrap_text(share.words, width, scale_.small, 2, true), x, y + used, scale_.small,
                      "font-weight=\"bold\" fill=\"#1e293b\"");
    return used + sheet.lines(wrap_text(share.beside, width, scale_.small, 5), x, y + used, scale_.small,
                            "fill=\"#475569\"");
  }

  // The band that names the roles, two to a row.
  double put_band(SvgSheet& sheet, const GraphNode& node, double width) const {
    const std::size_t count = node.roles.size();
    const double font = scale_.band * 0.58;
    for (std::size_t i = 0; i < count; ++i) {
      const bool alone = count % 2 == 1 && i + 1 == count;
      const double w = alone ? width : width / 2, x = alone || i % 2 == 0 ? 0 : width / 2;
      const double y = scale_.band * static_cast<double>(i / 2);
      std::string word(models::to_string(node.roles[i]));
      for (char& c : word) c = static_cast<char>(c - 'a' + 'A');
      sheet.put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>", x, y, w, scale_.band,
                look(node.roles[i]).band);
      sheet.text(x + w / 2, y + scale_.band * 0.72, font, word,
                 fmt::format("text-anchor=\"middle\" font-weight=\"bold\" letter-spacing=\"0.6\" fill=\"{}\"",
                             look(node.roles[i]).ink));
    }
    return scale_.band * static_cast<double>((count + 1) / 2);
  }

  Drawn node_box(const GraphNode& node) const {
    constexpr double kPad = 9;
    const double width = scale_.box_width, inner = width - 2 * kPad;
    SvgSheet inside;
    double y = put_band(inside, node, width) + 3;
    y += inside.lines(wrap_text(node.phrase, inner, scale_.phrase, scale_.phrase_lines), kPad, y, scale_.phrase,
                   "fill=\"#0f172a\"");
    if (!node.about.empty())
      y += inside.lines(wrap_text(node.about, inner, scale_.small, 2), kPad, y + 1, scale_.small,
                     "font-style=\"italic\" fill=\"#475569\"") + 1;
    if (!node.elsewhere.empty())
      y += inside.lines(wrap_text(node.elsewhere, inner, scale_.small, 2), kPad, y + 1, scale_.small, "fill=\"#5b2a86\"") + 1;
    if (node.mark) y += put_mark(inside, *node.mark, kPad, y + 4, inner) + 4;
    if (node.share) y += put_share(inside, *node.share, kPad, y, inner);
    const double height = y + kPad;
    return node_frame(node, width, height, inside.take());
  }

  Drawn node_frame(const GraphNode& node, double width, double height, const std::string& inside) const {
    const Role shape = node.roles.back();
    const bool strong = node.mark && node.mark->sign == MarkSign::Stopped;
    const char* stroke = strong ? ink(MarkSign::Stopped) : "#334155";
    const std::string outline = role_outline(shape, width, height);
    SvgSheet sheet;
    if (style_.details) sheet.detail(node.detail);
    sheet.put("<clipPath id=\"c{0}{1}\">{2}/></clipPath>\n{2} fill=\"#ffffff\"/>\n<g clip-path=\"url(#c{0}{1})\">\n", style_.prefix,
              node.id, outline);
    sheet.add(inside);
    sheet.put("</g>\n{} fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n", outline, stroke, strong ? 2.6 : 1.3);
    if (shape != Role::Outcome) return {width, height, sheet.take()};
    // The second border of an outcome.
    constexpr double kGap = 4;
    const std::string box = fmt::format("<g transform=\"translate({0} {0})\">{1}</g>\n", kGap, sheet.take());
    return {width + 2 * kGap, height + 2 * kGap,
            box + fmt::format("<rect x=\"0.5\" y=\"0.5\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" stroke=\"{}\" "
                              "stroke-width=\"1.3\"/>\n", width + 2 * kGap - 1, height + 2 * kGap - 1, stroke)};
  }

  Drawn gate_box(const GraphGate& gate) const {
    const double width = text_width(gate.words, scale_.small) + 14, height = line_height(scale_.small) + 6;
    SvgSheet sheet;
    sheet.put("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.1f}\" fill=\"#f1f5f9\" stroke=\"#64748b\"/>\n", width, height,
              height / 2);
    sheet.text(width / 2, height / 2 + scale_.small * 0.36, scale_.small, gate.words,
               "text-anchor=\"middle\" fill=\"#1e293b\"");
    return {width, height, sheet.take()};
  }

  Drawn plate_box(const GraphPlate& plate) const {
    constexpr double kPad = 6;
    const double most = scale_.plate_width - 2 * kPad;
    const char* quiet = plate.faint ? "fill=\"#64748b\"" : "fill=\"#334155\"";
    const bool block = plate.kind == LinkKind::Blocks;
    const auto label = wrap_text(cut_text(plate.label, 48), most, scale_.plate, 2, true);
    std::vector<std::string> words;
    const auto wrap = [&](const std::string& text, std::size_t lines) {
      for (std::string& line : wrap_text(text, most, scale_.small - 0.5, lines)) words.push_back(std::move(line));
    };
    wrap(plate.number, 1);
    for (const std::string& text : plate.words) wrap(text, 2);
    const std::vector<std::string> reason = style_.reasons && !plate.because.empty()
        ? wrap_text("because " + plate.because, most, scale_.small - 0.5, 7) : std::vector<std::string>{};

    double width = 30;
    for (const std::string& line : label) width = std::max(width, text_width(line, scale_.plate, true));
    for (const std::string& line : words) width = std::max(width, text_width(line, scale_.small - 0.5));
    if (!reason.empty() || !plate.marks.empty() || plate.share) width = most;
    const std::string loops = loop_words(plate);
    width = std::max(width, std::min(most, text_width(loops, scale_.small, true)));

    SvgSheet sheet;
    double y = 2;
    y += sheet.lines(label, kPad, y, scale_.plate,
                   fmt::format("font-weight=\"bold\" {}", block ? "fill=\"#7a1a0c\"" : plate.faint ? quiet : "fill=\"#0f172a\""));
    y += sheet.lines(words, kPad, y, scale_.small - 0.5, quiet);
    y += sheet.lines(reason, kPad, y, scale_.small - 0.5, fmt::format("font-style=\"italic\" {}", quiet));
    y += sheet.lines(wrap_text(loops, most, scale_.small, 2, true), kPad, y, scale_.small, "font-weight=\"bold\" fill=\"#5b2a86\"");
    for (const GraphMark& mark : plate.marks) y += put_mark(sheet, mark, kPad, y + 2, width) + 2;
    if (plate.share) y += put_share(sheet, *plate.share, kPad, y, width);
    return {width + 2 * kPad, y + 5, plate_frame(plate, width + 2 * kPad, y + 5, sheet.take())};
  }

  std::string plate_frame(const GraphPlate& plate, double width, double height, const std::string& inside) const {
    const bool block = plate.kind == LinkKind::Blocks;
    const bool stopped = std::any_of(plate.marks.begin(), plate.marks.end(),
                                     [](const GraphMark& mark) { return mark.sign == MarkSign::Stopped; });
    SvgSheet sheet;
    if (style_.details) sheet.detail(plate.detail);
    sheet.put("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"4\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", width,
              height, block ? "#fdf0ed" : "#f8fafc",
              stopped ? ink(MarkSign::Stopped) : block ? "#a8200d" : plate.faint ? "#b6c0cd" : "#94a3b8", stopped ? 2 : 1);
    sheet.add(inside);
    return sheet.take();
  }

  std::string loop_words(const GraphPlate& plate) const {
    std::string words;
    for (std::size_t number : plate.loops) words += (words.empty() ? "loop " : ", ") + std::to_string(number);
    return words;
  }

  // ---- Edges

  enum class Strength { Plain, Strong, Faint };
  struct Line {
    bool negative = false, block = false, arrow = false, tie = false;
    Strength strength = Strength::Plain;
  };

  void edge(std::size_t from, std::size_t to, int weight, Line line) {
    edges_.push_back({from, to, weight});
    lines_.push_back(line);
  }

  std::size_t source(const GraphInput& input) const { return input.is_gate ? gate_number(input.index) : input.index; }

  void connect() {
    for (std::size_t i = 0; i < view_.gates.size(); ++i)
      for (const GraphInput& input : view_.gates[i].inputs)
        edge(source(input), gate_number(i), 2, {.negative = input.negated});
    for (std::size_t i = 0; i < view_.plates.size(); ++i) connect(i, view_.plates[i]);
    for (const GraphTie& tie : view_.ties) edge(tie.from, tie.to, 1, {.tie = true});
  }

  void connect(std::size_t i, const GraphPlate& plate) {
    const bool block = plate.kind == LinkKind::Blocks;
    const bool judged = !plate.marks.empty();
    const bool good = judged && plate.marks.back().sign == MarkSign::Good;
    const bool stopped = judged && plate.marks.back().sign == MarkSign::Stopped;
    const Strength in = plate.faint ? Strength::Faint : good || stopped ? Strength::Strong : Strength::Plain;
    const Strength out = plate.faint || stopped ? Strength::Faint : good ? Strength::Strong : Strength::Plain;
    for (const GraphInput& input : plate.inputs)
      edge(source(input), plate_number(i), block ? 1 : 3, {.negative = input.negated, .block = block, .strength = in});
    for (const models::LinkEnd& end : plate.outputs)
      edge(plate_number(i), end.proposition, 4, {.negative = end.negated, .arrow = true, .strength = out});
    if (plate.blocks) edge(plate_number(i), plate_number(*plate.blocks), 1, {.negative = true, .block = true, .strength = in});
  }

  void draw_edge(SvgSheet& sheet, const LayoutEdge& edge, const Line& line) const {
    static constexpr const char* kInk[] = {"#475569", "#1e293b", "#a9b4c2"};
    static constexpr const char* kNegativeInk[] = {"#a8200d", "#8c1a0a", "#d9a59c"};
    static constexpr const char* kNames[] = {"plain", "strong", "faint"};
    static constexpr double kWidths[] = {1.3, 2.3, 1.1};
    const auto strength = static_cast<std::size_t>(line.strength);
    const bool red = line.negative || line.block;
    sheet.put("<path d=\"M{:.1f} {:.1f} C", edge.curve[0].x, edge.curve[0].y);
    for (std::size_t i = 1; i < edge.curve.size(); ++i) sheet.put("{:.1f} {:.1f} ", edge.curve[i].x, edge.curve[i].y);
    sheet.put("\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", (red ? kNegativeInk : kInk)[strength], kWidths[strength]);
    if (line.tie) sheet.put(" stroke-dasharray=\"1.5 3.5\"");
    if (red) sheet.put(" stroke-dasharray=\"{}\"", line.block ? "9 3 2 3" : "6 4");
    if (line.negative) sheet.put(" marker-end=\"url(#bar-{})\"", kNames[strength]);
    else if (line.arrow) sheet.put(" marker-end=\"url(#arrow-{})\"", kNames[strength]);
    sheet.put("/>\n");
  }

  const GraphView& view_;
  const DiagramStyle& style_;
  DiagramScale scale_;
  std::vector<Drawn> boxes_;
  std::vector<LayoutBox> places_;
  std::vector<LayoutEdge> edges_;
  std::vector<Line> lines_;
  LayoutSize size_;
};

}  // namespace

Diagram draw_diagram(const GraphView& view, const DiagramStyle& style) {
  const Painter wide(view, style, style.wide);
  if (wide.size().width <= kTooWide * wide.size().height) return wide.draw();
  return Painter(view, style, style.narrow).draw();
}

}  // namespace realist::cli

#include "cli/graph_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "cli/graph_layout.h"
#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using models::Role;

// ---- Looks. Role bands grow darker from context to outcome, so that they read in grey; each has a shape and a word too.

struct RoleLook {
  const char* band;
  const char* ink;
  const char* meaning;
};

constexpr RoleLook kRoleLooks[] = {
    {"#e4e9f0", "#1e293b", "what the programme meets"},
    {"#f4d58d", "#33240a", "what is offered"},
    {"#e2a06e", "#2b1405", "how people respond"},
    {"#a9668f", "#ffffff", "offer and response, undivided"},
    {"#1f5c63", "#ffffff", "what comes of it"},
};
const RoleLook& look(Role role) { return kRoleLooks[static_cast<std::size_t>(role)]; }

constexpr const char* kSignInk[] = {"#1b6e3c", "#a8200d", "#9a6200", "#3b2a63", "#475569", "#64748b"};
const char* ink(MarkSign sign) { return kSignInk[static_cast<std::size_t>(sign)]; }

// Sizes in pixels; a large theory is drawn in smaller type, to be read close to.
struct Scale {
  double box_width, phrase, small, band, plate_width, plate, margin = 30;
  std::size_t phrase_lines;
  double line(double font) const { return std::round(font * 1.27); }
};
constexpr Scale kRoomy{184, 13, 10.5, 16, 122, 10.5, 30, 9};
constexpr Scale kClose{160, 12, 9.5, 14, 104, 9.5, 30, 7};
constexpr std::size_t kRoomyPlates = 70;
constexpr std::size_t kDetailPlates = 5'000;  // beyond these, no pop-up details: the file would be too large to open
constexpr std::size_t kBecausePlates = 70;
constexpr double kLeastWidth = 760;

// One line of text in a box, from the box's top left corner.
struct TextLine {
  double x, y, size;
  std::string text, style;  // style: further attributes
};

struct Drawn {
  double width = 0, height = 0;
  std::string inside;  // drawn relative to its top left corner
};

class Sheet {
 public:
  template <typename... T>
  void put(fmt::format_string<T...> format, T&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<T>(values)...);
  }
  void text(double x, double y, double size, std::string_view words, std::string_view more = "") {
    put("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:g}\"{}{}>{}</text>\n", x, y, size, more.empty() ? "" : " ", more,
        xml_text(words));
  }
  void detail(std::string_view words) {
    if (!words.empty()) put("<title>{}</title>\n", xml_text(cut_text(words, 2'000)));
  }
  std::string take() { return std::move(out_); }
  void add(std::string_view more) { out_ += more; }

 private:
  std::string out_;
};

// A sign of 12 by 12 pixels around (x, y), each of its own shape.
void draw_sign(Sheet& sheet, MarkSign sign, double x, double y) {
  const char* colour = ink(sign);
  sheet.put("<g transform=\"translate({:.1f} {:.1f})\">", x, y);
  switch (sign) {
    case MarkSign::Good:
      sheet.put("<circle r=\"6\" fill=\"{}\"/><path d=\"M-3 0.2 L-0.9 2.6 L3.2 -2.4\" fill=\"none\" stroke=\"#fff\" "
                "stroke-width=\"1.8\"/>", colour);
      break;
    case MarkSign::Stopped:
      sheet.put("<rect x=\"-6\" y=\"-6\" width=\"12\" height=\"12\" fill=\"{}\"/><path d=\"M-3 -3 L3 3 M3 -3 L-3 3\" "
                "stroke=\"#fff\" stroke-width=\"1.9\"/>", colour);
      break;
    case MarkSign::Waiting:
      sheet.put("<circle r=\"5.3\" fill=\"#fff\" stroke=\"{0}\" stroke-width=\"1.5\"/><path d=\"M0 -3.2 L0 0 L2.4 1.6\" "
                "fill=\"none\" stroke=\"{0}\" stroke-width=\"1.4\"/>", colour);
      break;
    case MarkSign::Blocked:
      sheet.put("<path d=\"M-2.5 -6 L2.5 -6 L6 -2.5 L6 2.5 L2.5 6 L-2.5 6 L-6 2.5 L-6 -2.5 Z\" fill=\"{}\"/><path "
                "d=\"M-3.4 0 L3.4 0\" stroke=\"#fff\" stroke-width=\"2.2\"/>", colour);
      break;
    case MarkSign::Unknown:
      sheet.put("<path d=\"M0 -6.6 L6.6 0 L0 6.6 L-6.6 0 Z\" fill=\"#fff\" stroke=\"{0}\" stroke-width=\"1.3\"/><path "
                "d=\"M-1.8 -1.6 A1.8 1.8 0 1 1 0 0.3 L0 1.2 M0 2.6 L0 3.6\" fill=\"none\" stroke=\"{0}\" "
                "stroke-width=\"1.3\"/>", colour);
      break;
    case MarkSign::Idle:
      sheet.put("<circle r=\"5.3\" fill=\"#fff\" stroke=\"{}\" stroke-width=\"1.3\" stroke-dasharray=\"2 1.6\"/>", colour);
      break;
  }
  sheet.put("</g>\n");
}

// The outline of a box, by role: square, rounded, round-ended, cut corners, double.
std::string outline(Role role, double w, double h) {
  switch (role) {
    case Role::Resource: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"9\"", w, h);
    case Role::Reasoning: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"20\"", w, h);
    case Role::Mechanism:
      return fmt::format("<path d=\"M10 0 L{0:.1f} 0 L{1:.1f} 10 L{1:.1f} {2:.1f} L{0:.1f} {3:.1f} L10 {3:.1f} L0 {2:.1f} L0 10 Z\"",
                         w - 10, w, h - 10, h);
    default: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\"", w, h);
  }
}

// ---- Boxes and plates: measured first, drawn where the layout puts them

class Painter {
 public:
  explicit Painter(const GraphView& view)
      : view_(view),
        scale_(view.plates.size() <= kRoomyPlates ? kRoomy : kClose),
        details_(view.plates.size() <= kDetailPlates) {}

  std::string draw() {
    for (const GraphNode& node : view_.nodes) boxes_.push_back(node_box(node));
    for (const GraphGate& gate : view_.gates) boxes_.push_back(gate_box(gate));
    for (const GraphPlate& plate : view_.plates) boxes_.push_back(plate_box(plate));
    connect();
    std::vector<LayoutBox> places;
    for (const Drawn& box : boxes_) places.push_back({box.width, box.height});
    LayoutSettings settings;
    if (scale_.box_width == kClose.box_width) settings.rank_gap = 24, settings.node_gap = 10;
    const LayoutSize size = lay_out(places, edges_, settings);
    return page(places, size);
  }

 private:
  std::size_t gate_number(std::size_t i) const { return view_.nodes.size() + i; }
  std::size_t plate_number(std::size_t i) const { return view_.nodes.size() + view_.gates.size() + i; }

  // Texts under each other; returns the height used.
  double put_lines(Sheet& sheet, const std::vector<std::string>& lines, double x, double y, double font,
                   std::string_view style) const {
    for (const std::string& line : lines) sheet.text(x, y += scale_.line(font), font, line, style);
    return scale_.line(font) * static_cast<double>(lines.size());
  }

  double put_mark(Sheet& sheet, const GraphMark& mark, double x, double y, double width) const {
    const auto lines = wrap_text(mark.words, width - 17, scale_.small, 3, true);
    const std::string style = fmt::format("font-weight=\"bold\" fill=\"{}\"", ink(mark.sign));
    draw_sign(sheet, mark.sign, x + 6, y + scale_.line(scale_.small) - scale_.small * 0.36);
    return std::max(14.0, put_lines(sheet, lines, x + 17, y, scale_.small, style));
  }

  double put_share(Sheet& sheet, const GraphShare& share, double x, double y, double width) const {
    double used = 4;
    if (share.whole != 0) {
      const double part = width * share.part / share.whole;
      sheet.put("<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{2:.1f}\" height=\"8\" fill=\"#fff\" stroke=\"#334155\"/>"
                "<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{3:.1f}\" height=\"8\" fill=\"#334155\"/>\n",
                x, y + used, width, part);
      used += 9;
    }
    used += put_lines(sheet, wrap_text(share.words, width, scale_.small, 2, true), x, y + used, scale_.small,
                      "font-weight=\"bold\" fill=\"#1e293b\"");
    return used + put_lines(sheet, wrap_text(share.beside, width, scale_.small, 3), x, y + used, scale_.small,
                            "fill=\"#475569\"");
  }

  // The band that names the roles, two to a row.
  double put_band(Sheet& sheet, const GraphNode& node, double width) const {
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

  Drawn node_box(const GraphNode& node) {
    constexpr double kPad = 9;
    const double width = scale_.box_width, inner = width - 2 * kPad;
    Sheet inside;
    double y = put_band(inside, node, width) + 3;
    y += put_lines(inside, wrap_text(node.phrase, inner, scale_.phrase, scale_.phrase_lines), kPad, y, scale_.phrase,
                   "fill=\"#0f172a\"");
    if (!node.about.empty())
      y += put_lines(inside, wrap_text(node.about, inner, scale_.small, 2), kPad, y + 1, scale_.small,
                     "font-style=\"italic\" fill=\"#475569\"") + 1;
    if (node.mark) y += put_mark(inside, *node.mark, kPad, y + 4, inner) + 4;
    if (node.share) y += put_share(inside, *node.share, kPad, y, inner);
    const double height = y + kPad;
    return {width, height, node_frame(node, width, height, inside.take())};
  }

  std::string node_frame(const GraphNode& node, double width, double height, const std::string& inside) {
    const Role shape = node.roles.back();
    const std::string clip = fmt::format("c{}", node.id);
    const bool strong = node.mark && node.mark->sign == MarkSign::Stopped;
    Sheet sheet;
    if (details_) sheet.detail(node.detail);
    sheet.put("<clipPath id=\"{}\">{}/></clipPath>\n", clip, outline(shape, width, height));
    sheet.put("{} fill=\"#ffffff\"/>\n<g clip-path=\"url(#{})\">\n", outline(shape, width, height), clip);
    sheet.add(inside);
    sheet.put("</g>\n{} fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n", outline(shape, width, height),
              strong ? ink(MarkSign::Stopped) : "#334155", strong ? 2.6 : 1.3);
    if (shape == Role::Outcome)
      sheet.put("<rect x=\"-3.5\" y=\"-3.5\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" stroke=\"{}\" "
                "stroke-width=\"1.3\"/>\n", width + 7, height + 7, strong ? ink(MarkSign::Stopped) : "#334155");
    return sheet.take();
  }

  Drawn gate_box(const GraphGate& gate) const {
    const double width = text_width(gate.words, scale_.small) + 14, height = scale_.line(scale_.small) + 6;
    Sheet sheet;
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
    const std::vector<std::string> reason = view_.plates.size() <= kBecausePlates && !plate.because.empty()
        ? wrap_text("because " + plate.because, most, scale_.small - 0.5, 4) : std::vector<std::string>{};

    double width = 30;
    for (const std::string& line : label) width = std::max(width, text_width(line, scale_.plate, true));
    for (const std::string& line : words) width = std::max(width, text_width(line, scale_.small - 0.5));
    if (!reason.empty() || !plate.marks.empty() || plate.share) width = most;
    const std::string loops = loop_words(plate);
    width = std::max(width, std::min(most, text_width(loops, scale_.small, true)));

    Sheet sheet;
    double y = 2;
    y += put_lines(sheet, label, kPad, y, scale_.plate,
                   fmt::format("font-weight=\"bold\" {}", block ? "fill=\"#7a1a0c\"" : plate.faint ? quiet : "fill=\"#0f172a\""));
    y += put_lines(sheet, words, kPad, y, scale_.small - 0.5, quiet);
    y += put_lines(sheet, reason, kPad, y, scale_.small - 0.5, fmt::format("font-style=\"italic\" {}", quiet));
    y += put_lines(sheet, wrap_text(loops, most, scale_.small, 2, true), kPad, y, scale_.small, "font-weight=\"bold\" fill=\"#5b2a86\"");
    for (const GraphMark& mark : plate.marks) y += put_mark(sheet, mark, kPad, y + 2, width) + 2;
    if (plate.share) y += put_share(sheet, *plate.share, kPad, y, width);
    return {width + 2 * kPad, y + 5, plate_frame(plate, width + 2 * kPad, y + 5, sheet.take())};
  }

  std::string plate_frame(const GraphPlate& plate, double width, double height, const std::string& inside) const {
    const bool block = plate.kind == LinkKind::Blocks;
    const bool stopped = std::any_of(plate.marks.begin(), plate.marks.end(),
                                     [](const GraphMark& mark) { return mark.sign == MarkSign::Stopped; });
    Sheet sheet;
    if (details_) sheet.detail(plate.detail);
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
  struct Style {
    bool negative = false, block = false, arrow = false;
    Strength strength = Strength::Plain;
  };

  void edge(std::size_t from, std::size_t to, int weight, Style style) {
    edges_.push_back({from, to, weight});
    styles_.push_back(style);
  }

  std::size_t source(const GraphInput& input) const { return input.is_gate ? gate_number(input.index) : input.index; }

  void connect() {
    for (std::size_t i = 0; i < view_.gates.size(); ++i)
      for (const GraphInput& input : view_.gates[i].inputs)
        edge(source(input), gate_number(i), 2, {input.negated, false, false, Strength::Plain});
    for (std::size_t i = 0; i < view_.plates.size(); ++i) connect(i, view_.plates[i]);
  }

  void connect(std::size_t i, const GraphPlate& plate) {
    const bool block = plate.kind == LinkKind::Blocks;
    const bool judged = !plate.marks.empty();
    const bool good = judged && plate.marks.back().sign == MarkSign::Good;
    const bool stopped = judged && plate.marks.back().sign == MarkSign::Stopped;
    const Strength in = plate.faint ? Strength::Faint : good || stopped ? Strength::Strong : Strength::Plain;
    const Strength out = plate.faint || stopped ? Strength::Faint : good ? Strength::Strong : Strength::Plain;
    for (const GraphInput& input : plate.inputs)
      edge(source(input), plate_number(i), block ? 1 : 3, {input.negated, block, false, in});
    for (const models::LinkEnd& end : plate.outputs)
      edge(plate_number(i), end.proposition, 4, {end.negated, false, true, out});
    if (plate.blocks) edge(plate_number(i), plate_number(*plate.blocks), 1, {true, true, true, in});
  }

  void draw_edge(Sheet& sheet, const LayoutEdge& edge, const Style& style) const {
    static constexpr const char* kInk[] = {"#475569", "#1e293b", "#a9b4c2"};
    static constexpr const char* kNegativeInk[] = {"#a8200d", "#8c1a0a", "#d9a59c"};
    static constexpr const char* kNames[] = {"plain", "strong", "faint"};
    static constexpr double kWidths[] = {1.3, 2.3, 1.1};
    const auto strength = static_cast<std::size_t>(style.strength);
    const bool red = style.negative || style.block;
    sheet.put("<path d=\"M{:.1f} {:.1f} C", edge.curve[0].x, edge.curve[0].y);
    for (std::size_t i = 1; i < edge.curve.size(); ++i) sheet.put("{:.1f} {:.1f} ", edge.curve[i].x, edge.curve[i].y);
    sheet.put("\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", (red ? kNegativeInk : kInk)[strength], kWidths[strength]);
    if (red) sheet.put(" stroke-dasharray=\"{}\"", style.block ? "9 3 2 3" : "6 4");
    if (style.negative) sheet.put(" marker-end=\"url(#bar-{})\"", kNames[strength]);
    else if (style.arrow) sheet.put(" marker-end=\"url(#arrow-{})\"", kNames[strength]);
    sheet.put("/>\n");
  }

  // ---- The page

  std::string page(const std::vector<LayoutBox>& places, const LayoutSize& size) {
    const double width = std::max(kLeastWidth, size.width + 8) + 2 * scale_.margin;
    Sheet body;
    double y = scale_.margin;
    y = put_header(body, y, width);
    if (view_.nodes.empty()) y = put_nothing(body, y, width);
    else put_graph(body, places, (width - size.width) / 2, y + 8);
    y += size.height + 26;
    y = put_loops(body, y, width);
    y = put_legend(body, y, width);
    y = put_footer(body, y, width);
    Sheet sheet;
    sheet.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
              "role=\"img\" aria-labelledby=\"title desc\" font-family=\"'Segoe UI', 'Helvetica Neue', Arial, "
              "'Liberation Sans', 'DejaVu Sans', sans-serif\">\n",
              width, y);
    sheet.put("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", xml_text(view_.title),
              xml_text(view_.description));
    put_markers(sheet);
    sheet.put("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    sheet.add(body.take());
    sheet.put("</svg>\n");
    return sheet.take();
  }

  static void put_markers(Sheet& sheet) {
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

  double put_header(Sheet& sheet, double y, double width) const {
    const double inner = width - 2 * scale_.margin;
    y += put_lines(sheet, wrap_text(view_.title, inner, 22, 3, true), scale_.margin, y - 8, 22,
                   "font-weight=\"bold\" fill=\"#0f172a\"");
    y += put_lines(sheet, wrap_text(view_.subtitle, inner, 13, 3), scale_.margin, y - 6, 13, "fill=\"#334155\"");
    for (const std::string& fact : view_.facts)
      y += put_lines(sheet, wrap_text(fact, inner, 12, 2), scale_.margin, y - 4, 12, "font-style=\"italic\" fill=\"#334155\"");
    return y + 18;
  }

  double put_nothing(Sheet& sheet, double y, double width) const {
    sheet.text(width / 2, y + 60, 15, "There are no statements to draw yet.", "text-anchor=\"middle\" fill=\"#334155\"");
    sheet.text(width / 2, y + 84, 13, "A first one: If someone offers help, then the person takes part.",
               "text-anchor=\"middle\" fill=\"#475569\"");
    return y + 120;
  }

  void put_graph(Sheet& sheet, const std::vector<LayoutBox>& places, double x, double y) const {
    sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", x, y);
    for (Strength strength : {Strength::Faint, Strength::Plain, Strength::Strong})
      for (std::size_t i = 0; i < edges_.size(); ++i)
        if (styles_[i].strength == strength) draw_edge(sheet, edges_[i], styles_[i]);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      sheet.put("<g transform=\"translate({:.1f} {:.1f})\">\n", places[i].centre.x - boxes_[i].width / 2,
                places[i].centre.y - boxes_[i].height / 2);
      sheet.add(boxes_[i].inside);
      sheet.put("</g>\n");
    }
    sheet.put("</g>\n");
  }

  double put_loops(Sheet& sheet, double y, double width) const {
    if (view_.loops.empty()) return y;
    for (const std::string& loop : view_.loops)
      y += put_lines(sheet, wrap_text(loop, width - 2 * scale_.margin, 12, 3), scale_.margin, y, 12, "fill=\"#5b2a86\"") + 3;
    return y + 14;
  }

  // Legend: entries in rows as wide as the page.
  struct Entry {
    double sample;
    std::string drawing, words;
  };

  double put_legend(Sheet& sheet, double y, double width) const {
    if (view_.nodes.empty()) return y;
    const double right = width - scale_.margin;
    sheet.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"#cbd5e1\"/>\n", scale_.margin, y, right, y);
    double x = scale_.margin;
    y += 10;
    for (const Entry& entry : legend()) {
      const double needed = entry.sample + 7 + text_width(entry.words, 11);
      if (x > scale_.margin && x + needed > right) {
        x = scale_.margin;
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
    if (std::any_of(view_.nodes.begin(), view_.nodes.end(), [](const GraphNode& n) { return n.joint; }))
      entries.push_back({0, "", "Two roles in one box: the end of one statement, the start of another"});
    add_link_entries(entries);
    for (MarkSign sign : view_.signs) entries.push_back(sign_entry(sign));
    if (view_.has_shares)
      entries.push_back({30, "<rect y=\"-4\" width=\"30\" height=\"8\" fill=\"#fff\" stroke=\"#334155\"/><rect y=\"-4\" "
                             "width=\"18\" height=\"8\" fill=\"#334155\"/>", "share of the cases that are decided"});
    return entries;
  }

  static Entry role_entry(Role role) {
    std::string word(models::to_string(role));
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    std::string drawing = "<g transform=\"translate(2 -9) scale(0.62)\">" + outline(role, 44, 30);
    drawing += fmt::format(" fill=\"{}\" stroke=\"#334155\" stroke-width=\"2\"/>", look(role).band);
    if (role == Role::Outcome)
      drawing += "<rect x=\"-4\" y=\"-4\" width=\"52\" height=\"38\" fill=\"none\" stroke=\"#334155\" stroke-width=\"2\"/>";
    return {32, drawing + "</g>", word + ": " + look(role).meaning};
  }

  static Entry sign_entry(MarkSign sign) {
    Sheet sheet;
    draw_sign(sheet, sign, 7, 0);
    return {14, sheet.take(), std::string(mark_meaning(sign))};
  }

  void add_link_entries(std::vector<Entry>& entries) const {
    const auto any = [&](auto has) { return std::any_of(styles_.begin(), styles_.end(), has); };
    const auto line = [](const char* colour, const char* dash, const char* end) {
      return fmt::format("<path d=\"M0 0 L40 0\" stroke=\"{}\" stroke-width=\"1.5\"{} marker-end=\"url(#{})\"/>", colour, dash, end);
    };
    if (any([](const Style& s) { return s.arrow && !s.negative; }))
      entries.push_back({42, line("#475569", "", "arrow-plain"), "leads to"});
    if (any([](const Style& s) { return s.negative && !s.block; }))
      entries.push_back({42, line("#a8200d", " stroke-dasharray=\"6 4\"", "bar-plain"), "not: if it is not so, or it will not happen"});
    if (any([](const Style& s) { return s.block; }))
      entries.push_back({42, line("#a8200d", " stroke-dasharray=\"9 3 2 3\"", "bar-plain"), "unless: blocks the statement"});
    if (!view_.plates.empty())
      entries.push_back({30, "<rect x=\"0\" y=\"-8\" width=\"30\" height=\"16\" rx=\"4\" fill=\"#f8fafc\" stroke=\"#94a3b8\"/>",
                         "a statement: its label, its step, when"});
  }

  double put_footer(Sheet& sheet, double y, double width) const {
    y += put_lines(sheet, wrap_text(view_.footer, width - 2 * scale_.margin, 10, 4), scale_.margin, y, 10, "fill=\"#475569\"");
    return y + scale_.margin * 0.7;
  }

  const GraphView& view_;
  Scale scale_;
  bool details_;
  std::vector<Drawn> boxes_;
  std::vector<LayoutEdge> edges_;
  std::vector<Style> styles_;
};

}  // namespace

std::string graph_svg(const GraphView& view) { return Painter(view).draw(); }

}  // namespace realist::cli

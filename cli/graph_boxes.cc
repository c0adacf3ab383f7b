#include "cli/graph_boxes.h"

#include <algorithm>

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::LinkKind;
using models::Role;

std::string loop_words(const GraphPlate& plate) {
  std::string words;
  for (std::size_t number : plate.loops) words += (words.empty() ? "loop " : ", ") + std::to_string(number);
  return words;
}

// Lines inside a plate, each no wider than the plate.
void add_wrapped(std::vector<std::string>& lines, const std::string& text, double width, double size, std::size_t most) {
  for (std::string& line : wrap_text(text, width, size, most)) lines.push_back(std::move(line));
}

}  // namespace

double BoxPainter::put_mark(SvgSheet& sheet, const GraphMark& mark, double x, double y, double width) const {
  const auto lines = wrap_text(mark.words, width - 17, scale_.small, 6, true);
  const std::string style = fmt::format("font-weight=\"bold\" fill=\"{}\"", ink(mark.sign));
  sheet.sign(mark.sign, x + 6, y + line_height(scale_.small) - scale_.small * 0.36);
  return std::max(14.0, sheet.lines(lines, x + 17, y, scale_.small, style));
}

double BoxPainter::put_share(SvgSheet& sheet, const GraphShare& share, double x, double y, double width) const {
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
double BoxPainter::put_band(SvgSheet& sheet, const GraphNode& node, double width) const {
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

DrawnBox BoxPainter::node_box(const GraphNode& node, const std::string& foot) const {
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
  y += inside.lines(wrap_text(foot, inner, scale_.small, 4), kPad, y + 1, scale_.small, "fill=\"#334155\"");
  if (node.mark) y += put_mark(inside, *node.mark, kPad, y + 4, inner) + 4;
  if (node.share) y += put_share(inside, *node.share, kPad, y, inner);
  const double height = y + kPad;
  return node_frame(node, width, height, inside.take());
}

DrawnBox BoxPainter::node_frame(const GraphNode& node, double width, double height, const std::string& inside) const {
  const Role shape = node.roles.back();
  const bool strong = node.mark && node.mark->sign == MarkSign::Stopped;
  const char* stroke = strong ? ink(MarkSign::Stopped) : "#334155";
  const std::string outline = role_outline(shape, width, height);
  SvgSheet sheet;
  if (details_) sheet.detail(node.detail);
  sheet.put("<clipPath id=\"c{0}{1}\">{2}/></clipPath>\n{2} fill=\"#ffffff\"/>\n<g clip-path=\"url(#c{0}{1})\">\n", prefix_,
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

DrawnBox BoxPainter::gate_box(const GraphGate& gate) const {
  const double width = text_width(gate.words, scale_.small) + 14, height = line_height(scale_.small) + 6;
  SvgSheet sheet;
  sheet.put("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.1f}\" fill=\"#f1f5f9\" stroke=\"#64748b\"/>\n", width, height,
            height / 2);
  sheet.text(width / 2, height / 2 + scale_.small * 0.36, scale_.small, gate.words,
             "text-anchor=\"middle\" fill=\"#1e293b\"");
  return {width, height, sheet.take()};
}

DrawnBox BoxPainter::plate_box(const GraphPlate& plate) const {
  if (plate.folded != 0) return folded_box(plate);
  constexpr double kPad = 6;
  const double most = scale_.plate_width - 2 * kPad;
  const char* quiet = plate.faint ? "fill=\"#64748b\"" : "fill=\"#334155\"";
  const bool block = plate.kind == LinkKind::Blocks;
  const auto label = wrap_text(cut_text(plate.label, 48), most, scale_.plate, 2, true);
  std::vector<std::string> words;
  add_wrapped(words, plate.number, most, scale_.small - 0.5, 1);
  for (const std::string& text : plate.words) add_wrapped(words, text, most, scale_.small - 0.5, 2);
  const std::vector<std::string> reason = reasons_ && !plate.because.empty()
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

std::string BoxPainter::plate_frame(const GraphPlate& plate, double width, double height, const std::string& inside) const {
  const bool block = plate.kind == LinkKind::Blocks;
  const bool stopped = std::any_of(plate.marks.begin(), plate.marks.end(),
                                   [](const GraphMark& mark) { return mark.sign == MarkSign::Stopped; });
  SvgSheet sheet;
  if (details_) sheet.detail(plate.detail);
  sheet.put("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"4\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", width,
            height, block ? "#fdf0ed" : "#f8fafc",
            stopped ? ink(MarkSign::Stopped) : block ? "#a8200d" : plate.faint ? "#b6c0cd" : "#94a3b8", stopped ? 2 : 1);
  sheet.add(inside);
  return sheet.take();
}

// Several plates behind each other.
DrawnBox BoxPainter::folded_box(const GraphPlate& plate) const {
  constexpr double kPad = 10, kBehind = 4;
  const double width = scale_.box_width, inner = width - 2 * kPad;
  SvgSheet words;
  double y = 5;
  y += words.lines(wrap_text(plate.label, inner, scale_.phrase + 1, 4, true), kPad, y, scale_.phrase + 1, "font-weight=\"bold\" fill=\"#0f172a\"");
  std::vector<std::string> counts;
  add_wrapped(counts, plate.number, inner, scale_.small + 0.5, 1);
  for (const std::string& text : plate.words) add_wrapped(counts, text, inner, scale_.small + 0.5, 2);
  y += words.lines(counts, kPad, y + 2, scale_.small + 0.5, "fill=\"#334155\"") + 2;
  for (const GraphMark& mark : plate.marks) y += put_mark(words, mark, kPad, y + 2, inner) + 2;
  if (plate.share) y += put_share(words, *plate.share, kPad, y, inner);
  const double height = y + kPad;
  SvgSheet sheet;
  if (details_) sheet.detail(plate.detail);
  for (const double at : {2 * kBehind, kBehind, 0.0})
    sheet.put("<rect x=\"{0:.1f}\" y=\"{0:.1f}\" width=\"{1:.1f}\" height=\"{2:.1f}\" rx=\"4\" fill=\"#eef2f7\" stroke=\"#334155\" "
              "stroke-width=\"1.2\"/>\n", at, width, height);
  sheet.add(words.take());
  return {width + 2 * kBehind, height + 2 * kBehind, sheet.take()};
}

void draw_line(SvgSheet& sheet, const std::vector<LayoutPoint>& curve, const GraphLine& line, const std::string& detail) {
  static constexpr const char* kInk[] = {"#475569", "#1e293b", "#a9b4c2"};
  static constexpr const char* kNegativeInk[] = {"#a8200d", "#8c1a0a", "#d9a59c"};
  static constexpr const char* kNames[] = {"plain", "strong", "faint"};
  static constexpr double kWidths[] = {1.3, 2.3, 1.1};
  const auto strength = static_cast<std::size_t>(line.strength);
  const bool red = line.negative || line.block;
  sheet.put("<path d=\"M{:.1f} {:.1f} C", curve[0].x, curve[0].y);
  for (std::size_t i = 1; i < curve.size(); ++i) sheet.put("{:.1f} {:.1f} ", curve[i].x, curve[i].y);
  sheet.put("\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"", (red ? kNegativeInk : kInk)[strength], kWidths[strength]);
  if (line.tie) sheet.put(" stroke-dasharray=\"1.5 3.5\"");
  if (red) sheet.put(" stroke-dasharray=\"{}\"", line.block ? "9 3 2 3" : "6 4");
  if (line.negative) sheet.put(" marker-end=\"url(#bar-{})\"", kNames[strength]);
  else if (line.arrow) sheet.put(" marker-end=\"url(#arrow-{})\"", kNames[strength]);
  if (detail.empty()) return sheet.put("/>\n");
  sheet.put(">");
  sheet.detail(detail);
  sheet.put("</path>\n");
}

}  // namespace realist::cli

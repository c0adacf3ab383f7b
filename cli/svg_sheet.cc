#include "cli/svg_sheet.h"

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

using models::Role;

constexpr RoleLook kRoleLooks[] = {
    {"#e4e9f0", "#1e293b", "what the programme meets"},
    {"#f4d58d", "#33240a", "what is offered"},
    {"#e2a06e", "#2b1405", "how people respond"},
    {"#a9668f", "#ffffff", "offer and response, undivided"},
    {"#1f5c63", "#ffffff", "what comes of it"},
};

constexpr const char* kSignInk[] = {"#1b6e3c", "#a8200d", "#9a6200", "#3b2a63", "#475569", "#64748b"};

}  // namespace

const RoleLook& look(Role role) { return kRoleLooks[static_cast<std::size_t>(role)]; }

const char* ink(MarkSign sign) { return kSignInk[static_cast<std::size_t>(sign)]; }

void SvgSheet::text(double x, double y, double size, std::string_view words, std::string_view attributes) {
  put("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:g}\"{}{}>{}</text>\n", x, y, size, attributes.empty() ? "" : " ",
      attributes, xml_text(words));
}

double SvgSheet::lines(const std::vector<std::string>& lines, double x, double y, double size, std::string_view attributes) {
  for (const std::string& line : lines) text(x, y += line_height(size), size, line, attributes);
  return line_height(size) * static_cast<double>(lines.size());
}

void SvgSheet::detail(std::string_view words) {
  if (!words.empty()) put("<title>{}</title>\n", xml_text(cut_text(words, 2'000)));
}

void SvgSheet::sign(MarkSign sign, double x, double y) {
  const char* colour = ink(sign);
  put("<g transform=\"translate({:.1f} {:.1f})\">", x, y);
  switch (sign) {
    case MarkSign::Good:
      put("<circle r=\"6\" fill=\"{}\"/><path d=\"M-3 0.2 L-0.9 2.6 L3.2 -2.4\" fill=\"none\" stroke=\"#fff\" "
                "stroke-width=\"1.8\"/>", colour);
      break;
    case MarkSign::Stopped:
      put("<rect x=\"-6\" y=\"-6\" width=\"12\" height=\"12\" fill=\"{}\"/><path d=\"M-3 -3 L3 3 M3 -3 L-3 3\" "
                "stroke=\"#fff\" stroke-width=\"1.9\"/>", colour);
      break;
    case MarkSign::Waiting:
      put("<circle r=\"5.3\" fill=\"#fff\" stroke=\"{0}\" stroke-width=\"1.5\"/><path d=\"M0 -3.2 L0 0 L2.4 1.6\" "
                "fill=\"none\" stroke=\"{0}\" stroke-width=\"1.4\"/>", colour);
      break;
    case MarkSign::Blocked:
      put("<path d=\"M-2.5 -6 L2.5 -6 L6 -2.5 L6 2.5 L2.5 6 L-2.5 6 L-6 2.5 L-6 -2.5 Z\" fill=\"{}\"/><path "
                "d=\"M-3.4 0 L3.4 0\" stroke=\"#fff\" stroke-width=\"2.2\"/>", colour);
      break;
    case MarkSign::Unknown:
      put("<path d=\"M0 -6.6 L6.6 0 L0 6.6 L-6.6 0 Z\" fill=\"#fff\" stroke=\"{0}\" stroke-width=\"1.3\"/><path "
                "d=\"M-1.8 -1.6 A1.8 1.8 0 1 1 0 0.3 L0 1.2 M0 2.6 L0 3.6\" fill=\"none\" stroke=\"{0}\" "
                "stroke-width=\"1.3\"/>", colour);
      break;
    case MarkSign::Idle:
      put("<circle r=\"5.3\" fill=\"#fff\" stroke=\"{}\" stroke-width=\"1.3\" stroke-dasharray=\"2 1.6\"/>", colour);
      break;
  }
  put("</g>\n");
}

std::string role_outline(Role role, double w, double h) {
  switch (role) {
    case Role::Resource: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"7\"", w, h);
    case Role::Reasoning: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"15\"", w, h);
    case Role::Mechanism:
      return fmt::format("<path d=\"M10 0 L{0:.1f} 0 L{1:.1f} 10 L{1:.1f} {2:.1f} L{0:.1f} {3:.1f} L10 {3:.1f} L0 {2:.1f} L0 10 Z\"",
                         w - 10, w, h - 10, h);
    default: return fmt::format("<rect width=\"{:.1f}\" height=\"{:.1f}\"", w, h);
  }
}

}  // namespace realist::cli

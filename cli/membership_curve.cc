// The curve of a membership put otherwise: consistency and coverage of each statement by value, one drawing under the other. The
// lines have a sign of their own and their name at the end, so that they read without colour.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/graph_text.h"
#include "cli/membership_sweep.h"
#include "cli/plain_words.h"
#include "cli/set_words.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using engine::ClaimSweep;
using engine::Figure;

constexpr double kWidth = 760, kLeft = 64, kRight = 170, kMargin = 26, kHeight = 190, kBelow = 84;
constexpr double kSigns = 14;   // a line has about so many
constexpr std::size_t kMostTicks = 8;

struct Line {
  const char* name;
  const char* colour;
  const char* dashes;
  bool round;                 // its sign: a circle, else a square
};
constexpr Line kConsistency = {"consistency", "#1d4ed8", "none", true}, kCoverage = {"coverage", "#b45309", "6 4", false};

class MembershipCurve {
 public:
  MembershipCurve(const SweepQuery& query, const SweepPart& part) : q_(query), part_(part), choice_(part.choice.membership) {}

  std::string draw() {
    const std::string title = membership_title(q_.theory, choice_);
    double y = sheet_.lines(wrap_text(title, kWidth - 2 * kMargin, 17, 3, true), kMargin, kMargin - 8, 17, "font-weight=\"bold\" fill=\"#0f172a\"");
    const std::string name = q_.theory.version.empty() ? q_.theory.name : q_.theory.name + " " + q_.theory.version;
    y += kMargin + sheet_.lines(wrap_text(fmt::format("{}: {} as of {}. Verdicts are the same at every value.", name, count_words(q_.cases.size(), "case", "cases"), date_words(q_.as_of)),
                                          kWidth - 2 * kMargin, 13, 2), kMargin, kMargin - 6 + y, 13, "fill=\"#475569\"");
    if (part_.memberships.claims().empty()) sheet_.text(kMargin, y + 30, 13, "No statement as a whole rests on its degree.", "fill=\"#0f172a\"");
    for (const ClaimSweep& claim : part_.memberships.claims()) {
      top_ = y + 54;
      put_claim(claim);
      y = top_ + kHeight + kBelow - 54;
    }
    return whole(title, y + 60);
  }

 private:
  double across(std::size_t v) const {
    const double room = kWidth - kLeft - kRight, first = choice_.values.front(), last = choice_.values.back();
    return first == last ? kLeft + room / 2 : kLeft + room * ((choice_.values[v] - first) / (last - first));
  }
  double up(double share) const { return top_ + kHeight * (1 - share); }

  static const Figure& figure(const ClaimSweep& claim, std::size_t v, bool consistency) {
    const engine::SetMeasures& m = claim.measures[v];
    if (claim.needed()) return consistency ? m.needed_consistency : m.needed_coverage;
    return consistency ? m.consistency : m.coverage;
  }

  void put_claim(const ClaimSweep& claim) {
    const std::string words = fmt::format("{}: {} {} {}", q_.theory.statements[claim.statement].label, engine::expression_text(claim.claim.left, claim.conditions),
                                          claim.needed() ? "<-" : "->", engine::expression_text(claim.claim.outcome, claim.conditions));
    sheet_.lines(wrap_text(words, kWidth - 2 * kMargin, 13, 1), kMargin, top_ - 42, 13, "fill=\"#0f172a\"");
    put_axes();
    put_written();
    const std::optional<double> one = put_line(claim, true), two = put_line(claim, false);
    put_name(kConsistency, one, one && two && std::abs(*one - *two) < 16 ? (*one <= *two ? -8 : 8) : 0);
    put_name(kCoverage, two, one && two && std::abs(*one - *two) < 16 ? (*one <= *two ? 8 : -8) : 0);
  }

  void put_axes() {
    const double right = kWidth - kRight, bottom = top_ + kHeight;
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      sheet_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"#e2e8f0\"/>\n", kLeft, up(tenth / 10.0), right, up(tenth / 10.0));
      sheet_.text(kLeft - 8, up(tenth / 10.0) + 4, 12, number_field(tenth / 10.0), "text-anchor=\"end\" fill=\"#475569\"");
    }
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{0:.1f} {2:.1f} L{3:.1f} {2:.1f}\" fill=\"none\" stroke=\"#475569\"/>\n", kLeft, top_, bottom, right);
    const std::size_t each = std::max<std::size_t>(1, (choice_.values.size() + kMostTicks - 1) / kMostTicks);
    double last = 0;
    for (std::size_t v = 0; v < choice_.values.size(); v += each) {
      if (v != 0 && across(v) - last < 40) continue;   // values of a list may lie close together
      last = across(v);
      sheet_.text(last, bottom + 18, 12, number_field(choice_.values[v]), "text-anchor=\"middle\" fill=\"#475569\"");
    }
    sheet_.text((kLeft + right) / 2, bottom + 38, 13, anchor_word(choice_.part), "text-anchor=\"middle\" fill=\"#0f172a\"");
  }

  void put_written() {
    const std::size_t v = written_value(q_.theory, choice_);
    if (v == choice_.values.size()) return;
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{0:.1f} {2:.1f}\" stroke=\"#334155\" stroke-dasharray=\"5 4\"/>\n", across(v), top_ - 6, top_ + kHeight);
    sheet_.text(across(v), top_ - 10, 12, "as written", "text-anchor=\"middle\" fill=\"#334155\"");
  }

  // Broken where a figure is not defined. Gives the height of its last point.
  std::optional<double> put_line(const ClaimSweep& claim, bool consistency) {
    const Line& line = consistency ? kConsistency : kCoverage;
    std::string path;
    std::optional<double> end;
    bool on = false;
    for (std::size_t v = 0; v < choice_.values.size(); ++v) {
      const std::optional<double> value = figure(claim, v, consistency).value;
      if (value) path += fmt::format("{}{:.1f} {:.1f} ", on ? "L" : "M", across(v), up(*value));
      on = value.has_value();
      if (value) end = up(*value);
    }
    if (!path.empty()) sheet_.put("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"{}\"/>\n", path, line.colour, line.dashes);
    const auto each = static_cast<std::size_t>(std::max(1.0, static_cast<double>(choice_.values.size()) / kSigns));
    for (std::size_t v = 0; v < choice_.values.size(); v += each)
      if (const std::optional<double> value = figure(claim, v, consistency).value) put_sign(line, across(v), up(*value));
    return end;
  }

  void put_sign(const Line& line, double x, double y) {
    if (line.round) sheet_.put("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>\n", x, y, line.colour);
    else sheet_.put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"8\" height=\"8\" fill=\"{}\"/>\n", x - 4, y - 4, line.colour);
  }

  void put_name(const Line& line, std::optional<double> end, double aside) {
    if (!end) return;
    const double y = *end + aside;
    put_sign(line, kWidth - kRight + 20, y);
    sheet_.text(kWidth - kRight + 32, y + 4, 13, line.name, fmt::format("fill=\"{}\"", line.colour));
  }

  std::string whole(const std::string& title, double height) {
    SvgSheet page;
    page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"title\" "
             "font-family=\"'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", kWidth, height);
    page.put("<title id=\"title\">{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", xml_text("How well statements fit: " + title));
    page.add(sheet_.take());
    page.put("</svg>\n");
    return page.take();
  }

  const SweepQuery& q_;
  const SweepPart& part_;
  const MembershipChoice& choice_;
  SvgSheet sheet_;
  double top_ = 0;
};

}  // namespace

std::string membership_svg(const SweepQuery& query, const SweepPart& part) { return MembershipCurve(query, part).draw(); }

}  // namespace realist::cli

// The curve of a sweep: how many cases come to each verdict, by the length of the window. A line for each verdict, with a sign
// of its own and its name at the end, so that it reads without colour.
#include <fmt/core.h>

#include <algorithm>

#include "cli/graph_text.h"
#include "cli/membership_sweep.h"
#include "cli/plain_words.h"
#include "cli/svg_sheet.h"
#include "cli/sweep_report.h"

namespace realist::cli {
namespace {

using models::Verdict;

constexpr double kWidth = 760, kLeft = 64, kRight = 150, kMargin = 26, kHeight = 300;
constexpr double kSigns = 14;        // a line has about so many
constexpr std::size_t kMostTicks = 8;

class Curve {
 public:
  Curve(const SweepQuery& query, const SweepPart& part) : q_(query), part_(part) {
    for (std::size_t v = 0; v < values(); ++v)
      for (const Verdict verdict : models::kVerdicts) most_ = std::max(most_, count(verdict, v));
  }

  std::string draw() {
    double y = sheet_.lines(wrap_text(window_title(q_.theory, part_.choice), kWidth - 2 * kMargin, 17, 3, true), kMargin, kMargin - 8, 17, "font-weight=\"bold\" fill=\"#0f172a\"");
    const std::string name = q_.theory.version.empty() ? q_.theory.name : q_.theory.name + " " + q_.theory.version;
    y += kMargin + sheet_.lines(wrap_text(fmt::format("{}: {} as of {}", name, count_words(q_.cases.size(), "case", "cases"), date_words(q_.as_of)), kWidth - 2 * kMargin, 13, 2),
                                kMargin, kMargin - 6 + y, 13, "fill=\"#475569\"");
    top_ = y + 24;
    put_axes();
    put_written();
    put_lines();
    return whole(top_ + kHeight + 60);
  }

 private:
  std::size_t values() const { return part_.choice.values.size(); }
  std::uint64_t count(Verdict verdict, std::size_t value) const { return part_.sweep.counts(part_.choice.statement, value)[verdict]; }
  double across(std::size_t value) const {
    const double room = kWidth - kLeft - kRight;
    return values() == 1 ? kLeft + room / 2 : kLeft + room * static_cast<double>(value) / static_cast<double>(values() - 1);
  }
  double up(std::uint64_t count) const { return top_ + kHeight * (1 - static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(most_, 1))); }

  void put_axes() {
    const double right = kWidth - kRight, bottom = top_ + kHeight;
    std::uint64_t step = 1;
    for (std::size_t i = 0; most_ / step > 5; ++i) step *= i % 3 == 1 ? 5 : 2;  // 1, 2, 10, 20, 40, 200 …
    for (std::uint64_t n = 0; n <= most_; n += step) {
      sheet_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" stroke=\"#e2e8f0\"/>\n", kLeft, up(n), right, up(n));
      sheet_.text(kLeft - 8, up(n) + 4, 12, std::to_string(n), "text-anchor=\"end\" fill=\"#475569\"");
    }
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{0:.1f} {2:.1f} L{3:.1f} {2:.1f}\" fill=\"none\" stroke=\"#475569\"/>\n", kLeft, top_, bottom, right);
    sheet_.text(kLeft - 40, top_ - 10, 12, "cases", "fill=\"#475569\"");
    const std::size_t each = std::max<std::size_t>(1, (values() + kMostTicks - 1) / kMostTicks);
    for (std::size_t v = 0; v < values(); v += each)
      sheet_.text(across(v), bottom + 18, 12, models::in_words(part_.choice.values[v]), "text-anchor=\"middle\" fill=\"#475569\"");
    sheet_.text((kLeft + right) / 2, bottom + 42, 13, "length of the window", "text-anchor=\"middle\" fill=\"#0f172a\"");
  }

  void put_written() {
    const std::size_t v = written_value(q_.theory, part_.choice);
    if (v == values()) return;
    sheet_.put("<path d=\"M{0:.1f} {1:.1f} L{0:.1f} {2:.1f}\" stroke=\"#334155\" stroke-dasharray=\"5 4\"/>\n", across(v), top_ - 6, top_ + kHeight);
    sheet_.text(across(v), top_ - 10, 12, "as written", "text-anchor=\"middle\" fill=\"#334155\"");
  }

  void put_lines() {
    std::vector<std::pair<double, Verdict>> ends;
    for (const Verdict verdict : models::kVerdicts) {
      bool any = false;
      for (std::size_t v = 0; v < values() && !any; ++v) any = count(verdict, v) != 0;
      if (!any) continue;
      put_line(verdict);
      ends.emplace_back(up(count(verdict, values() - 1)), verdict);
    }
    std::stable_sort(ends.begin(), ends.end());
    double last = top_ - 20;
    for (auto& [y, verdict] : ends) {
      last = std::max(y, last + 17);
      sheet_.text(kWidth - kRight + 16, last + 4, 13, fmt::format("{} {}", models::to_string(verdict), count(verdict, values() - 1)), fmt::format("fill=\"{}\"", ink(sign_of(verdict))));
    }
  }

  void put_line(Verdict verdict) {
    std::string path;
    for (std::size_t v = 0; v < values(); ++v) path += fmt::format("{}{:.1f} {:.1f} ", v == 0 ? "M" : "L", across(v), up(count(verdict, v)));
    sheet_.put("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", path, ink(sign_of(verdict)));
    const auto each = static_cast<std::size_t>(std::max(1.0, static_cast<double>(values()) / kSigns));
    for (std::size_t v = 0; v < values(); v += each) sheet_.sign(sign_of(verdict), across(v), up(count(verdict, v)));
  }

  std::string whole(double height) {
    SvgSheet page;
    page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"title\" "
             "font-family=\"'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", kWidth, height);
    page.put("<title id=\"title\">{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", xml_text("How many cases come to each verdict, by the " + window_title(q_.theory, part_.choice)));
    page.add(sheet_.take());
    page.put("</svg>\n");
    return page.take();
  }

  const SweepQuery& q_;
  const SweepPart& part_;
  SvgSheet sheet_;
  std::uint64_t most_ = 0;
  double top_ = 0;
};

}  // namespace

std::string sweep_svg(const SweepQuery& query, const SweepPart& part) {
  return part.choice.kind == SweepChoice::Kind::Membership ? membership_svg(query, part) : Curve(query, part).draw();
}

}  // namespace realist::cli

#include "cli/pattern_page.h"

#include "cli/graph_text.h"

namespace realist::cli {
namespace {

// Light first, then what a dark page changes. Verdicts have a hatching of their own as well, so that colour is not needed.
constexpr const char* kStyle = R"(<style>
.page { fill: #ffffff } .ink { fill: #0f172a } .soft { fill: #475569 } .band { fill: #f3f5f8 }
.frame { stroke: #94a3b8 } .zero { stroke: #475569; stroke-dasharray: 4 3 } .range { stroke: #1e293b; stroke-width: 2 }
.many { fill: #1e293b; stroke: #1e293b; stroke-width: 1.5 } .few { fill: #ffffff; stroke: #1e293b; stroke-width: 1.5 }
.apart { stroke: #a8200d; stroke-width: 2.4 } .apart-mark { fill: #a8200d; stroke: #a8200d; stroke-width: 1.5 }
.passed { fill: #1b6e3c } .stalled { fill: #a8200d } .pending { fill: #b97700 } .blocked { fill: #4b3a8f } .unknown { fill: #ffffff; stroke: #475569 }
.cut { stroke: #ffffff; stroke-width: 1.6 }
@media (prefers-color-scheme: dark) {
.page { fill: #10151d } .ink { fill: #eef2f7 } .soft { fill: #b6c0cd } .band { fill: #171d26 }
.frame { stroke: #6b7889 } .zero { stroke: #b6c0cd } .range { stroke: #eef2f7 }
.many { fill: #eef2f7; stroke: #eef2f7 } .few { fill: #10151d; stroke: #eef2f7 }
.apart { stroke: #ff8a73 } .apart-mark { fill: #ff8a73; stroke: #ff8a73 }
.passed { fill: #57c785 } .stalled { fill: #ff8a73 } .pending { fill: #e5ab45 } .blocked { fill: #b3a1ff } .unknown { fill: #10151d; stroke: #b6c0cd }
.cut { stroke: #10151d }
}
</style>
)";

}  // namespace

PatternPage::PatternPage(const std::string& title, const std::vector<std::string>& subtitle) : title_(title), y_(kMargin) {
  y_ += sheet_.lines(wrap_text(title, kWidth - 2 * kMargin, 19, 3, true), kMargin, y_ - 8, 19, "font-weight=\"bold\" class=\"ink\"");
  for (const std::string& line : subtitle) y_ += sheet_.lines(wrap_text(line, kWidth - 2 * kMargin, 12, 3), kMargin, y_ - 6, 12, "class=\"soft\"");
  y_ += 10;
}

void PatternPage::words(double x, double width, double below, double size, std::string_view text, std::string_view look, std::string_view more) {
  const std::vector<std::string> lines = wrap_text(text, width, size, 1, more.find("bold") != std::string_view::npos);
  if (!lines.empty()) sheet_.text(x, y_ + below, size, lines.front(), fmt::format("class=\"{}\"{}{}", look, more.empty() ? "" : " ", more));
}

void PatternPage::line(double x1, double y1, double x2, double y2, std::string_view look) {
  sheet_.put("<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" class=\"{}\"/>\n", x1, y1, x2, y2, look);
}

void PatternPage::notes(const std::vector<std::string>& notes) {
  y_ += 12;
  for (const std::string& note : notes) y_ += sheet_.lines(wrap_text(note, kWidth - 2 * kMargin, 12, 12), kMargin, y_ - 4, 12, "class=\"soft\"") + 4;
}

std::string PatternPage::whole(const std::string& description) {
  SvgSheet page;
  page.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"title desc\" "
           "font-family=\"'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n", kWidth, y_ + kMargin);
  page.put("<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n", xml_text(title_), xml_text(description));
  page.add(kStyle);
  page.put("<rect width=\"100%\" height=\"100%\" class=\"page\"/>\n");
  page.add(sheet_.take());
  page.put("</svg>\n");
  return page.take();
}

}  // namespace realist::cli

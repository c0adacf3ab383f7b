// The XY plot: labels keep off each other, no case is without its name, and whatever a case is called the picture stays XML.
#include "cli/xy_plot.h"

#include <catch2/catch.hpp>
#include <expat.h>
#include <rapidcheck.h>

#include "cli/label_room.h"

namespace {

using namespace realist::cli;
using realist::engine::CaseKind;

void XMLCALL add_text(void* data, const XML_Char* text, int size) { static_cast<std::string*>(data)->append(text, static_cast<std::size_t>(size)); }

// All its texts; none where it is not well-formed.
std::optional<std::string> texts_of(const std::string& svg) {
  std::string text;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &text);
  XML_SetCharacterDataHandler(parser, add_text);
  const bool sound = XML_Parse(parser, svg.data(), static_cast<int>(svg.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return sound ? std::optional(text) : std::nullopt;
}

XyPlot plot_of(std::vector<XyPoint> points) {
  return {"A -> Y", {"consistency 1.000"}, "A", "Y", false, {{CaseKind::Typical, "typical", "as claimed"}, {CaseKind::Irrelevant, "irrelevant", "neither"}}, std::move(points), {}};
}

// What stands in the picture after its description: labels, legend and notes.
std::string drawn(const XyPlot& plot) {
  const std::string svg = plot.svg();
  return texts_of(svg.substr(0, svg.find("<title")) + svg.substr(svg.find("</desc>") + 7)).value();
}

double unit() { return *rc::gen::inRange(0, 1001) / 1000.0; }

}  // namespace

TEST_CASE("labels lie within the bounds, on no point and not on each other") {
  CHECK(rc::check("any points", [] {
    const Box bounds{0, 0, 400, 400};
    LabelRoom room(bounds);
    std::vector<Box> taken;
    const auto count = *rc::gen::inRange(1, 60);
    for (int i = 0; i < count; ++i) {
      const double x = unit() * 400, y = unit() * 400;
      taken.push_back({x - 5, y - 5, x + 5, y + 5});
      room.keep_free(taken.back());
    }
    for (int i = 0; i < count; ++i) {
      const auto box = room.place(taken[static_cast<std::size_t>(i)].left + 5, taken[static_cast<std::size_t>(i)].top + 5, 40, 12);
      if (!box) continue;
      RC_ASSERT(box->within(bounds));
      for (const Box& other : taken) RC_ASSERT(!box->meets(other));
      taken.push_back(*box);
    }
  }));
}

TEST_CASE("a label that has no room is told so") {
  LabelRoom room({0, 0, 100, 20});
  room.keep_free({0, 0, 100, 20});
  CHECK_FALSE(room.place(50, 10, 30, 10).has_value());
}

TEST_CASE("every case has its name in the plot or under it") {
  std::vector<XyPoint> points;
  for (int i = 0; i < 150; ++i) points.push_back({"case-" + std::to_string(i) + ".", 0.9 + 0.0005 * i, 0.95, CaseKind::Typical, ""});
  const std::string text = drawn(plot_of(points));
  for (const XyPoint& point : points) {
    INFO(point.name);
    CHECK(text.find(point.name) != std::string::npos);
  }
  CHECK(text.find("No room for every name") != std::string::npos);
}

TEST_CASE("cases at one point share a label, and few of them need no list") {
  const std::string text = drawn(plot_of({{"Anna", 1, 1, CaseKind::Typical, ""}, {"Ben", 1, 1, CaseKind::Typical, ""}, {"Cem", 0, 0, CaseKind::Irrelevant, ""}}));
  CHECK(text.find("Anna, Ben") != std::string::npos);
  CHECK(text.find("typical, 2 cases") != std::string::npos);
  CHECK(text.find("irrelevant, 1 case:") != std::string::npos);
  CHECK(text.find("No room") == std::string::npos);
}

TEST_CASE("more cases than can stand at one point are listed under the plot") {
  std::vector<XyPoint> points;
  for (int i = 0; i < 30; ++i) points.push_back({"n" + std::to_string(i), 1, 1, CaseKind::Typical, ""});
  const std::string text = drawn(plot_of(points));
  CHECK(text.find("and 18 more") != std::string::npos);
  CHECK(text.find("n29 (1, 1)") != std::string::npos);
}

TEST_CASE("whatever cases are called, the picture is well-formed XML") {
  for (const std::string name : {"<script>", "a & b", "\"quoted\"", "\x01\x02", "\xff\xfe broken", "", "Zoë", "]]>", "two\nlines"}) {
    const auto text = texts_of(plot_of({{name, 0.7, 0.8, CaseKind::Typical, name}}).svg());
    INFO(name);
    CHECK(text.has_value());
  }
  CHECK(texts_of(plot_of({}).svg()).has_value());
}

TEST_CASE("a plot of ten thousand cases stays small and says what it left out") {
  std::vector<XyPoint> points;
  for (int i = 0; i < 10'000; ++i) points.push_back({"c" + std::to_string(i), (i % 100) / 100.0, (i / 100) / 100.0, CaseKind::Irrelevant, ""});
  const std::string svg = plot_of(points).svg();
  CHECK(svg.size() < 4'000'000);
  CHECK(texts_of(svg).value().find("more") != std::string::npos);
}

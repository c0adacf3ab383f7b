#include "cli/forest_plot.h"

#include <fmt/core.h>

#include "cli/pattern_page.h"
#include "cli/pattern_report.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"
#include "cli/svg_sheet.h"

namespace realist::cli {
namespace {

using models::StatementIndex;

constexpr double kMargin = PatternPage::kMargin, kRow = 22;

// A panel in which a share or a difference lies between two ends.
struct Panel {
  double left, width, low, high;
  double at(double value) const { return left + (value - low) / (high - low) * width; }
};
constexpr Panel kAlone{330, 380, 0, 1}, kRate{230, 250, 0, 1}, kDifference{640, 190, -1, 1};

class Forest {
 public:
  explicit Forest(const Patterns& patterns)
      : patterns_(patterns), page_(fmt::format("{}: in how many cases each statement fired", patterns.theory.name),
                                   {fmt::format("{}, as of {}", count_words(patterns.all.cases(), "case", "cases"), date_words(patterns.as_of)), kIntervalNote}) {}

  std::string draw() {
    if (patterns_.by.empty()) draw_alone();
    for (const PatternBy& by : patterns_.by) draw_by(by);
    std::vector<std::string> notes = {"A filled mark rests on 20 decided cases or more, a hollow one on fewer."};
    if (!patterns_.by.empty()) notes.push_back("An interval of a difference that leaves out 0 is drawn thick.");
    for (const PatternBy& by : patterns_.by) notes.push_back(fmt::format("By {}: {}", by.grouping.words, chance_note(by)));
    page_.notes(notes);
    return page_.whole(description_);
  }

 private:
  void scale(const Panel& panel, bool points) {
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0}) {
      const double value = panel.low + part * (panel.high - panel.low);
      page_.sheet().text(panel.at(value), page_.y() + 12, 11, points ? points_words(value) : percent_words(value), "text-anchor=\"middle\" class=\"soft\"");
    }
    page_.line(panel.left, page_.y() + 18, panel.left + panel.width, page_.y() + 18, "frame");
  }

  void band(double height) {
    page_.sheet().put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"band\"/>\n", kMargin - 8, page_.y(), PatternPage::kWidth - 2 * kMargin + 16, height);
  }

  void mark(const Panel& panel, double value, const engine::Interval& interval, bool few, bool apart) {
    const double middle = page_.y() + kRow / 2;
    page_.line(panel.at(interval.low), middle, panel.at(interval.high), middle, apart ? "apart" : "range");
    for (const double end : {interval.low, interval.high}) page_.line(panel.at(end), middle - 4, panel.at(end), middle + 4, apart ? "apart" : "range");
    page_.sheet().put("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.6\" class=\"{}\"/>\n", panel.at(value), middle, few ? "few" : apart ? "apart-mark" : "many");
  }

  void rate(const Panel& panel, const Contrast& contrast, double numbers, double width) {
    page_.line(panel.at(0.5), page_.y(), panel.at(0.5), page_.y() + kRow, "zero");
    if (contrast.interval) mark(panel, contrast.share.value(), *contrast.interval, contrast.few(), false);
    page_.words(numbers, width, 15, 12, contrast.interval ? fmt::format("{} of {}, {}{}", contrast.share.part, contrast.share.whole, percent_words(contrast.share.value()),
                                                                        panel.left == kAlone.left ? " (" + range_words(*contrast.interval) + ")" : "") : "none decided", "ink");
  }

  std::string name_of(StatementIndex s) const { return patterns_.theory.statements[s].label; }
  std::string sentence(StatementIndex s) const { return sentence_words(patterns_.theory, patterns_.theory.statements[s]); }

  // What the statement comes to: statements often begin alike.
  std::string last_step(StatementIndex s) const {
    const models::Step& last = patterns_.theory.statements[s].steps.back();
    return (last.negated ? "not " : "") + words_of(patterns_.theory, last);
  }

  void draw_alone() {
    scale(kAlone, false);
    page_.down(24);
    for (StatementIndex s = 0; s < patterns_.theory.statements.size(); ++s) {
      Contrast contrast;
      contrast.share = patterns_.all.rate(s);
      contrast.interval = engine::wilson(contrast.share);
      if (s % 2 == 0) band(kRow);
      page_.sheet().add("<g>");
      page_.sheet().detail(sentence(s));
      page_.words(kMargin, 290, 15, 13, fmt::format("{}: {}", name_of(s), last_step(s)), "ink");
      rate(kAlone, contrast, 730, 220);
      page_.sheet().add("</g>\n");
      description_ += fmt::format("{}: {}. ", name_of(s), rate_with_interval(contrast.share));
      page_.down(kRow);
    }
  }

  void draw_by(const PatternBy& by) {
    page_.down(16);
    page_.words(kMargin, 900, 0, 15, "By " + by.grouping.words, "ink", "font-weight=\"bold\"");
    page_.down(10);
    page_.words(kRate.left, 250, 12, 12, "fired of decided", "soft");
    page_.words(kDifference.left, 300, 12, 12, against_the_others(by) ? "against the other known groups, points" : comparable(by) ? "first group less second, points" : "nothing to compare", "soft");
    page_.down(18);
    scale(kRate, false);
    scale(kDifference, true);
    page_.down(26);
    description_ += fmt::format("By {}. ", by.grouping.words);
    for (StatementIndex s = 0; s < patterns_.theory.statements.size(); ++s)
      if (patterns_.all.rate(s).whole > 0) draw_statement(by, s);
  }

  void draw_statement(const PatternBy& by, StatementIndex s) {
    band(kRow);
    page_.sheet().add("<g>");
    page_.sheet().detail(sentence(s));
    page_.words(kMargin, PatternPage::kWidth - 2 * kMargin, 15, 13, fmt::format("{}  {}", name_of(s), sentence(s)), "ink", "font-weight=\"bold\"");
    page_.sheet().add("</g>\n");
    page_.down(kRow);
    const std::vector<Contrast> all = contrasts(by, s);
    for (std::size_t g = 0; g < all.size(); ++g) {
      page_.words(kMargin + 12, 180, 15, 12, group_words(by.groups[g].name), "ink");
      rate(kRate, all[g], 496, 130);
      description_ += fmt::format("{}, {}: {}", name_of(s), group_words(by.groups[g].name), rate_with_interval(all[g].share));
      if (all[g].other) difference(all[g]);
      description_ += ". ";
      page_.down(kRow);
    }
    page_.down(5);
  }

  void difference(const Contrast& contrast) {
    page_.line(kDifference.at(0), page_.y(), kDifference.at(0), page_.y() + kRow, "zero");
    if (contrast.difference)
      mark(kDifference, *contrast.difference, *contrast.of_difference, contrast.few() || contrast.other->whole < engine::kFewCases, !contrast.of_difference->holds(0));
    page_.words(842, 130, 15, 12, contrast.difference ? fmt::format("{} ({} to {})", points_words(*contrast.difference), points_words(contrast.of_difference->low), points_words(contrast.of_difference->high))
                                                       : "not defined", "ink");
    description_ += ", difference " + difference_words(contrast);
  }

  const Patterns& patterns_;
  PatternPage page_;
  std::string description_;
};

}  // namespace

std::string forest_svg(const Patterns& patterns) { return Forest(patterns).draw(); }

}  // namespace realist::cli

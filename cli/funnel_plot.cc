#include "cli/funnel_plot.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/pattern_page.h"
#include "cli/pattern_report.h"
#include "cli/plain_words.h"
#include "cli/result_words.h"

namespace realist::cli {
namespace {

using models::StatementIndex;

constexpr double kMargin = PatternPage::kMargin, kBarLeft = 350, kBarWidth = 200, kBarHeight = 14, kRow = 22;

struct Part {
  const char* look;
  const char* word;
  std::uint64_t FunnelStep::*count;
};
constexpr Part kParts[] = {{"passed", "went on", &FunnelStep::passed}, {"stalled", "stalled", &FunnelStep::stalled}, {"pending", "pending", &FunnelStep::pending},
                           {"blocked", "blocked", &FunnelStep::blocked}, {"unknown", "undetermined", &FunnelStep::undetermined}};

class Funnel {
 public:
  explicit Funnel(const Patterns& patterns)
      : patterns_(patterns),
        page_(fmt::format("{}: how far cases came", patterns.theory.name),
              {fmt::format("{}, as of {}. A bar is as long as the share of those that began; a statement judged each time counts its occurrences.",
                           count_words(patterns.all.cases(), "case", "cases"), date_words(patterns.as_of))}) {}

  std::string draw() {
    legend();
    std::string silent;
    for (StatementIndex s = 0; s < patterns_.theory.statements.size(); ++s) {
      if (patterns_.all.funnel.statements[s].empty() || patterns_.all.funnel.statements[s].front().reached() == 0) {
        silent += (silent.empty() ? "" : ", ") + patterns_.theory.statements[s].label;
        continue;
      }
      statement(s);
    }
    std::vector<std::string> notes = {"A step that was not reached is nobody's stall."};
    if (!silent.empty()) notes.push_back(fmt::format("Began in no case: {}.", silent));
    page_.notes(notes);
    return page_.whole(description_ + (silent.empty() ? "" : fmt::format("Began in no case: {}.", silent)));
  }

 private:
  void legend() {
    double x = kMargin;
    for (const Part& part : kParts) {
      bar(part, x, 22, page_.y());
      page_.words(x + 28, 120, 11, 12, part.word, "ink");
      x += 140;
    }
    page_.down(30);
  }

  // Stalled bars are crossed by lines, so that they read without colour; the others differ in order, and in the numbers beside.
  void bar(const Part& part, double left, double width, double top) {
    page_.sheet().put("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>\n", left, top, width, kBarHeight, part.look);
    if (part.count != &FunnelStep::stalled) return;
    for (double x = left + 5; x < left + width; x += 7) page_.line(x, top, std::max(left, x - 5), top + kBarHeight, "cut");
  }

  void statement(StatementIndex s) {
    const models::Statement& written = patterns_.theory.statements[s];
    page_.sheet().add("<g>");
    page_.sheet().detail(sentence_words(patterns_.theory, written));
    page_.words(kMargin, PatternPage::kWidth - 2 * kMargin, 15, 13, fmt::format("{}  {}", written.label, sentence_words(patterns_.theory, written)), "ink", "font-weight=\"bold\"");
    page_.sheet().add("</g>\n");
    page_.down(kRow);
    if (patterns_.by.empty()) steps(s, patterns_.all, "");
    for (const PatternBy& by : patterns_.by)
      for (const PatternGroup& group : by.groups) steps(s, group.counts, fmt::format("{}: ", group_words(group.name)));
    page_.down(8);
  }

  void steps(StatementIndex s, const PatternCounts& counts, const std::string& group) {
    const std::vector<FunnelStep>& all = counts.funnel.statements[s];
    for (std::size_t i = 0; i < all.size(); ++i) {
      const models::Step& step = patterns_.theory.statements[s].steps[i];
      const std::string words = fmt::format("{}{} {}{}", group, i + 1, step.negated ? "not " : "", words_of(patterns_.theory, step));
      page_.words(kMargin + 12, kBarLeft - kMargin - 24, 12, 12, words, "ink");
      double x = kBarLeft;
      std::string told;
      for (const Part& part : kParts) {
        const std::uint64_t count = all[i].*part.count;
        if (count == 0) continue;
        const double width = kBarWidth * static_cast<double>(count) / static_cast<double>(all.front().reached());
        bar(part, x, width, page_.y() + 1);
        x += width;
        told += fmt::format("{}{} {}", told.empty() ? "" : ", ", count, part.word);
      }
      if (told.empty()) told = "none came so far";
      page_.words(kBarLeft + kBarWidth + 14, PatternPage::kWidth - kMargin - kBarLeft - kBarWidth - 14, 12, 12, told, "soft");
      description_ += fmt::format("{}, {}: {}. ", patterns_.theory.statements[s].label, words, told);
      page_.down(kRow - 3);
    }
  }

  const Patterns& patterns_;
  PatternPage page_;
  std::string description_;
};

}  // namespace

std::string funnel_svg(const Patterns& patterns) { return Funnel(patterns).draw(); }

}  // namespace realist::cli
